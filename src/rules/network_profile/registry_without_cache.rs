use crate::model::ArtifactSource;
use crate::rules::{Context, Report, rule};

rule! {
    /// A registry for the cluster's own images is named, and they do not come from a cache.
    ///
    /// `containerRegistryId` says where the cache is; it needs `artifactSource` `Cache`.
    ///
    /// # Why
    ///
    /// Nodes would fetch the cluster's images from Microsoft's registry in spite of the one that is
    /// named; az refuses the pair.
    ///
    /// ```json,fails
    /// { "clusters": [{ "bootstrapProfile": {
    ///   "containerRegistryId": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/images"
    /// } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "bootstrapProfile": {
    ///   "artifactSource": "Cache",
    ///   "containerRegistryId": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/images"
    /// } }] }
    /// ```
    "bootstrap-registry-without-cache", Error, NetworkProfile, AZ_AKS,
    aliases: ["Cannot specify --bootstrap-container-registry-resource-id"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(profile) = &cluster.spec.bootstrap_profile else { continue };
        let cached = profile.artifact_source == Some(ArtifactSource::Cache);
        if profile.container_registry_id.is_some() && !cached {
            let path = cluster.at("bootstrapProfile/artifactSource");
            report
                .at(&path, "a registry is named, and the cluster's images come from Microsoft's")
                .help("set `artifactSource` to `Cache`, or leave `containerRegistryId` out")
                .related(cluster.at("bootstrapProfile/containerRegistryId"), "the registry")
                .fix_set("take the images from the registry", path, "Cache");
        }
    }
}
