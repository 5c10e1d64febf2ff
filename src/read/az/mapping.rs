//! Which argument of az says which property of the plan.
//!
//! The tables are data and are read both ways: from the words of a script to a value of the plan,
//! and from a value of the plan to the words that say it.

mod cluster;
mod network;
mod pool;

pub(in crate::read) use cluster::{ADDONS, CLUSTER, MAINTENANCE};
pub(in crate::read) use network::{
    GROUP, IDENTITY, NAT_GATEWAY, NETWORK, ROUTE, ROUTE_TABLE, SECURITY_GROUP, SECURITY_RULE,
    SUBNET,
};
pub(in crate::read) use pool::{FIRST_POOL, POOL};

use super::arguments::Argument;
use super::call::Word;
use crate::pointer::escaped;
use serde_json::{Map, Value};
use std::ops::Range;

/// An argument and the property it says.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Mapping {
    /// The argument as az's pages spell it, such as `--pod-cidr`.
    pub argument: &'static str,
    /// The property, below the resource's own place, such as `networkProfile/podCidr`.
    pub property: &'static str,
    /// How its words become the value.
    pub kind: Kind,
}

/// How the words of an argument become a value, and back.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) enum Kind {
    /// A text as it is.
    Text,
    /// One of the plan's words, in any case.
    Word(fn(&str) -> Option<&'static str>),
    /// A number.
    Number,
    /// An argument without a value that sets this.
    Switch(bool),
    /// An argument without a value that sets this word.
    Says(&'static str),
    /// An argument without a value that makes the object be there.
    Object,
    /// An argument with an optional `true` or `false`.
    Flag,
    /// A text that is the only item of a list.
    Single,
    /// A list in one word, between commas.
    Commas,
    /// One of the plan's words each, in one word, between commas.
    CommaWords(fn(&str) -> Option<&'static str>),
    /// A list, a word an item.
    Words,
    /// Names and values, `name=value` a word.
    Map,
    /// A file of JSON.
    File,
}

const fn map(argument: &'static str, property: &'static str, kind: Kind) -> Mapping {
    Mapping { argument, property, kind }
}

/// The words of one of the plan's enums, found in any case.
macro_rules! words {
    ($Enum:ty) => {
        |text: &str| {
            let all = <$Enum>::ALL.iter().map(|it| it.as_str());
            all.into_iter().find(|it| it.eq_ignore_ascii_case(text))
        }
    };
}
use words;

/// A value with the places of its parts, below its own.
pub(super) struct Converted {
    pub value: Value,
    pub places: Vec<(String, Range<usize>)>,
}

/// The mapping of an argument in a table.
pub(super) fn find(table: &[Mapping], argument: Argument) -> Option<Mapping> {
    table.iter().find(|it| argument.spellings().any(|name| name == it.argument)).copied()
}

/// Every mapping there is.
pub(super) fn all() -> impl Iterator<Item = &'static Mapping> {
    let tables = [
        CLUSTER,
        FIRST_POOL,
        POOL,
        MAINTENANCE,
        GROUP,
        IDENTITY,
        NETWORK,
        SUBNET,
        ROUTE_TABLE,
        ROUTE,
        NAT_GATEWAY,
        SECURITY_GROUP,
        SECURITY_RULE,
    ];
    tables.into_iter().flatten()
}

impl Kind {
    /// The value that an argument's words say. A word that does not fit stays as it was typed: the
    /// plan's own reader says so. Nothing where it is read otherwise, as a file is.
    pub(super) fn value(self, words: &[Word]) -> Option<Converted> {
        let first = words.first();
        let text = first.map(|it| it.text.as_str()).unwrap_or_default();
        let mut places = Vec::new();
        let value = match self {
            Self::Text => Value::from(text),
            Self::Word(find) => Value::from(find(text).unwrap_or(text)),
            Self::Number => number(text),
            Self::Switch(on) => Value::Bool(on),
            Self::Says(word) => Value::from(word),
            Self::Object => Value::Object(Map::new()),
            Self::Flag => flag(first.map(|it| it.text.as_str())),
            Self::Single => Value::from(vec![text]),
            Self::Commas | Self::CommaWords(_) => {
                let items = first.map(|it| it.split(',')).unwrap_or_default();
                list(self, &items, &mut places)
            }
            Self::Words => list(self, &unfolded(words), &mut places),
            Self::Map => map_of(words, &mut places),
            Self::File => return None,
        };
        Some(Converted { value, places })
    }

    /// The words that say a value; none where they can't.
    #[allow(dead_code, reason = "findings mend scripts with it")]
    pub(in crate::read) fn words(self, value: &Value) -> Option<Vec<String>> {
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let texts = || value.as_array()?.iter().map(text).collect::<Option<Vec<String>>>();
        Some(match self {
            Self::Text | Self::Word(_) | Self::Number => vec![text(value)?],
            Self::Switch(on) if value.as_bool() == Some(on) => Vec::new(),
            Self::Says(word) if value.as_str() == Some(word) => Vec::new(),
            Self::Object if value.is_object() => Vec::new(),
            Self::Flag => vec![value.as_bool()?.to_string()],
            Self::Single => texts().filter(|it| it.len() == 1)?,
            Self::Commas | Self::CommaWords(_) => vec![texts()?.join(",")],
            Self::Words => texts()?,
            Self::Map => {
                let members = value.as_object()?.iter();
                let words = members.map(|(name, it)| Some(format!("{name}={}", text(it)?)));
                words.collect::<Option<Vec<String>>>()?
            }
            Self::Switch(_) | Self::Says(_) | Self::Object | Self::File => return None,
        })
    }
}

/// A number where it is one; other text stays.
fn number(text: &str) -> Value {
    let whole = text.parse::<i64>().map(Value::from);
    whole.or_else(|_| text.parse::<f64>().map(Value::from)).unwrap_or_else(|_| Value::from(text))
}

/// What az takes for true and false; an argument without a value is true.
fn flag(text: Option<&str>) -> Value {
    let Some(text) = text else { return Value::Bool(true) };
    let is = |words: &[&str]| words.iter().any(|it| it.eq_ignore_ascii_case(text));
    if is(&["true", "t", "yes", "y", "1"]) {
        Value::Bool(true)
    } else if is(&["false", "f", "no", "n", "0"]) {
        Value::Bool(false)
    } else {
        Value::from(text)
    }
}

fn list(kind: Kind, items: &[Word], places: &mut Vec<(String, Range<usize>)>) -> Value {
    // One empty word is an empty list; one among others is a slip that the plan shows.
    let is_empty = items.iter().all(|it| it.text.is_empty());
    let items = items.iter().filter(|_| !is_empty).enumerate();
    let items = items.map(|(at, item)| {
        places.push((format!("/{at}"), item.place()));
        match kind {
            Kind::CommaWords(find) => Value::from(find(&item.text).unwrap_or(&item.text)),
            _ => Value::from(item.text.as_str()),
        }
    });
    items.collect()
}

/// The items of a list in az's shorthand: `a b`, or `[a,b]` in one word.
pub(super) fn unfolded(words: &[Word]) -> Vec<Word> {
    if let [only] = words
        && let Some(inner) = only.text.strip_prefix('[').and_then(|it| it.strip_suffix(']'))
    {
        let start = only.text.len() - inner.len() - 1;
        let items = only.part(start, inner).split(',');
        let trimmed = items.into_iter().map(|it| it.trimmed(&[' ', '\'', '"']));
        return trimmed.collect();
    }
    words.to_vec()
}

fn map_of(words: &[Word], places: &mut Vec<(String, Range<usize>)>) -> Value {
    if let [only] = words
        && only.text.starts_with('{')
        && let Ok(Value::Object(members)) = serde_json::from_str(&only.text)
    {
        return Value::Object(members);
    }
    let mut members = Map::new();
    for word in words.iter().filter(|it| !it.text.is_empty()) {
        let (name, value) = word.text.split_once('=').unwrap_or((&word.text, ""));
        let path = format!("/{}", escaped(name));
        places.push((path, word.part(word.text.len() - value.len(), value).place()));
        members.insert(name.to_string(), Value::from(value));
    }
    Value::Object(members)
}
