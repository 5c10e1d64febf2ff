use crate::model::{NextHopType, OutboundType};
use crate::rules::{Context, Report, rule};
use std::collections::BTreeSet;

rule! {
    /// The default route of a cluster with user-defined routing leads nowhere that AKS accepts.
    ///
    /// The next hop must be a virtual appliance or a virtual network gateway. `Internet` is
    /// refused, even where the subnet has a NAT gateway: use outbound type `userAssignedNATGateway`
    /// there.
    ///
    /// # Why
    ///
    /// With a way out past the appliance answers would come back another way than questions went,
    /// so the service looks at the route first.
    ///
    /// ```json,fails
    /// {
    ///   "routeTables": [{ "name": "routes", "routes": [{ "name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": "Internet" }] }],
    ///   "virtualNetworks": [{ "subnets": [{ "routeTable": "routes" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userDefinedRouting" } }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "routeTables": [{ "name": "routes", "routes": [{ "name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualNetworkGateway" }] }],
    ///   "virtualNetworks": [{ "subnets": [{ "routeTable": "routes" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userDefinedRouting" } }]
    /// }
    /// ```
    "default-route-next-hop", Error, NetworkProfile, OUTBOUND_TYPE,
    aliases: ["RouteTableInvalidNextHop"]
}

fn check(cx: &Context, report: &mut Report) {
    let mut told = BTreeSet::new();
    for (cluster, pool) in cx.net.pools() {
        if cluster.outbound != OutboundType::UserDefinedRouting {
            continue;
        }
        let Some((at, route)) = cx.default_route(pool) else { continue };
        let hop = route.next_hop_type;
        let fits =
            [None, Some(NextHopType::VirtualAppliance), Some(NextHopType::VirtualNetworkGateway)];
        if fits.contains(&hop) || !told.insert(at.clone()) {
            continue;
        }
        let (name, hop) = (&route.name, hop.map_or("none", NextHopType::as_str));
        report
            .at(
                format!("{at}/nextHopType"),
                format!("default route `{name}` leads to `{hop}`, which AKS refuses"),
            )
            .help("use `VirtualAppliance` with a firewall's address, or `VirtualNetworkGateway`")
            .related(cluster.network_path("outboundType"), "outbound type `userDefinedRouting`");
    }
}
