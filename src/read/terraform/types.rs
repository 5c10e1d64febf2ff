//! What the type of a variable adds to its value: `optional(number, 3)` and the like.

use super::functions::{as_bool, as_number, number};
use hcl_edit::expr::{Expression, ObjectKey};
use serde_json::{Map, Value};

/// Types within types.
const DEEPEST: usize = 20;

/// The value with what its type fills in and converts.
pub(super) fn complete<'a>(
    value: Value,
    kind: &'a Expression,
    default: &mut dyn FnMut(&'a Expression) -> Option<Value>,
    depth: usize,
) -> Value {
    if depth > DEEPEST || value.is_null() {
        return value;
    }
    let call = match kind {
        Expression::FuncCall(call) => call,
        Expression::Variable(word) => return simple(value, word.as_str()),
        _ => return value,
    };
    let Some(inner) = call.args.iter().next() else { return value };
    match (call.name.name.as_str(), value) {
        ("optional", value) => complete(value, inner, default, depth + 1),
        ("list" | "set", Value::Array(items)) => {
            let items = items.into_iter().map(|it| complete(it, inner, default, depth + 1));
            Value::Array(items.collect())
        }
        ("map", Value::Object(members)) => {
            let members = members.into_iter();
            let members = members.map(|(name, it)| (name, complete(it, inner, default, depth + 1)));
            Value::Object(members.collect())
        }
        ("object", Value::Object(members)) => object(members, inner, default, depth),
        (_, value) => value,
    }
}

fn object<'a>(
    mut members: Map<String, Value>,
    kind: &'a Expression,
    default: &mut dyn FnMut(&'a Expression) -> Option<Value>,
    depth: usize,
) -> Value {
    let Expression::Object(kinds) = kind else { return Value::Object(members) };
    for (key, kind) in kinds {
        let name = match key {
            ObjectKey::Ident(name) => name.as_str(),
            ObjectKey::Expression(Expression::String(name)) => name.value(),
            ObjectKey::Expression(_) => continue,
        };
        let given = members.get_mut(name).map(Value::take).filter(|it| !it.is_null());
        let value = match (given, kind.expr()) {
            (Some(value), kind) => complete(value, kind, default, depth + 1),
            (None, Expression::FuncCall(call)) if call.name.name.as_str() == "optional" => {
                let value = call.args.iter().nth(1).and_then(&mut *default).unwrap_or_default();
                complete(value, kind.expr(), default, depth + 1)
            }
            // Terraform refuses an object without it; as null it is not there.
            (None, _) => Value::Null,
        };
        members.insert(name.to_string(), value);
    }
    Value::Object(members)
}

fn simple(value: Value, word: &str) -> Value {
    let other = match (word, &value) {
        ("string", Value::Number(_) | Value::Bool(_)) => {
            super::body::text_of(&value).map(Value::String)
        }
        ("number", Value::String(_)) => as_number(&value).map(number),
        ("bool", Value::String(_)) => as_bool(&value).map(Value::Bool),
        _ => None,
    };
    other.unwrap_or(value)
}
