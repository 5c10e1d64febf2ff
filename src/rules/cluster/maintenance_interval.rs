use super::windows;
use crate::model::Schedule;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;
use std::ops::RangeInclusive;

rule! {
    /// A maintenance schedule lacks a part, or has an interval that AKS refuses.
    ///
    /// Every 1 to 7 days, every 1 to 4 weeks on a day, every 1 to 6 months on a day of the month or
    /// on one of its weekdays. The window `default` opens every week.
    ///
    /// # Why
    ///
    /// The service refuses the window, and without one AKS upgrades whenever it likes.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "maintenanceConfigurations": [{
    ///       "name": "aksManagedNodeOSUpgradeSchedule",
    ///       "schedule": { "weekly": { "intervalWeeks": 5 } },
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
    ///       "schedule": { "absoluteMonthly": { "intervalMonths": 1, "dayOfMonth": 15 } },
    ///       "startTime": "02:00",
    ///       "durationHours": 4
    ///     }]
    ///   }]
    /// }
    /// ```
    "maintenance-interval", Error, Cluster, REST_SPEC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (path, window) in windows(cx) {
        let Some(schedule) = &window.schedule else { continue };
        let weekly = window.name == "default";
        for (property, problem) in problems(schedule, weekly) {
            let text = format!("window {}: {problem}", quoted(&window.name));
            let help = "give every part of the schedule, with an interval in its range";
            report.at(format!("{path}/schedule/{property}"), text).help(help);
        }
    }
}

/// What is wrong with a schedule, and where. One that is `always_weekly` needs no interval.
fn problems(schedule: &Schedule, always_weekly: bool) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let mut number = |property, value: Option<u32>, range: &RangeInclusive<u32>| {
        let last = property_name(property);
        let (from, to) = (range.start(), range.end());
        match value {
            None => found.push((property, format!("`{last}` is missing"))),
            Some(it) if !range.contains(&it) && from == to => {
                found.push((property, format!("`{last}` is {it}, it can only be {from}")));
            }
            Some(it) if !range.contains(&it) => {
                found.push((property, format!("`{last}` is {it}, not {from} to {to}")));
            }
            Some(_) => {}
        }
    };
    if let Some(it) = &schedule.daily {
        number("daily/intervalDays", it.interval_days, &(1..=7));
    }
    if let Some(it) = &schedule.weekly {
        let weeks = it.interval_weeks.or(always_weekly.then_some(1));
        let range = if always_weekly { 1..=1 } else { 1..=4 };
        number("weekly/intervalWeeks", weeks, &range);
    }
    if let Some(it) = &schedule.absolute_monthly {
        number("absoluteMonthly/intervalMonths", it.interval_months, &(1..=6));
        number("absoluteMonthly/dayOfMonth", it.day_of_month, &(1..=31));
    }
    if let Some(it) = &schedule.relative_monthly {
        number("relativeMonthly/intervalMonths", it.interval_months, &(1..=6));
    }
    let weekly = schedule.weekly.as_ref();
    let monthly = schedule.relative_monthly.as_ref();
    for (property, missing) in [
        ("weekly/dayOfWeek", weekly.is_some_and(|it| it.day_of_week.is_none())),
        ("relativeMonthly/dayOfWeek", monthly.is_some_and(|it| it.day_of_week.is_none())),
        ("relativeMonthly/weekIndex", monthly.is_some_and(|it| it.week_index.is_none())),
    ] {
        if missing {
            found.push((property, format!("`{}` is missing", property_name(property))));
        }
    }
    found
}

fn property_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
