//! Values: parts of them, what loops go through, and how large they are.

use super::{Key, Missing, Outcome, VALUE_DEPTH};
use crate::read::terraform::body::{Body, Content, is_wholly_unknown, unknown};
use crate::read::terraform::functions;
use hcl_edit::expr::TraversalOperator;
use serde_json::{Map, Number, Value, json};

/// What of the operators after a splat is for each item, and what for the list: after `.*` only
/// attributes are for each.
pub(super) fn splat<'o, 'a>(
    splat: Option<&&'a TraversalOperator>,
    rest: &'o [&'a TraversalOperator],
) -> (&'o [&'a TraversalOperator], &'o [&'a TraversalOperator]) {
    let is_attribute = |it: &&TraversalOperator| matches!(it, TraversalOperator::GetAttr(_));
    match splat {
        Some(TraversalOperator::AttrSplat(_)) => {
            rest.split_at(rest.iter().take_while(|it| is_attribute(it)).count())
        }
        _ => (rest, &[]),
    }
}

pub(super) fn object_of(body: Body) -> Map<String, Value> {
    let fields = body.fields.into_iter();
    fields
        .map(|it| match it.content {
            Content::Value(value) => (it.name, value),
            Content::Block(body) => (it.name, Value::Array(vec![Value::Object(object_of(body))])),
        })
        .collect()
}

/// A member of an object; of a value that is not known one that is not known.
pub(super) fn member(value: Value, name: &str) -> Outcome {
    match value {
        Value::Object(mut members) => members.remove(name).ok_or(Missing),
        // One block is a list of one to Terraform, and people leave the index out.
        Value::Array(mut items) if items.len() == 1 => {
            items.pop().map_or(Err(Missing), |it| member(it, name))
        }
        Value::String(text) if is_wholly_unknown(&text) => Ok(within(&text, &format!(".{name}"))),
        _ => Err(Missing),
    }
}

pub(super) fn item(value: Value, index: u64) -> Outcome {
    match value {
        Value::Array(mut items) => {
            let index = usize::try_from(index).map_err(|_| Missing)?;
            if index < items.len() { Ok(items.swap_remove(index)) } else { Err(Missing) }
        }
        Value::String(text) if is_wholly_unknown(&text) => Ok(within(&text, &format!("[{index}]"))),
        _ => Err(Missing),
    }
}

/// A part of something that is not known.
pub(super) fn within(text: &str, part: &str) -> Value {
    unknown(&format!("{}{part}", text.replace("${", "").replace('}', "")))
}

pub(super) fn is_key(key: &Key, index: &Value) -> bool {
    match (key, index) {
        (Key::Index(at), _) => whole(index) == Some(*at),
        (Key::Each(key, _), Value::String(text)) => key == text,
        (Key::Each(key, _), Value::Number(number)) => *key == number.to_string(),
        _ => false,
    }
}

pub(super) fn whole(value: &Value) -> Option<usize> {
    let number = functions::as_number(value)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is checked to be a whole number in range"
    )]
    (number.fract() == 0.0 && (0.0..1e9).contains(&number)).then_some(number as usize)
}

/// What `for_each` goes through: keys in order, with their values.
pub(super) fn pairs(value: &Value) -> Option<Vec<(String, Value)>> {
    let mut pairs: Vec<(String, Value)> = match value {
        Value::Object(members) => {
            members.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
        }
        // A `dynamic` block goes through lists of anything; the keys are then positions.
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(|it| Some((it.as_str()?.to_string(), it.clone()))).collect()
        }
        Value::Array(items) => {
            let numbered = items.iter().enumerate();
            return Some(numbered.map(|(at, it)| (at.to_string(), it.clone())).collect());
        }
        _ => return None,
    };
    if value.is_object() {
        pairs.sort_by(|one, other| one.0.cmp(&other.0));
    }
    Some(pairs)
}

/// What a `for` goes through: keys or positions, with their values.
pub(super) fn entries(value: &Value) -> Option<Vec<(Value, Value)>> {
    match value {
        Value::Array(items) => {
            Some(items.iter().enumerate().map(|(at, it)| (json!(at), it.clone())).collect())
        }
        Value::Object(_) => {
            let pairs = pairs(value)?.into_iter();
            Some(pairs.map(|(key, value)| (Value::String(key), value)).collect())
        }
        _ => None,
    }
}

/// Whether Terraform takes two values for equal.
pub(super) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        _ => left == right,
    }
}

/// How large a value is, in steps that a copy of it costs; nothing where it is nested too deep.
pub(super) fn weigh(value: &Value, depth: usize) -> Option<usize> {
    if depth > VALUE_DEPTH {
        return None;
    }
    Some(match value {
        Value::String(text) => 1 + text.len() / 64,
        Value::Array(items) => {
            items.iter().try_fold(1, |sum, it| Some(sum + weigh(it, depth + 1)?))?
        }
        Value::Object(members) => {
            members.values().try_fold(1, |sum, it| Some(sum + weigh(it, depth + 1)?))?
        }
        _ => 1,
    })
}

pub(super) fn number_of(number: &hcl_edit::Number) -> Value {
    let whole = number.as_i64().map(Number::from).or_else(|| number.as_u64().map(Number::from));
    let number = whole.or_else(|| number.as_f64().and_then(Number::from_f64));
    number.map_or(Value::Null, Value::Number)
}
