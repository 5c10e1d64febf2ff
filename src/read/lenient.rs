//! JSON values to the plan's types, going on past what does not fit.
//!
//! serde stops at the first value of a wrong type. Here such a value is noted with its place, and a
//! stand-in read instead; a second reading leaves those places out. A property that the plan does
//! not have is noted and passed over. `null` counts as not given, and a whole number is taken for
//! text.

use crate::model::Plan;
use crate::text::{closest, quoted};
use serde::de::value::StringDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::HashSet;
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
        /// Its value.
        value: Value,
        /// The properties there are.
        known: &'static [&'static str],
        /// The property that was probably meant.
        meant: Option<&'static str>,
        /// That one is there as well.
        meant_is_given: bool,
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
            Self::UnknownProperty { name, .. } => {
                write!(f, "there is no property {}", quoted(name))
            }
            Self::UnknownValue { value, known } => {
                write!(f, "{} is not one of `{}`", quoted(value), known.join("`, `"))
            }
            Self::WrongType { expected, found } => {
                write!(f, "{} is no {expected}", kind_of(found))
            }
        }
    }
}

/// Names that other tools and languages have for a property of the plan.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("agentPoolProfiles", "agentPools"),
    ("nodePools", "agentPools"),
    ("vnets", "virtualNetworks"),
    ("region", "location"),
    ("cidr", "addressPrefix"),
    ("addressSpace", "addressPrefixes"),
    ("nodeCount", "count"),
    ("nodeVmSize", "vmSize"),
    ("version", "kubernetesVersion"),
    ("addons", "addonProfiles"),
    ("serviceMesh", "serviceMeshProfile"),
    ("zones", "availabilityZones"),
    ("labels", "nodeLabels"),
    ("taints", "nodeTaints"),
];

/// The property that was probably meant.
fn meant(name: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let other = OTHER_NAMES.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
    let other = other.map(|(_, own)| *own).find(|own| known.contains(own));
    other.or_else(|| closest(name, known))
}

/// What a JSON value is, in words.
pub(crate) fn kind_of(value: &Value) -> String {
    match value {
        Value::Null => "null".to_string(),
        Value::Bool(it) => format!("`{it}`"),
        Value::Number(it) => format!("the number `{it}`"),
        Value::String(it) => format!("the text {}", quoted(it)),
        Value::Array(_) => "a list".to_string(),
        Value::Object(_) => "an object".to_string(),
    }
}

/// Reads a plan. Fails where the whole is of another type.
pub(super) fn read(value: &Value) -> Result<(Plan, Vec<ReadProblem>), ReadProblem> {
    let notes = Notes::default();
    let plan = read_once(value, &notes)?;
    let problems = notes.problems.into_inner();
    let is_wrong = |it: &&ReadProblem| !matches!(it.kind, ReadProblemKind::UnknownProperty { .. });
    if !problems.iter().any(|it| is_wrong(&it)) {
        return Ok((plan, problems));
    }
    let mut rest = value.clone();
    for problem in problems.iter().filter(is_wrong) {
        blank(&mut rest, &problem.path);
    }
    let left_out = notes.wrong_words.into_inner();
    let plan = read_once(&rest, &Notes { left_out, ..Notes::default() })?;
    Ok((plan, problems))
}

fn read_once<T: DeserializeOwned>(value: &Value, notes: &Notes) -> Result<T, ReadProblem> {
    let reader = Lenient { value, path: String::new(), notes };
    T::deserialize(reader).map_err(|error| error.0)
}

/// Makes the value at `path` count as not given, so that places in lists stay what they are.
fn blank(value: &mut Value, path: &str) {
    if let Some(place) = value.pointer_mut(path) {
        *place = Value::Null;
    }
}

/// What a reading notes, and what it leaves out.
#[derive(Default)]
struct Notes {
    problems: RefCell<Vec<ReadProblem>>,
    /// Places of words that a property does not have.
    wrong_words: RefCell<HashSet<String>>,
    /// The same of a reading before. Where such a place is in a list, the list goes without it: no
    /// word can stand for none.
    left_out: HashSet<String>,
}

/// A value with its place.
#[derive(Clone)]
struct Lenient<'v> {
    value: &'v Value,
    path: String,
    notes: &'v Notes,
}

