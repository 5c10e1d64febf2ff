use crate::live::KubernetesVersion;
use crate::lower::Cluster;
use crate::rules::{Context, Report, rule};
use crate::text::listed;
use crate::version::Version;
use std::collections::{BTreeMap, BTreeSet};

/// Versions that a message names.
const SHOWN: usize = 6;

rule! {
    /// A Kubernetes version is not among those that the region offers.
    ///
    /// `kubernetesVersions` holds what `az aks get-versions` lists; where Azure was asked, its answer
    /// counts instead. A version without a patch stands for the latest patch of that minor version. A
    /// version that is offered for long-term support alone is none for other clusters.
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
    /// ```live,fails
    /// {
    ///   "plan": { "clusters": [{ "kubernetesVersion": "1.34" }] },
    ///   "live": { "regions": { "westeurope": { "kubernetesVersions": {
    ///     "1.34": { "patches": ["1.34.8"], "supportPlans": ["AKSLongTermSupport"] },
    ///     "1.36": { "patches": ["1.36.1"], "supportPlans": ["KubernetesOfficial", "AKSLongTermSupport"] }
    ///   } } } }
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
    let planned: BTreeSet<Version> =
        cx.plan.kubernetes_versions.iter().filter_map(|it| Version::parse(it)).collect();
    for (path, version, cluster) in super::versions(cx) {
        let live = cx.offered(cluster).map(|all| official(all, cluster));
        let offered = live.as_ref().unwrap_or(&planned);
        let Some(latest) = offered.last() else { continue };
        let newest: Vec<&Version> = offered.iter().rev().take(SHOWN).collect();
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
        let minor = format!("{}.{}", version.major, version.minor);
        let all = cx.offered(cluster).and_then(|it| it.get(&minor));
        let is_long_term = best.is_none() && all.is_some();
        let text = if is_long_term {
            format!("the region offers Kubernetes {version} for long-term support alone")
        } else {
            format!("the region offers {}{more}, not Kubernetes {version}", listed(&newest))
        };
        let help = if is_long_term {
            format!("use {near}, or `supportPlan` `AKSLongTermSupport` with tier `Premium`")
        } else {
            format!("use {near}")
        };
        report.at(&path, text).help(help).fix_set(format!("use {near}"), path, near);
    }
}

/// The versions that a cluster may have by its support plan.
fn official(all: &BTreeMap<String, KubernetesVersion>, cluster: &Cluster) -> BTreeSet<Version> {
    let is_long_term = super::has_long_term_support(cluster);
    let wanted = if is_long_term { "AKSLongTermSupport" } else { "KubernetesOfficial" };
    let supports = |it: &KubernetesVersion| {
        it.support_plans.is_empty()
            || it.support_plans.iter().any(|it| it.eq_ignore_ascii_case(wanted))
    };
    let offered = all.iter().filter(|(_, it)| supports(it));
    let patches = offered.flat_map(|(minor, it)| {
        // One whose patches are not told counts as a whole.
        let minor = it.patches.is_empty().then_some(minor);
        minor.into_iter().chain(&it.patches)
    });
    patches.filter_map(|it| Version::parse(it)).collect()
}
