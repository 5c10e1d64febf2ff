//! Terraform's functions, as far as plans need them.

mod addresses;

use super::body::{is_unknown, text_of};
use serde_json::{Map, Number, Value, json};

/// What a call comes to.
pub(super) enum Answer {
    /// A value.
    Value(Value),
    /// Nothing that can be known here.
    Unknown,
    /// Terraform refuses the call; what to do.
    Wrong(String),
}

impl From<Option<Value>> for Answer {
    fn from(value: Option<Value>) -> Self {
        value.map_or(Self::Unknown, Self::Value)
    }
}

/// A number of Terraform's as JSON writes it: whole where it is whole.
pub(super) fn number(value: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "checked to be a whole number in range")]
    let number = if value.fract() == 0.0 && value.abs() < 9e15 {
        Some(Number::from(value as i64))
    } else {
        Number::from_f64(value)
    };
    number.map_or(Value::Null, Value::Number)
}

/// A value as a number, as Terraform converts it.
pub(super) fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|it: &f64| it.is_finite()),
        _ => None,
    }
}

/// A value as a truth, as Terraform converts it.
pub(super) fn as_bool(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(it) => Some(*it),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// Calls a function.
pub(super) fn call(name: &str, arguments: &[Value]) -> Answer {
    match name {
        "cidrsubnet" | "cidrsubnets" | "cidrhost" | "cidrnetmask" => {
            addresses::call(name, arguments)
        }
        "concat" | "flatten" | "distinct" | "compact" | "reverse" | "sort" | "slice" | "range"
        | "setunion" | "tolist" | "toset" | "chunklist" | "setproduct" => {
            lists(name, arguments).into()
        }
        "merge" | "zipmap" | "keys" | "values" | "tomap" | "lookup" => maps(name, arguments).into(),
        "length" | "element" | "index" | "contains" | "coalesce" | "coalescelist" | "one"
        | "alltrue" | "anytrue" | "max" | "min" | "sum" | "abs" | "ceil" | "floor" | "pow" => {
            choices(name, arguments).into()
        }
        "sensitive" | "nonsensitive" | "ephemeralasnull" => arguments.first().cloned().into(),
        _ => texts(name, arguments).into(),
    }
}

fn text(value: &Value) -> Option<String> {
    text_of(value)
}

/// A text that is known to its last letter.
fn known_text(value: &Value) -> Option<String> {
    text_of(value).filter(|it| !it.contains("${"))
}

fn texts(name: &str, arguments: &[Value]) -> Option<Value> {
    let first = arguments.first()?;
    let at = |at: usize| arguments.get(at);
    Some(Value::String(match name {
        "format" => return format(arguments).map(Value::String),
        "join" => {
            let parts: Option<Vec<String>> = at(1)?.as_array()?.iter().map(text).collect();
            parts?.join(&text(first)?)
        }
        "split" => {
            let separator = known_text(first)?;
            let whole = known_text(at(1)?)?;
            let parts: Vec<&str> = match separator.as_str() {
                "" => return None,
                separator => whole.split(separator).collect(),
            };
            return Some(json!(parts));
        }
        "tostring" => match first {
            Value::Null => return Some(Value::Null),
            value => text(value)?,
        },
        "tonumber" => return as_number(first).map(number),
        "tobool" => return as_bool(first).map(Value::Bool),
        "parseint" => {
            let radix = as_number(at(1)?)?;
            let radix =
                [2u32, 8, 10, 16].into_iter().find(|it| number(f64::from(*it)) == number(radix))?;
            let value = i64::from_str_radix(&known_text(first)?, radix).ok()?;
            return Some(json!(value));
        }
        "startswith" => {
            return Some(Value::Bool(known_text(first)?.starts_with(&known_text(at(1)?)?)));
        }
        "endswith" => {
            return Some(Value::Bool(known_text(first)?.ends_with(&known_text(at(1)?)?)));
        }
        "strcontains" => {
            return Some(Value::Bool(known_text(first)?.contains(&known_text(at(1)?)?)));
        }
        _ => return changed(name, &text(first)?, arguments).map(Value::String),
    }))
}

fn changed(name: &str, text: &str, arguments: &[Value]) -> Option<String> {
    let other = |at: usize| known_text(arguments.get(at)?);
    let of_known = |change: &dyn Fn(&str) -> String| parts_of_known(text, change);
    Some(match name {
        "lower" => of_known(&str::to_lowercase),
        "upper" => of_known(&str::to_uppercase),
        "title" => of_known(&title),
        "trimspace" => text.trim().to_string(),
        "trim" => text.trim_matches(|it| other(1).is_some_and(|set| set.contains(it))).to_string(),
        "trimprefix" => text.strip_prefix(&other(1)?).unwrap_or(text).to_string(),
        "trimsuffix" => text.strip_suffix(&other(1)?).unwrap_or(text).to_string(),
        "chomp" => text.trim_end_matches(['\n', '\r']).to_string(),
        // Between slashes stands a regular expression, which is not read.
        "replace" if !text.contains("${") => match other(1)? {
            pattern if pattern.len() > 1 && pattern.starts_with('/') && pattern.ends_with('/') => {
                return None;
            }
            pattern if pattern.is_empty() => return None,
            pattern => {
                let with = other(2)?;
                let grown = text.len().checked_mul(with.len().max(1))?;
                (grown < 10_000_000).then(|| text.replace(&pattern, &with))?
            }
        },
        "substr" if !text.contains("${") => substr(text, arguments)?,
        _ => return None,
    })
}

/// Changes what lies outside unknowns, whose names stay.
fn parts_of_known(text: &str, change: &dyn Fn(&str) -> String) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        made.push_str(&change(before));
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        made.push_str("${");
        made.push_str(name);
        made.push('}');
        rest = after;
    }
    made + &change(rest)
}

