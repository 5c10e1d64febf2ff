//! Networks as they are: who has which addresses, what hangs on subnets, what is around.

use super::super::client::Host;
use super::super::error::AzureError;
use super::super::request::{Request, resource_path};
use super::ask::Desk;
use super::resource::{Resources, at, kind_of};
use crate::live::{
    Found, Live, Network, Peering, RouteTable, Subnet, name_of, network_of, part_of, things,
};
use crate::lower::Lowered;
use crate::model::{NextHopType, Route};
use futures_util::future::{try_join_all, try_join3};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const NETWORK: &str = "Microsoft.Network/virtualNetworks";
const ROUTE_TABLE: &str = "Microsoft.Network/routeTables";

/// Addresses in use, by the ids of subnets in lower case.
type Used = BTreeMap<String, u32>;

/// Reads how full the plan's networks are, what they are peered with, and their route tables.
pub(super) async fn read(
    desk: &Desk<'_, impl Host>,
    live: &mut Live,
    net: &Lowered<'_>,
    resources: &Resources,
) -> Result<(), AzureError> {
    let there: Vec<&Value> = of_kind(resources, NETWORK).collect();
    let mut own: Vec<Network> = there.iter().map(|it| network(it)).collect();
    let (full, around, tables) = try_join3(
        try_join_all(own.iter().map(|it| in_use(desk, &it.id))),
        peers(desk, net, &own),
        route_tables(desk, &own, resources),
    )
    .await?;
    for ((network, value), full) in own.iter_mut().zip(&there).zip(&full) {
        for (subnet, value) in network.subnets.iter_mut().zip(list(value, "/properties/subnets")) {
            subnet.used = used(live, &subnet.id, value, full);
        }
    }
    live.networks = own;
    live.networks.extend(around);
    live.route_tables = tables;
    subnets_found(live, net, resources);
    Ok(())
}

fn of_kind<'r>(resources: &'r Resources, kind: &'r str) -> impl Iterator<Item = &'r Value> {
    let is = move |id: &str| kind_of(id).is_some_and(|it| it.eq_ignore_ascii_case(kind));
    resources.iter().filter(move |(id, _)| is(id)).filter_map(|(_, it)| it.as_ref())
}

fn list<'v>(it: &'v Value, pointer: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    it.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}

fn text(it: &Value, pointer: &str) -> Option<String> {
    Some(it.pointer(pointer)?.as_str()?.to_string())
}

fn texts(it: &Value, pointer: &str) -> Vec<String> {
    list(it, pointer).filter_map(|it| Some(it.as_str()?.to_string())).collect()
}

pub(super) fn network(it: &Value) -> Network {
    Network {
        id: text(it, "/id").unwrap_or_default(),
        location: text(it, "/location").unwrap_or_default(),
        address_prefixes: texts(it, "/properties/addressSpace/addressPrefixes"),
        subnets: list(it, "/properties/subnets").map(subnet).collect(),
        peerings: list(it, "/properties/virtualNetworkPeerings").map(peering).collect(),
    }
}

fn subnet(it: &Value) -> Subnet {
    let mut prefixes = texts(it, "/properties/addressPrefixes");
    if prefixes.is_empty() {
        prefixes.extend(text(it, "/properties/addressPrefix"));
    }
    let mut delegations = list(it, "/properties/delegations");
    let links = list(it, "/properties/serviceAssociationLinks")
        .chain(list(it, "/properties/resourceNavigationLinks"));
    let delegation = delegations.find_map(|it| text(it, "/properties/serviceName"));
    // A service may hold the subnet that was delegated to it for this very plan.
    let taken_by = links.filter_map(|it| text(it, "/properties/linkedResourceType"));
    let taken_by = taken_by.filter(|it| delegation.as_ref() != Some(it)).collect();
    Subnet {
        id: text(it, "/id").unwrap_or_default(),
        address_prefixes: prefixes,
        used: 0,
        delegation,
        taken_by,
        route_table: text(it, "/properties/routeTable/id"),
        nat_gateway: text(it, "/properties/natGateway/id"),
        network_security_group: text(it, "/properties/networkSecurityGroup/id"),
    }
}

fn peering(it: &Value) -> Peering {
    let now = texts(it, "/properties/remoteVirtualNetworkAddressSpace/addressPrefixes");
    let then = || texts(it, "/properties/remoteAddressSpace/addressPrefixes");
    Peering {
        name: text(it, "/name").unwrap_or_default(),
        remote: text(it, "/properties/remoteVirtualNetwork/id").unwrap_or_default(),
        remote_prefixes: if now.is_empty() { then() } else { now },
        state: text(it, "/properties/peeringState").unwrap_or_default(),
    }
}

/// How many addresses of each subnet are in use, as Azure counts. Where it does not tell, what has an
/// address there is counted.
async fn in_use(desk: &Desk<'_, impl Host>, network: &str) -> Result<Used, AzureError> {
    let path = format!("{}/usages", resource_path(network).unwrap_or_default());
    let request = Request::get("Microsoft.Network/virtualNetworks/usages", &path);
    let what = format!("addresses in use in network {}", name_of(network));
    let all = desk.ask(&what, desk.client.list::<Value>(request)).await?.unwrap_or_default();
    let used = all.iter().filter_map(|it| {
        let used = it.pointer("/currentValue")?.as_f64()?;
        let used = if used.is_finite() && used > 0.0 { used.min(f64::from(u32::MAX)) } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
        Some((text(it, "/id")?.to_lowercase(), used as u32))
    });
    Ok(used.collect())
}

