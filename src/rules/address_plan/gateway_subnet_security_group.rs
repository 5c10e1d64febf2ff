use super::fixed::find;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// `GatewaySubnet` has a network security group.
    ///
    /// Azure supports no security group there.
    ///
    /// # Why
    ///
    /// The gateway may stop working, and with it every tunnel and circuit that ends in it. Filter
    /// at the subnets behind the gateway instead.
    ///
    /// ```json,fails
    /// { "networkSecurityGroups": [{ "name": "rules" }],
    ///   "virtualNetworks": [{ "subnets": [{}, { "name": "GatewaySubnet", "addressPrefix": "10.240.8.0/27",
    ///     "networkSecurityGroup": "rules" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "GatewaySubnet", "addressPrefix": "10.240.8.0/27" }] }] }
    /// ```
    "gateway-subnet-security-group", Warning, AddressPlan, VPN_GATEWAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for network in &cx.net.networks {
        let Some(subnet) = find(network, "GatewaySubnet") else { continue };
        if let Some(group) = &subnet.spec.network_security_group {
            let path = format!("{}/networkSecurityGroup", subnet.path);
            let message = format!("`GatewaySubnet` has network security group {}", quoted(group));
            report
                .at(&path, message)
                .help("take it away: a gateway's subnet has none")
                .fix_remove("take it away", &path);
        }
    }
}
