use crate::azure_facts::versions::{self, Standing};
use crate::rules::{Context, Report, rule};
use crate::text::{count, days_until};

rule! {
    /// A Kubernetes version's support ends within sixty days.
    ///
    /// A new cluster on a version that is about to end has to be upgraded at once. Existing
    /// clusters are upgraded one minor version at a time.
    ///
    /// # Why
    ///
    /// After its end a version gets no fixes and no support, and what runs on it is upgraded by
    /// Azure when it has to be.
    ///
    /// ```json,fails
    /// { "clusters": [{ "kubernetesVersion": "1.34" }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "kubernetesVersion": "1.35" }] }
    /// ```
    "kubernetes-version-ending", Warning, Cluster, VERSIONS,
    aliases: ["Azure.AKS.Version", "AZR-000015"]
}

fn check(cx: &Context, report: &mut Report) {
    for (path, version, cluster) in super::versions(cx) {
        let end = match versions::standing(version, cx.as_of) {
            Some(Standing::Supported(end)) if !super::has_long_term_support(cluster) => end,
            Some(Standing::LongTermOnly(_, end)) if super::has_long_term_support(cluster) => end,
            _ => continue,
        };
        let days = days_until(cx.as_of, end);
        if days > versions::ENDING_DAYS {
            continue;
        }
        let text =
            format!("support of Kubernetes {version} ends on {end}, in {}", count(days, "day"));
        report.at(path, text).help(format!("use {}", versions::advised(cx.as_of)));
    }
}
