//! Clusters and networks that exist as a plan: they are read with all that they refer to, and what was
//! read goes the way of every text of Azure's.
//!
//! Read are clusters with their pools and maintenance windows, the networks of their subnets with
//! their peerings, and what the clusters and these subnets refer to by id: route tables, NAT gateways
//! with their addresses, security groups, identities. The ranges of peered networks stand in the
//! peerings, and come from there. A private DNS zone, a registry or a workspace is an id in a plan, and
//! is not read; role assignments have no place in it: what a cluster that exists may do stays as it is.

use super::client::{Client, Host};
use super::error::{AzureError, AzureErrorKind};
use super::request::{Request, resource_path};
use futures_util::future::join_all;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeSet, VecDeque};

/// What exists of some clusters, as Azure Resource Manager prints it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The resources, clusters first.
    pub resources: Vec<Value>,
    /// What they refer to and could not be read.
    pub unread: Vec<AzureUnread>,
}

/// Something that could not be read. The plan refers to it by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureUnread {
    /// Its id.
    pub id: String,
    /// AzureRetryReason not.
    pub message: String,
}

const CLUSTER: &str = "Microsoft.ContainerService/managedClusters";
const NETWORK: &str = "Microsoft.Network/virtualNetworks";
const SUBNET: &str = "Microsoft.Network/virtualNetworks/subnets";

/// What clusters and their subnets refer to and a plan has a word for.
const REFERRED: &[&str] = &[
    NETWORK,
    "Microsoft.Network/routeTables",
    "Microsoft.Network/natGateways",
    "Microsoft.Network/networkSecurityGroups",
    "Microsoft.Network/publicIPAddresses",
    "Microsoft.ManagedIdentity/userAssignedIdentities",
];

/// Reads clusters and networks with what they refer to.
///
/// # Errors
/// When an id is none of a cluster or network, and when one of these can't be read. Of the rest it is
/// said.
pub async fn read(client: &Client<impl Host>, ids: &[String]) -> Result<Imported, AzureError> {
    let (mut clusters, mut networks) = (Vec::new(), Vec::new());
    for text in ids {
        let id = Id::of(text);
        let is = |kind: &str| id.as_ref().is_some_and(|it| it.kind.eq_ignore_ascii_case(kind));
        if is(CLUSTER) {
            clusters.push(text);
        } else if is(NETWORK) {
            networks.push(text);
        } else {
            return Err(AzureError::new(
                AzureErrorKind::Argument,
                format!("`{text}` is not the id of a cluster or virtual network"),
                "give ids as `/subscriptions/…/resourceGroups/…/providers/\
                 Microsoft.ContainerService/managedClusters/…`",
            ));
        }
    }
    let mut found = Found::default();
    for cluster in join_all(clusters.iter().map(|id| get(client, CLUSTER, id))).await {
        found.cluster(cluster?);
    }
    let windows = join_all(clusters.iter().map(|id| maintenance(client, id))).await;
    for (id, windows) in clusters.iter().zip(windows) {
        match windows {
            Ok(windows) => found.imported.resources.extend(windows),
            Err(error) => found.unread(&format!("{id}/maintenanceConfigurations"), &error)?,
        }
    }
    for network in networks {
        found.want(network);
        found.whole.insert(network.to_lowercase());
    }
    while !found.wanted.is_empty() {
        let wanted: Vec<Id> = found.wanted.drain(..).collect();
        let came = join_all(wanted.iter().map(|it| get(client, &it.kind, &it.text))).await;
        for (id, came) in wanted.iter().zip(came) {
            match came {
                Ok(resource) => found.referred(id, resource),
                Err(error) if found.whole.contains(&id.text.to_lowercase()) => return Err(error),
                Err(error) => found.unread(&id.text, &error)?,
            }
        }
    }
    Ok(found.imported)
}

async fn get(client: &Client<impl Host>, kind: &str, id: &str) -> Result<Value, AzureError> {
    let path = resource_path(id).unwrap_or_default();
    client.read(&Request::get(kind, &path)).await
}

async fn maintenance(client: &Client<impl Host>, id: &str) -> Result<Vec<Value>, AzureError> {
    let path = format!("{}/maintenanceConfigurations", resource_path(id).unwrap_or_default());
    let kind = "Microsoft.ContainerService/managedClusters/maintenanceConfigurations";
    client.list(Request::get(kind, &path)).await
}