impl<'v> Lenient<'v> {
    fn child(&self, key: &str, value: &'v Value) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { value, path: format!("{}/{key}", self.path), notes: self.notes }
    }

    /// Notes that the value is of a wrong type.
    fn wrong_type(&self, expected: impl Into<String>) {
        let kind =
            ReadProblemKind::WrongType { expected: expected.into(), found: self.value.clone() };
        self.note(kind);
    }

    /// A value where it was of the right type; otherwise notes that it is not, and stands in.
    fn or_wrong<T: Default>(&self, value: Option<T>, expected: &str) -> T {
        if value.is_none() {
            self.wrong_type(expected);
        }
        value.unwrap_or_default()
    }

    fn note(&self, kind: ReadProblemKind) {
        self.notes.problems.borrow_mut().push(ReadProblem { path: self.path.clone(), kind });
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

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_bool(self.or_wrong(self.value.as_bool(), "`true` or `false`"))
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let number = self.value.as_u64().and_then(|it| u32::try_from(it).ok());
        visitor.visit_u32(self.or_wrong(number, "whole number of 0 or more"))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_f64(self.or_wrong(self.value.as_f64(), "number"))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        if let Value::Array(_) = self.value {
            return self.deserialize_any(visitor);
        }
        self.wrong_type("list");
        visitor.visit_seq(Items { of: &self, items: [].iter().enumerate() })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        if let Value::Object(_) = self.value {
            return self.deserialize_any(visitor);
        }
        self.wrong_type("object of names and texts");
        visitor.visit_map(Members { of: &self, rest: NOTHING.iter(), next: None, known: None })
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.value {
            Value::String(it) => visitor.visit_str(it),
            Value::Number(it) if !it.is_f64() => visitor.visit_string(it.to_string()),
            // Left out before, or an empty place in a list: the plan keeps the place.
            Value::Null => visitor.visit_str(""),
            _ => {
                self.wrong_type("text in quotes");
                visitor.visit_str("")
            }
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
        let rest = match self.value {
            Value::Object(map) => map.iter(),
            Value::Null => NOTHING.iter(),
            _ => {
                self.wrong_type("object");
                NOTHING.iter()
            }
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
        let word = match self.value {
            Value::String(text) => Some(text.clone()),
            Value::Number(it) => Some(it.to_string()),
            _ => None,
        };
        let word = match word {
            Some(word) if known.contains(&word.as_str()) => word,
            wrong => {
                match wrong {
                    Some(value) => self.note(ReadProblemKind::UnknownValue { value, known }),
                    None => self.wrong_type(format!("`{}`", known.join("` or `"))),
                }
                self.notes.wrong_words.borrow_mut().insert(self.path.clone());
                known.first().copied().unwrap_or_default().to_string()
            }
        };
        let result = visitor.visit_enum(Word(&word));
        self.placed(result)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 char bytes byte_buf unit unit_struct tuple
        tuple_struct identifier ignored_any
    }
}

static NOTHING: std::sync::LazyLock<serde_json::Map<String, Value>> =
    std::sync::LazyLock::new(serde_json::Map::new);

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
        let mut rest = self.items.by_ref().map(|(at, it)| self.of.child(&at.to_string(), it));
        let Some(item) = rest.find(|it| !it.notes.left_out.contains(&it.path)) else {
            return Ok(None);
        };
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
                let meant = meant(name, known);
                let is_given = |meant: &str| !self.of.value.get(meant).is_none_or(Value::is_null);
                self.of.child(name, value).note(ReadProblemKind::UnknownProperty {
                    name: name.clone(),
                    value: value.clone(),
                    known,
                    meant,
                    meant_is_given: meant.is_some_and(is_given),
                });
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
    fn a_wrong_word_is_left_out_of_its_list() {
        let profile = json!({ "ipFamilies": ["IPv5", null, "IPv6"] });
        let value = json!({ "clusters": [{ "networkProfile": profile }] });
        let (plan, problems) = read(&value).unwrap();
        assert_eq!(plan.clusters[0].network_profile.ip_families, [crate::model::IpFamily::Ipv6]);
        assert_eq!(problems.len(), 2);
    }

    #[test]
    fn a_wrong_item_keeps_its_place_in_the_list() {
        let value = json!({ "clusters": ["first", { "name": "second" }] });
        let (plan, _) = read(&value).unwrap();
        assert_eq!(plan.clusters[1].name, "second");
    }
}
