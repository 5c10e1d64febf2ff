use crate::model::PoolMode;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster has no pool of mode System.
    ///
    /// The cluster's own parts, such as CoreDNS, need nodes to run on. Every cluster has at least
    /// one system pool, with Linux.
    ///
    /// # Why
    ///
    /// Without one the service refuses the cluster: DNS, metrics and the tunnel to the API server
    /// would have no home.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "mode": "User", "nodeTaints": null }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "mode": "System" }] }] }
    /// ```
    "system-pool-missing", Error, AgentPools, SYSTEM_POOLS,
    aliases: ["MustDefineAtLeastOneSystemPool"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let has_system = cluster.pools.iter().any(|it| it.mode == PoolMode::System);
        if has_system || cluster.spec.existing || cluster.is_automatic() {
            continue;
        }
        // That a cluster has no pools at all is another rule's affair.
        let Some(first) = cluster.pools.first() else { continue };
        report
            .at(first.at("mode"), "no pool of the cluster has mode System")
            .help("give one Linux pool mode `System`")
            .fix_set(
                format!("make pool {} a system pool", super::quoted_name(first)),
                first.at("mode"),
                "System",
            );
    }
}
