use super::fixed::{find, too_small};
use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};

rule! {
    /// `AzureBastionSubnet` is smaller than a /26.
    ///
    /// Azure Bastion lives in a subnet of exactly this name, a /26 or larger.
    ///
    /// # Why
    ///
    /// Bastion is refused in a smaller one, and its subnet can't be enlarged while it stands in it.
    /// With 59 usable addresses it can grow to more hosts when more people sign in.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "AzureBastionSubnet", "addressPrefix": "10.240.8.0/27" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "AzureBastionSubnet", "addressPrefix": "10.240.8.0/26" }] }] }
    /// ```
    "bastion-subnet", Error, AddressPlan, BASTION,
    aliases: ["Azure.VNET.BastionSubnet"]
}

fn check(cx: &Context, report: &mut Report) {
    for (at, network) in cx.net.networks.iter().enumerate() {
        if let Some(subnet) = find(network, "AzureBastionSubnet") {
            too_small(cx, report, at, subnet, limits::BASTION_SUBNET_PREFIX.value);
        }
    }
}
