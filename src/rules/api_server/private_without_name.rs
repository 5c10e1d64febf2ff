use super::zone::{Zone, path, zone};
use crate::rules::{Context, Report, rule};

rule! {
    /// A private cluster has neither a private nor a public name.
    ///
    /// With private DNS zone `none` the public name is the only one there is, and points to the
    /// private address.
    ///
    /// # Why
    ///
    /// Without it nodes can't find the API server, so az and the service refuse it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": {
    ///   "enablePrivateCluster": true, "privateDNSZone": "none", "enablePrivateClusterPublicFQDN": false
    /// } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "enablePrivateCluster": true, "privateDNSZone": "none" } }] }
    /// ```
    "private-cluster-without-name", Error, ApiServer, PRIVATE_CLUSTERS,
    aliases: [
        "--disable-public-fqdn cannot be applied for none mode private dns zone cluster",
        "NonePrivateDNSZonePublicFQDNDisabledError",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let profile = cluster.spec.api_server_access_profile.as_ref();
        let no_public = profile.and_then(|it| it.enable_private_cluster_public_fqdn) == Some(false);
        if let (true, Some((_, Zone::None))) = (no_public, zone(cluster)) {
            let place = cluster.at("apiServerAccessProfile/enablePrivateClusterPublicFQDN");
            report
                .at(&place, "without a private DNS zone the API server needs its public name")
                .help("keep the public name, or use private DNS zone `system`")
                .related(path(cluster), "private DNS zone `none`")
                .fix_remove("keep the public name", place);
        }
    }
}
