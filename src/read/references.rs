//! Resource ids of what is in the plan, as the plan's own references: `nodes` for
//! `/subscriptions/…/virtualNetworks/vnet/subnets/nodes`.

use crate::text::is_guid;
use serde_json::Value;
use std::collections::HashMap;

/// The properties that refer to something of the plan.
pub(super) const REFERENCES: &[&str] = &[
    "vnetSubnet",
    "podSubnet",
    "subnet",
    "routeTable",
    "natGateway",
    "networkSecurityGroup",
    "userAssignedIdentity",
    "kubeletIdentity",
    "peerings",
];

/// Where resources of a type stand in the plan.
const LISTS: &[(&str, &str)] = &[
    ("virtualnetworks", "/virtualNetworks"),
    ("routetables", "/routeTables"),
    ("natgateways", "/natGateways"),
    ("networksecuritygroups", "/networkSecurityGroups"),
    ("userassignedidentities", "/identities"),
];

/// Turns the ids of what is in the plan into names.
pub(super) fn to_names(plan: &mut Value) {
    let known = Known::of(plan);
    walk(plan, false, &known);
}

fn walk(value: &mut Value, is_reference: bool, known: &Known) {
    match value {
        Value::String(text) if is_reference => {
            if let Some(name) = known.name_of(text) {
                *text = name;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|it| walk(it, is_reference, known)),
        Value::Object(members) => {
            for (name, member) in members {
                walk(member, REFERENCES.contains(&name.as_str()), known);
            }
        }
        _ => {}
    }
}

/// What is in the plan.
struct Known {
    subscription: Option<String>,
    /// Its name, by type, group and names in lower case.
    names: HashMap<String, String>,
}

impl Known {
    fn of(plan: &Value) -> Self {
        let text = |value: &Value, name: &str| Some(value.get(name)?.as_str()?.to_string());
        let first = plan.pointer("/resourceGroups/0").and_then(|it| text(it, "name"));
        let items = |list: &str| plan.pointer(list).and_then(Value::as_array);
        let mut names = HashMap::new();
        let mut networks_of: HashMap<String, usize> = HashMap::new();
        for network in items("/virtualNetworks").into_iter().flatten() {
            for subnet in network.get("subnets").and_then(Value::as_array).into_iter().flatten() {
                let name = text(subnet, "name").unwrap_or_default().to_ascii_lowercase();
                *networks_of.entry(name).or_default() += 1;
            }
        }
        for (kind, list) in LISTS {
            for item in items(list).into_iter().flatten() {
                let Some(name) = text(item, "name") else { continue };
                let group = text(item, "resourceGroup").or_else(|| first.clone());
                let key =
                    format!("{}/{kind}/{name}", group.unwrap_or_default()).to_ascii_lowercase();
                for subnet in item.get("subnets").and_then(Value::as_array).into_iter().flatten() {
                    let Some(subnet) = text(subnet, "name") else { continue };
                    let is_one = networks_of.get(&subnet.to_ascii_lowercase()) == Some(&1);
                    let own = if is_one { subnet.clone() } else { format!("{name}/{subnet}") };
                    names.insert(format!("{key}/subnets/{}", subnet.to_ascii_lowercase()), own);
                }
                names.insert(key, name);
            }
        }
        Self { subscription: text(plan, "subscription"), names }
    }

    fn name_of(&self, id: &str) -> Option<String> {
        let rest = id.strip_prefix("/subscriptions/")?;
        let (subscription, rest) = rest.split_once('/')?;
        let lower = rest.to_ascii_lowercase();
        let (group, rest) = lower.strip_prefix("resourcegroups/")?.split_once("/providers/")?;
        let (_provider, names) = rest.split_once('/')?;
        if !self.is_own(subscription) {
            return None;
        }
        self.names.get(&format!("{group}/{names}")).cloned()
    }

    /// Whether a subscription is the plan's. One of them may be a name or not known.
    fn is_own(&self, subscription: &str) -> bool {
        let own = self.subscription.as_deref();
        own.is_none_or(|own| {
            own.eq_ignore_ascii_case(subscription) || !is_guid(own) || !is_guid(subscription)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const OWN: &str = "00000000-0000-0000-0000-000000000001";

    fn named(subscription: &str, id: &str) -> String {
        let id = format!("/subscriptions/{subscription}/resourceGroups/{id}");
        let subnets = json!([{ "name": "nodes" }, { "name": "lb" }]);
        let mut plan = json!({
            "subscription": OWN,
            "resourceGroups": [{ "name": "rg" }],
            "virtualNetworks": [
                { "name": "a", "subnets": subnets },
                { "name": "b", "resourceGroup": "rg-b", "subnets": [{ "name": "lb" }] },
            ],
            "clusters": [{ "agentPools": [{ "vnetSubnet": id, "vmSize": id }] }],
        });
        to_names(&mut plan);
        let pool = plan.pointer("/clusters/0/agentPools/0").unwrap();
        assert_eq!(pool["vmSize"], id);
        pool["vnetSubnet"].as_str().unwrap().strip_prefix("/sub").map_or_else(
            || pool["vnetSubnet"].as_str().unwrap().to_string(),
            |_| "an id".to_string(),
        )
    }

    #[test]
    fn ids_of_what_is_in_the_plan_become_names() {
        let network = "providers/Microsoft.Network/virtualNetworks";
        for (subscription, id, expected) in [
            (OWN, "rg/providers/Microsoft.Network/virtualNetworks/a/subnets/nodes", "nodes"),
            ("${SUB}", "RG/providers/microsoft.network/VirtualNetworks/A/subnets/LB", "a/lb"),
            (OWN, &format!("rg-b/{network}/b/subnets/lb"), "b/lb"),
            (OWN, &format!("rg/{network}/b/subnets/lb"), "an id"),
            (OWN, &format!("rg/{network}/a/subnets/other"), "an id"),
            (
                "00000000-0000-0000-0000-000000000002",
                &format!("rg/{network}/a/subnets/nodes"),
                "an id",
            ),
        ] {
            assert_eq!(named(subscription, id), expected, "{subscription} {id}");
        }
    }
}
