use super::fixed::{add_subnet, find, too_small};
use crate::azure_facts::limits;
use crate::model::FirewallTier;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// An Azure Firewall of tier Basic has no management subnet, or too small a one.
    ///
    /// Tier Basic sends its own traffic over a subnet `AzureFirewallManagementSubnet`, a /26 or
    /// larger, beside the firewall's.
    ///
    /// # Why
    ///
    /// Azure refuses a firewall of tier Basic without it. The subnet must be there first, and its
    /// name can't be another.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "azureFirewall": { "tier": "Basic" },
    ///     "subnets": [{}, { "name": "AzureFirewallSubnet", "addressPrefix": "10.240.8.0/26" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "azureFirewall": { "tier": "Basic" },
    ///     "subnets": [{}, { "name": "AzureFirewallSubnet", "addressPrefix": "10.240.8.0/26" },
    ///                     { "name": "AzureFirewallManagementSubnet", "addressPrefix": "10.240.8.64/26" }] }] }
    /// ```
    "firewall-management-subnet", Error, AddressPlan, FIREWALL,
    aliases: []
}

const NAME: &str = "AzureFirewallManagementSubnet";

fn check(cx: &Context, report: &mut Report) {
    let longest = limits::FIREWALL_SUBNET_PREFIX.value;
    for (at, network) in cx.net.networks.iter().enumerate() {
        let firewall = network.spec.azure_firewall.as_ref();
        let is_basic = firewall.is_some_and(|it| it.tier == Some(FirewallTier::Basic));
        match find(network, NAME) {
            Some(subnet) => too_small(cx, report, at, subnet, longest),
            None if is_basic && !network.spec.existing => {
                let name = quoted(&network.spec.name);
                let message =
                    format!("virtual network {name} has a Basic Azure Firewall and no `{NAME}`");
                let finding = report.at(format!("{}/subnets", network.path), message);
                finding.help(format!("add a subnet `{NAME}`, a /{longest} or larger"));
                finding.related(format!("{}/azureFirewall/tier", network.path), "the firewall");
                add_subnet(cx, at, NAME, longest, finding);
            }
            None => {}
        }
    }
}
