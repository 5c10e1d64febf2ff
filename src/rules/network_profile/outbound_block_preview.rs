use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};

rule! {
    /// Outbound type `block` is a preview, which az without its preview extension refuses.
    ///
    /// `block` closes the network that AKS makes; it can't be used in your own. `none` leaves
    /// outbound traffic to you and is generally available.
    ///
    /// # Why
    ///
    /// A script with it stops where the extension is missing, and a preview has no support.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "block" },
    ///   "apiServerAccessProfile": { "enablePrivateCluster": true },
    ///   "bootstrapProfile": { "artifactSource": "Cache" },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "none" },
    ///   "apiServerAccessProfile": { "enablePrivateCluster": true },
    ///   "bootstrapProfile": { "artifactSource": "Cache" },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    "outbound-block-is-preview", Error, NetworkProfile, OUTBOUND_TYPE,
    aliases: ["Invalid outbound type"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.outbound == OutboundType::Block) {
        let path = cluster.network_path("outboundType");
        let own = cluster.pools.iter().any(|it| it.spec.vnet_subnet.is_some());
        let own = if own { ", and can't be used in your own subnet" } else { "" };
        report
            .at(&path, format!("outbound type `block` is a preview that az 2.91 refuses{own}"))
            .help("use `none`, and close the subnet with a network security group")
            .fix_set("use `none`", path, "none");
    }
}