fn title(text: &str) -> String {
    let mut made = String::new();
    let mut at_start = true;
    for letter in text.chars() {
        if at_start {
            made.extend(letter.to_uppercase());
        } else {
            made.push(letter);
        }
        at_start = !letter.is_alphanumeric();
    }
    made
}

fn substr(text: &str, arguments: &[Value]) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let whole = |at: usize| as_number(arguments.get(at)?).filter(|it| it.fract() == 0.0);
    #[expect(clippy::cast_possible_truncation, reason = "out of range is cut to the range's end")]
    let (offset, length) = (whole(1)? as i64, whole(2)? as i64);
    let count = i64::try_from(letters.len()).ok()?;
    let from = if offset < 0 { (count + offset).max(0) } else { offset.min(count) };
    let to = if length < 0 { count } else { from.saturating_add(length).min(count) };
    let (from, to) = (usize::try_from(from).ok()?, usize::try_from(to).ok()?);
    Some(letters.get(from..to)?.iter().collect())
}

/// `format` with the verbs that names are made with: `%s`, `%d`, `%v`, `%q`, and a width.
fn format(arguments: &[Value]) -> Option<String> {
    let pattern = text_of(arguments.first()?)?;
    let mut values = arguments.get(1..)?.iter();
    let mut made = String::new();
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            made.push(letter);
            continue;
        }
        let mut width = String::new();
        while let Some(digit) = letters.next_if(char::is_ascii_digit) {
            width.push(digit);
        }
        let verb = letters.next()?;
        if verb == '%' {
            made.push('%');
            continue;
        }
        let value = values.next()?;
        let part = match verb {
            's' | 'v' => text_of(value)?,
            'd' => as_number(value).map(number).as_ref().and_then(text_of).or_else(|| {
                // What is not known stays what it is.
                is_unknown(value).then(|| text_of(value)).flatten()
            })?,
            'q' => format!("\"{}\"", text_of(value)?),
            _ => return None,
        };
        let wide: usize = width.parse().unwrap_or(0);
        let missing = wide.min(64).saturating_sub(part.chars().count());
        let fill = if width.starts_with('0') { "0" } else { " " };
        made.push_str(&fill.repeat(missing));
        made.push_str(&part);
    }
    Some(made)
}

fn items(value: &Value) -> Option<Vec<Value>> {
    value.as_array().cloned()
}

fn lists(name: &str, arguments: &[Value]) -> Option<Value> {
    let first = arguments.first()?;
    let list = match name {
        "concat" | "setunion" => {
            let mut all = Vec::new();
            for argument in arguments {
                all.extend(items(argument)?);
            }
            if name == "setunion" { as_set(all) } else { all }
        }
        "flatten" => {
            let mut all = Vec::new();
            flatten(first, &mut all);
            first.as_array()?;
            all
        }
        "tolist" => match first {
            Value::Null => return Some(Value::Null),
            value => items(value)?,
        },
        "toset" => as_set(items(first)?),
        "distinct" => {
            let mut all: Vec<Value> = Vec::new();
            for item in items(first)? {
                if !all.contains(&item) {
                    all.push(item);
                }
            }
            all
        }
        "compact" => {
            let is_empty = |it: &Value| it.is_null() || it.as_str() == Some("");
            items(first)?.into_iter().filter(|it| !is_empty(it)).collect()
        }
        "reverse" => items(first)?.into_iter().rev().collect(),
        "sort" => {
            let mut texts: Vec<String> = items(first)?.iter().map(text).collect::<Option<_>>()?;
            texts.sort();
            texts.into_iter().map(Value::String).collect()
        }
        "slice" => {
            let at = |at: usize| count(arguments.get(at)?);
            items(first)?.get(at(1)?..at(2)?)?.to_vec()
        }
        "range" => range(arguments)?,
        "chunklist" => {
            let size = count(arguments.get(1)?).filter(|it| *it > 0)?;
            items(first)?.chunks(size).map(|it| Value::Array(it.to_vec())).collect()
        }
        _ => {
            let mut all = vec![Vec::new()];
            for argument in arguments {
                let items = items(argument)?;
                if all.len().saturating_mul(items.len()) > 1_000 {
                    return None;
                }
                let with = |have: &Vec<Value>, it: Value| [have.as_slice(), &[it]].concat();
                let pairs =
                    all.iter().flat_map(|have| items.iter().map(|it| with(have, it.clone())));
                all = pairs.collect();
            }
            all.into_iter().map(Value::Array).collect()
        }
    };
    Some(Value::Array(list))
}

