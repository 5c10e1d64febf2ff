use super::windows;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A maintenance window has no start time, or one that is no time of day.
    ///
    /// A time has two digits for the hour and two for the minute.
    ///
    /// # Why
    ///
    /// Without a time that can be read there is no window, and AKS upgrades whenever it likes.
    ///
    /// # Decided
    ///
    /// az takes `99:99`. The service does not, so it is an error here.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "maintenanceConfigurations": [{
    ///       "name": "aksManagedNodeOSUpgradeSchedule",
    ///       "schedule": { "daily": { "intervalDays": 1 } },
    ///       "startTime": "24:00",
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
    ///       "schedule": { "daily": { "intervalDays": 1 } },
    ///       "startTime": "00:00",
    ///       "durationHours": 4
    ///     }]
    ///   }]
    /// }
    /// ```
    "maintenance-start-time", Error, Cluster, REST_SPEC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (path, window) in windows(cx) {
        let name = quoted(&window.name);
        let path = format!("{path}/startTime");
        let Some(time) = &window.start_time else {
            report
                .at(path, format!("window {name} has no start time"))
                .help("set `startTime`, as `23:00`");
            continue;
        };
        if super::is_time(time) {
            continue;
        }
        let text = format!("start time {} of window {name} is no time of day", quoted(time));
        let finding = report.at(&path, text);
        finding.help("give hour and minute with two digits each, as `09:30` or `23:00`");
        let padded = format!("0{time}");
        if super::is_time(&padded) {
            finding.fix_set(format!("use `{padded}`"), path, padded);
        }
    }
}
