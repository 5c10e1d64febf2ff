//! Networks, subnets and what hangs on them.

use super::builder::{Builder, child};
use super::{
    NatGateway, NetworkSecurityGroup, Peering, PublicIpAddress, Resource, ResourceId, ResourceKind,
    RouteTable, Subnet, Value, VirtualNetwork,
};
use crate::azure_facts::{defaults, regions};
use crate::model::{self, NatGatewaySku};

pub(super) fn network(to: &mut Builder) {
    let plan = to.plan;
    for group in &plan.network_security_groups {
        security_group(to, group);
    }
    for table in &plan.route_tables {
        route_table(to, table);
    }
    for gateway in &plan.nat_gateways {
        nat_gateway(to, gateway);
    }
    for at in 0..plan.virtual_networks.len() {
        virtual_network(to, at);
    }
    peerings(to);
}

fn security_group(to: &mut Builder, spec: &model::NetworkSecurityGroup) {
    let group = NetworkSecurityGroup {
        id: security_group_id(to, spec),
        location: to.location(None),
        tags: to.tags(None),
        security_rules: spec.security_rules.iter().map(explicit_rule).collect(),
        az_arguments: spec.az_arguments.clone(),
    };
    to.ensure(spec.existing, [], Resource::NetworkSecurityGroup(group));
}

/// A rule with what counts where nothing is said.
fn explicit_rule(spec: &model::SecurityRule) -> model::SecurityRule {
    let any = || Some("*".to_string());
    let mut rule = spec.clone();
    rule.direction = rule.direction.or(Some(model::Direction::Inbound));
    rule.access = rule.access.or(Some(model::Access::Allow));
    rule.protocol = rule.protocol.or(Some(model::Protocol::Any));
    rule.source_address_prefix = rule.source_address_prefix.or_else(any);
    rule.destination_address_prefix = rule.destination_address_prefix.or_else(any);
    rule.destination_port_range = rule.destination_port_range.or_else(any);
    rule
}

fn security_group_id(to: &mut Builder, spec: &model::NetworkSecurityGroup) -> ResourceId {
    to.id(ResourceKind::NetworkSecurityGroup, spec.resource_group.as_ref(), &spec.name)
}

fn route_table(to: &mut Builder, spec: &model::RouteTable) {
    let table = RouteTable {
        id: route_table_id(to, spec),
        location: to.location(None),
        tags: to.tags(None),
        routes: spec.routes.clone(),
        disable_bgp_route_propagation: spec.disable_bgp_route_propagation,
        az_arguments: spec.az_arguments.clone(),
    };
    to.ensure(spec.existing, [], Resource::RouteTable(table));
}

pub(super) fn route_table_id(to: &mut Builder, spec: &model::RouteTable) -> ResourceId {
    to.id(ResourceKind::RouteTable, spec.resource_group.as_ref(), &spec.name)
}

/// A NAT gateway after its public addresses.
fn nat_gateway(to: &mut Builder, spec: &model::NatGateway) {
    let id = nat_gateway_id(to, spec);
    let location = to.location(None);
    let sku = spec.sku.unwrap_or(NatGatewaySku::Standard);
    let mut gateway = NatGateway {
        id: id.clone(),
        location: location.clone(),
        tags: to.tags(None),
        sku,
        public_ip_addresses: Vec::new(),
        idle_timeout_in_minutes: spec
            .idle_timeout_in_minutes
            .unwrap_or(defaults::NAT_IDLE_TIMEOUT.value),
        zones: spec.zones.clone(),
        az_arguments: spec.az_arguments.clone(),
    };
    let mut needs = Vec::new();
    if !spec.existing {
        let count = spec.public_ip_count.unwrap_or(defaults::OUTBOUND_ADDRESSES.value);
        // An address in all zones serves a gateway in any of them.
        let zones = regions::zones(&location).unwrap_or_default();
        for nth in 1..=count.min(MOST_ADDRESSES) {
            let name = format!("{}-ip-{nth}", spec.name);
            let address = PublicIpAddress {
                id: ResourceId {
                    resource_group: id.resource_group.clone(),
                    kind: ResourceKind::PublicIpAddress,
                    names: vec![name],
                },
                location: location.clone(),
                tags: to.tags(None),
                sku,
                zones: zones.iter().map(ToString::to_string).collect(),
            };
            gateway.public_ip_addresses.push(address.id.clone());
            needs.push(to.ensure(false, [], Resource::PublicIpAddress(address)));
        }
    }
    to.ensure(spec.existing, needs, Resource::NatGateway(gateway));
}

