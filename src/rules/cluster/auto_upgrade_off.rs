use crate::finding::set;
use crate::model::UpgradeChannel;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster has no upgrade channel.
    ///
    /// # Why
    ///
    /// A version is supported for a year. Without a channel someone has to upgrade the cluster by
    /// hand before that. Channel `patch` brings security fixes of the same minor version.
    ///
    /// ```json,fails
    /// { "clusters": [{ "autoUpgradeProfile": { "upgradeChannel": "none" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "autoUpgradeProfile": { "upgradeChannel": "patch" } }] }
    /// ```
    "auto-upgrade-off", Info, Cluster, AUTO_UPGRADE,
    aliases: ["Azure.AKS.AutoUpgrade", "AZR-000036", "CKV_AZURE_171"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let profile = cluster.spec.auto_upgrade_profile.as_ref();
        let channel = profile.and_then(|it| it.upgrade_channel);
        let unknown = cluster.spec.existing && channel.is_none();
        if unknown
            || cluster.is_automatic()
            || !matches!(channel, None | Some(UpgradeChannel::None))
        {
            continue;
        }
        let path = cluster.at("autoUpgradeProfile/upgradeChannel");
        report
            .at(&path, "the cluster has no upgrade channel, its version is upgraded by hand")
            .help("choose a channel, such as `patch`")
            .fix("use channel `patch`", vec![set(path, "patch")]);
    }
}
