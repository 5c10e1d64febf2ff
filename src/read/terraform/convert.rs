//! Values of Terraform's as a plan writes them.

use super::arguments::As;
use super::body::{Body, Content, Field, is_unknown, text_of, unknown_in};
use super::functions::{as_bool, as_number, number};
use serde_json::{Value, json};

/// Whether nothing is said: null, or empty, as older configurations and states say it.
pub(super) fn is_nothing(content: &Content) -> bool {
    match content {
        Content::Value(value) => match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            _ => false,
        },
        Content::Block(_) => false,
    }
}

/// The blocks of a field. Up to 0.11, and in lists made by expressions, they are written as values.
pub(super) enum Bodies<'f> {
    One(&'f Body),
    Made(Vec<Body>),
}

impl Bodies<'_> {
    pub fn iter(&self) -> std::slice::Iter<'_, Body> {
        match self {
            Self::One(body) => std::slice::from_ref(*body).iter(),
            Self::Made(bodies) => bodies.iter(),
        }
    }
}

pub(super) fn bodies(field: &Field) -> Bodies<'_> {
    let value = match &field.content {
        Content::Block(body) => return Bodies::One(body),
        Content::Value(value) => value,
    };
    let items = match value {
        Value::Array(items) => items.as_slice(),
        value => std::slice::from_ref(value),
    };
    let body = |it: &Value| {
        let fields = it.as_object()?.iter().map(|(name, value)| Field {
            name: name.clone(),
            name_range: field.range.clone(),
            range: field.range.clone(),
            content: Content::Value(value.clone()),
        });
        Some(Body { range: field.range.clone(), fields: fields.collect() })
    };
    Bodies::Made(items.iter().filter_map(body).collect())
}

/// A value as a plan writes it; nothing where nothing is said. What does not fit stays as it was
/// typed, for the plan's own reader to tell.
pub(super) fn converted(value: &Value, kind: As) -> Option<Value> {
    match value {
        Value::Null => return None,
        Value::String(text) if text.is_empty() => return None,
        value if is_unknown(value) && !matches!(kind, As::Switch | As::Texts) => {
            return Some(value.clone());
        }
        _ => {}
    }
    let as_typed = || value.clone();
    Some(match kind {
        As::Text => text_of(value).map_or_else(as_typed, Value::String),
        As::Number => as_number(value).map_or_else(as_typed, number),
        As::Truth => as_bool(value).map_or_else(as_typed, Value::Bool),
        As::Not => as_bool(value).map_or_else(as_typed, |it| Value::Bool(!it)),
        As::Switch => {
            let enabled = as_bool(value).map_or_else(as_typed, Value::Bool);
            json!({ "enabled": enabled })
        }
        As::Texts => match value {
            Value::Array(items) => {
                let texts = items.iter().filter(|it| !it.is_null());
                let text = |it: &Value| text_of(it).map_or_else(|| it.clone(), Value::String);
                Value::Array(texts.map(text).collect())
            }
            only => json!([text_of(only).map_or_else(as_typed, Value::String)]),
        },
        As::First => match value {
            Value::Array(items) => items.first().and_then(text_of).map(Value::String)?,
            value => value.clone(),
        },
        As::Map => match value {
            Value::Object(members) => {
                let given = members.iter().filter(|(_, it)| !it.is_null());
                let text = |it: &Value| text_of(it).map_or_else(|| it.clone(), Value::String);
                Value::Object(given.map(|(name, it)| (name.clone(), text(it))).collect())
            }
            value => unknown_in(value).unwrap_or_else(as_typed),
        },
        As::Lower(words) => match value.as_str() {
            Some(text) if words.contains(&text) => Value::String(text.to_lowercase()),
            _ => as_typed(),
        },
        As::Word(_, words) => {
            let now = words.iter().find(|(old, _)| value.as_str() == Some(*old));
            now.map_or_else(as_typed, |(_, now)| Value::from(*now))
        }
    })
}
