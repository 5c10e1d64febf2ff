use super::remedy::resize_subnet;
use crate::rules::{Context, Report, rule};
use crate::text::{listed, quoted};

rule! {
    /// A subnet is not wholly inside its network's address space.
    ///
    /// Every address of the subnet must be in one range of the address space: a subnet can't span
    /// two ranges.
    ///
    /// # Why
    ///
    /// Azure refuses the subnet, with its network already there.
    ///
    /// # Decided
    ///
    /// Cluster API looks at the first address alone, so that `10.0.0.0/8` passes as a subnet of
    /// `10.0.0.0/16`; AKS-Construction does not look. Azure refuses it, so first and last address
    /// are compared here, and it is an error.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "more", "addressPrefix": "10.241.0.0/24" }] }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{ "addressPrefix": "10.240.0.0/15" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "more", "addressPrefix": "10.240.255.0/24" }] }] }
    /// ```
    "subnet-outside-network", Error, AddressPlan, VNET_FAQ,
    aliases: ["NetcfgInvalidSubnet", "NetcfgSubnetRangeOutsideVnet"]
}

fn check(cx: &Context, report: &mut Report) {
    for (at, subnet) in cx.net.subnets() {
        let Some(network) = cx.net.networks.get(at.network) else { continue };
        // Without an address space that can be read there is nothing to be outside of.
        if network.prefixes.is_empty()
            || network.prefixes.len() < network.spec.address_prefixes.len()
        {
            continue;
        }
        for range in &subnet.prefixes {
            if network.prefixes.iter().any(|it| it.net.contains(&range.net)) {
                continue;
            }
            let space: Vec<_> = network.prefixes.iter().take(5).map(|it| it.net).collect();
            let message = format!(
                "subnet {} (`{}`) is not inside `{}` of virtual network {}",
                quoted(&subnet.spec.name),
                range.net,
                listed(&space),
                quoted(&network.spec.name)
            );
            let is_full = report.is_full();
            let finding = report.at(&range.path, message);
            finding
                .help("choose a range inside the network, or add one to its `addressPrefixes`")
                .related(format!("{}/addressPrefixes", network.path), "the address space");
            // Of several ranges only the first can be moved.
            let is_first = subnet.ipv4().is_some_and(|it| ipnet::IpNet::V4(it) == range.net);
            if !is_full && is_first {
                resize_subnet(cx, at, range.net.prefix_len(), finding);
            }
        }
    }
}
