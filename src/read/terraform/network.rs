//! Networks, subnets and what hangs on them.

use super::arguments::{
    As, IDENTITY, NAT_GATEWAY, NETWORK, NETWORK_SUBNET, RESOURCE_GROUP, ROUTE, ROUTE_TABLE,
    SECURITY_GROUP, SECURITY_RULE, SUBNET,
};
use super::body::{Body, Content, Field, Resource};
use super::convert::bodies;
use super::ids;
use super::mapping::{Mapping, join};
use crate::read::RemarkKind;
use crate::text::quoted;
use serde_json::{Value, json};
use std::ops::Range;

pub(super) const NO_PREFIXES: &str = "a plan makes single public addresses for its NAT gateways";
const NO_ADDRESSES: &str = "a plan makes public addresses for NAT gateways alone: make this one \
                            beforehand, clusters refer to it by its id";
const IS_THERE: &str = "the subnet exists already, and is used as it is";

pub(super) fn resource_group(to: &mut Mapping, it: &Resource) {
    let place = to.draft.push("/resourceGroups", it.body.range.clone());
    to.fill(&RESOURCE_GROUP, &it.body, &place);
    to.region(it, Some(&place));
    to.tags(it, None);
}

pub(super) fn virtual_network(to: &mut Mapping, it: &Resource) {
    let place = to.draft.push("/virtualNetworks", it.body.range.clone());
    to.fill(&NETWORK, &it.body, &place);
    to.group(&it.body, &place);
    to.region(it, Some(&place));
    to.tags(it, Some(&place));
}

/// A `subnet` block of a network.
pub(super) fn inline_subnet(to: &mut Mapping, field: &Field, network: &str) {
    for body in bodies(field).iter() {
        let place = to.draft.push(&join(network, "subnets"), body.range.clone());
        to.fill(&NETWORK_SUBNET, body, &place);
    }
}

pub(super) fn subnet(to: &mut Mapping, it: &Resource) {
    let Some((network, range)) = it.body.text("virtual_network_name") else {
        return to.not_understood(
            it.body.range.clone(),
            format!("{}, which names no network", quoted(&it.address)),
            "give it a `virtual_network_name`",
        );
    };
    let group = it.body.text("resource_group_name");
    let network = network_named(to, &network, range, group);
    let subnets = join(&network, "subnets");
    // In a state the network lists its subnets too.
    let known = it.body.text("name").and_then(|(name, _)| to.find(&subnets, &name, None));
    let place = match known.filter(|_| to.is_state) {
        Some(place) => place,
        None => to.draft.push(&subnets, it.body.range.clone()),
    };
    to.draft.note(&place, it.body.range.clone());
    to.fill(&SUBNET, &it.body, &place);
}

/// A network of the text; one that it does not make exists already.
fn network_named(
    to: &mut Mapping,
    name: &str,
    range: Range<usize>,
    group: Option<(String, Range<usize>)>,
) -> String {
    let of = group.as_ref().map(|(group, _)| group.as_str());
    if let Some(place) = to.find("/virtualNetworks", name, of) {
        return place;
    }
    let place = to.draft.push("/virtualNetworks", range.clone());
    to.draft.set(&join(&place, "name"), name, range.clone());
    to.draft.set(&join(&place, "existing"), true, range);
    if let Some((group, range)) = group {
        to.draft.set(&join(&place, "resourceGroup"), group.clone(), range.clone());
        to.group_named(&group, range);
    }
    place
}

/// One range stands alone, several in a list.
pub(super) fn address_prefixes(to: &mut Mapping, field: &Field, place: &str) {
    let Content::Value(value) = &field.content else { return };
    match value {
        Value::Array(items) if items.len() > 1 => {
            to.value(&join(place, "addressPrefixes"), value, As::Texts, field.range.clone());
        }
        value => {
            to.value(&join(place, "addressPrefix"), value, As::First, field.range.clone());
        }
    }
}

pub(super) fn delegation(to: &mut Mapping, field: &Field, place: &str) {
    let place = join(place, "delegation");
    for body in bodies(field).iter() {
        for service in services(body) {
            let Some((name, range)) = service.text("name") else { continue };
            if to.draft.get(&place).is_none() {
                to.draft.set(&place, name, range);
            } else {
                let what = format!("the delegation to {}", quoted(&name));
                let why = "a subnet is delegated to one service".to_string();
                to.remark(range, &place, RemarkKind::NotKept { what, why });
            }
        }
    }
}

fn services(delegation: &Body) -> Vec<Body> {
    let fields = delegation.fields.iter().filter(|it| it.name == "service_delegation");
    let fields = fields.flat_map(|field| {
        let bodies = bodies(field);
        let names = bodies.iter().map(|it| {
            let named = it.text("name").map(|(name, range)| Field {
                name: "name".to_string(),
                name_range: range.clone(),
                range,
                content: Content::Value(Value::String(name)),
            });
            Body { range: it.range.clone(), fields: named.into_iter().collect() }
        });
        names.collect::<Vec<_>>()
    });
    fields.collect()
}

