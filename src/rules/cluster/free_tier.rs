use super::tier;
use crate::model::SkuTier;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster is on tier Free.
    ///
    /// Tier Free has no agreement on how much of the time the API server answers, and fewer
    /// resources for it. For production there is tier Standard.
    ///
    /// # Why
    ///
    /// When the API server is away nothing is placed, scaled or mended, and nobody owes you an
    /// answer. Running pods go on.
    ///
    /// ```json,fails
    /// { "clusters": [{ "sku": { "tier": "Free" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "sku": { "tier": "Standard" } }] }
    /// ```
    "free-tier", Info, Cluster, TIERS,
    aliases: [
        "Azure.AKS.UptimeSLA", "CKV_AZURE_170", "aks-003", "AZR-000285",
        "0611251f-e70f-4243-8ddd-cfe894bec2e7",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let unknown = cluster.spec.existing && cluster.spec.sku.is_none();
        if tier(cluster) == SkuTier::Free && !unknown {
            report
                .at(cluster.at("sku/tier"), "tier Free has no service level agreement")
                .help("use tier Standard in production")
                .fix_set("use tier Standard", cluster.at("sku/tier"), "Standard");
        }
    }
}
