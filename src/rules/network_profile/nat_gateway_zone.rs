use crate::model::NatGatewaySku;
use crate::rules::{Context, Report, rule};
use crate::text::listed;
use std::collections::BTreeSet;

rule! {
    /// Nodes are spread over zones, and the NAT gateway they share is in one of them.
    ///
    /// # Why
    ///
    /// When that zone fails, nodes in the other zones have no way out. A `StandardV2` gateway spans
    /// the zones of its region.
    ///
    /// ```json,fails
    /// {
    ///   "natGateways": [{ "name": "nat", "zones": ["1"] }],
    ///   "virtualNetworks": [{ "subnets": [{ "natGateway": "nat" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userAssignedNATGateway" } }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "natGateways": [{ "name": "nat", "sku": "StandardV2" }],
    ///   "virtualNetworks": [{ "subnets": [{ "natGateway": "nat" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userAssignedNATGateway" } }]
    /// }
    /// ```
    "nat-gateway-in-one-zone", Warning, NetworkProfile, NAT_GATEWAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let mut told = BTreeSet::new();
    for (_, pool) in cx.net.pools() {
        let Some(subnet) = pool.node_subnet.and_then(|at| cx.net.subnet(at)) else { continue };
        let Some(gateway) = subnet.nat_gateway else { continue };
        let [zone] = gateway.zones.as_slice() else { continue };
        let is_v2 = gateway.sku == Some(NatGatewaySku::StandardV2);
        let spread = pool.zones.iter().any(|it| it != zone);
        if is_v2 || !spread || !told.insert(&gateway.name) {
            continue;
        }
        let place = cx.plan.nat_gateways.iter().position(|it| it.name == gateway.name);
        let path = format!("/natGateways/{}/zones", place.unwrap_or_default());
        let (name, pool_name, zones) = (&gateway.name, &pool.spec.name, listed(&pool.zones));
        let word = if pool.zones.len() == 1 { "zone" } else { "zones" };
        report
            .at(
                path,
                format!(
                    "NAT gateway `{name}` is in zone {zone}, and pool `{pool_name}` behind it in \
                     {word} {zones}"
                ),
            )
            .help("use SKU `StandardV2`, which spans zones, or a subnet and gateway for each zone")
            .related(pool.at("vnetSubnet"), "the pool's subnet");
    }
}