pub(super) fn dns_servers(to: &mut Mapping, it: &Resource) {
    let network = it.body.text("virtual_network_id");
    let network =
        network.and_then(|(id, _)| to.find_id("/virtualNetworks", &id, "virtualNetworks"));
    match (network, it.body.value("dns_servers")) {
        (Some(network), Some((servers, range))) => {
            to.value(&join(&network, "dnsServers"), servers, As::Texts, range.clone());
        }
        (None, Some(_)) => to.not_kept(it, "its network exists already, and is used as it is"),
        (_, None) => {}
    }
}

pub(super) fn peering(to: &mut Mapping, it: &Resource) {
    let (Some((from, range)), Some((remote, remote_range))) =
        (it.body.text("virtual_network_name"), it.body.text("remote_virtual_network_id"))
    else {
        return to.not_kept(it, "it does not say which networks it joins");
    };
    let group = it.body.text("resource_group_name");
    let network = network_named(to, &from, range, group);
    let list = join(&network, "peerings");
    let at = to.draft.get(&list).and_then(Value::as_array).map_or(0, Vec::len);
    if at == 0 {
        to.draft.set(&list, json!([]), remote_range.clone());
    }
    to.draft.set(&format!("{list}/{at}"), remote, remote_range);
    // Steps make peerings that let everything through; what differs is said.
    for (name, usual) in [
        ("allow_forwarded_traffic", false),
        ("allow_gateway_transit", false),
        ("use_remote_gateways", false),
        ("allow_virtual_network_access", true),
    ] {
        let differs = |it: &&Field| {
            let value = match &it.content {
                Content::Value(value) => super::functions::as_bool(value),
                Content::Block(_) => None,
            };
            it.name == name && value.is_some_and(|it| it != usual)
        };
        if let Some(field) = it.body.fields.iter().find(differs) {
            to.leave_out(field, &network, "a plan's peerings carry the networks' own traffic");
        }
    }
}

/// What a subnet's id names; a subnet that the text does not make has no place.
fn subnet_of_id(to: &Mapping, id: &str) -> Option<String> {
    let network = to.find_id("/virtualNetworks", id, "virtualNetworks")?;
    to.find(&join(&network, "subnets"), ids::part(id, "subnets")?, None)
}

/// A route table, NAT gateway or security group that is put on a subnet.
pub(super) fn association(to: &mut Mapping, it: &Resource, argument: &str, property: &str) {
    let (Some((subnet, _)), Some((id, range))) =
        (it.body.text("subnet_id"), it.body.text(argument))
    else {
        return to.not_understood(
            it.body.range.clone(),
            format!("{}, of which the subnet or the other end is not known", quoted(&it.address)),
            "name both by references to resources in the text",
        );
    };
    match subnet_of_id(to, &subnet) {
        Some(place) => to.draft.set(&join(&place, property), id, range),
        None => to.not_kept(it, IS_THERE),
    }
}

pub(super) fn route_table(to: &mut Mapping, it: &Resource) {
    let place = to.draft.push("/routeTables", it.body.range.clone());
    to.fill(&ROUTE_TABLE, &it.body, &place);
    to.group(&it.body, &place);
    to.region(it, None);
    to.tags(it, None);
}

pub(super) fn route(to: &mut Mapping, it: &Resource) {
    if let Some(table) = holder(to, it, "/routeTables", "route_table_name") {
        let place = to.draft.push(&join(&table, "routes"), it.body.range.clone());
        to.fill(&ROUTE, &it.body, &place);
    }
}

pub(super) fn security_group(to: &mut Mapping, it: &Resource) {
    let place = to.draft.push("/networkSecurityGroups", it.body.range.clone());
    to.fill(&SECURITY_GROUP, &it.body, &place);
    to.group(&it.body, &place);
    to.region(it, None);
    to.tags(it, None);
}

pub(super) fn security_rule(to: &mut Mapping, it: &Resource) {
    if let Some(group) = holder(to, it, "/networkSecurityGroups", "network_security_group_name") {
        let place = to.draft.push(&join(&group, "securityRules"), it.body.range.clone());
        to.fill(&SECURITY_RULE, &it.body, &place);
    }
}

/// The table or group of the text that a route or rule goes into.
fn holder(to: &mut Mapping, it: &Resource, list: &str, argument: &str) -> Option<String> {
    let name = it.body.text(argument).map(|(name, _)| name);
    let group = it.body.text("resource_group_name").map(|(group, _)| group);
    let found = name.and_then(|name| to.find(list, &name, group.as_deref()));
    if found.is_none() {
        to.not_kept(it, "what it goes into is not in the text, and is used as it is");
    }
    found
}

