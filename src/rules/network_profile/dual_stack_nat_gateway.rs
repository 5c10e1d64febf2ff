use crate::finding::Severity;
use crate::model::{NatGatewaySku, OutboundType};
use crate::rules::{Context, Report, rule};

rule! {
    /// A dual-stack cluster leaves by a NAT gateway that knows IPv4 alone.
    ///
    /// SKU `Standard` translates IPv4. IPv6 needs `StandardV2`.
    ///
    /// # Why
    ///
    /// Whatever a pod sends by IPv6 would have no way out, and Azure does not put a `Standard`
    /// gateway on a subnet that has an IPv6 range.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": {
    ///     "ipFamilies": ["IPv4", "IPv6"], "outboundType": "managedNATGateway", "natGatewayProfile": { "sku": "Standard" }
    ///   },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": {
    ///     "ipFamilies": ["IPv4", "IPv6"], "outboundType": "managedNATGateway", "natGatewayProfile": { "sku": "StandardV2" }
    ///   },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    "dual-stack-needs-standard-v2-nat-gateway", Error, NetworkProfile, CONFIGURE_OVERLAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.is_dual_stack()) {
        let (path, name, severity) = match cluster.outbound {
            OutboundType::ManagedNatGateway => {
                let profile = cluster.spec.network_profile.nat_gateway_profile.as_ref();
                if profile.and_then(|it| it.sku) != Some(NatGatewaySku::Standard) {
                    continue;
                }
                let path = cluster.network_path("natGatewayProfile/sku");
                (path, "the managed NAT gateway".to_string(), Severity::Error)
            }
            OutboundType::UserAssignedNatGateway => {
                let mut subnets =
                    cluster.pools.iter().filter_map(|it| cx.net.subnet(it.node_subnet?));
                let Some(gateway) = subnets.find_map(|it| it.nat_gateway) else { continue };
                if gateway.sku == Some(NatGatewaySku::StandardV2) {
                    continue;
                }
                let place = cx.plan.nat_gateways.iter().position(|it| it.name == gateway.name);
                let path = format!("/natGateways/{}/sku", place.unwrap_or_default());
                (path, format!("NAT gateway `{}`", gateway.name), Severity::Warning)
            }
            _ => continue,
        };
        report
            .at(&path, format!("{name} is of SKU `Standard`, and IPv6 has no way out by it"))
            .severity(severity)
            .help("use SKU `StandardV2`")
            .fix_set("use `StandardV2`", path, "StandardV2");
    }
}
