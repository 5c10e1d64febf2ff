use crate::model::{NodeOsUpgradeChannel, UpgradeChannel};
use crate::rules::{Context, Report, rule};

rule! {
    /// Channel `node-image` is paired with another node OS channel than `NodeImage`.
    ///
    /// The cluster channel `node-image` is the older name for what the node OS channel `NodeImage`
    /// does; Azure refuses to have the two say different things.
    ///
    /// # Why
    ///
    /// Which of them replaces the nodes, and when, would be open.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "autoUpgradeProfile": { "upgradeChannel": "node-image", "nodeOSUpgradeChannel": "None" }
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "autoUpgradeProfile": { "nodeOSUpgradeChannel": "NodeImage" } }] }
    /// ```
    "node-image-channel-pair", Error, Cluster, NODE_OS_UPGRADE,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(profile) = &cluster.spec.auto_upgrade_profile else { continue };
        if profile.upgrade_channel != Some(UpgradeChannel::NodeImage) {
            continue;
        }
        let other = profile.node_os_upgrade_channel;
        let Some(other) = other.filter(|it| *it != NodeOsUpgradeChannel::NodeImage) else {
            continue;
        };
        let path = cluster.at("autoUpgradeProfile/nodeOSUpgradeChannel");
        report
            .at(&path, format!("channel `node-image` does not go with node OS channel `{other}`"))
            .help("set the node OS channel to `NodeImage`")
            .fix_set("use `NodeImage`", path, "NodeImage");
    }
}
