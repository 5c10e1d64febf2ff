use crate::model::PoolMode;
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool is a gateway, and the cluster has no static egress gateway.
    ///
    /// The feature must be on in the cluster before a gateway pool can be made.
    ///
    /// # Why
    ///
    /// The nodes of such a pool would wait for a controller that is not there. The service refuses
    /// the pool.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, {}, {
    ///   "name": "gateway", "mode": "Gateway", "vmSize": "Standard_D4s_v5", "count": 2, "vnetSubnet": "nodes"
    /// }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "staticEgressGatewayEnabled": true },
    ///   "agentPools": [{}, {}, {
    ///     "name": "gateway", "mode": "Gateway", "vmSize": "Standard_D4s_v5", "count": 2, "vnetSubnet": "nodes"
    ///   }]
    /// }] }
    /// ```
    "gateway-pool-needs-static-egress", Error, NetworkProfile, STATIC_EGRESS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.clusters_with_network() {
        let pool = cluster.pools.iter().find(|it| it.mode == PoolMode::Gateway);
        let Some(pool) = pool else { continue };
        if !cluster.spec.network_profile.static_egress_gateway_enabled {
            let name = &pool.spec.name;
            let path = cluster.network_path("staticEgressGatewayEnabled");
            report
                .at(
                    pool.at("mode"),
                    format!("pool `{name}` is a gateway, and the static egress gateway is off"),
                )
                .help("set `staticEgressGatewayEnabled`")
                .fix_set("switch the static egress gateway on", path, true);
        }
    }
}