/// What was found, and what there is still to look for.
#[derive(Default)]
struct Found {
    imported: Imported,
    wanted: VecDeque<Id>,
    seen: BTreeSet<String>,
    /// Networks that were asked for, in lower case.
    whole: BTreeSet<String>,
    /// The subnets that clusters use, in lower case.
    subnets: BTreeSet<String>,
    /// Resource groups that Azure fills for a cluster, in lower case: a plan has no word for them.
    managed: BTreeSet<(String, String)>,
}

impl Found {
    fn cluster(&mut self, cluster: Value) {
        let id = cluster.get("id").and_then(Value::as_str).and_then(Id::of);
        let group = cluster.pointer("/properties/nodeResourceGroup").and_then(Value::as_str);
        if let (Some(id), Some(group)) = (id, group) {
            self.managed.insert((id.subscription.to_lowercase(), group.to_lowercase()));
        }
        self.look_in(&cluster);
        self.imported.resources.push(cluster);
    }

    fn referred(&mut self, id: &Id, resource: Value) {
        if id.kind.eq_ignore_ascii_case(NETWORK) {
            let is_whole = self.whole.contains(&id.text.to_lowercase());
            let subnets = resource.pointer("/properties/subnets").and_then(Value::as_array);
            for subnet in subnets.into_iter().flatten() {
                let id = subnet.get("id").and_then(Value::as_str).unwrap_or_default();
                if is_whole || self.subnets.contains(&id.to_lowercase()) {
                    self.look_in(subnet);
                }
            }
        } else if id.kind.eq_ignore_ascii_case("Microsoft.Network/natGateways") {
            self.look_in(&resource);
        }
        self.imported.resources.push(resource);
    }

    /// Notes what may not be seen or is not there; all other errors end it.
    fn unread(&mut self, id: &str, error: &AzureError) -> Result<(), AzureError> {
        if !matches!(error.status, Some(403 | 404)) {
            return Err(error.clone());
        }
        self.imported.unread.push(AzureUnread { id: id.to_string(), message: error.to_string() });
        Ok(())
    }

    /// Looks for ids, as values and as names of members: identities are listed by their ids.
    fn look_in(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.want(text),
            Value::Array(items) => items.iter().for_each(|it| self.look_in(it)),
            Value::Object(members) => {
                for (name, value) in members {
                    self.want(name);
                    self.look_in(value);
                }
            }
            _ => {}
        }
    }

    fn want(&mut self, text: &str) {
        let Some(mut id) = Id::of(text) else { return };
        if id.kind.eq_ignore_ascii_case(SUBNET) {
            self.subnets.insert(text.to_lowercase());
            let Some(network) = id.parent() else { return };
            id = network;
        }
        let group = (id.subscription.to_lowercase(), id.group.to_lowercase());
        let is_known = REFERRED.iter().any(|it| it.eq_ignore_ascii_case(&id.kind));
        if is_known && !self.managed.contains(&group) && self.seen.insert(id.text.to_lowercase()) {
            self.wanted.push_back(id);
        }
    }
}

/// An id of a resource in a resource group.
#[derive(Clone, Debug, PartialEq)]
struct Id {
    text: String,
    subscription: String,
    group: String,
    kind: String,
}

impl Id {
    fn of(text: &str) -> Option<Self> {
        resource_path(text)?;
        let parts: Vec<&str> = text.strip_prefix('/')?.split('/').collect();
        let [first, subscription, second, group, third, namespace, rest @ ..] = &parts[..] else {
            return None;
        };
        let is = |it: &str, word: &str| it.eq_ignore_ascii_case(word);
        let is_id = is(first, "subscriptions") && is(second, "resourceGroups");
        if !is_id || !is(third, "providers") || rest.is_empty() || rest.len() % 2 == 1 {
            return None;
        }
        let mut kind = (*namespace).to_string();
        for it in rest.iter().step_by(2) {
            kind.push('/');
            kind.push_str(it);
        }
        Some(Self {
            text: text.to_string(),
            subscription: (*subscription).to_string(),
            group: (*group).to_string(),
            kind,
        })
    }

    /// What it is a part of.
    fn parent(&self) -> Option<Self> {
        let (parent, _) = self.text.rsplit_once('/')?;
        Self::of(parent.rsplit_once('/')?.0)
    }
}
