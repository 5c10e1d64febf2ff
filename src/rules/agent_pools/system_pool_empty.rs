use crate::model::PoolMode;
use crate::rules::{Context, Report, rule};

rule! {
    /// A system pool may have no node.
    ///
    /// Only user pools can be empty. A system pool has at least one node, and its autoscaler leaves
    /// at least one.
    ///
    /// # Why
    ///
    /// With no system node DNS and metrics stop, and nothing is left that could start another. The
    /// service refuses it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "enableAutoScaling": true, "minCount": 0, "maxCount": 3 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "enableAutoScaling": true, "minCount": 3, "maxCount": 5 }] }] }
    /// ```
    "system-pool-empty", Error, AgentPools, SYSTEM_POOLS,
    aliases: [
        "--min-count",
        "min-count should be greater than or equal to 1 for System node pools",
        "agentPoolProfile.count was 0",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.mode == PoolMode::System) {
        let minimum = pool.spec.min_count.filter(|_| pool.spec.enable_auto_scaling);
        for (property, value) in [("count", pool.spec.count), ("minCount", minimum)] {
            if value == Some(0) {
                let path = pool.at(property);
                let name = super::quoted_name(pool);
                report
                    .at(&path, format!("`{property}` of system pool {name} is 0, the least is 1"))
                    .help("use at least 2, better 3")
                    .fix_set("use 3", path, 3);
            }
        }
    }
}
