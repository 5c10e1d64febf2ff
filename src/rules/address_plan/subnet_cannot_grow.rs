use super::uses::uses;
use crate::net::overlap;
use crate::rules::{Context, Report, rule};
use crate::text::{grouped, quoted};
use ipnet::{IpNet, Ipv4Net};
use std::collections::HashMap;

rule! {
    /// A node subnet is nearly full and can't be made larger where it is.
    ///
    /// A subnet in use can only grow around the addresses it has, to twice its size and on. Where a
    /// neighbour or the end of the network is in the way, more nodes need a new subnet and a new
    /// pool. This is said where less than a fifth of the addresses stays free.
    ///
    /// # Why
    ///
    /// It shows when the load asks for a node, and a new pool in a new subnet takes longer than
    /// that.
    ///
    /// # Arithmetic
    ///
    /// Used ÷ usable: 8 nodes and 2 for their upgrade = **10** of **11**, more than four fifths.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [
    ///     { "addressPrefix": "10.240.0.0/28" }, { "name": "more", "addressPrefix": "10.240.0.16/28" }] }],
    ///   "clusters": [{ "agentPools": [{ "count": 4 }, { "count": 4 }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [
    ///     { "addressPrefix": "10.240.0.0/28" }, { "name": "more", "addressPrefix": "10.240.0.32/28" }] }],
    ///   "clusters": [{ "agentPools": [{ "count": 4 }, { "count": 4 }] }] }
    /// ```
    "subnet-cannot-grow", Warning, AddressPlan, IP_PLANNING,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let blocked = neighbours(cx);
    let uses = uses(cx);
    for subnet in &cx.layout.subnets {
        let inside = uses.get(&subnet.at).map(Vec::as_slice).unwrap_or_default();
        let (Some(IpNet::V4(range)), Some(first)) =
            (subnet.address_prefix, inside.iter().find(|it| it.kind.is_nodes()))
        else {
            continue;
        };
        let needed = subnet.required_with_upgrade;
        // One that is too small already has a finding.
        if needed > subnet.usable || needed.saturating_mul(5) <= subnet.usable.saturating_mul(4) {
            continue;
        }
        let Some(twice) = doubled(range) else { continue };
        let inside = cx.net.networks.get(subnet.at.network).is_some_and(|network| {
            network.prefixes.iter().any(|it| it.net.contains(&IpNet::V4(twice)))
        });
        let neighbour = blocked.get(subnet.path.as_str());
        let why = match (inside, neighbour) {
            (true, None) => continue,
            (true, Some(other)) => format!("{other} is in the way"),
            (false, _) => "the network ends there".to_string(),
        };
        let number = |it: u64| grouped(i64::try_from(it).unwrap_or(i64::MAX));
        let name = quoted(&subnet.name);
        let message = format!(
            "subnet {name} (`{range}`) uses {} of {} addresses and can't grow to {twice}: {why}",
            number(needed),
            number(subnet.usable)
        );
        let finding = report.at(first.path(), message);
        finding.help("make it larger now, or leave the space beside it free");
        finding.related(&subnet.path, format!("subnet {name}"));
    }
}

/// The range of twice the size with the same first address, or around it.
fn doubled(range: Ipv4Net) -> Option<Ipv4Net> {
    Ipv4Net::new(range.network(), range.prefix_len().checked_sub(1)?).ok().map(|it| it.trunc())
}

/// For each subnet, by its place, another one that is in the way of its growing to twice its size.
fn neighbours<'c>(cx: &'c Context) -> HashMap<&'c str, String> {
    let mut found = HashMap::new();
    for network in &cx.net.networks {
        let of = |it: &'c crate::lower::Subnet| Some((it.path.as_str(), it.spec, it.ipv4()?));
        let mut subnets: Vec<_> = network.subnets.iter().filter_map(of).collect();
        subnets.sort_by_key(|(.., net)| *net);
        for pair in subnets.windows(2) {
            let [(a, a_spec, a_net), (b, b_spec, b_net)] = pair else { continue };
            let in_way = |own: &Ipv4Net, other: &Ipv4Net| {
                doubled(*own).is_some_and(|it| overlap(&IpNet::V4(it), &IpNet::V4(*other)))
            };
            if in_way(a_net, b_net) {
                found.insert(*a, format!("subnet `{}`", b_spec.name));
            }
            if in_way(b_net, a_net) {
                found.insert(*b, format!("subnet `{}`", a_spec.name));
            }
        }
    }
    found
}
