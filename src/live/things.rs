//! Everything of a plan that has an id.

use super::{Ids, complete::subnet_ids, name_of, network_of, part_of};
use crate::model::Plan;
use serde_json::Value;
use std::fmt::Write;

/// Something that the plan makes or uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// Its place, as a JSON Pointer.
    pub path: String,
    /// What people call its kind.
    pub kind: &'static str,
    /// Its name; empty where the plan has its id alone.
    pub name: String,
    /// Its id.
    pub id: String,
    /// It must be there already.
    pub existing: bool,
    /// The region it is to be in.
    pub location: Option<String>,
    /// The ranges that a subnet is to have.
    pub ranges: Vec<String>,
}

/// Everything that the plan makes or uses, where its id is known; groups first.
#[must_use]
pub fn things(plan: &Plan, ids: Ids) -> Vec<Thing> {
    let mut all = Vec::new();
    let mut add = |path: String,
                   kind,
                   name: &str,
                   id: Option<String>,
                   existing: bool,
                   location: Option<&String>| {
        let location = location.or(plan.location.as_ref()).filter(|_| !existing).cloned();
        if let Some(id) = id {
            let (name, ranges) = (name.to_string(), Vec::new());
            all.push(Thing { path, kind, name, id, existing, location, ranges });
        }
    };
    let is_known = |it: &str| !it.is_empty() && !it.contains("${");
    for (at, it) in plan.resource_groups.iter().enumerate() {
        let id = is_known(&it.name).then(|| ids.group(&it.name));
        let path = format!("/resourceGroups/{at}");
        add(path, "resource group", &it.name, id, it.existing, it.location.as_ref());
    }
    macro_rules! list {
        ($($field:ident, $path:literal, $kind:literal, $type:literal;)+) => {
            $(for (at, it) in plan.$field.iter().enumerate() {
                let id = ids.of($type, it.resource_group.as_deref(), &it.name);
                add(format!(concat!($path, "/{}"), at), $kind, &it.name, id, it.existing, None);
            })+
        };
    }
    list! {
        network_security_groups, "/networkSecurityGroups", "network security group",
            "Microsoft.Network/networkSecurityGroups";
        route_tables, "/routeTables", "route table", "Microsoft.Network/routeTables";
        nat_gateways, "/natGateways", "NAT gateway", "Microsoft.Network/natGateways";
        identities, "/identities", "identity", "Microsoft.ManagedIdentity/userAssignedIdentities";
    }
    for (at, it) in plan.clusters.iter().enumerate() {
        let path = format!("/clusters/{at}");
        add(path, "cluster", &it.name, ids.cluster(it), it.existing, it.location.as_ref());
    }
    for (at, network) in plan.virtual_networks.iter().enumerate() {
        let (path, id) = (format!("/virtualNetworks/{at}"), ids.network(network));
        let location = network.location.as_ref();
        let (name, existing) = (&network.name, network.existing);
        add(path.clone(), "virtual network", name, id.clone(), existing, location);
    }
    subnets(plan, ids, &mut all);
    referred(plan, &mut all);
    all
}

fn subnets(plan: &Plan, ids: Ids, all: &mut Vec<Thing>) {
    for (at, network) in plan.virtual_networks.iter().enumerate() {
        let Some(id) = ids.network(network) else { continue };
        for (nth, it) in network.subnets.iter().enumerate() {
            if it.name.is_empty() || it.name.contains("${") {
                continue;
            }
            let one = it.address_prefix.iter();
            all.push(Thing {
                path: format!("/virtualNetworks/{at}/subnets/{nth}"),
                kind: "subnet",
                name: it.name.clone(),
                id: format!("{id}/subnets/{}", it.name),
                existing: it.existing,
                location: None,
                ranges: one.chain(&it.address_prefixes).cloned().collect(),
            });
        }
    }
    for (path, id) in subnet_ids(plan) {
        if !all.iter().any(|it| it.id.eq_ignore_ascii_case(id)) {
            all.push(by_id(path, id, "subnet"));
        }
    }
}

/// What the plan refers to by ids.
fn referred(plan: &Plan, all: &mut Vec<Thing>) {
    let plan = serde_json::to_value(plan).unwrap_or_default();
    let mut found = Vec::new();
    ids_in(&plan, &mut String::new(), &mut found);
    for (path, id) in found {
        let is_known = all.iter().any(|it| it.id.eq_ignore_ascii_case(&id));
        // A subnet's network is looked at with it.
        if !is_known && network_of(&id).is_none() {
            all.push(by_id(path, &id, "resource"));
        }
    }
}

fn by_id(path: String, id: &str, kind: &'static str) -> Thing {
    Thing {
        path,
        kind,
        name: name_of(id).to_string(),
        id: id.to_string(),
        existing: true,
        location: None,
        ranges: Vec::new(),
    }
}

/// Ids of resources in a plan with their places. What is carried for other tools is left alone.
fn ids_in(value: &Value, path: &mut String, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => {
            let is_id = text.starts_with("/subscriptions/")
                && !text.contains("${")
                && part_of(text, "resourceGroups").is_some()
                && part_of(text, "providers").is_some();
            if is_id {
                found.push((path.clone(), text.clone()));
            }
        }
        Value::Array(items) => {
            for (at, it) in items.iter().enumerate() {
                let length = path.len();
                let _ = write!(path, "/{at}");
                ids_in(it, path, found);
                path.truncate(length);
            }
        }
        Value::Object(members) => {
            for (name, it) in members {
                if matches!(name.as_str(), "azArguments" | "armProperties" | "tags") {
                    continue;
                }
                let length = path.len();
                let _ = write!(path, "/{}", name.replace('~', "~0").replace('/', "~1"));
                ids_in(it, path, found);
                path.truncate(length);
            }
        }
        _ => {}
    }
}
