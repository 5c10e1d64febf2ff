//! The plan that examples in the rules' documentation are laid over.

use jiff::civil::{Date, date};
use serde_json::{Value, json};

/// The day that examples are judged on.
pub const AS_OF: Date = date(2026, 11, 23);

/// A small plan that nothing is wrong with: a network, a node subnet, an overlay cluster with a
/// system and a user pool.
#[must_use]
pub fn base() -> Value {
    json!({
        "location": "westeurope",
        "resourceGroups": [{ "name": "rg" }],
        "identities": [{ "name": "identity" }],
        "virtualNetworks": [{
            "name": "vnet",
            "addressPrefixes": ["10.240.0.0/16"],
            "subnets": [{ "name": "nodes", "addressPrefix": "10.240.0.0/22" }],
        }],
        "clusters": [{
            "name": "cluster",
            "identity": { "type": "UserAssigned", "userAssignedIdentity": "identity" },
            "networkProfile": { "networkPlugin": "azure", "networkPluginMode": "overlay" },
            "agentPools": [
                {
                    "name": "system",
                    "mode": "System",
                    "vmSize": "Standard_D4s_v5",
                    "count": 3,
                    "vnetSubnet": "nodes",
                    "nodeTaints": ["CriticalAddonsOnly=true:NoSchedule"],
                },
                { "name": "user", "vmSize": "Standard_D4s_v5", "count": 3, "vnetSubnet": "nodes" },
            ],
        }],
    })
}

/// Lays an example over the base plan: objects member by member, lists item by item; `null` takes
/// away what is there.
#[must_use]
pub fn over_base(example: &Value) -> Value {
    let mut plan = base();
    lay_over(&mut plan, example);
    plan
}

fn lay_over(below: &mut Value, above: &Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (name, value) in above {
                if value.is_null() {
                    below.remove(name);
                } else {
                    lay_over(below.entry(name).or_insert(Value::Null), value);
                }
            }
        }
        (Value::Array(below), Value::Array(above)) => {
            if above.is_empty() {
                below.clear();
            }
            for (at, value) in above.iter().enumerate() {
                match below.get_mut(at) {
                    Some(item) => lay_over(item, value),
                    None => below.push(value.clone()),
                }
            }
        }
        (below, above) => *below = above.clone(),
    }
}
