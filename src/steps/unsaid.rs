//! What of a plan no step says: names, ranges that exist elsewhere, what is only counted with.
//!
//! Writers keep it beside what they write, so that reading the text again gives the plan back.

use super::Steps;
use crate::model::Plan;
use serde_json::{Map, Value};

/// A list of a plan with what its items have beside what steps say: members by name, and lists and
/// objects in them.
struct Part {
    name: &'static str,
    kept: &'static [&'static str],
    parts: &'static [Part],
}

/// What az says of a resource and nothing else does.
const AZ: &str = "azArguments";
/// What ARM says of a resource and nothing else does.
const ARM: &str = "armProperties";

const PLAN: Part = Part {
    name: "",
    kept: &["name", "addressBook", "kubernetesVersions", "suppress", "tags"],
    parts: &[
        Part { name: "resourceGroups", kept: &[AZ], parts: &[] },
        Part { name: "virtualNetworks", kept: &["azureFirewall", AZ], parts: &[SUBNETS] },
        Part { name: "routeTables", kept: &[AZ], parts: &[] },
        Part { name: "natGateways", kept: &[AZ], parts: &[] },
        Part { name: "networkSecurityGroups", kept: &[AZ], parts: &[] },
        Part { name: "identities", kept: &[AZ], parts: &[] },
        Part {
            name: "clusters",
            kept: &["availabilityZones", "internalLoadBalancers", "plannedServices", AZ, ARM],
            parts: &[
                Part {
                    name: "networkProfile",
                    kept: &["dockerBridgeCidr", "kubeProxyConfig"],
                    parts: &[],
                },
                Part { name: "agentPools", kept: &[AZ, ARM], parts: &[] },
                Part { name: "maintenanceConfigurations", kept: &[], parts: &[] },
            ],
        },
    ],
};

const SUBNETS: Part =
    Part { name: "subnets", kept: &["privateEndpoints", "otherAddresses", AZ], parts: &[] };

impl Steps {
    /// What of the plan a script for az does not say.
    #[must_use]
    pub fn unsaid_by_az(&self) -> Map<String, Value> {
        let (kept, _) = without(AZ, &self.unsaid);
        kept
    }

    /// What of the plan a body of ARM does not say.
    #[must_use]
    pub fn unsaid_by_arm(&self) -> Map<String, Value> {
        let (kept, _) = without(ARM, &self.unsaid);
        kept
    }
}

/// An object without the members of a name, and whether anything but names is left. What exists
/// already is kept whole.
fn without(name: &str, members: &Map<String, Value>) -> (Map<String, Value>, bool) {
    if members.contains_key("existing") {
        return (members.clone(), true);
    }
    let mut kept = Map::new();
    let mut is_more = false;
    for (member, value) in members.iter().filter(|(member, _)| *member != name) {
        let (value, counts) = match value {
            Value::Array(items) if items.iter().any(Value::is_object) => {
                let items = items.iter().filter_map(Value::as_object);
                let items: Vec<_> = items.map(|it| without(name, it)).collect();
                let counts = items.iter().any(|(_, it)| *it);
                (items.into_iter().map(|(it, _)| it).collect(), counts)
            }
            other => (other.clone(), true),
        };
        let is_name = member == "name";
        if counts {
            kept.insert(member.clone(), value);
        }
        is_more |= counts && !is_name;
    }
    (kept, is_more)
}

/// What no step says, as a plan that lies under what they say. `features` are those that are not
/// registered any more.
pub(super) fn unsaid(plan: &Plan, features: &[String]) -> Map<String, Value> {
    let Ok(Value::Object(whole)) = serde_json::to_value(plan) else { return Map::new() };
    let mut kept = object(&PLAN, &whole);
    if let Some(location) = whole.get("location").filter(|_| !makes_anything(&whole)) {
        kept.insert("location".to_string(), location.clone());
    }
    if !features.is_empty() {
        kept.insert("features".to_string(), features.into());
    }
    kept
}

fn object(part: &Part, members: &Map<String, Value>) -> Map<String, Value> {
    let own = part.kept.iter().filter_map(|name| Some((*name, members.get(*name)?.clone())));
    let inner =
        part.parts.iter().filter_map(|it| Some((it.name, value(it, members.get(it.name)?)?)));
    own.chain(inner).map(|(name, value)| (name.to_string(), value)).collect()
}

/// What is kept of a list or an object; nothing where it is nothing.
fn value(part: &Part, value: &Value) -> Option<Value> {
    match value {
        Value::Object(members) => {
            let kept = object(part, members);
            (!kept.is_empty()).then_some(Value::Object(kept))
        }
        Value::Array(items) => {
            let items: Vec<Map<String, Value>> =
                items.iter().filter_map(Value::as_object).map(|it| item(part, it)).collect();
            // A name alone keeps the order, where there is anything else.
            let is_more = items.iter().any(|it| it.keys().any(|name| name != "name"));
            is_more.then(|| items.into_iter().map(Value::Object).collect())
        }
        _ => None,
    }
}

/// Whether anything of the plan that says its region is made.
fn makes_anything(plan: &Map<String, Value>) -> bool {
    let lists = PLAN.parts.iter().filter_map(|it| plan.get(it.name)?.as_array());
    lists.flatten().any(|it| it.get("existing").is_none())
}

/// An item of a list. Of what exists steps say nothing but that, and what is made in it.
fn item(part: &Part, members: &Map<String, Value>) -> Map<String, Value> {
    if !members.contains_key("existing") {
        let name = members.get("name").cloned().map(|name| ("name".to_string(), name));
        return name.into_iter().chain(object(part, members)).collect();
    }
    let mut kept = members.clone();
    // Peerings are made on both sides, whatever exists.
    kept.shift_remove("peerings");
    for inner in part.parts {
        if kept.get(inner.name).is_some_and(Value::is_array) {
            match kept.get(inner.name).and_then(|it| value(inner, it)) {
                Some(value) => kept.insert(inner.name.to_string(), value),
                None => kept.shift_remove(inner.name),
            };
        }
    }
    kept
}
