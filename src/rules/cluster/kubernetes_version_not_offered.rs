use crate::rules::{Context, Report, rule};
use crate::text::listed;
use crate::version::Version;

rule! {
    /// A Kubernetes version is not among those that the plan says the region offers.
    ///
    /// `kubernetesVersions` holds what `az aks get-versions` lists. A version without a patch stands
    /// for the latest patch of that minor version.
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
    aliases: ["AgentPoolK8sVersionNotSupported", "K8sVersionNotSupported"]
}

fn check(cx: &Context, report: &mut Report) {
    let mut offered: Vec<Version> =
        cx.plan.kubernetes_versions.iter().filter_map(|it| Version::parse(it)).collect();
    offered.sort_unstable();
    if offered.is_empty() {
        return;
    }
    for (path, version, cluster) in super::versions(cx) {
        let fits = |it: &&Version| {
            let same_minor = (it.major, it.minor) == (version.major, version.minor);
            same_minor
                && (version.patch.is_none() || it.patch.is_none() || it.patch == version.patch)
        };
        if cluster.spec.existing || offered.iter().any(|it| fits(&it)) {
            continue;
        }
        let near = offered.iter().rev().find(|it| it.minor == version.minor).or(offered.last());
        let text = format!("the region offers {}, not Kubernetes {version}", listed(&offered));
        let finding = report.at(&path, text);
        if let Some(near) = near {
            let near = near.to_string();
            finding.help(format!("use {near}")).fix_set(format!("use {near}"), path, near);
        }
    }
}
