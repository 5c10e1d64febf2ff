use super::{has_gateway_api, has_gateway_routing};
use crate::rules::{Context, Report, rule};
use serde_json::json;

rule! {
    /// Application routing with the Gateway API lacks the Gateway API.
    ///
    /// The gateways it serves are resources of the Gateway API, whose definitions Azure installs
    /// and keeps with `gatewayAPI`.
    ///
    /// # Why
    ///
    /// The controller would run and never see a gateway: nothing lets traffic in. The service
    /// refuses it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "ingressProfile": { "applicationRoutingIstio": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "ingressProfile": {
    ///   "applicationRoutingIstio": { "enabled": true }, "gatewayAPI": { "enabled": true } } }] }
    /// ```
    "gateway-api-missing", Error, Addons, APP_ROUTING_GATEWAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| has_gateway_routing(it)) {
        if !has_gateway_api(cluster) {
            let path = cluster.at("ingressProfile/gatewayAPI");
            report
                .at(
                    &path,
                    "application routing with the Gateway API needs `gatewayAPI`, which is off",
                )
                .related(
                    cluster.at("ingressProfile/applicationRoutingIstio"),
                    "application routing",
                )
                .help("turn `gatewayAPI` on as well")
                .fix_set("turn `gatewayAPI` on", path, json!({ "enabled": true }));
        }
    }
}
