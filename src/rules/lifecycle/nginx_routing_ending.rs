use super::ending;
use crate::azure_facts::lifecycle::{APP_ROUTING_GATEWAY_API, APP_ROUTING_NGINX};
use crate::rules::{Context, Report, rule};

rule! {
    /// Support for application routing with NGINX ends with November 2026.
    ///
    /// ingress-nginx itself came to its end in March 2026; Microsoft patches critical holes until
    /// November. Application routing with the Gateway API follows it, and both can run side by side
    /// while routes are moved. Should Microsoft extend the support, this warning is early.
    ///
    /// # Why
    ///
    /// An ingress controller stands on the internet; one whose holes nobody mends is a way in.
    ///
    /// ```json,fails
    /// { "clusters": [{ "ingressProfile": { "webAppRouting": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "ingressProfile": {
    ///   "applicationRoutingIstio": { "enabled": true }, "gatewayAPI": { "enabled": true } } }] }
    /// ```
    "nginx-routing-ending", Warning, Lifecycle, APP_ROUTING_GATEWAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let ingress = cluster.spec.ingress_profile.as_ref();
        let nginx = ingress.and_then(|it| it.web_app_routing.as_ref());
        if !nginx.is_some_and(|it| it.enabled) {
            continue;
        }
        let path = cluster.at("ingressProfile/webAppRouting");
        let existing = cluster.spec.existing;
        if let Some(finding) = ending(cx, report, &APP_ROUTING_NGINX, &path, existing) {
            finding.help(format!(
                "plan for {}: `applicationRoutingIstio` and `gatewayAPI`",
                APP_ROUTING_GATEWAY_API.name
            ));
        }
    }
}
