//! JSON values to the plan's types, going on past what does not fit.
//!
//! serde stops at the first value of a wrong type. Here such a value is noted with its place and
//! left out, and reading starts again; a property that the plan does not have is noted with those
//! it has, and passed over. `null` counts as not given, and a whole number is taken for text.

use crate::model::Plan;
use serde::de::value::StringDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Expected, IntoDeserializer,
    MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde_json::Value;
use std::cell::RefCell;
use std::fmt;

/// A value that was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadProblem {
    /// The place, as a JSON Pointer.
    pub path: String,
    /// What is wrong with it.
    pub kind: ReadProblemKind,
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadProblemKind {
    /// The plan has no such property.
    UnknownProperty {
        /// Its name.
        name: String,
        /// The properties there are.
        known: &'static [&'static str],
    },
    /// The property has no such value.
    UnknownValue {
        /// The value.
        value: String,
        /// The values there are.
        known: &'static [&'static str],
    },
    /// The value is of another type.
    WrongType {
        /// What it should be.
        expected: String,
        /// What it is.
        found: Value,
    },
}

impl fmt::Display for ReadProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownProperty { name, .. } => write!(f, "there is no property `{name}`"),
            Self::UnknownValue { value, known } => {
                write!(f, "`{value}` is not one of `{}`", known.join("`, `"))
            }
            Self::WrongType { expected, found } => {
                write!(f, "{} is no {expected}", kind_of(found))
            }
        }
    }
}

/// What a JSON value is, in words.
pub(super) fn kind_of(value: &Value) -> String {
    match value {
        Value::Null => "null".to_string(),
        Value::Bool(it) => format!("`{it}`"),
        Value::Number(it) => format!("the number `{it}`"),
        Value::String(it) if it.chars().count() > 60 => "a long text".to_string(),
        Value::String(it) => format!("the text `{it}`"),
        Value::Array(_) => "a list".to_string(),
        Value::Object(_) => "an object".to_string(),
    }
}

/// Values of a wrong type that are left out before the whole is given up.
const WRONG_VALUES: usize = 50;

/// Reads a plan. Fails with the first problem when too much of it is wrong.
pub(super) fn read(value: &Value) -> Result<(Plan, Vec<ReadProblem>), ReadProblem> {
    let mut left = None;
    let mut wrong = Vec::new();
    loop {
        let unknown = RefCell::new(Vec::new());
        let now = left.as_ref().unwrap_or(value);
        match read_once(now, &unknown) {
            Ok(plan) => {
                wrong.extend(unknown.into_inner());
                return Ok((plan, wrong));
            }
            Err(problem) if wrong.len() < WRONG_VALUES => {
                let rest = left.get_or_insert_with(|| value.clone());
                if !blank(rest, &problem.path) {
                    return Err(problem);
                }
                wrong.push(problem);
            }
            Err(problem) => return Err(wrong.into_iter().next().unwrap_or(problem)),
        }
    }
}

fn read_once<T: DeserializeOwned>(
    value: &Value,
    unknown: &RefCell<Vec<ReadProblem>>,
) -> Result<T, ReadProblem> {
    let reader = Lenient { value, path: String::new(), unknown };
    T::deserialize(reader).map_err(|error| error.0)
}

/// Makes the value at `path` count as not given, so that places in lists stay what they are.
fn blank(value: &mut Value, path: &str) -> bool {
    match value.pointer_mut(path) {
        Some(place) if !place.is_null() => {
            *place = Value::Null;
            true
        }
        _ => false,
    }
}

/// A value with its place.
#[derive(Clone)]
struct Lenient<'v> {
    value: &'v Value,
    path: String,
    unknown: &'v RefCell<Vec<ReadProblem>>,
}

impl<'v> Lenient<'v> {
    fn child(&self, key: &str, value: &'v Value) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { value, path: format!("{}/{key}", self.path), unknown: self.unknown }
    }

