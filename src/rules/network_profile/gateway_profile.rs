use crate::azure_facts::limits;
use crate::model::PoolMode;
use crate::rules::{Context, Report, rule};

rule! {
    /// The settings of a gateway pool are on another pool, or its prefix can't be had.
    ///
    /// A pool of mode `Gateway` gives its nodes' traffic addresses of one public prefix, of length
    /// 28 to 31.
    ///
    /// # Why
    ///
    /// Partners let in what comes from that prefix. On a pool of another mode it would do nothing,
    /// and the service refuses it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, { "gatewayProfile": { "publicIPPrefixSize": 30 } }] }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": { "staticEgressGatewayEnabled": true },
    ///   "agentPools": [{}, {}, {
    ///     "name": "gateway", "mode": "Gateway", "vmSize": "Standard_D4s_v5", "count": 2, "vnetSubnet": "nodes",
    ///     "gatewayProfile": { "publicIPPrefixSize": 27 }
    ///   }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "staticEgressGatewayEnabled": true },
    ///   "agentPools": [{}, {}, {
    ///     "name": "gateway", "mode": "Gateway", "vmSize": "Standard_D4s_v5", "count": 2, "vnetSubnet": "nodes",
    ///     "gatewayProfile": { "publicIPPrefixSize": 30 }
    ///   }]
    /// }] }
    /// ```
    "gateway-profile-invalid", Error, NetworkProfile, AZ_NODEPOOL,
    aliases: ["--gateway-prefix-size"]
}

fn check(cx: &Context, report: &mut Report) {
    let (least, most) = limits::GATEWAY_PREFIX.value;
    for (_, pool) in cx.net.pools() {
        let Some(profile) = &pool.spec.gateway_profile else { continue };
        let name = &pool.spec.name;
        if pool.mode != PoolMode::Gateway {
            let path = pool.at("gatewayProfile");
            report
                .at(&path, format!("pool `{name}` has a gateway's settings, and is no gateway"))
                .help("set mode `Gateway`, or leave `gatewayProfile` out")
                .fix_remove("leave `gatewayProfile` out", path);
        } else if let Some(size) = profile.public_ip_prefix_size
            && !(least..=most).contains(&size)
        {
            let path = pool.at("gatewayProfile/publicIPPrefixSize");
            let near = size.clamp(least, most);
            report
                .at(&path, format!("a gateway's prefix is /{least} to /{most}, not /{size}"))
                .help(format!("use a length from {least} to {most}"))
                .fix_set(format!("use /{near}"), path, near);
        }
    }
}
