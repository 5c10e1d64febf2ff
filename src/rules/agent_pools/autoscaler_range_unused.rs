use crate::finding::{remove, set};
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool has a range for the autoscaler, and the autoscaler is off.
    ///
    /// Azure refuses `minCount` and `maxCount` without `enableAutoScaling`.
    ///
    /// # Why
    ///
    /// The range reads as if the pool would grow by itself. It would not, and the service refuses
    /// it rather than leave that impression.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "minCount": 3, "maxCount": 5 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "enableAutoScaling": true, "minCount": 3, "maxCount": 5 }] }] }
    /// ```
    "autoscaler-range-unused", Error, AgentPools, AZ_NODEPOOL,
    aliases: ["--min-count", "--max-count", "min-count and max-count are required for"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| !it.spec.enable_auto_scaling) {
        let (min, max) = (pool.spec.min_count, pool.spec.max_count);
        let property = match (min, max) {
            (None, None) => continue,
            (Some(_), _) => "minCount",
            (None, Some(_)) => "maxCount",
        };
        let name = super::quoted_name(pool);
        let finding = report
            .at(pool.at(property), format!("pool {name} has a range, and its autoscaler is off"));
        finding.help("set `enableAutoScaling`, or leave the range out");
        if min.is_some() && max.is_some() {
            let path = pool.at("enableAutoScaling");
            finding.fix("switch the autoscaler on", vec![set(path, true)]);
        } else {
            finding.fix("leave the range out", vec![remove(pool.at(property))]);
        }
    }
}
