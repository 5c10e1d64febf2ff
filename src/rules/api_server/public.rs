use super::authorized::entries;
use crate::rules::{Context, Report, rule};

rule! {
    /// The API server has a public address, though a restricted one.
    ///
    /// A private cluster keeps its traffic inside your network altogether.
    ///
    /// # Why
    ///
    /// An address on the internet can be found and tried by everyone. Ranges keep others out, but
    /// each slip in the list opens it or locks you out.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.0/24"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "enablePrivateCluster": true } }] }
    /// ```
    "api-server-public", Info, ApiServer, PRIVATE_CLUSTERS,
    profile: Strict,
    aliases: ["CKV_AZURE_115", "AVD-AZU-0065", "aks-004", "AZU-0065", "599318f2"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        // One without ranges is another rule's affair.
        if !cluster.is_private() && !entries(cluster).is_empty() {
            let name = &cluster.spec.name;
            report
                .at(
                    cluster.at("apiServerAccessProfile/enablePrivateCluster"),
                    format!("the API server of cluster `{name}` has a public address"),
                )
                .help("a private cluster has none; it can't be made private later without VNet integration");
        }
    }
}
