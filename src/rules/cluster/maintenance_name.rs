use super::windows;
use crate::rules::{Context, Report, rule};
use crate::text::{closest, quoted};

rule! {
    /// A maintenance window has a name that AKS does not know.
    ///
    /// The name says what the window is for: `default` for AKS's own weekly releases,
    /// `aksManagedAutoUpgradeSchedule` for the cluster's version, `aksManagedNodeOSUpgradeSchedule`
    /// for node images.
    ///
    /// # Why
    ///
    /// The service refuses any other, so that no window holds for what was meant.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "maintenanceConfigurations": [{
    ///       "name": "aksManagedClusterAutoUpgradeSchedule",
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
    ///       "name": "default",
    ///       "schedule": { "weekly": { "intervalWeeks": 1, "dayOfWeek": "Sunday" } },
    ///       "startTime": "02:00",
    ///       "durationHours": 4
    ///     }]
    ///   }]
    /// }
    /// ```
    "maintenance-name", Error, Cluster, MAINTENANCE,
    aliases: []
}

const NAMES: &[&str] =
    &["default", "aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"];

fn check(cx: &Context, report: &mut Report) {
    for (path, window) in windows(cx) {
        if NAMES.contains(&window.name.as_str()) {
            continue;
        }
        let path = format!("{path}/name");
        let text = format!("there is no maintenance window {}", quoted(&window.name));
        let finding = report.at(&path, text);
        finding.help(format!("one of `{}`", NAMES.join("`, `")));
        if let Some(name) = closest(&window.name, NAMES) {
            finding.fix_set(format!("use `{name}`"), path, name);
        }
    }
}
