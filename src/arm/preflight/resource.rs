//! What is at the ids of a plan.

use super::super::client::Host;
use super::super::error::AzureError;
use super::super::request::{Request, resource_path};
use super::ask::Desk;
use crate::azure_facts::api_versions;
use crate::live::{Cluster, Found, Live, Pool, Thing, network_of, part_of, things};
use crate::model::Plan;
use futures_util::future::try_join_all;
use serde_json::Value;
use std::collections::BTreeMap;

/// What is at an id: nothing, where Azure says that nothing is there.
pub(super) type Resources = BTreeMap<String, Option<Value>>;

/// The type of what is at an id.
pub(super) fn kind_of(id: &str) -> Option<String> {
    let Some(at) = id.to_ascii_lowercase().rfind("/providers/") else {
        return part_of(id, "resourceGroups").map(|_| "Microsoft.Resources/resourceGroups".into());
    };
    let mut parts = id.get(at + "/providers/".len()..)?.split('/');
    let mut kind = parts.next()?.to_string();
    for it in parts.step_by(2) {
        kind.push('/');
        kind.push_str(it);
    }
    Some(kind)
}

/// Reads what is at an id.
pub(super) async fn at(
    desk: &Desk<'_, impl Host>,
    what: &str,
    id: &str,
) -> Result<Option<Option<Value>>, AzureError> {
    let kind = kind_of(id).filter(|it| api_versions::of(it).is_some());
    let (Some(kind), Some(path)) = (kind, resource_path(id)) else {
        desk.unknown(what, "aksplan does not read resources of its type");
        return Ok(None);
    };
    let request = Request::get(&kind, &path);
    desk.look(what, desk.client.read::<Value>(&request)).await
}

/// What is said of a thing: `cluster prod`.
pub(super) fn name(it: &Thing) -> String {
    format!("{} {}", it.kind, it.name)
}

/// Reads what is at the ids of a plan. Subnets are read with their networks.
pub(super) async fn read(
    desk: &Desk<'_, impl Host>,
    live: &Live,
    plan: &Plan,
) -> Result<Resources, AzureError> {
    let Some(ids) = live.ids(plan) else { return Ok(Resources::new()) };
    let mut wanted: BTreeMap<String, (String, String)> = BTreeMap::new();
    for thing in things(plan, ids) {
        let (id, what) = match network_of(&thing.id) {
            Some(network) => (network, format!("the network of subnet {}", thing.name)),
            None => (thing.id.as_str(), name(&thing)),
        };
        wanted.entry(id.to_lowercase()).or_insert_with(|| (id.to_string(), what));
    }
    for it in plan.clusters.iter().filter_map(|it| it.node_resource_group.as_deref()) {
        if !it.contains("${") {
            let id = ids.group(it);
            wanted.entry(id.to_lowercase()).or_insert((id, format!("resource group {it}")));
        }
    }
    let read = wanted
        .into_iter()
        .map(async |(key, (id, what))| Ok::<_, AzureError>((key, at(desk, &what, &id).await?)));
    let read = try_join_all(read).await?;
    Ok(read.into_iter().filter_map(|(key, it)| Some((key, it?))).collect())
}

fn text(it: &Value, pointer: &str) -> Option<String> {
    Some(it.pointer(pointer)?.as_str()?.to_string())
}

/// Puts what was read among the facts.
pub(super) fn put(live: &mut Live, resources: &Resources) {
    for (id, resource) in resources {
        let there = resource.as_ref();
        live.resources.push(Found {
            id: id.clone(),
            is_there: there.is_some(),
            location: there.and_then(|it| text(it, "/location")),
            provisioning_state: there.and_then(|it| text(it, "/properties/provisioningState")),
        });
        let is_cluster = kind_of(id).is_some_and(|it| {
            it.eq_ignore_ascii_case("Microsoft.ContainerService/managedClusters")
        });
        if let Some(it) = there.filter(|_| is_cluster) {
            live.clusters.push(cluster(id, it));
        }
    }
}

fn cluster(id: &str, it: &Value) -> Cluster {
    let word = |pointer: &str| text(it, pointer).unwrap_or_default();
    let pools = it.pointer("/properties/agentPoolProfiles").and_then(Value::as_array);
    let version = text(it, "/properties/currentKubernetesVersion");
    Cluster {
        id: id.to_string(),
        kubernetes_version: version.unwrap_or_else(|| word("/properties/kubernetesVersion")),
        node_resource_group: word("/properties/nodeResourceGroup"),
        power_state: word("/properties/powerState/code"),
        pools: pools.into_iter().flatten().map(pool).collect(),
    }
}

fn pool(it: &Value) -> Pool {
    let word = |pointer: &str| text(it, pointer).unwrap_or_default();
    let count = it.pointer("/count").and_then(Value::as_u64);
    Pool {
        name: word("/name"),
        vm_size: word("/vmSize"),
        count: count.and_then(|it| u32::try_from(it).ok()).unwrap_or_default(),
        is_spot: word("/scaleSetPriority").eq_ignore_ascii_case("Spot"),
    }
}