    /// Puts this value's place to an error that does not have one yet.
    fn placed<T>(&self, result: Result<T, ReadError>) -> Result<T, ReadError> {
        result.map_err(|mut error| {
            if error.0.path.is_empty() {
                error.0.path.clone_from(&self.path);
                if let ReadProblemKind::WrongType { found, .. } = &mut error.0.kind {
                    *found = self.value.clone();
                }
            }
            error
        })
    }
}

#[derive(Debug)]
struct ReadError(ReadProblem);

impl ReadError {
    fn wrong_type(expected: String) -> Self {
        let kind = ReadProblemKind::WrongType { expected, found: Value::Null };
        Self(ReadProblem { path: String::new(), kind })
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.kind.fmt(f)
    }
}

impl std::error::Error for ReadError {}

impl de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::wrong_type(message.to_string())
    }

    fn invalid_type(_: Unexpected, expected: &dyn Expected) -> Self {
        Self::wrong_type(in_words(&expected.to_string()))
    }

    fn invalid_value(_: Unexpected, expected: &dyn Expected) -> Self {
        Self::wrong_type(in_words(&expected.to_string()))
    }

    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Self {
        let kind = ReadProblemKind::UnknownValue { value: variant.to_string(), known };
        Self(ReadProblem { path: String::new(), kind })
    }
}

/// What serde expects, in words of people who write plans.
fn in_words(expected: &str) -> String {
    match expected {
        "u32" | "u64" => "whole number of 0 or more".to_string(),
        "f64" => "number".to_string(),
        "a boolean" => "`true` or `false`".to_string(),
        "a string" => "text in quotes".to_string(),
        "a sequence" => "list".to_string(),
        "a map" => "object of names and texts".to_string(),
        other if other.starts_with("struct ") => "object".to_string(),
        other => other.to_string(),
    }
}

impl<'de> Deserializer<'de> for Lenient<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let result = match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(it) => visitor.visit_bool(*it),
            Value::Number(it) => match (it.as_u64(), it.as_i64(), it.as_f64()) {
                (Some(it), ..) => visitor.visit_u64(it),
                (_, Some(it), _) => visitor.visit_i64(it),
                (.., it) => visitor.visit_f64(it.unwrap_or(f64::NAN)),
            },
            Value::String(it) => visitor.visit_str(it),
            Value::Array(items) => {
                visitor.visit_seq(Items { of: &self, items: items.iter().enumerate() })
            }
            Value::Object(map) => {
                visitor.visit_map(Members { of: &self, rest: map.iter(), next: None, known: None })
            }
        };
        self.placed(result)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.value {
            Value::Number(it) if !it.is_f64() => visitor.visit_string(it.to_string()),
            // Left out before, or an empty place in a list: the plan keeps the place.
            Value::Null => visitor.visit_str(""),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        static NOTHING: std::sync::LazyLock<serde_json::Map<String, Value>> =
            std::sync::LazyLock::new(serde_json::Map::new);
        let rest = match self.value {
            Value::Object(map) => map.iter(),
            Value::Null => NOTHING.iter(),
            _ => return self.placed(Err(ReadError::wrong_type("object".to_string()))),
        };
        let known = Some(known);
        let result = visitor.visit_map(Members { of: &self, rest, next: None, known });
        self.placed(result)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let result = match self.value {
            Value::String(text) => visitor.visit_enum(Word(text)),
            Value::Number(it) => visitor.visit_enum(Word(&it.to_string())),
            _ => Err(ReadError::wrong_type(format!("`{}`", known.join("` or `")))),
        };
        self.placed(result)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        seq tuple tuple_struct map identifier ignored_any
    }
}

struct Items<'a, 'v> {
    of: &'a Lenient<'v>,
    items: std::iter::Enumerate<std::slice::Iter<'v, Value>>,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let Some((at, value)) = self.items.next() else { return Ok(None) };
        let item = self.of.child(&at.to_string(), value);
        let result = seed.deserialize(item.clone());
        item.placed(result).map(Some)
    }
}