/// Several sources, destinations or ports; one of them is what a plan has.
fn single(to: &mut Mapping, field: &Field, place: &str, property: &str) {
    let Content::Value(value) = &field.content else { return };
    match value {
        Value::Array(items) if items.len() > 1 => {
            let why = "a plan's security rules have one source, one destination and one range of \
                       ports: write a rule for each";
            to.leave_out(field, place, why);
        }
        value => to.value(&join(place, property), value, As::First, field.range.clone()),
    }
}

pub(super) fn single_source(to: &mut Mapping, field: &Field, place: &str) {
    single(to, field, place, "sourceAddressPrefix");
}

pub(super) fn single_destination(to: &mut Mapping, field: &Field, place: &str) {
    single(to, field, place, "destinationAddressPrefix");
}

pub(super) fn single_port(to: &mut Mapping, field: &Field, place: &str) {
    single(to, field, place, "destinationPortRange");
}

pub(super) fn nat_gateway(to: &mut Mapping, it: &Resource) {
    let place = to.draft.push("/natGateways", it.body.range.clone());
    to.fill(&NAT_GATEWAY, &it.body, &place);
    to.group(&it.body, &place);
    to.region(it, None);
    to.tags(it, None);
}

/// Public addresses of a NAT gateway, as 2.x listed them.
pub(super) fn gateway_addresses(to: &mut Mapping, field: &Field, place: &str) {
    let count = match &field.content {
        Content::Value(Value::Array(items)) => items.len(),
        _ => return,
    };
    to.draft.set(&join(place, "publicIPCount"), count, field.range.clone());
}

/// One more public address of a NAT gateway.
pub(super) fn gateway_address(to: &mut Mapping, it: &Resource) {
    let gateway = it.body.text("nat_gateway_id");
    let gateway = gateway.and_then(|(id, _)| to.find_id("/natGateways", &id, "natGateways"));
    let Some(gateway) = gateway else {
        return to.not_kept(it, "its NAT gateway is not in the text, and is used as it is");
    };
    let place = join(&gateway, "publicIPCount");
    let count = to.draft.get(&place).and_then(Value::as_u64).unwrap_or(0);
    to.draft.set(&place, count + 1, it.body.range.clone());
    if let Some((address, _)) = it.body.text("public_ip_address_id") {
        to.given_addresses.insert(address.to_lowercase());
    }
}

/// A public address. Those of NAT gateways are known by now to be counted there.
pub(super) fn public_address(to: &mut Mapping, it: &Resource) {
    let group = it.body.text("resource_group_name").map(|(group, _)| group);
    let name = it.body.text("name").map(|(name, _)| name);
    let end = format!("/publicipaddresses/{}", name.unwrap_or_default()).to_lowercase();
    let group = format!("/resourcegroups/{}/", group.unwrap_or_default()).to_lowercase();
    let is_given = to.given_addresses.iter().any(|it| it.ends_with(&end) && it.contains(&group));
    if !is_given {
        to.not_kept(it, NO_ADDRESSES);
    }
}

/// A private endpoint takes an address of its subnet.
pub(super) fn private_endpoint(to: &mut Mapping, it: &Resource) {
    let subnet = it.body.text("subnet_id").and_then(|(id, _)| subnet_of_id(to, &id));
    let Some(subnet) = subnet else {
        return to.not_kept(it, "its subnet is not in the text");
    };
    let place = join(&subnet, "privateEndpoints");
    let count = to.draft.get(&place).and_then(Value::as_u64).unwrap_or(0);
    to.draft.set(&place, count + 1, it.body.range.clone());
}

/// A firewall is reckoned with where it stands, and made by nobody here.
pub(super) fn firewall(to: &mut Mapping, it: &Resource) {
    let subnets = it.body.blocks("ip_configuration").filter_map(|it| it.text("subnet_id"));
    let networks: Vec<(String, Range<usize>)> = subnets.collect();
    let network = networks.iter().find_map(|(id, range)| {
        let place = to.find_id("/virtualNetworks", id, "virtualNetworks")?;
        Some((join(&place, "azureFirewall"), range.clone()))
    });
    if let Some((place, range)) = network {
        to.draft.set(&place, json!({}), range);
        if let Some((tier, range)) = it.body.text("sku_tier") {
            to.draft.set(&join(&place, "tier"), tier, range);
        }
    }
    to.not_kept(it, "a plan reckons with a firewall in its network, and does not make it");
}

pub(super) fn identity(to: &mut Mapping, it: &Resource) {
    let place = to.draft.push("/identities", it.body.range.clone());
    to.fill(&IDENTITY, &it.body, &place);
    to.group(&it.body, &place);
    to.region(it, None);
    to.tags(it, None);
}
