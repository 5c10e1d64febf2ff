//! JSON values to the plan's types, going on past what does not fit.
//!
//! serde stops at the first value of a wrong type, and writes a reader for every type anew. Here a
//! record takes its members one after the other: a value of a wrong type is noted with its place
//! and left out (a word in the wrong case is noted and taken), a property that the plan does not have is noted and passed over. `null` counts as
//! not given, and a whole number is taken for text.

use crate::model::{Plan, StringMap};
use crate::pointer::escaped;
use crate::text::{closest, quoted};
use serde::de::{self, DeserializeOwned, Deserializer, Visitor};
use serde_json::{Map, Value};
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
    /// The value is not known yet: it holds a `${name}`.
    Unresolved {
        /// What is not known.
        name: String,
        /// It is the subscription of a resource id that is known otherwise.
        is_subscription: bool,
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
            Self::Unresolved { name, .. } => write!(f, "{} is not known", quoted(name)),
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

/// Reads a plan from an object.
pub(super) fn read(members: &Map<String, Value>) -> (Plan, Vec<ReadProblem>) {
    let mut reader = Reader::default();
    let mut plan = Plan::default();
    plan.take(members, &mut reader);
    for (name, member) in members {
        super::unknown::note(member, &mut format!("/{name}"), &mut reader.problems);
    }
    (plan, reader.problems)
}

/// What can be read from JSON, whatever the JSON is.
pub(crate) trait FromJson: Sized {
    /// The value; where it is of another type a note, and nothing.
    fn from_json(json: &Value, reader: &mut Reader) -> Option<Self>;

    /// What keeps the place in a list where an item can't be read; nothing: the list goes without.
    fn stand_in() -> Option<Self> {
        None
    }
}

/// What is an object of known properties: see `record!`.
pub(crate) trait Record: Default + DeserializeOwned {
    /// Sets the field of that number, counted in the order of declaration.
    fn set(&mut self, field: usize, json: &Value, reader: &mut Reader);

    /// Takes the members of an object.
    fn take(&mut self, members: &Map<String, Value>, reader: &mut Reader) {
        let mut set = |field, json: &Value, reader: &mut Reader| self.set(field, json, reader);
        reader.members(members, property_names::<Self>(), &mut set);
    }
}

impl<T: Record> FromJson for T {
    fn from_json(json: &Value, reader: &mut Reader) -> Option<Self> {
        let Value::Object(members) = json else { return reader.wrong_type("object", json) };
        let mut record = Self::default();
        record.take(members, reader);
        Some(record)
    }

    fn stand_in() -> Option<Self> {
        Some(Self::default())
    }
}

/// A reading: the place it is at, and what it could not use.
#[derive(Default)]
pub(crate) struct Reader {
    path: String,
    problems: Vec<ReadProblem>,
}

impl Reader {
    /// Puts what can be read to its place.
    pub(crate) fn put<T: FromJson>(&mut self, place: &mut T, json: &Value) {
        if let Some(value) = T::from_json(json, self) {
            *place = value;
        }
    }

    /// One of a property's words, by its number. One in the wrong case is noted and taken for what
    /// it is, so that the slip does not make other properties look wrong.
    pub(crate) fn word(&mut self, json: &Value, known: &'static [&'static str]) -> Option<usize> {
        let word = match json {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return self.wrong_type(&format!("`{}`", known.join("` or `")), json),
        };
        let found = known.iter().position(|it| **it == word);
        if found.is_some() {
            return found;
        }
        let meant = known.iter().position(|it| it.eq_ignore_ascii_case(&word));
        self.note(ReadProblemKind::UnknownValue { value: word, known });
        meant
    }

    fn members(
        &mut self,
        members: &Map<String, Value>,
        known: &'static [&'static str],
        set: &mut dyn FnMut(usize, &Value, &mut Self),
    ) {
        for (name, json) in members.iter().filter(|(_, json)| !json.is_null()) {
            let holder = self.enter(name);
            match known.iter().position(|it| it == name) {
                Some(field) => set(field, json, self),
                None => self.unknown_property(name, json, members, known),
            }
            self.path.truncate(holder);
        }
    }

    /// Goes to a member or an item; answers the length of the path to come back to.
    fn enter(&mut self, name: &str) -> usize {
        let holder = self.path.len();
        self.path.push('/');
        self.path.push_str(&escaped(name));
        holder
    }

    fn unknown_property(
        &mut self,
        name: &str,
        json: &Value,
        members: &Map<String, Value>,
        known: &'static [&'static str],
    ) {
        let meant = meant(name, known);
        let is_given = |meant: &str| members.get(meant).is_some_and(|it| !it.is_null());
        self.note(ReadProblemKind::UnknownProperty {
            name: name.to_string(),
            value: json.clone(),
            known,
            meant,
            meant_is_given: meant.is_some_and(is_given),
        });
    }

    /// Notes that a value is of a wrong type.
    fn wrong_type<T>(&mut self, expected: &str, found: &Value) -> Option<T> {
        let (expected, found) = (expected.to_string(), found.clone());
        self.note(ReadProblemKind::WrongType { expected, found });
        None
    }

    fn note(&mut self, kind: ReadProblemKind) {
        self.problems.push(ReadProblem { path: self.path.clone(), kind });
    }
}

