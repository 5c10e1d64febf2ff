use crate::model::UpgradeChannel;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster upgrades itself at any time.
    ///
    /// `aksManagedAutoUpgradeSchedule` and `aksManagedNodeOSUpgradeSchedule` keep upgrades to hours
    /// when they disturb least.
    ///
    /// # Why
    ///
    /// An upgrade replaces nodes one after the other and moves every pod. Without windows that
    /// happens at any hour of any day.
    ///
    /// ```json,fails
    /// { "clusters": [{ "autoUpgradeProfile": { "upgradeChannel": "stable" } }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "clusters": [{
    ///     "autoUpgradeProfile": { "upgradeChannel": "stable" },
    ///     "maintenanceConfigurations": [{
    ///       "name": "aksManagedAutoUpgradeSchedule",
    ///       "schedule": { "weekly": { "intervalWeeks": 1, "dayOfWeek": "Sunday" } },
    ///       "startTime": "02:00",
    ///       "durationHours": 4
    ///     }]
    ///   }]
    /// }
    /// ```
    "maintenance-window-missing", Info, Cluster, MAINTENANCE,
    aliases: ["Azure.AKS.MaintenanceWindow", "AZR-000446"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| !it.is_automatic()) {
        let profile = cluster.spec.auto_upgrade_profile.as_ref();
        let Some(channel) = profile.and_then(|it| it.upgrade_channel) else { continue };
        let windows = &cluster.spec.maintenance_configurations;
        let covered = windows.iter().any(|it| it.name == "aksManagedAutoUpgradeSchedule");
        let covered =
            covered || matches!(channel, UpgradeChannel::None | UpgradeChannel::NodeImage);
        if !covered {
            let text = format!("channel `{channel}` may upgrade the cluster at any hour");
            let help = "add a maintenance window `aksManagedAutoUpgradeSchedule`";
            report.at(cluster.at("maintenanceConfigurations"), text).help(help);
        }
    }
}
