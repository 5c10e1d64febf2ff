use crate::azure_facts::limits::NODES_PER_POOL;
use crate::rules::{Context, Report, rule};
use crate::text::grouped;

rule! {
    /// A pool has more than a thousand nodes.
    ///
    /// A scale set has at most 1,000 machines. More nodes need more pools.
    ///
    /// # Why
    ///
    /// The service refuses the pool, or the autoscaler stops at a thousand while pods wait.
    ///
    /// # Decided
    ///
    /// A Terraform module wants one node in every pool. The service lets user pools be empty, so
    /// only `system-pool-empty` asks for one.
    ///
    /// ```json,fails
    /// { "clusters": [{ "sku": { "tier": "Standard" }, "agentPools": [{ }, { "count": 1200 }] }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "virtualNetworks": [{ "subnets": [{ "addressPrefix": "10.240.0.0/20" }] }],
    ///   "clusters": [{
    ///     "sku": { "tier": "Standard" },
    ///     "networkProfile": { "podCidr": "10.0.0.0/12", "serviceCidr": "172.16.0.0/16", "dnsServiceIP": "172.16.0.10" },
    ///     "agentPools": [{ }, { "count": 900 }]
    ///   }]
    /// }
    /// ```
    "node-count-range", Error, AgentPools, QUOTAS,
    aliases: ["--max-count", "AgentPoolMaxCountExceeded"]
}

fn check(cx: &Context, report: &mut Report) {
    let most = NODES_PER_POOL.value;
    for (_, pool) in cx.net.pools() {
        let scaling = pool.spec.enable_auto_scaling;
        for (property, value) in [
            ("count", pool.spec.count),
            ("minCount", pool.spec.min_count.filter(|_| scaling)),
            ("maxCount", pool.spec.max_count.filter(|_| scaling)),
        ] {
            let Some(value) = value.filter(|it| *it > most) else { continue };
            let (value, most) = (grouped(value), grouped(most));
            let name = super::quoted_name(pool);
            report
                .at(
                    pool.at(property),
                    format!("`{property}` of pool {name} is {value}, the most is {most}"),
                )
                .help("spread the nodes over several pools");
        }
    }
}
