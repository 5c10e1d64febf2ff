use super::uses::uses;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster is in a subnet that Azure keeps for a gateway, a firewall or Bastion.
    ///
    /// `GatewaySubnet`, `AzureFirewallSubnet`, `AzureFirewallManagementSubnet`,
    /// `AzureBastionSubnet` and `RouteServerSubnet` take what they are named for and nothing else.
    ///
    /// # Why
    ///
    /// Azure refuses machines there. Even where it would not, routes and security groups of such
    /// subnets are not made for nodes.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{ "name": "GatewaySubnet" }] }],
    ///   "clusters": [{ "agentPools": [{ "vnetSubnet": "GatewaySubnet" }, { "vnetSubnet": "GatewaySubnet" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "GatewaySubnet", "addressPrefix": "10.240.8.0/27" }] }] }
    /// ```
    "cluster-in-fixed-subnet", Error, AddressPlan, VPN_GATEWAY,
    aliases: []
}

const NAMES: &[&str] = &[
    "GatewaySubnet",
    "AzureFirewallSubnet",
    "AzureFirewallManagementSubnet",
    "AzureBastionSubnet",
    "RouteServerSubnet",
];

fn check(cx: &Context, report: &mut Report) {
    for (at, uses) in uses(cx) {
        let Some(subnet) = cx.net.subnet(at) else { continue };
        let name = &subnet.spec.name;
        if let (Some(user), true) =
            (uses.first(), NAMES.iter().any(|it| it.eq_ignore_ascii_case(name)))
        {
            report
                .at(
                    user.path(),
                    format!("{} can't be in `{name}`, which has another use", user.who()),
                )
                .help("choose or add another subnet")
                .related(&subnet.path, "the subnet");
        }
    }
}
