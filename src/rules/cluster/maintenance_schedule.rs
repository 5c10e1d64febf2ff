use super::windows;
use crate::rules::{Context, Report, rule};
use crate::text::{listed, quoted};

rule! {
    /// A maintenance window does not have exactly one schedule that its kind allows.
    ///
    /// A window opens daily, weekly, on a day of the month or on a weekday of the month. The window
    /// `default` opens every week.
    ///
    /// # Why
    ///
    /// The service refuses the window, and without one AKS upgrades whenever it likes.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "maintenanceConfigurations": [{
    ///       "name": "default",
    ///       "schedule": { "daily": { "intervalDays": 1 } },
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
    ///       "schedule": { "daily": { "intervalDays": 1 } },
    ///       "startTime": "02:00",
    ///       "durationHours": 4
    ///     }]
    ///   }]
    /// }
    /// ```
    "maintenance-schedule", Error, Cluster, MAINTENANCE,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (path, window) in windows(cx) {
        let schedule = window.schedule.clone().unwrap_or_default();
        let given: Vec<&str> = [
            ("`daily`", schedule.daily.is_some()),
            ("`weekly`", schedule.weekly.is_some()),
            ("`absoluteMonthly`", schedule.absolute_monthly.is_some()),
            ("`relativeMonthly`", schedule.relative_monthly.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, given)| given.then_some(name))
        .collect();
        let name = quoted(&window.name);
        let text = match given.as_slice() {
            [] => format!("window {name} has no schedule"),
            ["`weekly`"] => continue,
            [only] if window.name == "default" => {
                format!("window `default` opens every week, {only} is for other windows")
            }
            [_] => continue,
            several => format!("window {name} has several schedules: {}", listed(several)),
        };
        report.at(format!("{path}/schedule"), text).help(
            "give one of `daily`, `weekly`, `absoluteMonthly` and `relativeMonthly`, to `default` \
             `weekly` alone",
        );
    }
}
