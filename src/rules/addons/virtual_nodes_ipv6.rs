use super::has_virtual_nodes;
use crate::rules::{Context, Report, rule};

rule! {
    /// Virtual nodes know no IPv6.
    ///
    /// Container instances have IPv4 addresses alone. A dual-stack cluster can't have virtual
    /// nodes.
    ///
    /// # Why
    ///
    /// Services of the cluster would reach such pods by one family and not by the other; the
    /// service refuses the pair.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "ipFamilies": ["IPv4", "IPv6"] },
    ///   "addonProfiles": { "aciConnectorLinux": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "ipFamilies": ["IPv4"] } }] }
    /// ```
    "virtual-nodes-without-ipv6", Error, Addons, VIRTUAL_NODES,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| has_virtual_nodes(it) && it.is_dual_stack()) {
        report
            .at(
                cluster.at("addonProfiles/aciConnectorLinux"),
                "virtual nodes know no IPv6, the cluster is dual-stack",
            )
            .related(cluster.network_path("ipFamilies"), "IPv4 and IPv6")
            .help("take IPv4 alone, or do without virtual nodes");
    }
}
