use crate::model::NodeOsUpgradeChannel;
use crate::rules::{Context, Report, rule};

rule! {
    /// Nodes get no security updates of themselves.
    ///
    /// With node OS channel `None` nodes keep the image they started with until someone upgrades
    /// it. The default is `NodeImage`: a new image every week.
    ///
    /// # Why
    ///
    /// Holes in the kernel and in containerd become known every month. A node that nobody upgrades
    /// keeps all of them.
    ///
    /// ```json,fails
    /// { "clusters": [{ "autoUpgradeProfile": { "nodeOSUpgradeChannel": "None" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "autoUpgradeProfile": { "nodeOSUpgradeChannel": "SecurityPatch" } }] }
    /// ```
    "node-os-upgrade-off", Warning, Cluster, NODE_OS_UPGRADE,
    profile: Recommended,
    aliases: ["Azure.AKS.NodeAutoUpgrade", "AZR-000435"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let profile = cluster.spec.auto_upgrade_profile.as_ref();
        let channel = profile.and_then(|it| it.node_os_upgrade_channel);
        if channel != Some(NodeOsUpgradeChannel::None) {
            continue;
        }
        let path = cluster.at("autoUpgradeProfile/nodeOSUpgradeChannel");
        report
            .at(&path, "node OS channel `None` leaves nodes without security updates")
            .help("use `NodeImage`, or `SecurityPatch` to replace nodes less often")
            .fix_set("use `NodeImage`", path, "NodeImage");
    }
}
