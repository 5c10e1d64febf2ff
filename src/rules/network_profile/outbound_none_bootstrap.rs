use crate::model::{ArtifactSource, OutboundType};
use crate::rules::{Context, Report, rule};

rule! {
    /// Nothing leaves the cluster, and its own images come from the internet.
    ///
    /// Nodes fetch the cluster's parts from Microsoft's registry when they start. Without a way out
    /// they need a registry with a cache, which `bootstrapProfile` names.
    ///
    /// # Why
    ///
    /// Without it no node becomes ready. az refuses outbound type `none` alone, and the service
    /// makes a cluster that never works.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "none" },
    ///   "apiServerAccessProfile": { "enablePrivateCluster": true }
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "none" },
    ///   "apiServerAccessProfile": { "enablePrivateCluster": true },
    ///   "bootstrapProfile": { "artifactSource": "Cache" }
    /// }] }
    /// ```
    "outbound-none-needs-cache", Error, NetworkProfile, NETWORK_ISOLATED,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let outbound = cluster.outbound;
        let bootstrap = cluster.spec.bootstrap_profile.as_ref();
        let cached = bootstrap.and_then(|it| it.artifact_source) == Some(ArtifactSource::Cache);
        if cached || !matches!(outbound, OutboundType::None | OutboundType::Block) {
            continue;
        }
        let path = cluster.at("bootstrapProfile/artifactSource");
        report
            .at(&path, format!("with outbound type `{outbound}` nodes can't fetch their images"))
            .help("set `artifactSource` to `Cache`, with a Premium registry or one that AKS makes")
            .related(cluster.network_path("outboundType"), "the outbound type")
            .fix_set("take the images from a cache", path, "Cache");
    }
}
