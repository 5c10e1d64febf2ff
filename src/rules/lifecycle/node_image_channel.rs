use crate::finding::set;
use crate::model::{NodeOsUpgradeChannel, UpgradeChannel};
use crate::rules::{Context, Report, rule};

rule! {
    /// The upgrade channel `node-image` is legacy.
    ///
    /// It never upgrades Kubernetes, only node images, and its end is planned, without a date so
    /// far. The node OS channel `NodeImage` does the same and goes with any channel of versions.
    ///
    /// # Why
    ///
    /// Who has it believes that the cluster upgrades itself; its version falls out of support
    /// meanwhile.
    ///
    /// ```json,fails
    /// { "clusters": [{ "autoUpgradeProfile": {
    ///   "upgradeChannel": "node-image", "nodeOSUpgradeChannel": "NodeImage" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "autoUpgradeProfile": {
    ///   "upgradeChannel": "none", "nodeOSUpgradeChannel": "NodeImage" } }] }
    /// ```
    "node-image-channel-legacy", Warning, Lifecycle, AUTO_UPGRADE,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let profile = cluster.spec.auto_upgrade_profile.as_ref();
        if profile.and_then(|it| it.upgrade_channel) != Some(UpgradeChannel::NodeImage) {
            continue;
        }
        let path = cluster.at("autoUpgradeProfile/upgradeChannel");
        let message = "upgrade channel `node-image` is legacy and upgrades node images alone";
        report
            .at(&path, message)
            .help("take node OS channel `NodeImage`, and any channel for Kubernetes versions")
            .fix(
                "take node OS channel `NodeImage` instead",
                vec![
                    set(path, UpgradeChannel::None.as_str()),
                    set(
                        cluster.at("autoUpgradeProfile/nodeOSUpgradeChannel"),
                        NodeOsUpgradeChannel::NodeImage.as_str(),
                    ),
                ],
            );
    }
}
