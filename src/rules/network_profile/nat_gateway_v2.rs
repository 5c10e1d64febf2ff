use crate::model::NatGatewaySku;
use crate::rules::{Context, Report, rule};

rule! {
    /// A managed NAT gateway of SKU `Standard` should do what `StandardV2` does.
    ///
    /// Own public addresses, own prefixes and IPv6 need `StandardV2`.
    ///
    /// # Why
    ///
    /// az and the service refuse the pair: the older SKU can't hold what is asked of it.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "managedNATGateway", "natGatewayProfile": {
    ///     "sku": "Standard",
    ///     "outboundIPs": ["/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/out"]
    ///   } },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "managedNATGateway", "natGatewayProfile": {
    ///     "sku": "StandardV2",
    ///     "outboundIPs": ["/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/out"]
    ///   } },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    "nat-gateway-needs-standard-v2", Error, NetworkProfile, AZ_AKS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(profile) = &cluster.spec.network_profile.nat_gateway_profile else { continue };
        if profile.sku != Some(NatGatewaySku::Standard) {
            continue;
        }
        let managed = profile.managed_outbound_ip_profile.as_ref();
        let what = if !profile.outbound_ips.is_empty() {
            "own public addresses"
        } else if !profile.outbound_ip_prefixes.is_empty() {
            "own public prefixes"
        } else if managed.is_some_and(|it| it.count_ipv6.is_some()) {
            "IPv6 addresses"
        } else {
            continue;
        };
        let path = cluster.network_path("natGatewayProfile/sku");
        report
            .at(&path, format!("a NAT gateway of SKU `Standard` can't have {what}"))
            .help("use SKU `StandardV2`")
            .fix_set("use `StandardV2`", path, "StandardV2");
    }
}
