use crate::azure_facts::versions::{self, Standing};
use crate::rules::{Context, Report, rule};

rule! {
    /// A Kubernetes version is newer than the calendar.
    ///
    /// Whether a region offers it can't be told from here.
    ///
    /// # Why
    ///
    /// A version that the region does not offer is refused when the cluster is made. A slip, such
    /// as `1.63` for `1.36`, looks the same.
    ///
    /// ```json,fails
    /// { "clusters": [{ "kubernetesVersion": "1.40" }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "kubernetesVersion": "1.36" }] }
    /// ```
    "kubernetes-version-unknown", Info, Cluster, VERSIONS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    if !cx.plan.kubernetes_versions.is_empty() {
        return;
    }
    let calendar = versions::CALENDAR.source.date;
    for (path, version, cluster) in super::versions(cx) {
        if cx.offered(cluster).is_some() {
            continue;
        }
        if let Some(Standing::AfterCalendar(last)) = versions::standing(version, cx.as_of) {
            let text = format!(
                "Kubernetes {version} is newer than the calendar of {calendar}, which ends with 1.{last}"
            );
            report.at(path, text).help("see `az aks get-versions` for what the region offers");
        }
    }
}
