//! Virtual networks, subnets and foreign ranges as typed values.

use super::Ranged;
use super::reader::{ProblemKind, Reader};
use crate::model::{self, ForeignKind, NetworkSecurityGroup, Plan};

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
    /// Positions of the plan's networks it is peered with, from either side.
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

pub(super) fn networks<'p>(plan: &'p Plan, reader: &mut Reader) -> Vec<Network<'p>> {
    let mut networks: Vec<_> = plan
        .virtual_networks
        .iter()
        .enumerate()
        .map(|(at, spec)| network(plan, spec, format!("/virtualNetworks/{at}"), reader))
        .collect();
    for (at, peer) in peerings(plan, reader) {
        for (from, to) in [(at, peer), (peer, at)] {
            if let Some(network) = networks.get_mut(from).filter(|it| !it.peers.contains(&to)) {
                network.peers.push(to);
            }
        }
    }
    networks
}

fn network<'p>(
    plan: &'p Plan,
    spec: &'p model::VirtualNetwork,
    path: String,
    reader: &mut Reader,
) -> Network<'p> {
    let prefixes = spec.address_prefixes.iter().enumerate();
    let prefixes = prefixes
        .filter_map(|(at, text)| reader.ranged(format!("{path}/addressPrefixes/{at}"), text))
        .collect();
    let subnets = spec.subnets.iter().enumerate();
    let subnets = subnets
        .map(|(at, spec)| subnet(plan, spec, format!("{path}/subnets/{at}"), reader))
        .collect();
    Network { spec, path, prefixes, subnets, peers: Vec::new() }
}

fn subnet<'p>(
    plan: &'p Plan,
    spec: &'p model::Subnet,
    path: String,
    reader: &mut Reader,
) -> Subnet<'p> {
    let single = spec.address_prefix.iter();
    let single = single.map(|text| (format!("{path}/addressPrefix"), text));
    let several = spec.address_prefixes.iter().enumerate();
    let several = several.map(|(at, text)| (format!("{path}/addressPrefixes/{at}"), text));
    let prefixes =
        single.chain(several).filter_map(|(path, text)| reader.ranged(path, text)).collect();

    let mut refer = |field: &str, what, text: &Option<String>, names: Vec<&str>| {
        named(text.as_deref()?, what, &format!("{path}/{field}"), &names, reader)
    };
    let tables = &plan.route_tables;
    let table = refer("routeTable", "route table", &spec.route_table, names(tables, |it| &it.name));
    let gateways = &plan.nat_gateways;
    let gateway =
        refer("natGateway", "NAT gateway", &spec.nat_gateway, names(gateways, |it| &it.name));
    let groups = &plan.network_security_groups;
    let group = refer(
        "networkSecurityGroup",
        "network security group",
        &spec.network_security_group,
        names(groups, |it| &it.name),
    );
    Subnet {
        spec,
        prefixes,
        route_table: table.and_then(|at| tables.get(at)),
        nat_gateway: gateway.and_then(|at| gateways.get(at)),
        network_security_group: group.and_then(|at| groups.get(at)),
        path,
    }
}

fn names<T>(items: &[T], name: impl Fn(&T) -> &str) -> Vec<&str> {
    items.iter().map(name).collect()
}

/// The position that a name or resource id refers to. A resource id of something outside the plan
/// refers to nothing, and is fine; a name that the plan does not have is a problem.
pub(super) fn named(
    text: &str,
    what: &'static str,
    path: &str,
    names: &[&str],
    reader: &mut Reader,
) -> Option<usize> {
    let is_id = text.starts_with('/');
    let name = if is_id { text.rsplit('/').next().unwrap_or(text) } else { text };
    let found = names.iter().position(|it| it.eq_ignore_ascii_case(name.trim()));
    if found.is_none() && !is_id {
        let known = names.iter().map(ToString::to_string).collect();
        reader.problem(path, text, ProblemKind::Unknown { what, known });
    }
    found
}

fn peerings(plan: &Plan, reader: &mut Reader) -> Vec<(usize, usize)> {
    let names = names(&plan.virtual_networks, |it| &it.name);
    let mut pairs = Vec::new();
    for (at, network) in plan.virtual_networks.iter().enumerate() {
        for (nth, text) in network.peerings.iter().enumerate() {
            let path = format!("/virtualNetworks/{at}/peerings/{nth}");
            pairs.extend(named(text, "virtual network", &path, &names, reader).map(|to| (at, to)));
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

/// The subnet that a text refers to: `subnet`, `network/subnet` or a resource id. A resource id of
/// something outside the plan refers to nothing, and is fine.
pub(super) fn find_subnet(
    text: &str,
    path: &str,
    networks: &[Network],
    reader: &mut Reader,
) -> Option<SubnetAt> {
    let text = text.trim();
    let is_id = text.starts_with('/');
    let (network_name, subnet_name) = if is_id {
        let parts: Vec<&str> = text.split('/').collect();
        let after = |word: &str| {
            let at = parts.iter().position(|it| it.eq_ignore_ascii_case(word))?;
            parts.get(at + 1).copied()
        };
        (after("virtualNetworks"), after("subnets").unwrap_or_default())
    } else {
        match text.split_once('/') {
            Some((network, subnet)) => (Some(network), subnet),
            None => (None, text),
        }
    };
    let mut found = Vec::new();
    for (network, it) in networks.iter().enumerate() {
        if network_name.is_some_and(|name| !name.eq_ignore_ascii_case(&it.spec.name)) {
            continue;
        }
        for (subnet, it) in it.subnets.iter().enumerate() {
            if it.spec.name.eq_ignore_ascii_case(subnet_name) {
                found.push(SubnetAt { network, subnet });
            }
        }
    }
    let full = |at: &SubnetAt| {
        let network = networks.get(at.network)?;
        let subnet = network.subnets.get(at.subnet)?;
        Some(format!("{}/{}", network.spec.name, subnet.spec.name))
    };
    match *found {
        [] if is_id => None,
        [] => {
            let all = networks.iter().flat_map(|it| it.subnets.iter());
            let known = all.map(|it| it.spec.name.clone()).collect();
            reader.problem(path, text, ProblemKind::Unknown { what: "subnet", known });
            None
        }
        [at] => Some(at),
        [first, ..] if network_name.is_some() => Some(first),
        _ => {
            let choices = found.iter().filter_map(full).collect();
            reader.problem(path, text, ProblemKind::Ambiguous { what: "subnet", choices });
            None
        }
    }
}
