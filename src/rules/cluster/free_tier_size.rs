use super::tier;
use crate::azure_facts::limits::{NODES_FREE_TIER, NODES_FREE_TIER_RECOMMENDED};
use crate::finding::Severity;
use crate::model::SkuTier;
use crate::rules::{Context, Report, rule};
use crate::text::grouped;

rule! {
    /// A cluster of tier Free has more nodes than the tier is for.
    ///
    /// Tier Free is recommended up to 10 nodes, and Azure refuses more than 1,000.
    ///
    /// # Why
    ///
    /// The API server of tier Free has fewer resources: with more nodes answers are late, and pods
    /// are placed late. At 1,000 nodes scaling is refused.
    ///
    /// # Arithmetic
    ///
    /// The pools together, with the autoscaler's maximum: 3 + 20 = **23** of **10**.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "count": 20 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "sku": { "tier": "Standard" }, "agentPools": [{ }, { "count": 20 }] }] }
    /// ```
    "free-tier-size", Warning, Cluster, TIERS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let unknown = cluster.spec.existing && cluster.spec.sku.is_none();
        if tier(cluster) != SkuTier::Free || unknown {
            continue;
        }
        let nodes: u64 = cluster.pools.iter().map(|it| u64::from(it.nodes)).sum();
        let shown = grouped(i64::try_from(nodes).unwrap_or(i64::MAX));
        let (text, severity) = if nodes > u64::from(NODES_FREE_TIER.value) {
            let most = grouped(NODES_FREE_TIER.value);
            (
                format!("the cluster has up to {shown} nodes, tier Free allows {most}"),
                Severity::Error,
            )
        } else if nodes > u64::from(NODES_FREE_TIER_RECOMMENDED.value) {
            let most = NODES_FREE_TIER_RECOMMENDED.value;
            (
                format!("the cluster has up to {shown} nodes, tier Free is meant for {most}"),
                Severity::Warning,
            )
        } else {
            continue;
        };
        let path = cluster.at("sku/tier");
        report.at(&path, text).severity(severity).help("use tier Standard").fix_set(
            "use tier Standard",
            path,
            "Standard",
        );
    }
}
