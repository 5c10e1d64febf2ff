use crate::azure_facts::versions::{self, Standing};
use crate::finding::Severity;
use crate::rules::{Context, Report, rule};
use crate::text::days_until;
use jiff::civil::Date;

rule! {
    /// A Kubernetes version is no longer supported.
    ///
    /// AKS supports a minor version for a year, and a second year as long-term support on tier
    /// Premium. After that no cluster is made with it. For thirty days after the end there is
    /// grace. Where Azure was asked, what the region offers counts instead.
    ///
    /// # Why
    ///
    /// Holes that are found are not mended, a problem with it is nobody's, and an old cluster may
    /// have to pass several versions at once.
    ///
    /// ```json,fails
    /// { "clusters": [{ "kubernetesVersion": "1.32.5" }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "kubernetesVersion": "1.17.7" }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "clusters": [{
    ///     "kubernetesVersion": "1.32.5",
    ///     "sku": { "tier": "Premium" },
    ///     "supportPlan": "AKSLongTermSupport"
    ///   }]
    /// }
    /// ```
    "kubernetes-version-ended", Error, Cluster, VERSIONS,
    aliases: [
        "K8sVersionNotSupported",
        "Azure.AKS.Version",
        "AZR-000015",
        "which is not supported in this region",
        "which is only available for Long-Term Support",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for (path, version, cluster) in super::versions(cx) {
        // What the region offers today is better known than the calendar.
        if !cluster.spec.existing && cx.offered(cluster).is_some() {
            continue;
        }
        let long_term = super::has_long_term_support(cluster);
        let Some((why, ended)) = ended(versions::standing(version, cx.as_of), long_term) else {
            continue;
        };
        let text = format!("Kubernetes {version} {why}");
        let finding = report.at(path, text);
        finding.help(format!("use {}", versions::advised(cx.as_of)));
        let is_grace = |it| days_until(it, cx.as_of) <= versions::GRACE_DAYS.value;
        if cluster.spec.existing || ended.is_some_and(is_grace) {
            finding.severity(Severity::Warning);
        }
    }
}

/// How a version ended and when, if it did.
fn ended(standing: Option<Standing>, long_term: bool) -> Option<(String, Option<Date>)> {
    match standing? {
        Standing::LongTermOnly(..) if long_term => None,
        Standing::LongTermOnly(end, long_term_end) => {
            let text =
                format!("ended on {end}, only long-term support goes on until {long_term_end}");
            Some((text, Some(end)))
        }
        Standing::Ended(end) => {
            Some((format!("ended on {end}, long-term support included"), Some(end)))
        }
        Standing::BeforeCalendar(first) => {
            Some((format!("ended long ago, the oldest that AKS still lists is 1.{first}"), None))
        }
        Standing::Supported(_) | Standing::AfterCalendar(_) => None,
    }
}
