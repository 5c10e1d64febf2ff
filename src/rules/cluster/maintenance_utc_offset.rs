use super::windows;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A maintenance window's offset from UTC is none.
    ///
    /// An offset has a sign, hours and minutes, and lies between `-12:00` and `+14:00`.
    ///
    /// # Why
    ///
    /// Without an offset that can be read the window is refused, and AKS upgrades whenever it
    /// likes.
    ///
    /// # Decided
    ///
    /// az takes `+99:99`. No clock goes by it and the service refuses it, so it is an error here.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "maintenanceConfigurations": [{
    ///       "name": "aksManagedNodeOSUpgradeSchedule",
    ///       "schedule": { "daily": { "intervalDays": 1 } },
    ///       "startTime": "02:00",
    ///       "utcOffset": "+99:99",
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
    ///       "utcOffset": "+05:30",
    ///       "durationHours": 4
    ///     }]
    ///   }]
    /// }
    /// ```
    "maintenance-utc-offset", Error, Cluster, REST_SPEC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (path, window) in windows(cx) {
        let Some(offset) = &window.utc_offset else { continue };
        if !is_offset(offset) {
            let text = format!("{} is no offset from UTC", quoted(offset));
            report
                .at(format!("{path}/utcOffset"), text)
                .help("give a sign, hours and minutes from `-12:00` to `+14:00`, as `+01:00`");
        }
    }
}

fn is_offset(text: &str) -> bool {
    let (latest, rest) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(rest), _) => ("14:00", rest),
        (_, Some(rest)) => ("12:00", rest),
        _ => return false,
    };
    // Texts of two digits, a colon and two digits sort as the times do.
    super::is_time(rest) && rest <= latest
}
