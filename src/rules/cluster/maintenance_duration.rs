use super::windows;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A maintenance window is shorter than four hours, longer than a day, or has no length.
    ///
    /// # Why
    ///
    /// Upgrades that do not end within the window go on in the next, so that a window of at least
    /// four hours is required.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "maintenanceConfigurations": [{
    ///       "name": "aksManagedNodeOSUpgradeSchedule",
    ///       "schedule": { "daily": { "intervalDays": 1 } },
    ///       "startTime": "02:00",
    ///       "durationHours": 2
    ///     }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "clusters": [{
    ///     "maintenanceConfigurations": [{
    ///       "name": "aksManagedNodeOSUpgradeSchedule",
    ///       "schedule": { "daily": { "intervalDays": 1 } },
    ///       "startTime": "02:00",
    ///       "durationHours": 4
    ///     }]
    ///   }]
    /// }
    /// ```
    "maintenance-duration", Error, Cluster, REST_SPEC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (path, window) in windows(cx) {
        let name = quoted(&window.name);
        let text = match window.duration_hours {
            Some(4..=24) => continue,
            Some(hours) => format!("window {name} is {hours} hours long, not 4 to 24"),
            None => format!("window {name} has no length"),
        };
        let path = format!("{path}/durationHours");
        let nearest = window.duration_hours.unwrap_or(4).clamp(4, 24);
        report.at(&path, text).help("set `durationHours` to 4 to 24").fix_set(
            format!("make it {nearest} hours"),
            path,
            nearest,
        );
    }
}
