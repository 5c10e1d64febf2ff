use crate::finding::Severity;
use crate::model::ScaleSetPriority;
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool of regular machines has settings for spot machines.
    ///
    /// `spotMaxPrice` is refused without priority `Spot`, `scaleSetEvictionPolicy` means nothing.
    ///
    /// # Why
    ///
    /// The plan reads as if the pool were cheap and could be taken away. It is neither, and the
    /// price is refused.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "spotMaxPrice": 0.5 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "scaleSetPriority": "Spot", "spotMaxPrice": 0.5 }] }] }
    /// ```
    "spot-settings-unused", Error, AgentPools, SPOT,
    aliases: ["--spot-max-price", "--eviction-policy"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        if pool.spec.scale_set_priority == Some(ScaleSetPriority::Spot) {
            continue;
        }
        let name = super::quoted_name(pool);
        // -1 is what ARM writes for regular machines.
        let price = pool.spec.spot_max_price.is_some_and(|it| it.to_string() != "-1");
        let eviction = pool.spec.scale_set_eviction_policy.is_some();
        for (property, given, severity) in [
            ("spotMaxPrice", price, Severity::Error),
            ("scaleSetEvictionPolicy", eviction, Severity::Warning),
        ] {
            if given {
                let path = pool.at(property);
                report
                    .at(&path, format!("pool {name} has `{property}`, and is no spot pool"))
                    .severity(severity)
                    .help("set `scaleSetPriority` to `Spot`, or leave it out")
                    .fix_remove("leave it out", path);
            }
        }
    }
}
