use super::resource_id::is_id;
use crate::azure_facts::names::REGISTRY;
use crate::rules::{Context, Report, rule};

rule! {
    /// The registry of a cluster's own images has a name that no registry has.
    ///
    /// A container registry's name is 5 to 50 letters and digits.
    ///
    /// # Why
    ///
    /// No registry can have the name, so nodes look for their images where there is nothing and
    /// never become ready.
    ///
    /// ```json,fails
    /// { "clusters": [{ "bootstrapProfile": { "artifactSource": "Cache",
    ///   "containerRegistryId": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/my-images" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "bootstrapProfile": { "artifactSource": "Cache",
    ///   "containerRegistryId": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/myimages" } }] }
    /// ```
    "registry-name", Error, Addons, NAME_RULES,
    aliases: ["Azure.ACR.Name", "AZR-000007"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let profile = cluster.spec.bootstrap_profile.as_ref();
        let Some(id) = profile.and_then(|it| it.container_registry_id.as_ref()) else { continue };
        let name = id.trim().rsplit('/').next().unwrap_or_default();
        let is_id = is_id(id, super::resource_id::REGISTRY);
        if let Some(problem) = REGISTRY.problem(name).filter(|_| is_id) {
            report
                .at(cluster.at("bootstrapProfile/containerRegistryId"), problem)
                .help(format!("use {}", REGISTRY.words));
        }
    }
}
