use crate::rules::{Context, Report, rule};
use crate::text::listed;
use crate::version::Version;
use std::collections::BTreeSet;

/// Versions that a message names.
const SHOWN: usize = 6;

rule! {
    /// A Kubernetes version is not among those that the plan says the region offers.
    ///
    /// `kubernetesVersions` holds what `az aks get-versions` lists. A version without a patch
    /// stands for the latest patch of that minor version.
    ///
    /// # Why
    ///
    /// The service refuses a version that the region does not offer. Regions get new ones over
    /// weeks, and lose old ones over weeks.
    ///
    /// ```json,fails
    /// {
    ///   "kubernetesVersions": ["1.35.4", "1.36.1"],
    ///   "clusters": [{ "kubernetesVersion": "1.36.0" }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "kubernetesVersions": ["1.35.4", "1.36.1"],
    ///   "clusters": [{ "kubernetesVersion": "1.36" }]
    /// }
    /// ```
    "kubernetes-version-not-offered", Error, Cluster, VERSIONS,
    aliases: [
        "AgentPoolK8sVersionNotSupported",
        "K8sVersionNotSupported",
        "is not supported in this region",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    let offered: BTreeSet<Version> =
        cx.plan.kubernetes_versions.iter().filter_map(|it| Version::parse(it)).collect();
    let Some(latest) = offered.last() else { return };
    let newest: Vec<&Version> = offered.iter().rev().take(SHOWN).collect();
    for (path, version, cluster) in super::versions(cx) {
        let of_minor =
            Version { patch: None, ..version }..=Version { patch: Some(u32::MAX), ..version };
        let best = offered.range(of_minor).next_back();
        let whole_minor = Version { patch: None, ..version };
        let fits = match version.patch {
            None => best.is_some(),
            Some(_) => offered.contains(&version) || offered.contains(&whole_minor),
        };
        if cluster.spec.existing || fits {
            continue;
        }
        let near = best.unwrap_or(latest).to_string();
        let more = if offered.len() > SHOWN { " and older ones" } else { "" };
        let text = format!("the region offers {}{more}, not Kubernetes {version}", listed(&newest));
        report.at(&path, text).help(format!("use {near}")).fix_set(
            format!("use {near}"),
            path,
            near,
        );
    }
}
