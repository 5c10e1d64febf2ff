use super::zone::{path, zone};
use crate::rules::{Context, Report, rule};

rule! {
    /// A public cluster has a private DNS zone.
    ///
    /// The zone holds the private address of the API server, which a public cluster does not have.
    /// az refuses even `system` and `none` there.
    ///
    /// # Why
    ///
    /// Who names a zone most often meant a private cluster; without that the API server is on the
    /// internet.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "privateDNSZone": "system" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "enablePrivateCluster": true, "privateDNSZone": "system" } }] }
    /// ```
    "private-dns-zone-on-public-cluster", Error, ApiServer, PRIVATE_CLUSTERS,
    aliases: ["Invalid private dns zone for public cluster"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters().filter(|it| !it.is_private()) {
        if let Some((text, _)) = zone(cluster) {
            let name = &cluster.spec.name;
            report
                .at(
                    path(cluster),
                    format!("cluster `{name}` is public and can't have private DNS zone `{text}`"),
                )
                .help("leave the zone out, or set `enablePrivateCluster`")
                .fix_remove("leave the zone out", path(cluster));
        }
    }
}
