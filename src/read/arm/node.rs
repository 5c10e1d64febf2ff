//! JSON whose values know where they stand.

use crate::read::{NotAPlan, Positions, json};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};
use std::fmt;
use std::ops::Range;

/// A value with its place in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub range: Range<usize>,
    pub kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    pub fn new(kind: Kind, range: &Range<usize>) -> Self {
        Self { range: range.clone(), kind }
    }

    pub fn text(text: impl Into<String>, range: &Range<usize>) -> Self {
        Self::new(Kind::Text(text.into()), range)
    }

    /// A member of an object, in any case: so does ARM take it.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let members = self.members();
        let exact = members.iter().find(|(it, _)| it == name);
        let any = || members.iter().find(|(it, _)| it.eq_ignore_ascii_case(name));
        exact.or_else(any).map(|(_, node)| node)
    }

    /// A member of members, as `properties/addressSpace`.
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split('/').try_fold(self, |node, part| node.get(part))
    }

    pub fn members(&self) -> &[(String, Self)] {
        match &self.kind {
            Kind::Object(members) => members,
            _ => &[],
        }
    }

    pub fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn text_at(&self, path: &str) -> Option<&str> {
        self.at(path)?.as_text()
    }

    pub fn as_int(&self) -> Option<i64> {
        match &self.kind {
            Kind::Number(number) => number.as_i64(),
            Kind::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// Yes and no, also as text.
    pub fn as_bool(&self) -> Option<bool> {
        match &self.kind {
            Kind::Bool(it) => Some(*it),
            Kind::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Kind::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    pub fn is_object(&self) -> bool {
        matches!(self.kind, Kind::Object(_))
    }

    pub fn is_list(&self) -> bool {
        matches!(self.kind, Kind::List(_))
    }

    /// Nothing, off, or empty: what ARM prints for a property that nobody set.
    pub fn is_nothing(&self) -> bool {
        match &self.kind {
            Kind::Null | Kind::Bool(false) => true,
            Kind::Text(text) => text.is_empty(),
            Kind::List(items) => items.is_empty(),
            Kind::Object(members) => members.iter().all(|(_, it)| it.is_nothing()),
            Kind::Bool(true) | Kind::Number(_) => false,
        }
    }

    /// How many values it is.
    pub fn size(&self) -> usize {
        let inner: usize = match &self.kind {
            Kind::List(items) => items.iter().map(Self::size).sum(),
            Kind::Object(members) => members.iter().map(|(_, it)| it.size()).sum(),
            _ => 0,
        };
        inner + 1
    }

    pub fn to_json(&self) -> Value {
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(it) => Value::Bool(*it),
            Kind::Number(it) => Value::Number(it.clone()),
            Kind::Text(it) => Value::String(it.clone()),
            Kind::List(items) => items.iter().map(Self::to_json).collect(),
            Kind::Object(members) => {
                let members = members.iter().map(|(name, it)| (name.clone(), it.to_json()));
                Value::Object(members.collect::<Map<_, _>>())
            }
        }
    }
}

/// Values in values at most: more than any template has, and few enough to go into.
const DEPTH: usize = 100;

/// Reads JSON as ARM takes it: with comments, and texts over several lines.
pub(super) fn read(text: &str) -> Result<Node, NotAPlan> {
    let plain = plain(text);
    let plain = plain.as_deref().unwrap_or(text);
    json(plain).map_err(|error| placed(error, plain, text))?;
    let raw: &RawValue = serde_json::from_str(plain).map_err(|_| too_deep())?;
    node(raw, plain, 0)
}

/// An error in the plain text, at its place in the text as it is.
fn placed(error: NotAPlan, plain: &str, text: &str) -> NotAPlan {
    let before: usize =
        plain.split_inclusive('\n').take(error.line.saturating_sub(1)).map(str::len).sum();
    let line = plain.get(before..).unwrap_or_default();
    let within: usize = line.chars().take(error.column.saturating_sub(1)).map(char::len_utf8).sum();
    let mut offset = (before + within).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let place = Positions::new(text).position(offset);
    NotAPlan { line: place.line as usize, column: place.column as usize, ..error }
}

fn too_deep() -> NotAPlan {
    NotAPlan {
        message: format!("the JSON is nested more than {DEPTH} deep"),
        help: "no template is nested so deep: look for brackets that are never closed".to_string(),
        line: 1,
        column: 1,
        ..NotAPlan::default()
    }
}

fn node(raw: &RawValue, text: &str, depth: usize) -> Result<Node, NotAPlan> {
    if depth > DEPTH {
        return Err(too_deep());
    }
    let inner = raw.get();
    // A raw value is a slice of the text it was read from.
    let start = (inner.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let kind = match inner.as_bytes().first() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(inner).map_err(|_| too_deep())?;
            let members =
                members.into_iter().map(|(name, it)| Ok((name, node(it, text, depth + 1)?)));
            Kind::Object(members.collect::<Result<_, NotAPlan>>()?)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(inner).map_err(|_| too_deep())?;
            let items = items.into_iter().map(|it| node(it, text, depth + 1));
            Kind::List(items.collect::<Result<_, NotAPlan>>()?)
        }
        _ => match serde_json::from_str(inner).unwrap_or_default() {
            Value::Bool(it) => Kind::Bool(it),
            Value::Number(it) => Kind::Number(it),
            Value::String(it) => Kind::Text(it),
            _ => Kind::Null,
        },
    };
    Ok(Node { range: start..start + inner.len(), kind })
}

/// The members of an object in their order.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de> serde::Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(All)
    }
}

