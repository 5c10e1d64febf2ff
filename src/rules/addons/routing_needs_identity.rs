use super::{has_gateway_routing, has_nginx_routing};
use crate::rules::{Context, Report, rule};

rule! {
    /// Application routing needs a managed identity.
    ///
    /// It keeps DNS records and reads certificates with an identity of the cluster. A cluster with
    /// a service principal has none.
    ///
    /// # Why
    ///
    /// The service refuses it: ingress without certificates and DNS records would let nobody in.
    ///
    /// ```json,fails
    /// { "clusters": [{ "identity": null,
    ///   "servicePrincipalProfile": { "clientId": "00000000-0000-0000-0000-000000000001" },
    ///   "ingressProfile": { "webAppRouting": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "ingressProfile": { "webAppRouting": { "enabled": true } } }] }
    /// ```
    "application-routing-needs-identity", Error, Addons, APP_ROUTING_GATEWAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let routes = has_nginx_routing(cluster) || has_gateway_routing(cluster);
        if routes && cluster.spec.service_principal_profile.is_some() {
            report
                .at(
                    cluster.at("ingressProfile"),
                    "application routing needs a managed identity, the cluster has a service principal",
                )
                .related(cluster.at("servicePrincipalProfile"), "the service principal")
                .help("give the cluster a managed identity instead of the service principal");
        }
    }
}
