use super::windows;
use crate::rules::{Context, Report, rule};
use crate::text::{date, quoted};
use jiff::civil::Date;

rule! {
    /// A date of a maintenance window is none, or a span ends before it starts.
    ///
    /// Dates have four digits for the year and two each for month and day.
    ///
    /// # Why
    ///
    /// A window that starts on no day never opens, and upgrades wait or come at any time.
    ///
    /// # Decided
    ///
    /// az takes a thirteenth month. The service does not, so it is an error here.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "maintenanceConfigurations": [{
    ///       "name": "aksManagedNodeOSUpgradeSchedule",
    ///       "schedule": { "daily": { "intervalDays": 1 } },
    ///       "startTime": "02:00",
    ///       "startDate": "2026-13-01",
    ///       "durationHours": 4,
    ///       "notAllowedDates": [{ "start": "2027-01-05", "end": "2026-12-23" }]
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
    ///       "startDate": "2026-12-01",
    ///       "durationHours": 4,
    ///       "notAllowedDates": [{ "start": "2026-12-23", "end": "2027-01-05" }]
    ///     }]
    ///   }]
    /// }
    /// ```
    "maintenance-date", Error, Cluster, REST_SPEC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (path, window) in windows(cx) {
        if let Some(start) = &window.start_date {
            read(report, format!("{path}/startDate"), start);
        }
        for (nth, span) in window.not_allowed_dates.iter().enumerate() {
            let path = format!("{path}/notAllowedDates/{nth}");
            let start = read(report, format!("{path}/start"), &span.start);
            let end = read(report, format!("{path}/end"), &span.end);
            let (Some(start), Some(end)) = (start, end) else { continue };
            if end < start {
                report
                    .at(path, format!("the span from {start} ends before it starts, on {end}"))
                    .help("exchange the two dates");
            }
        }
    }
}

fn read(report: &mut Report, path: String, text: &str) -> Option<Date> {
    let day = date(text);
    if day.is_none() {
        let text = format!("{} is no date", quoted(text));
        report.at(path, text).help("give year, month and day, as `2026-12-01`");
    }
    day
}
