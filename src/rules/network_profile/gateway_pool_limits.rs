use crate::model::{OsType, PoolMode};
use crate::rules::{Context, Report, rule};
use crate::text::count;

rule! {
    /// A gateway pool is something that a gateway pool can't be.
    ///
    /// It runs Linux, has a fixed number of nodes that its public prefix holds, and no pod subnet:
    /// a /31 holds 2 nodes, a /28 holds 16.
    ///
    /// # Why
    ///
    /// Each node has an address of the prefix, so there can't be more nodes than addresses. The
    /// service refuses other pools.
    ///
    /// # Arithmetic
    ///
    /// A prefix of length p holds 2^(32 - p) nodes: a /31 holds **2**, a /28 holds 16.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": { "staticEgressGatewayEnabled": true },
    ///   "agentPools": [{}, {}, {
    ///     "name": "gateway", "mode": "Gateway", "vmSize": "Standard_D4s_v5", "count": 3, "vnetSubnet": "nodes",
    ///     "gatewayProfile": { "publicIPPrefixSize": 31 }
    ///   }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "staticEgressGatewayEnabled": true },
    ///   "agentPools": [{}, {}, {
    ///     "name": "gateway", "mode": "Gateway", "vmSize": "Standard_D4s_v5", "count": 2, "vnetSubnet": "nodes",
    ///     "gatewayProfile": { "publicIPPrefixSize": 31 }
    ///   }]
    /// }] }
    /// ```
    "gateway-pool-limits", Error, NetworkProfile, STATIC_EGRESS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools().filter(|(_, pool)| pool.mode == PoolMode::Gateway) {
        let name = &pool.spec.name;
        if pool.os == OsType::Windows {
            report
                .at(pool.at("osType"), format!("gateway pool `{name}` can't run Windows"))
                .help("use Linux nodes");
        }
        if pool.spec.enable_auto_scaling {
            let path = pool.at("enableAutoScaling");
            report
                .at(&path, format!("gateway pool `{name}` can't be scaled by the autoscaler"))
                .help("give it a fixed `count`")
                .fix_set("switch the autoscaler off", path, false);
        }
        if let Some(other) = cluster.pools.iter().find(|it| it.spec.pod_subnet.is_some()) {
            report
                .at(
                    pool.at("mode"),
                    format!("gateway pool `{name}` can't be in a cluster with pod subnets"),
                )
                .help("use Azure CNI overlay, or a node subnet")
                .related(other.at("podSubnet"), "the pod subnet");
        }
        let size = pool.spec.gateway_profile.as_ref().and_then(|it| it.public_ip_prefix_size);
        let size = size.unwrap_or(crate::azure_facts::limits::GATEWAY_PREFIX.value.1);
        let holds = 1u32.checked_shl(32u32.saturating_sub(size)).unwrap_or(u32::MAX);
        if !pool.spec.enable_auto_scaling && pool.nodes > holds {
            report
                .at(
                    pool.at("count"),
                    format!(
                        "gateway pool `{name}` has {}, and its public prefix /{size} holds {holds}",
                        count(pool.nodes, "node")
                    ),
                )
                .help("use fewer nodes or a shorter `publicIPPrefixSize`, down to 28");
        }
    }
}
