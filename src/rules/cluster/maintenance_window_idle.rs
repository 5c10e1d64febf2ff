use crate::model::{NodeOsUpgradeChannel, UpgradeChannel};
use crate::rules::{Context, Report, rule};

rule! {
    /// A maintenance window is for upgrades that are off.
    ///
    /// A window says when AKS may upgrade, not that it does. That is what the channels say.
    ///
    /// # Why
    ///
    /// Who set the window counts on upgrades within it; nothing is upgraded at all.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "maintenanceConfigurations": [{
    ///       "name": "aksManagedAutoUpgradeSchedule",
    ///       "schedule": { "weekly": { "intervalWeeks": 1, "dayOfWeek": "Sunday" } },
    ///       "startTime": "02:00",
    ///       "durationHours": 4
    ///     }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "clusters": [{
    ///     "maintenanceConfigurations": [{
    ///       "name": "aksManagedNodeOSUpgradeSchedule",
    ///       "schedule": { "weekly": { "intervalWeeks": 1, "dayOfWeek": "Sunday" } },
    ///       "startTime": "02:00",
    ///       "durationHours": 4
    ///     }]
    ///   }]
    /// }
    /// ```
    "maintenance-window-idle", Info, Cluster, MAINTENANCE,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| !it.is_automatic() && !it.spec.existing) {
        let profile = cluster.spec.auto_upgrade_profile.as_ref();
        let channel = profile.and_then(|it| it.upgrade_channel).unwrap_or(UpgradeChannel::None);
        let nodes = profile.and_then(|it| it.node_os_upgrade_channel);
        for (nth, window) in cluster.spec.maintenance_configurations.iter().enumerate() {
            let (property, off) = match window.name.as_str() {
                "aksManagedAutoUpgradeSchedule" => {
                    ("upgradeChannel", channel == UpgradeChannel::None)
                }
                "aksManagedNodeOSUpgradeSchedule" => {
                    ("nodeOSUpgradeChannel", nodes == Some(NodeOsUpgradeChannel::None))
                }
                _ => continue,
            };
            if off {
                let path = cluster.at(&format!("maintenanceConfigurations/{nth}/name"));
                let text =
                    format!("window `{}` has nothing to do: that channel is off", window.name);
                report.at(path, text).help(format!("choose a channel in `{property}`"));
            }
        }
    }
}
