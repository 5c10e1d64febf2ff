use crate::finding::set;
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool's autoscaler has no range.
    ///
    /// The autoscaler needs both the least and the greatest number of nodes.
    ///
    /// # Why
    ///
    /// Without a range it would not know when to stop; az and the service refuse the pool.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "enableAutoScaling": true, "maxCount": 5 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "enableAutoScaling": true, "minCount": 3, "maxCount": 5 }] }] }
    /// ```
    "autoscaler-range-missing", Error, AgentPools, AZ_NODEPOOL,
    aliases: [
        "--min-count",
        "--max-count",
        "--enable-cluster-autoscaler",
        "specify both min-count and max-count",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.spec.enable_auto_scaling) {
        let spec = pool.spec;
        let known = spec.min_count.or(spec.max_count).or(spec.count).unwrap_or(pool.start);
        let start = spec.count.unwrap_or(known);
        let least = u32::from(super::is_system(pool));
        let (missing, value) = match (spec.min_count, spec.max_count) {
            (Some(_), Some(_)) => continue,
            (Some(_), None) => ("maxCount", start.max(known)),
            (None, Some(max)) => ("minCount", start.min(max).max(least)),
            (None, None) => {
                let name = super::quoted_name(pool);
                report
                    .at(
                        pool.at("enableAutoScaling"),
                        format!(
                            "the autoscaler of pool {name} has neither `minCount` nor `maxCount`"
                        ),
                    )
                    .help("set both");
                continue;
            }
        };
        let path = pool.at(missing);
        let name = super::quoted_name(pool);
        report
            .at(&path, format!("the autoscaler of pool {name} has no `{missing}`"))
            .help("set both `minCount` and `maxCount`")
            .fix(format!("set `{missing}` to {value}"), vec![set(path, value)]);
    }
}
