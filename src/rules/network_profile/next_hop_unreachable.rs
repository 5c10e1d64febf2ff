use crate::model::{NextHopType, OutboundType};
use crate::net::parse_address;
use crate::rules::{Context, Report, rule};
use ipnet::IpNet;
use std::collections::BTreeSet;

rule! {
    /// The default route's appliance is in no network that the nodes reach, as far as the plan knows.
    ///
    /// The next hop must lie in the cluster's virtual network or in one that it is peered with. A
    /// hub outside the plan belongs into the address book, so that nothing else takes its range.
    ///
    /// # Why
    ///
    /// Packets to a next hop that nobody can reach are dropped: no node gets its images, and the
    /// cluster is never ready.
    ///
    /// ```json,fails
    /// {
    ///   "routeTables": [{ "name": "routes", "routes": [{
    ///     "name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.9.0.4"
    ///   }] }],
    ///   "virtualNetworks": [{ "subnets": [{ "routeTable": "routes" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userDefinedRouting" } }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "addressBook": [{ "name": "hub", "cidr": "10.9.0.0/16", "kind": "peered" }],
    ///   "routeTables": [{ "name": "routes", "routes": [{
    ///     "name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.9.0.4"
    ///   }] }],
    ///   "virtualNetworks": [{ "subnets": [{ "routeTable": "routes" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userDefinedRouting" } }]
    /// }
    /// ```
    "next-hop-outside-known-networks", Warning, NetworkProfile, ROUTES,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let mut told = BTreeSet::new();
    for (cluster, pool) in cx.net.pools() {
        if cluster.outbound != OutboundType::UserDefinedRouting {
            continue;
        }
        let Some((at, route)) = cx.default_route(pool) else { continue };
        let Some(text) = route.next_hop_ip_address.as_ref() else { continue };
        let Ok(address) = parse_address(text) else { continue };
        let Some(home) = pool.node_subnet else { continue };
        let is_appliance = route.next_hop_type == Some(NextHopType::VirtualAppliance);
        let known = |net: &IpNet| net.contains(&address);
        let Some(network) = cx.net.networks.get(home.network) else { continue };
        let near = network.peers.iter().filter_map(|it| cx.net.networks.get(*it));
        let mut near = near.chain([network]).flat_map(|it| it.prefixes.iter().map(|it| &it.net));
        let mut foreign = cx.net.foreign.iter().map(|it| &it.range.net);
        // A network that is named by its id alone may hold the appliance.
        let may_be_elsewhere =
            network.spec.existing || network.spec.peerings.iter().any(|it| it.starts_with('/'));
        let reached = near.any(known) || foreign.any(known) || may_be_elsewhere;
        if !is_appliance || reached || !told.insert(at.clone()) {
            continue;
        }
        report
            .at(
                format!("{at}/nextHopIpAddress"),
                format!(
                    "the appliance `{text}` lies neither in network `{}` nor in one that the plan \
                     says it reaches",
                    network.spec.name
                ),
            )
            .help("correct the address, or add the hub's range to `addressBook` as `peered`");
    }
}
