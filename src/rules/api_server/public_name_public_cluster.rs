use crate::rules::{Context, Report, rule};

rule! {
    /// A public cluster should do without its public name.
    ///
    /// `enablePrivateClusterPublicFQDN` takes the public name from a private cluster. A public one
    /// has no other.
    ///
    /// # Why
    ///
    /// Nobody could reach the API server by name, the nodes included. az and the service refuse it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "enablePrivateClusterPublicFQDN": false } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "enablePrivateCluster": true, "enablePrivateClusterPublicFQDN": false } }] }
    /// ```
    "public-name-of-public-cluster", Error, ApiServer, PRIVATE_CLUSTERS,
    aliases: ["--disable-public-fqdn should only be used with --enable-private-cluster"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters().filter(|it| !it.is_private()) {
        let profile = cluster.spec.api_server_access_profile.as_ref();
        if profile.and_then(|it| it.enable_private_cluster_public_fqdn) == Some(false) {
            let path = cluster.at("apiServerAccessProfile/enablePrivateClusterPublicFQDN");
            let name = &cluster.spec.name;
            report
                .at(
                    &path,
                    format!("cluster `{name}` is public and can't do without its public name"),
                )
                .help("leave it out, or set `enablePrivateCluster`")
                .fix_remove("leave it out", path);
        }
    }
}