impl FromJson for bool {
    fn from_json(json: &Value, reader: &mut Reader) -> Option<Self> {
        json.as_bool().or_else(|| reader.wrong_type("`true` or `false`", json))
    }
}

impl FromJson for u32 {
    fn from_json(json: &Value, reader: &mut Reader) -> Option<Self> {
        let number = json.as_u64().and_then(|it| Self::try_from(it).ok());
        number.or_else(|| reader.wrong_type("whole number of 0 or more", json))
    }
}

impl FromJson for f64 {
    fn from_json(json: &Value, reader: &mut Reader) -> Option<Self> {
        json.as_f64().or_else(|| reader.wrong_type("number", json))
    }
}

impl FromJson for String {
    fn from_json(json: &Value, reader: &mut Reader) -> Option<Self> {
        match json {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) if !number.is_f64() => Some(number.to_string()),
            _ => reader.wrong_type("text in quotes", json),
        }
    }

    fn stand_in() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &Value, reader: &mut Reader) -> Option<Self> {
        T::from_json(json, reader).map(Some)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &Value, reader: &mut Reader) -> Option<Self> {
        let Value::Array(items) = json else { return reader.wrong_type("list", json) };
        let mut list = Self::new();
        for (at, item) in items.iter().enumerate() {
            let stand_in = T::stand_in();
            if item.is_null() && stand_in.is_some() {
                list.extend(stand_in);
                continue;
            }
            let holder = reader.enter(&at.to_string());
            list.extend(T::from_json(item, reader).or(stand_in));
            reader.path.truncate(holder);
        }
        Some(list)
    }
}

impl FromJson for Map<String, Value> {
    fn from_json(json: &Value, reader: &mut Reader) -> Option<Self> {
        json.as_object().cloned().or_else(|| reader.wrong_type("object", json))
    }
}

impl FromJson for StringMap {
    fn from_json(json: &Value, reader: &mut Reader) -> Option<Self> {
        let Value::Object(members) = json else {
            return reader.wrong_type("object of names and texts", json);
        };
        let mut map = Self::new();
        for (name, json) in members.iter().filter(|(_, json)| !json.is_null()) {
            let holder = reader.enter(name);
            map.extend(String::from_json(json, reader).map(|text| (name.clone(), text)));
            reader.path.truncate(holder);
        }
        Some(map)
    }
}

/// The names of a record's properties as serde has them, in the order of declaration.
pub(super) fn property_names<T: DeserializeOwned>() -> &'static [&'static str] {
    T::deserialize(Ask).err().map_or(&[], |Names(names)| names)
}

/// Asks a type for its properties' names: it offers them before it wants a value.
struct Ask;

#[derive(Debug)]
struct Names(&'static [&'static str]);

impl<'de> Deserializer<'de> for Ask {
    type Error = Names;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Names> {
        Err(Names(&[]))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Names> {
        Err(Names(names))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

impl de::Error for Names {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }
}

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("asked for names alone")
    }
}

impl std::error::Error for Names {}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: &Value) -> (Plan, Vec<ReadProblem>) {
        super::read(value.as_object().unwrap())
    }

    fn problems(value: &Value) -> Vec<String> {
        let (_, problems) = read(value);
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
        let (plan, _) = read(&value);
        let pool = &plan.clusters[0].agent_pools[0];
        assert_eq!((pool.name.as_str(), pool.count, pool.max_pods), ("system", None, Some(30)));
        assert_eq!(plan.clusters[0].agent_pools.len(), 2);
        assert_eq!(
            problems(&value),
            [
                "/clusters/0/networkProfile/networkPlugin: `Azure` is not one of `azure`, \
                 `kubenet`, `none`",
                "/clusters/0/networkProfile/podCIDR: there is no property `podCIDR`",
                "/clusters/0/agentPools/0/count: the text `ten` is no whole number of 0 or more",
                "/clusters/0/agentPools/1/count: the number `-1` is no whole number of 0 or more",
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
        let (plan, problems) = read(&value);
        let pool = &plan.clusters[0].agent_pools[0];
        assert_eq!(problems, []);
        assert_eq!(pool.availability_zones.as_ref().unwrap(), &["1", "2"]);
        assert_eq!(pool.upgrade_settings.as_ref().unwrap().max_surge.as_deref(), Some("2"));
    }

    #[test]
    fn a_word_in_the_wrong_case_counts() {
        let profile = json!({ "networkPlugin": "Azure" });
        let (plan, problems) = read(&json!({ "clusters": [{ "networkProfile": profile }] }));
        let plugin = plan.clusters[0].network_profile.network_plugin;
        assert_eq!(plugin, Some(crate::model::NetworkPlugin::Azure));
        assert_eq!(problems.len(), 1);
    }

    #[test]
    fn a_wrong_word_is_left_out_of_its_list() {
        let profile = json!({ "ipFamilies": ["IPv5", null, "IPv6"] });
        let value = json!({ "clusters": [{ "networkProfile": profile }] });
        let (plan, problems) = read(&value);
        assert_eq!(plan.clusters[0].network_profile.ip_families, [crate::model::IpFamily::Ipv6]);
        assert_eq!(problems.len(), 2);
    }

    #[test]
    fn a_wrong_item_keeps_its_place_in_the_list() {
        let value = json!({ "clusters": ["first", { "name": "second" }] });
        let (plan, _) = read(&value);
        assert_eq!(plan.clusters[1].name, "second");
    }
}
