use crate::rules::{Context, Report, rule};

rule! {
    /// The managed NAT gateway should have addresses that AKS makes and addresses of yours.
    ///
    /// Either AKS makes its public addresses or you give them. Azure refuses both at once.
    ///
    /// # Why
    ///
    /// The address that traffic leaves by is what partners put on their lists; which of the two it
    /// is must be certain.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "managedNATGateway", "natGatewayProfile": {
    ///     "managedOutboundIPProfile": { "count": 2 },
    ///     "outboundIPs": ["/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/out"]
    ///   } },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "managedNATGateway", "natGatewayProfile": {
    ///     "managedOutboundIPProfile": { "count": 2 }
    ///   } },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    "nat-gateway-addresses-mixed", Error, NetworkProfile, AZ_AKS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(profile) = &cluster.spec.network_profile.nat_gateway_profile else { continue };
        let managed = profile.managed_outbound_ip_profile.as_ref();
        let managed = managed.is_some_and(|it| it.count.is_some() || it.count_ipv6.is_some());
        let own = !profile.outbound_ips.is_empty() || !profile.outbound_ip_prefixes.is_empty();
        if managed && own {
            let path = cluster.network_path("natGatewayProfile/managedOutboundIPProfile");
            report
                .at(&path, "a NAT gateway has either addresses that AKS makes or your own")
                .help("leave `managedOutboundIPProfile` out to keep your own addresses")
                .fix_remove("keep your own addresses", path);
        }
    }
}
