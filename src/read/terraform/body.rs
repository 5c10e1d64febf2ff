//! Resources as the mapping sees them, whether they came from a configuration or from JSON.

use serde_json::Value;
use std::ops::Range;

/// One resource, or one of those that `count` and `for_each` make of it.
#[derive(Debug)]
pub(super) struct Resource {
    /// Its type, such as `azurerm_subnet`.
    pub kind: String,
    /// Where it is called, such as `azurerm_subnet.nodes["a"]`.
    pub address: String,
    /// A data source: something that exists.
    pub data: bool,
    /// What is said of it.
    pub body: Body,
}

/// Arguments and nested blocks.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Where it stands.
    pub range: Range<usize>,
    /// In the order of the text.
    pub fields: Vec<Field>,
}

/// An argument, or one nested block.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub name_range: Range<usize>,
    /// Where what it holds stands.
    pub range: Range<usize>,
    /// What it holds.
    pub content: Content,
}

/// What a field holds.
#[derive(Debug)]
pub(super) enum Content {
    /// An argument's value.
    Value(Value),
    /// A nested block.
    Block(Body),
}

impl Body {
    /// The value of an argument that is given; the last one where it is given twice.
    pub fn value(&self, name: &str) -> Option<(&Value, &Range<usize>)> {
        let mut found = self.fields.iter().rev().filter(|it| it.name == name);
        found.find_map(|it| match &it.content {
            Content::Value(Value::Null) | Content::Block(_) => None,
            Content::Value(value) => Some((value, &it.range)),
        })
    }

    /// An argument as text.
    pub fn text(&self, name: &str) -> Option<(String, Range<usize>)> {
        let (value, range) = self.value(name)?;
        Some((text_of(value)?, range.clone()))
    }

    /// The nested blocks of a name.
    pub fn blocks<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'b Body> {
        self.fields.iter().filter(move |it| it.name == name).filter_map(|it| match &it.content {
            Content::Block(body) => Some(body),
            Content::Value(_) => None,
        })
    }
}

/// A value as text, as Terraform converts it.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(it) => Some(it.to_string()),
        _ => None,
    }
}

/// What stands for a value that is not known.
pub(super) fn unknown(name: &str) -> Value {
    const LONGEST: usize = 80;
    let plain = name.chars().filter_map(|it| match it {
        it if it.is_alphanumeric() || "_.-/[]\"'".contains(it) => Some(it),
        '(' | ')' | ',' | '{' | '}' => Some(' '),
        it if it.is_whitespace() => Some(' '),
        _ => None,
    });
    let plain: String = plain.collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(LONGEST).collect();
    Value::String(format!("${{{}}}", if name.is_empty() { "expression" } else { &name }))
}

/// The first value in another that is not known, alone.
pub(super) fn unknown_in(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) => {
            let from = text.find("${")?;
            let length = text.get(from..)?.find('}')? + 1;
            text.get(from..from + length).map(Value::from)
        }
        Value::Array(items) => items.iter().find_map(unknown_in),
        Value::Object(members) => members.values().find_map(unknown_in),
        _ => None,
    }
}

/// Whether nothing of a value is known.
pub(super) fn is_wholly_unknown(text: &str) -> bool {
    text.starts_with("${") && text.find('}') == Some(text.len() - 1)
}

/// Whether a value is, or has in it, one that is not known.
pub(super) fn is_unknown(value: &Value) -> bool {
    value.as_str().is_some_and(|it| it.contains("${"))
}
