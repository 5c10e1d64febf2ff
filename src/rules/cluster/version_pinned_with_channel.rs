use crate::finding::Severity;
use crate::model::UpgradeChannel;
use crate::rules::{Context, Report, rule};

rule! {
    /// The plan pins a version that an upgrade channel changes.
    ///
    /// Once the channel has upgraded the cluster, the plan asks for an older version than the
    /// cluster has, and Azure refuses to go back. With channel `patch` name the minor version
    /// alone; with `stable` and `rapid` the minor version changes too.
    ///
    /// # Why
    ///
    /// The next run of the same script fails, most often on the day when something else has to be
    /// changed.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "kubernetesVersion": "1.35.4",
    ///     "autoUpgradeProfile": { "upgradeChannel": "patch" }
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "clusters": [{
    ///     "kubernetesVersion": "1.35",
    ///     "autoUpgradeProfile": { "upgradeChannel": "patch" }
    ///   }]
    /// }
    /// ```
    "version-pinned-with-channel", Warning, Cluster, AUTO_UPGRADE,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(version) = cluster.version else { continue };
        let channel = cluster.spec.auto_upgrade_profile.as_ref().and_then(|it| it.upgrade_channel);
        let Some(channel) = channel else { continue };
        let moves_minor = matches!(channel, UpgradeChannel::Stable | UpgradeChannel::Rapid);
        let path = cluster.at("kubernetesVersion");
        if version.patch.is_some() && (moves_minor || channel == UpgradeChannel::Patch) {
            let minor = format!("{}.{}", version.major, version.minor);
            let text = format!("channel `{channel}` will change {version}, which the plan pins");
            report.at(&path, text).help(format!("name the minor version alone, {minor}")).fix_set(
                format!("use {minor}"),
                path,
                minor,
            );
        } else if moves_minor {
            let text =
                format!("channel `{channel}` will change {version} to a later minor version");
            let help = "leave the version out once the cluster exists, or use channel `patch`";
            report.at(path, text).help(help).severity(Severity::Info);
        }
    }
}
