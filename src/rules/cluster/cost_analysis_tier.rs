use super::tier;
use crate::model::SkuTier;
use crate::rules::{Context, Report, rule};

rule! {
    /// Cost analysis is on in a cluster of tier Free.
    ///
    /// Cost analysis needs tier Standard or Premium.
    ///
    /// # Why
    ///
    /// The service refuses it on tier Free. The collector is part of what the higher tiers pay for.
    ///
    /// ```json,fails
    /// { "clusters": [{ "metricsProfile": { "costAnalysis": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "clusters": [{
    ///     "sku": { "tier": "Standard" },
    ///     "metricsProfile": { "costAnalysis": { "enabled": true } }
    ///   }]
    /// }
    /// ```
    "cost-analysis-tier", Error, Cluster, COST_ANALYSIS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let metrics = cluster.spec.metrics_profile.as_ref();
        let analysis = metrics.and_then(|it| it.cost_analysis.as_ref());
        let unknown = cluster.spec.existing && cluster.spec.sku.is_none();
        if analysis.is_some_and(|it| it.enabled) && tier(cluster) == SkuTier::Free && !unknown {
            report
                .at(
                    cluster.at("metricsProfile/costAnalysis"),
                    "cost analysis needs tier Standard or Premium, not Free",
                )
                .help("set `sku.tier` to `Standard`, or turn cost analysis off")
                .fix_set("use tier Standard", cluster.at("sku/tier"), "Standard");
        }
    }
}