fn as_set(items: Vec<Value>) -> Vec<Value> {
    if items.iter().all(|it| text(it).is_some()) {
        let mut texts: Vec<(String, Value)> =
            items.into_iter().filter_map(|it| Some((text(&it)?, it))).collect();
        texts.sort_by(|one, other| one.0.cmp(&other.0));
        texts.dedup_by(|one, other| one.0 == other.0);
        return texts.into_iter().map(|(_, it)| it).collect();
    }
    items
}

fn flatten(value: &Value, to: &mut Vec<Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|it| flatten(it, to)),
        other => to.push(other.clone()),
    }
}

fn range(arguments: &[Value]) -> Option<Vec<Value>> {
    let numbers: Vec<f64> = arguments.iter().map(as_number).collect::<Option<_>>()?;
    let (mut at, end, step) = match numbers.as_slice() {
        [end] => (0.0, *end, 1.0),
        [start, end] => (*start, *end, if end < start { -1.0 } else { 1.0 }),
        [start, end, step] if *step != 0.0 => (*start, *end, *step),
        _ => return None,
    };
    let mut all = Vec::new();
    while (step > 0.0 && at < end) || (step < 0.0 && at > end) {
        if all.len() >= 1_024 {
            return None;
        }
        all.push(number(at));
        at += step;
    }
    Some(all)
}

fn maps(name: &str, arguments: &[Value]) -> Option<Value> {
    let first = arguments.first()?;
    Some(match name {
        "merge" => {
            let mut all = Map::new();
            for argument in arguments {
                match argument {
                    Value::Object(members) => all.extend(members.clone()),
                    Value::Null => {}
                    _ => return None,
                }
            }
            Value::Object(all)
        }
        "zipmap" => {
            let names: Vec<String> = first.as_array()?.iter().map(text).collect::<Option<_>>()?;
            let values = arguments.get(1)?.as_array()?;
            Value::Object(names.into_iter().zip(values.iter().cloned()).collect())
        }
        "keys" | "values" => {
            let mut members: Vec<(&String, &Value)> = first.as_object()?.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            let pick = |(key, value): (&String, &Value)| match name {
                "keys" => Value::String(key.clone()),
                _ => value.clone(),
            };
            Value::Array(members.into_iter().map(pick).collect())
        }
        "tomap" => Value::Object(first.as_object()?.clone()),
        _ => {
            let key = known_text(arguments.get(1)?)?;
            first.as_object()?.get(&key).or(arguments.get(2))?.clone()
        }
    })
}

fn count(value: &Value) -> Option<usize> {
    let number = as_number(value).filter(|it| it.fract() == 0.0 && (0.0..1e9).contains(it))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is checked to be a whole number in range"
    )]
    Some(number as usize)
}

fn choices(name: &str, arguments: &[Value]) -> Option<Value> {
    let first = arguments.first()?;
    let second = || arguments.get(1);
    let numbers = |values: &[Value]| -> Option<Vec<f64>> { values.iter().map(as_number).collect() };
    Some(match name {
        "length" => match first {
            Value::Array(items) => json!(items.len()),
            Value::Object(members) => json!(members.len()),
            Value::String(text) if !is_unknown(first) => json!(text.chars().count()),
            _ => return None,
        },
        "element" => {
            let items = first.as_array().filter(|it| !it.is_empty())?;
            items.get(count(second()?)?.checked_rem(items.len())?)?.clone()
        }
        "index" => {
            let items = first.as_array()?;
            json!(items.iter().position(|it| Some(it) == second())?)
        }
        "contains" => {
            let (items, wanted) = (first.as_array()?, second()?);
            let found = items.contains(wanted);
            if !found && (is_unknown(wanted) || items.iter().any(is_unknown)) {
                return None;
            }
            Value::Bool(found)
        }
        "coalesce" => {
            let is_empty = |it: &&Value| it.is_null() || it.as_str() == Some("");
            arguments.iter().find(|it| !is_empty(it))?.clone()
        }
        "coalescelist" => {
            arguments.iter().find(|it| it.as_array().is_some_and(|it| !it.is_empty()))?.clone()
        }
        "one" => match first.as_array()?.as_slice() {
            [] => Value::Null,
            [only] => only.clone(),
            _ => return None,
        },
        "alltrue" | "anytrue" => {
            let all: Vec<bool> = first.as_array()?.iter().map(as_bool).collect::<Option<_>>()?;
            Value::Bool(if name == "alltrue" {
                all.iter().all(|it| *it)
            } else {
                all.contains(&true)
            })
        }
        "max" => number(numbers(arguments)?.into_iter().reduce(f64::max)?),
        "min" => number(numbers(arguments)?.into_iter().reduce(f64::min)?),
        "sum" => number(numbers(first.as_array()?)?.into_iter().sum()),
        "abs" => number(as_number(first)?.abs()),
        "ceil" => number(as_number(first)?.ceil()),
        "floor" => number(as_number(first)?.floor()),
        _ => number(as_number(first)?.powf(as_number(second()?)?)),
    })
}
