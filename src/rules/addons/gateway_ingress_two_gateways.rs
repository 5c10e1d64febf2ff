use crate::rules::{Context, Report, rule};

rule! {
    /// The Application Gateway ingress add-on is told of two gateways.
    ///
    /// Either there is a gateway (`applicationGatewayId`), or the add-on makes one in one subnet,
    /// named (`subnet`) or made with it (`subnetCIDR`).
    ///
    /// # Why
    ///
    /// Which of the two gets the traffic would be open, and a gateway is paid for by the hour. The
    /// service refuses both.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "ingressApplicationGateway": {
    ///   "enabled": true, "subnetCIDR": "10.240.8.0/24",
    ///   "applicationGatewayId": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/gateway" } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "addonProfiles": { "ingressApplicationGateway": { "enabled": true,
    ///   "applicationGatewayId": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/gateway" } } }] }
    /// ```
    "gateway-ingress-two-gateways", Error, Addons, APP_GATEWAY,
    aliases: ["IngressAppGwAddonConfigProvideEitherApplicationGatewayIDOrSubnet"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let addon = cluster.spec.addon_profiles.ingress_application_gateway.as_ref();
        let Some(addon) = addon.filter(|it| it.enabled) else { continue };
        let given = [
            ("applicationGatewayId", addon.application_gateway_id.is_some()),
            ("subnet", addon.subnet.is_some()),
            ("subnetCIDR", addon.subnet_cidr.is_some()),
        ];
        let mut given = given.iter().filter(|(_, is_given)| *is_given).map(|(name, _)| name);
        if let (Some(first), Some(second)) = (given.next(), given.next()) {
            let path = cluster.at(&format!("addonProfiles/ingressApplicationGateway/{second}"));
            report
                .at(path, format!("`{first}` and `{second}` name two places for one gateway"))
                .help("keep `applicationGatewayId` for an existing gateway, or one subnet for a new one");
        }
    }
}
