use super::authorized::entries;
use crate::rules::{Context, Report, rule};

rule! {
    /// The API server can be reached from the whole internet.
    ///
    /// # Why
    ///
    /// Whoever steals a credential can use it from anywhere. A private cluster has no public
    /// address; authorized ranges restrict it to yours. Scanners find such an address within hours
    /// and try known holes on it.
    ///
    /// ```json,fails
    /// {}
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.0/24"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "enablePrivateCluster": true } }] }
    /// ```
    "api-server-open-to-internet", Warning, ApiServer, AUTHORIZED_RANGES,
    profile: Recommended,
    aliases: ["Azure.AKS.AuthorizedIPs", "AZR-000030", "CKV_AZURE_6", "AVD-AZU-0041", "AZU-0041"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        if !cluster.is_private() && entries(cluster).is_empty() {
            let name = &cluster.spec.name;
            report
                .at(
                    cluster.at("apiServerAccessProfile"),
                    format!(
                        "the API server of cluster `{name}` can be reached from the whole internet"
                    ),
                )
                .help("set `enablePrivateCluster`, or name `authorizedIPRanges`");
        }
    }
}
