use super::fixed::find;
use crate::net::host;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;
use ipnet::IpNet;

rule! {
    /// The firewall's private address is not in `AzureFirewallSubnet`.
    ///
    /// An Azure Firewall gets its address from its own subnet, usually the first that Azure leaves,
    /// the fourth of the range.
    ///
    /// # Why
    ///
    /// Routes that name another address lead nowhere: no node behind them gets an image or reaches
    /// the API server.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "azureFirewall": { "privateIPAddress": "10.240.0.4" },
    ///     "subnets": [{}, { "name": "AzureFirewallSubnet", "addressPrefix": "10.240.8.0/26" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "azureFirewall": { "privateIPAddress": "10.240.8.4" },
    ///     "subnets": [{}, { "name": "AzureFirewallSubnet", "addressPrefix": "10.240.8.0/26" }] }] }
    /// ```
    "firewall-address-outside-subnet", Error, AddressPlan, FIREWALL,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for network in &cx.net.networks {
        let (Some(firewall), Some(subnet)) =
            (&network.firewall_address, find(network, "AzureFirewallSubnet"))
        else {
            continue;
        };
        let Some(net) = subnet.ipv4().map(IpNet::V4) else { continue };
        if net.contains(&firewall.address) {
            continue;
        }
        let name = quoted(&network.spec.name);
        let message = format!(
            "`{}` is not in `{net}`, the `AzureFirewallSubnet` of virtual network {name}",
            firewall.address
        );
        let finding = report.at(&firewall.path, message);
        finding.help("give the address that the firewall has in its subnet");
        finding.related(subnet.prefix_path(), "its subnet");
        if let Some(first) = host(&net, 4) {
            let title = format!("set it to {first}, the first that Azure leaves");
            finding.fix_set(title, &firewall.path, first.to_string());
        }
    }
}
