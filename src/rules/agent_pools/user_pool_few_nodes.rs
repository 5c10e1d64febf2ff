use crate::model::{PoolMode, ScaleSetPriority};
use crate::rules::{Context, Report, rule};
use crate::text::count;

rule! {
    /// A user pool has fewer than three nodes.
    ///
    /// # Why
    ///
    /// Replicas of an application spread over nodes and zones. With one or two nodes a failed one
    /// takes half of the capacity or all of it. Pools that may be empty and spot pools are left
    /// out.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "count": 1 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "count": 3 }] }] }
    /// ```
    "user-pool-few-nodes", Info, AgentPools, SYSTEM_POOLS,
    aliases: ["Azure.AKS.MinUserPoolNodes", "005ccbbd-aeab-46ef-80bd-9bd4479412ec"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let is_spot = pool.spec.scale_set_priority == Some(ScaleSetPriority::Spot);
        let nodes = super::least_nodes(pool);
        if pool.mode != PoolMode::User || is_spot || !matches!(nodes, 1 | 2) {
            continue;
        }
        let (property, has) =
            if pool.spec.enable_auto_scaling { ("minCount", "may have") } else { ("count", "has") };
        let name = super::quoted_name(pool);
        report
            .at(pool.at(property), format!("pool {name} {has} only {}", count(nodes, "node")))
            .help("use 3 nodes in production, one a zone");
    }
}
