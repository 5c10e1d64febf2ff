use crate::rules::{Context, Report, rule};

rule! {
    /// The Application Gateway ingress add-on has no gateway and no place for one.
    ///
    /// It works with an existing gateway (`applicationGatewayId`) or makes one, in a subnet of the
    /// plan (`subnet`) or in a subnet that it makes (`subnetCIDR`). It works with every network
    /// model, overlay included (since August 2025).
    ///
    /// # Why
    ///
    /// az and the service refuse the add-on: there would be nothing for it to set up.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "ingressApplicationGateway": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "gateway", "addressPrefix": "10.240.8.0/24" }] }],
    ///   "clusters": [{ "addonProfiles": {
    ///     "ingressApplicationGateway": { "enabled": true, "subnet": "gateway" } } }] }
    /// ```
    "gateway-ingress-needs-gateway", Error, Addons, APP_GATEWAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let addon = cluster.spec.addon_profiles.ingress_application_gateway.as_ref();
        let Some(addon) = addon.filter(|it| it.enabled) else { continue };
        let places = [&addon.application_gateway_id, &addon.subnet, &addon.subnet_cidr];
        if places.iter().all(|it| it.is_none()) {
            report
                .at(
                    cluster.at("addonProfiles/ingressApplicationGateway"),
                    "the Application Gateway ingress add-on has no gateway and no subnet for one",
                )
                .help("give `applicationGatewayId` of an existing gateway, or a `subnet` for a new one");
        }
    }
}