/// The text with comments and line ends in texts as blanks, byte for byte at its place; nothing
/// where it has none.
fn plain(text: &str) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let mut changed = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        match byte {
            b'"' => {
                at += 1;
                while let Some(inner) = bytes.get(at).copied().filter(|it| *it != b'"') {
                    if inner == b'\n' || inner == b'\r' {
                        blank(&mut bytes, at..at + 1);
                        changed = true;
                    }
                    at += if inner == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'/' => {
                let rest = text.as_bytes().get(at..).unwrap_or_default();
                let length = match rest.get(1) {
                    Some(b'/') => rest.iter().position(|it| *it == b'\n').unwrap_or(rest.len()),
                    Some(b'*') => {
                        let end = rest.get(2..).unwrap_or_default().windows(2);
                        end.into_iter().position(|it| it == b"*/").map_or(rest.len(), |it| it + 4)
                    }
                    _ => 0,
                };
                blank(&mut bytes, at..at + length);
                changed |= length > 0;
                at += length.max(1);
            }
            _ => at += 1,
        }
    }
    changed.then(|| String::from_utf8(bytes).ok()).flatten()
}

/// Blanks out bytes; line ends outside texts stay.
fn blank(bytes: &mut [u8], range: Range<usize>) {
    let is_one = range.len() == 1;
    for byte in bytes.get_mut(range).unwrap_or_default() {
        if is_one || *byte != b'\n' {
            *byte = b' ';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_where_they_stand() {
        let text =
            "{ // a \"comment\"\n  \"a\": [1, \"b\\\"//c\"], /* ä */ \"A\": { \"x\": null }\n}";
        let node = read(text).unwrap();
        let item = &node.get("a").unwrap().items()[1];
        assert_eq!(item.as_text(), Some("b\"//c"));
        assert_eq!(&text[item.range.clone()], "\"b\\\"//c\"");
        assert_eq!(node.at("A/x").unwrap().kind, Kind::Null);
    }

    #[test]
    fn a_text_may_go_over_lines() {
        let node = read("{ \"a\": \"[concat(\n  'x')]\" }").unwrap();
        assert_eq!(node.text_at("a"), Some("[concat(   'x')]"));
    }

    #[test]
    fn brackets_without_end_are_an_error() {
        for text in ["[".repeat(100_000), "{\"a\":".repeat(300), "[".repeat(120) + &"]".repeat(120)]
        {
            assert!(read(&text).is_err());
        }
    }
}
