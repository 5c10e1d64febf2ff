use super::{has_gateway_api, has_gateway_routing, has_istio};
use crate::rules::{Context, Report, rule};

rule! {
    /// The Gateway API is installed and nothing serves it.
    ///
    /// `gatewayAPI` brings definitions only. Gateways come from the Istio add-on or from
    /// application routing with the Gateway API; where an extension of your own choice serves them,
    /// this warning does not concern you.
    ///
    /// # Why
    ///
    /// Gateways that are put into the cluster are accepted and never get an address.
    ///
    /// ```json,fails
    /// { "clusters": [{ "ingressProfile": { "gatewayAPI": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "serviceMeshProfile": { "mode": "Istio" },
    ///   "ingressProfile": { "gatewayAPI": { "enabled": true } } }] }
    /// ```
    "gateway-api-alone", Warning, Addons, GATEWAY_API,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| has_gateway_api(it)) {
        if !has_istio(cluster) && !has_gateway_routing(cluster) {
            report
                .at(
                    cluster.at("ingressProfile/gatewayAPI"),
                    "the Gateway API is on, and no add-on of the plan serves it",
                )
                .help("turn `applicationRoutingIstio` or the Istio add-on on as well");
        }
    }
}
