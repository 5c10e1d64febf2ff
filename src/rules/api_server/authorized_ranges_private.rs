use crate::rules::{Context, Report, rule};

rule! {
    /// A private cluster has authorized ranges.
    ///
    /// They guard the public address of the API server, which a private cluster does not have. az
    /// and the service refuse them.
    ///
    /// # Why
    ///
    /// Who wrote them counts on a restriction. Who reaches a private API server is decided by the
    /// network: peerings, routes and security groups.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "enablePrivateCluster": true, "authorizedIPRanges": ["20.1.2.0/24"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "enablePrivateCluster": true } }] }
    /// ```
    "authorized-ranges-on-private-cluster", Error, ApiServer, PRIVATE_CLUSTERS,
    aliases: ["--api-server-authorized-ip-ranges is not supported for private cluster"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.is_private()) {
        if super::authorized::entries(cluster).is_empty() {
            continue;
        }
        let path = cluster.at("apiServerAccessProfile/authorizedIPRanges");
        let name = &cluster.spec.name;
        report
            .at(
                &path,
                format!("cluster `{name}` is private, and authorized ranges are for public ones"),
            )
            .help("leave the ranges out; security groups of the network restrict a private cluster")
            .related(cluster.at("apiServerAccessProfile/enablePrivateCluster"), "it is private")
            .fix_remove("leave the ranges out", path);
    }
}
