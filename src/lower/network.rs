//! Virtual networks, subnets and foreign ranges as typed values.

use super::names::Names;
use super::reader::Reader;
use super::{Addressed, Ranged};
use crate::model::{self, ForeignKind, NetworkSecurityGroup, Plan};
use std::collections::HashSet;

/// A virtual network.
#[derive(Debug)]
pub struct Network<'p> {
    /// As it was typed.
    pub spec: &'p model::VirtualNetwork,
    /// Its place, as a JSON Pointer.
    pub path: String,
    /// Its address space.
    pub prefixes: Vec<Ranged>,
    /// Its subnets, in the plan's order.
    pub subnets: Vec<Subnet<'p>>,
    /// Its own DNS servers.
    pub dns_servers: Vec<Addressed>,
    /// Private address of its Azure Firewall, where one is given.
    pub firewall_address: Option<Addressed>,
    /// Positions of the plan's networks it is peered with, from either side, in order.
    pub peers: Vec<usize>,
}

/// A subnet.
#[derive(Debug)]
pub struct Subnet<'p> {
    /// As it was typed.
    pub spec: &'p model::Subnet,
    /// Its place, as a JSON Pointer.
    pub path: String,
    /// Its ranges: one IPv4, and in a dual-stack network one IPv6.
    pub prefixes: Vec<Ranged>,
    /// Its route table, where it is one of the plan.
    pub route_table: Option<&'p model::RouteTable>,
    /// Its NAT gateway, where it is one of the plan.
    pub nat_gateway: Option<&'p model::NatGateway>,
    /// Its network security group, where it is one of the plan.
    pub network_security_group: Option<&'p NetworkSecurityGroup>,
}

/// A range of the address book.
#[derive(Debug)]
pub struct Foreign<'p> {
    /// As it was typed.
    pub spec: &'p model::ForeignRange,
    /// The range.
    pub range: Ranged,
    /// How it relates to the plan.
    pub kind: ForeignKind,
}

/// The place of a subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubnetAt {
    /// Position of the network in the plan.
    pub network: usize,
    /// Position of the subnet in the network.
    pub subnet: usize,
}

impl Subnet<'_> {
    /// The IPv4 range.
    #[must_use]
    pub fn ipv4(&self) -> Option<ipnet::Ipv4Net> {
        self.prefixes.iter().find_map(|it| match it.net {
            ipnet::IpNet::V4(net) => Some(net),
            ipnet::IpNet::V6(_) => None,
        })
    }

    /// Where the first range stands, or would stand.
    #[must_use]
    pub fn prefix_path(&self) -> String {
        let first = self.prefixes.first().map(|it| it.path.clone());
        first.unwrap_or_else(|| format!("{}/addressPrefix", self.path))
    }
}

/// What subnets refer to.
struct Attachments {
    route_tables: Names,
    nat_gateways: Names,
    security_groups: Names,
}

pub(super) fn networks<'p>(plan: &'p Plan, reader: &mut Reader) -> Vec<Network<'p>> {
    let attachments = Attachments {
        route_tables: Names::of("route table", plan.route_tables.iter().map(|it| &*it.name)),
        nat_gateways: Names::of("NAT gateway", plan.nat_gateways.iter().map(|it| &*it.name)),
        security_groups: Names::of(
            "network security group",
            plan.network_security_groups.iter().map(|it| &*it.name),
        ),
    };
    let specs = plan.virtual_networks.iter().enumerate();
    let mut networks: Vec<_> =
        specs.map(|(at, spec)| network(plan, spec, at, &attachments, reader)).collect();
    for (at, peer) in peerings(plan, reader) {
        for (from, to) in [(at, peer), (peer, at)] {
            if let Some(network) = networks.get_mut(from) {
                network.peers.push(to);
            }
        }
    }
    for network in &mut networks {
        network.peers.sort_unstable();
        network.peers.dedup();
    }
    networks
}

