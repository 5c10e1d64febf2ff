use crate::finding::set;
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool's autoscaler has a minimum above its maximum.
    ///
    /// No number of nodes lies between them; most often the two are exchanged.
    ///
    /// # Why
    ///
    /// az and the service refuse the pool: no number of nodes would satisfy the autoscaler.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "enableAutoScaling": true, "minCount": 5, "maxCount": 3, "count": 4 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "enableAutoScaling": true, "minCount": 3, "maxCount": 5 }] }] }
    /// ```
    "autoscaler-range-order", Error, AgentPools, AZ_NODEPOOL,
    aliases: ["--min-count", "min-count should be less than or equal to value of max-count"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.spec.enable_auto_scaling) {
        let (Some(min), Some(max)) = (pool.spec.min_count, pool.spec.max_count) else { continue };
        if min > max {
            let (min_path, max_path) = (pool.at("minCount"), pool.at("maxCount"));
            report
                .at(&min_path, format!("`minCount` {min} is above `maxCount` {max}"))
                .help("give a minimum that is at most the maximum")
                .fix("exchange them", vec![set(min_path, max), set(max_path, min)]);
        }
    }
}
