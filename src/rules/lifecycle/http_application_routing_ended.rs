use super::ending;
use crate::azure_facts::lifecycle::{
    APP_ROUTING_GATEWAY_API, APP_ROUTING_NGINX, HTTP_APPLICATION_ROUTING,
};
use crate::finding::{remove, set};
use crate::lower::Cluster;
use crate::model::ServiceMeshMode;
use crate::rules::{Context, Report, rule};
use serde_json::json;

rule! {
    /// HTTP application routing ended on 2025-03-03.
    ///
    /// It was for trying things out, and Azure refuses it. Two ways lead on: application routing
    /// with the Gateway API, and the application routing add-on with NGINX, whose own support ends
    /// with November 2026. The fix takes the one that is supported on the day the plan is judged
    /// on.
    ///
    /// # Why
    ///
    /// A script that still asks for it stops there, and what it made was open to the internet
    /// without TLS.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "httpApplicationRouting": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "addonProfiles": { "httpApplicationRouting": { "enabled": false } } }] }
    /// ```
    "http-application-routing-ended", Error, Lifecycle, CHANGELOG,
    aliases: ["Azure.AKS.HttpAppRouting", "CKV_AZURE_246", "AZR-000035", "aks-010"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let addon = cluster.spec.addon_profiles.http_application_routing.as_ref();
        if !addon.is_some_and(|it| it.enabled) {
            continue;
        }
        let path = cluster.at("addonProfiles/httpApplicationRouting");
        let existing = cluster.spec.existing;
        let Some(finding) = ending(cx, report, &HTTP_APPLICATION_ROUTING, &path, existing) else {
            continue;
        };
        finding.help(format!(
            "take {}, or the application routing add-on with NGINX (supported until {})",
            APP_ROUTING_GATEWAY_API.name,
            APP_ROUTING_NGINX.end_day()
        ));
        let on = json!({ "enabled": true });
        let ingress = |property: &str| cluster.at(&format!("ingressProfile/{property}"));
        if APP_ROUTING_GATEWAY_API.is_supported(cx.as_of) && !has_istio(cluster) {
            finding.fix(
                format!("take {}", APP_ROUTING_GATEWAY_API.name),
                vec![
                    remove(path),
                    set(ingress("gatewayAPI"), on.clone()),
                    set(ingress("applicationRoutingIstio"), on),
                ],
            );
        } else if APP_ROUTING_NGINX.is_supported(cx.as_of) {
            finding.fix(
                "take the application routing add-on",
                vec![remove(path), set(ingress("webAppRouting/enabled"), true)],
            );
        } else {
            // With the Istio add-on, its own gateways let traffic in.
            finding.fix_remove("take it out", path);
        }
    }
}

fn has_istio(cluster: &Cluster) -> bool {
    let mesh = cluster.spec.service_mesh_profile.as_ref();
    mesh.is_some_and(|it| it.mode == Some(ServiceMeshMode::Istio))
}