fn network<'p>(
    plan: &'p Plan,
    spec: &'p model::VirtualNetwork,
    at: usize,
    attachments: &Attachments,
    reader: &mut Reader,
) -> Network<'p> {
    let path = format!("/virtualNetworks/{at}");
    let prefixes = spec.address_prefixes.iter().enumerate();
    let prefixes = prefixes
        .filter_map(|(at, text)| reader.ranged(format!("{path}/addressPrefixes/{at}"), text))
        .collect();
    let subnets = spec.subnets.iter().enumerate();
    let subnets = subnets
        .map(|(at, spec)| subnet(plan, spec, format!("{path}/subnets/{at}"), attachments, reader))
        .collect();
    let dns_servers = spec.dns_servers.iter().enumerate();
    let dns_servers = dns_servers
        .filter_map(|(at, text)| reader.addressed(format!("{path}/dnsServers/{at}"), text))
        .collect();
    let firewall = spec.azure_firewall.as_ref().and_then(|it| it.private_ip_address.as_ref());
    let firewall_address = firewall
        .and_then(|text| reader.addressed(format!("{path}/azureFirewall/privateIPAddress"), text));
    Network { spec, path, prefixes, subnets, dns_servers, firewall_address, peers: Vec::new() }
}

fn subnet<'p>(
    plan: &'p Plan,
    spec: &'p model::Subnet,
    path: String,
    attachments: &Attachments,
    reader: &mut Reader,
) -> Subnet<'p> {
    let single = spec.address_prefix.iter();
    let single = single.map(|text| (format!("{path}/addressPrefix"), text));
    let several = spec.address_prefixes.iter().enumerate();
    let several = several.map(|(at, text)| (format!("{path}/addressPrefixes/{at}"), text));
    // The same range may stand in both properties.
    let mut seen = HashSet::new();
    let prefixes = single.chain(several).filter_map(|(path, text)| reader.ranged(path, text));
    let prefixes = prefixes.filter(|it| seen.insert(it.net)).collect();

    let mut refer = |names: &Names, field: &str, text: &Option<String>| {
        names.find(text.as_deref()?, &format!("{path}/{field}"), reader)
    };
    let table = refer(&attachments.route_tables, "routeTable", &spec.route_table);
    let gateway = refer(&attachments.nat_gateways, "natGateway", &spec.nat_gateway);
    let group =
        refer(&attachments.security_groups, "networkSecurityGroup", &spec.network_security_group);
    Subnet {
        spec,
        prefixes,
        route_table: table.and_then(|at| plan.route_tables.get(at)),
        nat_gateway: gateway.and_then(|at| plan.nat_gateways.get(at)),
        network_security_group: group.and_then(|at| plan.network_security_groups.get(at)),
        path,
    }
}

fn peerings(plan: &Plan, reader: &mut Reader) -> Vec<(usize, usize)> {
    let names = Names::of("virtual network", plan.virtual_networks.iter().map(|it| &*it.name));
    let mut pairs = Vec::new();
    for (at, network) in plan.virtual_networks.iter().enumerate() {
        for (nth, text) in network.peerings.iter().enumerate() {
            let path = format!("/virtualNetworks/{at}/peerings/{nth}");
            pairs.extend(names.find(text, &path, reader).map(|to| (at, to)));
        }
    }
    pairs
}

pub(super) fn foreign<'p>(plan: &'p Plan, reader: &mut Reader) -> Vec<Foreign<'p>> {
    let book = plan.address_book.iter().enumerate();
    book.filter_map(|(at, spec)| {
        let range = reader.ranged(format!("/addressBook/{at}/cidr"), &spec.cidr)?;
        Some(Foreign { spec, range, kind: spec.kind.unwrap_or(ForeignKind::OnPremises) })
    })
    .collect()
}

/// Reads the routes for what is wrong with them. A destination may be a service tag.
pub(super) fn routes(plan: &Plan, reader: &mut Reader) {
    for (table, it) in plan.route_tables.iter().enumerate() {
        for (at, route) in it.routes.iter().enumerate() {
            let path = |property| format!("/routeTables/{table}/routes/{at}/{property}");
            if !route.address_prefix.starts_with(|it: char| it.is_ascii_alphabetic()) {
                reader.cidr(path("addressPrefix"), &route.address_prefix);
            }
            if let Some(text) = &route.next_hop_ip_address {
                reader.address(path("nextHopIpAddress"), text);
            }
        }
    }
}
