use super::ending;
use crate::azure_facts::lifecycle::OPEN_SERVICE_MESH;
use crate::azure_facts::sources::{ADDONS, OSM};
use crate::finding::{remove, set};
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The Open Service Mesh add-on ends on 2027-09-30.
    ///
    /// The Istio add-on takes its place. Both can't run at a time, so an existing cluster is moved:
    /// policies are written anew, then the add-on is taken out.
    ///
    /// # Why
    ///
    /// The project itself is archived. A mesh that nobody mends holds the keys of every service in
    /// it.
    ///
    /// # Decided
    ///
    /// The notice says that Azure supports the add-on until 2027-09-30, another page already calls
    /// it retired. az still enables it, so until that day it is a warning that names both.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "openServiceMesh": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "serviceMeshProfile": { "mode": "Istio" } }] }
    /// ```
    "open-service-mesh-ending", Warning, Lifecycle, OSM,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let addons = &cluster.spec.addon_profiles;
        if !addons.open_service_mesh.as_ref().is_some_and(|it| it.enabled) {
            continue;
        }
        let path = cluster.at("addonProfiles/openServiceMesh");
        let existing = cluster.spec.existing;
        let Some(finding) = ending(cx, report, &OPEN_SERVICE_MESH, &path, existing) else {
            continue;
        };
        finding.help(format!(
            "take the Istio add-on (`serviceMeshProfile` with mode `Istio`): {} of {} names this day, \
             {} of {} calls Open Service Mesh retired already",
            quoted(OSM.title),
            OSM.date,
            quoted(ADDONS.title),
            ADDONS.date,
        ));
        // The Istio add-on has no place beside these.
        let ingress = cluster.spec.ingress_profile.as_ref();
        let gateway = ingress.and_then(|it| it.application_routing_istio.as_ref());
        let virtual_nodes = addons.aci_connector_linux.as_ref();
        if gateway.is_some_and(|it| it.enabled) || virtual_nodes.is_some_and(|it| it.enabled) {
            continue;
        }
        finding.fix(
            "take the Istio add-on",
            vec![remove(path), set(cluster.at("serviceMeshProfile/mode"), "Istio")],
        );
    }
}
