use super::families::takes_two_families;
use super::uses::uses;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A node subnet of a dual-stack cluster has no IPv6 range.
    ///
    /// Nodes of a dual-stack cluster get an address of each family, both from their subnet.
    ///
    /// # Why
    ///
    /// The service refuses the cluster: nodes would have no IPv6 address to send from.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "ipFamilies": ["IPv4", "IPv6"] } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{
    ///     "addressPrefixes": ["10.240.0.0/16", "fd00:db8::/48"],
    ///     "subnets": [{ "addressPrefix": null, "addressPrefixes": ["10.240.0.0/22", "fd00:db8:0:1::/64"] }] }],
    ///   "clusters": [{ "networkProfile": { "ipFamilies": ["IPv4", "IPv6"] } }] }
    /// ```
    "dual-stack-subnet-without-ipv6", Error, AddressPlan, CONFIGURE_OVERLAY,
    aliases: ["VnetSubnetMissingIPv6", "SingleStackVnetSubnetWithDualStackCluster"]
}

fn check(cx: &Context, report: &mut Report) {
    for (at, uses) in uses(cx) {
        let Some(subnet) = cx.net.subnet(at).filter(|it| !it.prefixes.is_empty()) else { continue };
        // Of one that can't be dual-stack another rule tells.
        let is_dual = |it: &&super::uses::Use| {
            it.kind.is_nodes() && it.cluster.is_dual_stack() && takes_two_families(it.cluster)
        };
        let Some(user) = uses.iter().find(is_dual) else { continue };
        if subnet.prefixes.iter().all(|it| it.net.network().is_ipv4()) {
            let name = quoted(&subnet.spec.name);
            report
                .at(subnet.prefix_path(), format!("subnet {name} has no IPv6 range"))
                .help("give the network an IPv6 range and the subnet a /64 of it")
                .related(user.path(), format!("{} need one", user.who()));
        }
    }
}
