use super::has_istio;
use crate::rules::{Context, Report, rule};

rule! {
    /// Open Service Mesh and the Istio add-on exclude each other.
    ///
    /// Both put a proxy beside every pod. Azure enables one of them at most.
    ///
    /// # Why
    ///
    /// A pod with two proxies gets no traffic that both understand. The service refuses the second.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "openServiceMesh": { "enabled": true } },
    ///   "serviceMeshProfile": { "mode": "Istio" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "addonProfiles": { "openServiceMesh": { "enabled": false } },
    ///   "serviceMeshProfile": { "mode": "Istio" } }] }
    /// ```
    "two-service-meshes", Error, Addons, ISTIO,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| has_istio(it)) {
        let osm = cluster.spec.addon_profiles.open_service_mesh.as_ref();
        if osm.is_some_and(|it| it.enabled) {
            let path = cluster.at("addonProfiles/openServiceMesh");
            report
                .at(&path, "Open Service Mesh and the Istio add-on exclude each other")
                .related(cluster.at("serviceMeshProfile/mode"), "the Istio add-on")
                .help("keep the Istio add-on: Open Service Mesh comes to its end")
                .fix_remove("take out Open Service Mesh", path);
        }
    }
}
