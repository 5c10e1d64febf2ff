use super::tier;
use crate::finding::set;
use crate::model::{SkuTier, SupportPlan};
use crate::rules::{Context, Report, rule};

rule! {
    /// Tier Premium and long-term support stand apart.
    ///
    /// `AKSLongTermSupport` is part of tier Premium, and tier Premium is for it: Azure takes both
    /// together or neither.
    ///
    /// # Why
    ///
    /// az and the service refuse one alone: tier Premium is what pays for the second year of a
    /// version.
    ///
    /// ```json,fails
    /// { "clusters": [{ "supportPlan": "AKSLongTermSupport" }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "sku": { "tier": "Premium" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "sku": { "tier": "Premium" }, "supportPlan": "AKSLongTermSupport" }] }
    /// ```
    "lts-premium-pair", Error, Cluster, LTS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| !it.spec.existing) {
        let premium = tier(cluster) == SkuTier::Premium;
        let long_term = cluster.spec.support_plan == Some(SupportPlan::AksLongTermSupport);
        let (tier_path, plan_path) = (cluster.at("sku/tier"), cluster.at("supportPlan"));
        if long_term && !premium {
            let text = format!("long-term support needs tier Premium, not {}", tier(cluster));
            report
                .at(plan_path, text)
                .help("set `sku.tier` to `Premium`, or leave `supportPlan` out")
                .fix("use tier Premium", vec![set(tier_path, "Premium")]);
        } else if premium && !long_term {
            report
                .at(tier_path, "tier Premium needs support plan `AKSLongTermSupport`")
                .help("set `supportPlan` to `AKSLongTermSupport`, or use tier Standard")
                .fix("use long-term support", vec![set(plan_path, "AKSLongTermSupport")]);
        }
    }
}
