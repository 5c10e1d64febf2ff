use super::uses::{Kind, uses};
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The subnet of an Application Gateway is used by something else.
    ///
    /// An Application Gateway has its subnet to itself.
    ///
    /// # Why
    ///
    /// Azure refuses to make the gateway beside anything else, and refuses anything else beside it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "ingressApplicationGateway": { "enabled": true, "subnet": "nodes" } } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "gateway", "addressPrefix": "10.240.8.0/24" }] }],
    ///   "clusters": [{ "addonProfiles": { "ingressApplicationGateway": { "enabled": true, "subnet": "gateway" } } }] }
    /// ```
    "application-gateway-subnet-shared", Error, AddressPlan, APP_GATEWAY,
    aliases: ["ApplicationGatewaySubnetCannotHaveOtherResources"]
}

fn check(cx: &Context, report: &mut Report) {
    for (at, uses) in uses(cx) {
        let is_gateway = |kind: Kind| kind == Kind::ApplicationGateway;
        let Some(user) = uses.iter().find(|it| is_gateway(it.kind)) else { continue };
        let Some(other) = uses.iter().find(|it| !is_gateway(it.kind)) else { continue };
        let name = cx.net.subnet(at).map(|it| quoted(&it.spec.name)).unwrap_or_default();
        report
            .at(
                user.path(),
                format!("subnet {name} is for {} alone, and has {}", user.who(), other.who()),
            )
            .help("give the Application Gateway a subnet of its own, a /24 for version 2")
            .related(other.path(), other.who());
    }
}
