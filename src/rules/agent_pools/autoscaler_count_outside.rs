use crate::rules::{Context, Report, rule};

rule! {
    /// A pool starts with a number of nodes outside its autoscaler's range.
    ///
    /// `count` is what the pool starts with; from then on the autoscaler keeps to its range.
    ///
    /// # Why
    ///
    /// az and the service refuse a start outside the range: the first thing the autoscaler did
    /// would be to change what was asked for.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "enableAutoScaling": true, "minCount": 3, "maxCount": 5, "count": 8 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "enableAutoScaling": true, "minCount": 3, "maxCount": 5, "count": 4 }] }] }
    /// ```
    "autoscaler-count-outside", Error, AgentPools, AZ_NODEPOOL,
    aliases: ["--node-count", "not in the range of min-count and max-count"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.spec.enable_auto_scaling) {
        let spec = pool.spec;
        let (Some(min), Some(max), Some(count)) = (spec.min_count, spec.max_count, spec.count)
        else {
            continue;
        };
        if min <= max && !(min..=max).contains(&count) {
            let path = pool.at("count");
            let near = count.clamp(min, max);
            report
                .at(
                    &path,
                    format!("`count` {count} is not in the autoscaler's range of {min} to {max}"),
                )
                .help("start within the range")
                .fix_set(format!("start with {near}"), path, near);
        }
    }
}
