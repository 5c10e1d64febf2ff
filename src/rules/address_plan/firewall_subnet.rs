use super::fixed::{add_subnet, find, too_small};
use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A network with an Azure Firewall has no `AzureFirewallSubnet`, or too small a one.
    ///
    /// The firewall lives in a subnet of exactly that name, a /26 or larger.
    ///
    /// # Why
    ///
    /// Azure makes a firewall nowhere else, and its subnet can't be enlarged while it is in it. The
    /// /26 leaves room for the instances that it adds under load.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "azureFirewall": {} }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "AzureFirewallSubnet", "addressPrefix": "10.240.8.0/27" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "azureFirewall": {},
    ///     "subnets": [{}, { "name": "AzureFirewallSubnet", "addressPrefix": "10.240.8.0/26" }] }] }
    /// ```
    "firewall-subnet", Error, AddressPlan, FIREWALL,
    aliases: ["Azure.VNET.FirewallSubnet"]
}

const NAME: &str = "AzureFirewallSubnet";

fn check(cx: &Context, report: &mut Report) {
    let longest = limits::FIREWALL_SUBNET_PREFIX.value;
    for (at, network) in cx.net.networks.iter().enumerate() {
        match find(network, NAME) {
            Some(subnet) => too_small(cx, report, at, subnet, longest),
            // What exists may have more subnets than the plan says.
            None if network.spec.azure_firewall.is_some() && !network.spec.existing => {
                let name = quoted(&network.spec.name);
                let message =
                    format!("virtual network {name} has an Azure Firewall and no `{NAME}`");
                let finding = report.at(format!("{}/subnets", network.path), message);
                finding.help(format!("add a subnet `{NAME}`, a /{longest} or larger"));
                finding.related(format!("{}/azureFirewall", network.path), "the firewall");
                add_subnet(cx, at, NAME, longest, finding);
            }
            None => {}
        }
    }
}
