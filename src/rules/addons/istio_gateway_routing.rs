use super::{has_gateway_routing, has_istio};
use crate::rules::{Context, Report, rule};

rule! {
    /// The Istio add-on and application routing with the Gateway API exclude each other.
    ///
    /// Application routing with the Gateway API runs a small Istio of its own. With the add-on, the
    /// mesh's own gateways let traffic in.
    ///
    /// # Why
    ///
    /// Two Istios would watch the same resources and undo each other's work. The service refuses
    /// it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "serviceMeshProfile": { "mode": "Istio" }, "ingressProfile": {
    ///   "applicationRoutingIstio": { "enabled": true }, "gatewayAPI": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "serviceMeshProfile": { "mode": "Istio", "externalIngressGateway": true },
    ///   "ingressProfile": { "gatewayAPI": { "enabled": true } } }] }
    /// ```
    "istio-with-gateway-routing", Error, Addons, ISTIO,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| has_istio(it) && has_gateway_routing(it)) {
        let path = cluster.at("ingressProfile/applicationRoutingIstio");
        report
            .at(
                &path,
                "application routing with the Gateway API and the Istio add-on exclude each other",
            )
            .related(cluster.at("serviceMeshProfile/mode"), "the Istio add-on")
            .help("let traffic in by the add-on's gateways: `externalIngressGateway`")
            .fix_remove("take out application routing with the Gateway API", path);
    }
}