/// Addresses of a subnet that others than the plan's clusters have.
fn used(live: &Live, id: &str, subnet: &Value, counted: &Used) -> u32 {
    let users: Vec<String> =
        list(subnet, "/properties/ipConfigurations").filter_map(|it| text(it, "/id")).collect();
    let is_own = |user: &&String| {
        let group = part_of(user, "resourceGroups").unwrap_or_default();
        live.clusters.iter().any(|it| {
            let within = user.get(..it.id.len());
            it.node_resource_group.eq_ignore_ascii_case(group)
                || within.is_some_and(|within| within.eq_ignore_ascii_case(&it.id))
        })
    };
    let count = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let own = count(users.iter().filter(is_own).count());
    let all = counted.get(&id.to_lowercase()).copied().unwrap_or_default();
    all.max(count(users.len())).saturating_sub(own)
}

/// The networks that the plan's are peered with, or will be.
async fn peers(
    desk: &Desk<'_, impl Host>,
    net: &Lowered<'_>,
    own: &[Network],
) -> Result<Vec<Network>, AzureError> {
    let there = own.iter().flat_map(|it| it.peerings.iter().map(|it| it.remote.as_str()));
    let planned = net.networks.iter().flat_map(|it| it.spec.peerings.iter().map(String::as_str));
    let mut seen = BTreeSet::new();
    let wanted = there.chain(planned).filter(|it| it.starts_with('/') && !it.contains("${"));
    let wanted: Vec<&str> = wanted
        .filter(|it| !own.iter().any(|own| own.id.eq_ignore_ascii_case(it)))
        .filter(|it| seen.insert(it.to_lowercase()))
        .collect();
    let read = wanted.into_iter().map(async |id| {
        let what = format!("network {}, which is peered", name_of(id));
        let there = at(desk, &what, id).await?;
        Ok::<_, AzureError>(there.flatten().map(|it| network(&it)))
    });
    Ok(try_join_all(read).await?.into_iter().flatten().collect())
}

/// Route tables of the plan and of subnets of its networks.
async fn route_tables(
    desk: &Desk<'_, impl Host>,
    own: &[Network],
    resources: &Resources,
) -> Result<Vec<RouteTable>, AzureError> {
    let subnets = own.iter().flat_map(|it| &it.subnets);
    let ids: BTreeMap<String, &String> = subnets
        .filter_map(|it| it.route_table.as_ref())
        .map(|it| (it.to_lowercase(), it))
        .collect();
    let unread = ids.into_iter().filter(|(key, _)| !resources.contains_key(key));
    let read = unread.map(async |(_, id)| {
        let what = format!("route table {}", name_of(id));
        Ok::<_, AzureError>(at(desk, &what, id).await?.flatten())
    });
    let read = try_join_all(read).await?;
    let known = of_kind(resources, ROUTE_TABLE).cloned();
    Ok(known.chain(read.into_iter().flatten()).map(|it| route_table(&it)).collect())
}

fn route_table(it: &Value) -> RouteTable {
    RouteTable {
        id: text(it, "/id").unwrap_or_default(),
        routes: list(it, "/properties/routes").map(route).collect(),
    }
}

fn route(it: &Value) -> Route {
    let hop = text(it, "/properties/nextHopType").unwrap_or_default();
    let mut hops = NextHopType::ALL.iter().copied();
    Route {
        name: text(it, "/name").unwrap_or_default(),
        address_prefix: text(it, "/properties/addressPrefix").unwrap_or_default(),
        next_hop_type: hops.find(|it| it.as_str().eq_ignore_ascii_case(&hop)),
        next_hop_ip_address: text(it, "/properties/nextHopIpAddress"),
    }
}

/// Notes which subnets of the plan are there. Of a network that is not, that is told of the network.
fn subnets_found(live: &mut Live, net: &Lowered, resources: &Resources) {
    let Some(ids) = live.ids(net.plan) else { return };
    let things = things(net.plan, ids);
    let mut found = Vec::new();
    for thing in &things {
        let Some(network) = network_of(&thing.id) else { continue };
        let is_told = things.iter().any(|it| it.id.eq_ignore_ascii_case(network));
        let is_there = match resources.get(&network.to_lowercase()) {
            Some(Some(_)) => {
                live.network(network).is_some_and(|it| it.subnet(name_of(&thing.id)).is_some())
            }
            Some(None) if !is_told || !thing.existing => false,
            _ => continue,
        };
        let provisioning_state = resources.get(&network.to_lowercase()).and_then(|it| {
            let mut subnets = list(it.as_ref()?, "/properties/subnets");
            let is_it =
                |it: &&Value| text(it, "/id").is_some_and(|id| id.eq_ignore_ascii_case(&thing.id));
            text(subnets.find(is_it)?, "/properties/provisioningState")
        });
        found.push(Found {
            id: thing.id.clone(),
            is_there,
            provisioning_state,
            ..Found::default()
        });
    }
    live.resources.extend(found);
}
