//! Subnets that have their name from Azure.

use super::remedy::resize_subnet;
use crate::finding::{Finding, set};
use crate::lower::{Network, Subnet, SubnetAt};
use crate::net::first_free;
use crate::rules::{Context, Report};
use ipnet::IpNet;
use serde_json::json;

/// The subnet of a network with a fixed name.
pub(super) fn find<'n, 'p>(network: &'n Network<'p>, name: &str) -> Option<&'n Subnet<'p>> {
    network.subnets.iter().find(|it| it.spec.name.eq_ignore_ascii_case(name))
}

/// Reports a subnet with a longer prefix than it may have.
pub(super) fn too_small(
    cx: &Context,
    report: &mut Report,
    network: usize,
    subnet: &Subnet,
    longest: u8,
) {
    let Some(net) = subnet.ipv4().filter(|it| it.prefix_len() > longest) else { return };
    let name = &subnet.spec.name;
    let is_full = report.is_full();
    let message = format!("subnet `{name}` (`{net}`) is smaller than a /{longest}");
    let finding = report.at(subnet.prefix_path(), message);
    finding.help(format!("make it a /{longest} or larger"));
    let place = cx.net.networks.get(network).map(|it| &it.subnets);
    let place = place.and_then(|it| it.iter().position(|it| it.path == subnet.path));
    if let Some(subnet) = place.filter(|_| !is_full) {
        resize_subnet(cx, SubnetAt { network, subnet }, longest, finding);
    }
}

/// Offers to add a subnet where the network has room.
pub(super) fn add_subnet(
    cx: &Context,
    network: usize,
    name: &str,
    prefix: u8,
    finding: &mut Finding,
) {
    let Some(network) = cx.net.networks.get(network) else { return };
    let subnets = network.subnets.iter().flat_map(|it| it.prefixes.iter().map(|it| it.net));
    let reserved = cx.net.foreign.iter().map(|it| it.range.net);
    let taken: Vec<IpNet> = subnets.chain(reserved).collect();
    let free = network.prefixes.iter().find_map(|it| match it.net {
        IpNet::V4(within) => first_free(&within, &taken, prefix),
        IpNet::V6(_) => None,
    });
    if let Some(free) = free {
        let path = format!("{}/subnets/-", network.path);
        let subnet = json!({ "name": name, "addressPrefix": free.to_string() });
        finding.fix(format!("add `{name}` with {free}"), vec![set(path, subnet)]);
    }
}
