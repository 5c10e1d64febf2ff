use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A subnet has no network security group.
    ///
    /// AKS puts one of its own on the nodes, so a cluster does without. A group on the subnet holds
    /// for whatever else comes into it, and shows what may pass. Subnets that Azure keeps for
    /// gateways and firewalls are left alone: some of them may have none.
    ///
    /// # Why
    ///
    /// A machine that somebody puts into the subnet later is open to the whole network, and to the
    /// internet if it has a public address.
    ///
    /// ```json,fails
    /// {}
    /// ```
    /// ```json,passes
    /// { "networkSecurityGroups": [{ "name": "rules" }],
    ///   "virtualNetworks": [{ "subnets": [{ "networkSecurityGroup": "rules" }] }] }
    /// ```
    "subnet-without-security-group", Info, NetworkProfile, SECURITY_GROUPS,
    profile: Strict,
    aliases: ["Azure.VNET.UseNSGs", "AZR-000263", "f0bf9ae6"]
}

/// Subnets that have their name from Azure.
const FIXED: &[&str] = &[
    "AzureBastionSubnet",
    "AzureFirewallManagementSubnet",
    "AzureFirewallSubnet",
    "GatewaySubnet",
    "RouteServerSubnet",
];

fn check(cx: &Context, report: &mut Report) {
    for (_, subnet) in cx.net.subnets() {
        let spec = subnet.spec;
        let is_fixed = FIXED.iter().any(|it| spec.name.eq_ignore_ascii_case(it));
        if spec.network_security_group.is_none() && !is_fixed && !spec.existing {
            let name = quoted(&spec.name);
            report
                .at(
                    format!("{}/networkSecurityGroup", subnet.path),
                    format!("subnet {name} has no network security group"),
                )
                .help("add one to the plan and name it in `networkSecurityGroup`");
        }
    }
}