/// Public addresses of a NAT gateway at most; a plan that wants more has a finding.
const MOST_ADDRESSES: u32 = 16;

fn nat_gateway_id(to: &mut Builder, spec: &model::NatGateway) -> ResourceId {
    to.id(ResourceKind::NatGateway, spec.resource_group.as_ref(), &spec.name)
}

/// A network and, one by one, its subnets: a network that is there keeps the subnets it has.
fn virtual_network(to: &mut Builder, at: usize) {
    let Some(lowered) = to.lowered.networks.get(at) else { return };
    let spec = lowered.spec;
    let Some(id) = to.network_id(at) else { return };
    let network = VirtualNetwork {
        id: id.clone(),
        location: to.location(spec.location.as_ref()),
        tags: to.tags(Some(&spec.tags)),
        address_prefixes: spec.address_prefixes.clone(),
        dns_servers: spec.dns_servers.clone(),
        az_arguments: spec.az_arguments.clone(),
    };
    let network = to.ensure(spec.existing, [], Resource::VirtualNetwork(network));
    for lowered in &lowered.subnets {
        let spec = lowered.spec;
        let single = spec.address_prefix.iter();
        let route_table = lowered.route_table.map(|it| route_table_id(to, it));
        let nat_gateway = lowered.nat_gateway.map(|it| nat_gateway_id(to, it));
        let security_group = lowered.network_security_group.map(|it| security_group_id(to, it));
        let subnet = Subnet {
            id: child(&id.resource_group, ResourceKind::Subnet, id.name(), &spec.name),
            address_prefixes: single.chain(&spec.address_prefixes).cloned().collect(),
            delegation: spec.delegation.clone(),
            route_table: reference(route_table, spec.route_table.as_ref()),
            nat_gateway: reference(nat_gateway, spec.nat_gateway.as_ref()),
            network_security_group: reference(security_group, spec.network_security_group.as_ref()),
            az_arguments: spec.az_arguments.clone(),
        };
        let hangs = [&subnet.route_table, &subnet.nat_gateway, &subnet.network_security_group];
        let hangs: Vec<_> =
            hangs.into_iter().flatten().filter_map(|it| to.step_of_value(it)).collect();
        to.ensure(spec.existing, hangs.into_iter().chain([network]), Resource::Subnet(subnet));
    }
}

/// Something of the plan, or what was typed where it is none of it.
fn reference(id: Option<ResourceId>, typed: Option<&String>) -> Option<Value> {
    id.map(Value::Id).or_else(|| typed.map(|text| Value::Text(text.clone())))
}

/// Both directions of each peering; of one with a network outside the plan, the plan's own.
fn peerings(to: &mut Builder) {
    let networks = &to.lowered.networks;
    for (at, network) in networks.iter().enumerate() {
        for peer in &network.peers {
            if let (Some(from), Some(other)) = (to.network_id(at), to.network_id(*peer)) {
                peering(to, &from, Value::Id(other));
            }
        }
        let outside = network.spec.peerings.iter().filter(|it| it.starts_with('/'));
        for text in outside {
            let name = text.rsplit('/').next().unwrap_or_default();
            let known = networks.iter().any(|it| it.spec.name.eq_ignore_ascii_case(name));
            if let Some(from) = to.network_id(at).filter(|_| !known) {
                peering(to, &from, Value::Text(text.clone()));
            }
        }
    }
}

fn peering(to: &mut Builder, from: &ResourceId, other: Value) {
    let name = match &other {
        Value::Id(id) => id.name(),
        Value::Text(text) => text.rsplit('/').next().unwrap_or_default(),
        Value::Output(..) => return,
    };
    let id = child(&from.resource_group, ResourceKind::Peering, from.name(), &format!("to-{name}"));
    let needs = [to.step_of(from), to.step_of_value(&other)];
    let peering = Peering { id, remote_virtual_network: other };
    to.ensure(false, needs.into_iter().flatten(), Resource::Peering(peering));
}