struct Members<'a, 'v> {
    of: &'a Lenient<'v>,
    rest: serde_json::map::Iter<'v>,
    next: Option<(&'v str, &'v Value)>,
    known: Option<&'static [&'static str]>,
}

impl<'de> MapAccess<'de> for Members<'_, '_> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        for (name, value) in self.rest.by_ref() {
            if value.is_null() {
                continue;
            }
            if let Some(known) = self.known.filter(|it| !it.contains(&name.as_str())) {
                let path = self.of.child(name, value).path;
                let kind = ReadProblemKind::UnknownProperty { name: name.clone(), known };
                self.of.unknown.borrow_mut().push(ReadProblem { path, kind });
                continue;
            }
            self.next = Some((name, value));
            let key: StringDeserializer<ReadError> = name.clone().into_deserializer();
            return seed.deserialize(key).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, ReadError> {
        let (name, value) = self.next.take().unwrap_or(("", &Value::Null));
        let member = self.of.child(name, value);
        let result = seed.deserialize(member.clone());
        member.placed(result)
    }
}

/// One of an enum's words.
struct Word<'w>(&'w str);

impl<'de> EnumAccess<'de> for Word<'_> {
    type Error = ReadError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), ReadError> {
        let word: StringDeserializer<ReadError> = self.0.to_string().into_deserializer();
        Ok((seed.deserialize(word)?, self))
    }
}

impl<'de> VariantAccess<'de> for Word<'_> {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, ReadError> {
        Err(ReadError::wrong_type("word".to_string()))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, ReadError> {
        Err(ReadError::wrong_type("word".to_string()))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, ReadError> {
        Err(ReadError::wrong_type("word".to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn problems(value: &Value) -> Vec<String> {
        let (_, problems) = read(value).unwrap();
        problems.iter().map(|it| format!("{}: {}", it.path, it.kind)).collect()
    }

    #[test]
    fn what_does_not_fit_is_noted_and_the_rest_is_read() {
        let value = json!({
            "clusters": [{
                "name": "prod",
                "networkProfile": { "networkPlugin": "Azure", "podCIDR": "10.0.0.0/8" },
                "agentPools": [{ "name": "system", "count": "ten", "maxPods": 30 }, { "count": -1 }],
            }],
        });
        let (plan, _) = read(&value).unwrap();
        let pool = &plan.clusters[0].agent_pools[0];
        assert_eq!((pool.name.as_str(), pool.count, pool.max_pods), ("system", None, Some(30)));
        assert_eq!(plan.clusters[0].agent_pools.len(), 2);
        assert_eq!(
            problems(&value),
            [
                "/clusters/0/agentPools/0/count: the text `ten` is no whole number of 0 or more",
                "/clusters/0/agentPools/1/count: the number `-1` is no whole number of 0 or more",
                "/clusters/0/networkProfile/networkPlugin: `Azure` is not one of `azure`, \
                 `kubenet`, `none`",
                "/clusters/0/networkProfile/podCIDR: there is no property `podCIDR`",
            ]
        );
    }

    #[test]
    fn numbers_may_stand_for_text_and_null_for_nothing() {
        let value = json!({
            "clusters": [{ "agentPools": [{
                "availabilityZones": [1, 2],
                "upgradeSettings": { "maxSurge": 2 },
                "vmSize": null,
            }] }],
        });
        let (plan, problems) = read(&value).unwrap();
        let pool = &plan.clusters[0].agent_pools[0];
        assert_eq!(problems, []);
        assert_eq!(pool.availability_zones.as_ref().unwrap(), &["1", "2"]);
        assert_eq!(pool.upgrade_settings.as_ref().unwrap().max_surge.as_deref(), Some("2"));
    }

    #[test]
    fn a_wrong_item_keeps_its_place_in_the_list() {
        let value = json!({ "clusters": ["first", { "name": "second" }] });
        let (plan, _) = read(&value).unwrap();
        assert_eq!(plan.clusters[1].name, "second");
    }
}
