//! Upgrades and maintenance windows.

use super::{choice, record};
use macro_rules_attribute::apply;

/// What upgrades itself.
#[apply(record!)]
pub struct AutoUpgradeProfile {
    /// Channel of Kubernetes versions; absent: `none`.
    pub upgrade_channel: Option<UpgradeChannel>,
    /// Channel of node images; absent: `NodeImage`.
    #[serde(rename = "nodeOSUpgradeChannel")]
    pub node_os_upgrade_channel: Option<NodeOsUpgradeChannel>,
}

/// Channel of Kubernetes versions.
#[apply(choice!)]
pub enum UpgradeChannel {
    /// By hand.
    None = "none",
    /// Latest patch of the cluster's minor version.
    Patch = "patch",
    /// Latest patch of the minor version before the latest.
    Stable = "stable",
    /// Latest patch of the latest minor version.
    Rapid = "rapid",
    /// Node images only; the node OS channel `NodeImage` takes its place.
    NodeImage = "node-image",
}

/// Channel of node images.
#[apply(choice!)]
pub enum NodeOsUpgradeChannel {
    /// By hand.
    None = "None",
    /// The distribution's own nightly updates.
    Unmanaged = "Unmanaged",
    /// Tested security patches, without a new image where possible.
    SecurityPatch = "SecurityPatch",
    /// A new image every week.
    NodeImage = "NodeImage",
}

/// When AKS may upgrade.
#[apply(record!)]
pub struct MaintenanceConfiguration {
    /// `default`, `aksManagedAutoUpgradeSchedule` or `aksManagedNodeOSUpgradeSchedule`.
    pub name: String,
    /// How often.
    pub schedule: Option<Schedule>,
    /// Length in hours, 4 to 24.
    pub duration_hours: Option<u32>,
    /// Start, as `23:00`.
    pub start_time: Option<String>,
    /// Offset of the start time from UTC, as `+01:00`; absent: `+00:00`.
    pub utc_offset: Option<String>,
    /// First day, as `2026-12-01`.
    pub start_date: Option<String>,
    /// Spans of days without maintenance.
    pub not_allowed_dates: Vec<DateSpan>,
}

/// A span of days.
#[apply(record!)]
pub struct DateSpan {
    /// First day, as `2026-12-20`.
    pub start: String,
    /// Last day.
    pub end: String,
}

/// How often a maintenance window opens: exactly one of these.
#[apply(record!)]
pub struct Schedule {
    /// Every few days.
    pub daily: Option<DailySchedule>,
    /// On a day of the week.
    pub weekly: Option<WeeklySchedule>,
    /// On a day of the month.
    pub absolute_monthly: Option<AbsoluteMonthlySchedule>,
    /// On, say, the first Monday of the month.
    pub relative_monthly: Option<RelativeMonthlySchedule>,
}

/// Every few days.
#[apply(record!)]
pub struct DailySchedule {
    /// Days between windows, 1 to 7.
    pub interval_days: Option<u32>,
}

/// On a day of the week.
#[apply(record!)]
pub struct WeeklySchedule {
    /// Weeks between windows, 1 to 4.
    pub interval_weeks: Option<u32>,
    /// Day.
    pub day_of_week: Option<WeekDay>,
}

/// On a day of the month.
#[apply(record!)]
pub struct AbsoluteMonthlySchedule {
    /// Months between windows, 1 to 6.
    pub interval_months: Option<u32>,
    /// Day, 1 to 31.
    pub day_of_month: Option<u32>,
}

/// On, say, the first Monday of the month.
#[apply(record!)]
pub struct RelativeMonthlySchedule {
    /// Months between windows, 1 to 6.
    pub interval_months: Option<u32>,
    /// Which of the month's.
    pub week_index: Option<WeekIndex>,
    /// Day.
    pub day_of_week: Option<WeekDay>,
}

/// Day of the week.
#[apply(choice!)]
#[expect(missing_docs, reason = "the days of the week")]
pub enum WeekDay {
    Monday = "Monday",
    Tuesday = "Tuesday",
    Wednesday = "Wednesday",
    Thursday = "Thursday",
    Friday = "Friday",
    Saturday = "Saturday",
    Sunday = "Sunday",
}

/// Which of a month's weekdays.
#[apply(choice!)]
#[expect(missing_docs, reason = "words that count")]
pub enum WeekIndex {
    First = "First",
    Second = "Second",
    Third = "Third",
    Fourth = "Fourth",
    Last = "Last",
}
