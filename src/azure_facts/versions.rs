//! How long AKS supports each Kubernetes version.

use super::{Fact, sources};
use crate::text::days_until;
use crate::version::Version;
use jiff::civil::{Date, date};

/// A minor version and its last days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Support {
    /// `36` of Kubernetes 1.36.
    pub minor: u32,
    /// Last day of support.
    pub end: Date,
    /// Last day of long-term support.
    pub long_term_end: Date,
}

const fn support(minor: u32, end: (i16, i8, i8), long_term_end: (i16, i8, i8)) -> Support {
    Support {
        minor,
        end: date(end.0, end.1, end.2),
        long_term_end: date(long_term_end.0, long_term_end.1, long_term_end.2),
    }
}

/// The calendar. It names months; the last day of the month is taken.
pub const CALENDAR: Fact<&[Support]> = Fact::new(
    &[
        support(27, (2024, 7, 31), (2025, 7, 31)),
        support(28, (2025, 1, 31), (2026, 2, 28)),
        support(29, (2025, 3, 31), (2026, 4, 30)),
        support(30, (2025, 7, 31), (2026, 7, 31)),
        support(31, (2025, 11, 30), (2026, 11, 30)),
        support(32, (2026, 3, 31), (2027, 3, 31)),
        support(33, (2026, 7, 31), (2027, 7, 31)),
        support(34, (2026, 11, 30), (2027, 11, 30)),
        support(35, (2027, 3, 31), (2028, 3, 31)),
        support(36, (2027, 6, 30), (2028, 6, 30)),
        support(37, (2027, 10, 31), (2028, 10, 31)),
    ],
    &sources::VERSIONS,
);

/// Days after its end in which a version can still be upgraded from under support.
pub const GRACE_DAYS: Fact<i32> = Fact::new(30, &sources::VERSIONS);

/// Minor versions that nodes may be behind the control plane: three from 1.28, two before.
#[must_use]
pub const fn allowed_skew(control_plane: Version) -> u32 {
    if control_plane.minor >= 28 { 3 } else { 2 }
}

/// Where a version stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Supported until the day named.
    Supported(Date),
    /// Ended on the day named; long-term support goes on until the other.
    LongTermOnly(Date, Date),
    /// Ended on the day named, long-term support included.
    Ended(Date),
    /// Older than the calendar, which starts with the version named.
    BeforeCalendar(u32),
    /// Newer than the calendar, which ends with the version named.
    AfterCalendar(u32),
}

/// Where a version stands on a day; `None` where the calendar can't tell.
///
/// ```
/// use aksplan::azure_facts::versions::{Standing, standing};
/// use aksplan::version::Version;
/// let on = |version, day: &str| standing(Version::parse(version).unwrap(), day.parse().unwrap());
/// let end = "2026-11-30".parse().unwrap();
/// assert_eq!(on("1.34", "2026-11-30"), Some(Standing::Supported(end)));
/// assert!(matches!(on("1.34", "2026-12-01"), Some(Standing::LongTermOnly(..))));
/// assert!(matches!(on("1.34", "2028-01-01"), Some(Standing::Ended(_))));
/// assert!(matches!(on("1.17.7", "2026-11-23"), Some(Standing::BeforeCalendar(27))));
/// assert_eq!(on("1.17.7", "2020-07-01"), None);
/// assert!(matches!(on("1.99", "2026-11-23"), Some(Standing::AfterCalendar(_))));
/// ```
#[must_use]
pub fn standing(version: Version, as_of: Date) -> Option<Standing> {
    let (first, last) = (CALENDAR.value.first()?, CALENDAR.value.last()?);
    if version.major != 1 || version.minor > last.minor {
        return Some(Standing::AfterCalendar(last.minor));
    }
    if version.minor < first.minor {
        // What was supported on days before the calendar is not known.
        return (as_of > first.end).then_some(Standing::BeforeCalendar(first.minor));
    }
    let row = CALENDAR.value.iter().find(|it| it.minor == version.minor)?;
    Some(if as_of <= row.end {
        Standing::Supported(row.end)
    } else if as_of <= row.long_term_end {
        Standing::LongTermOnly(row.end, row.long_term_end)
    } else {
        Standing::Ended(row.long_term_end)
    })
}

/// Days before a version's end in which it is pointed out, and no longer advised.
pub const ENDING_DAYS: i32 = 60;

/// The versions to choose from on a day, in words: supported for long enough, oldest first.
///
/// ```
/// use aksplan::azure_facts::versions::advised;
/// assert_eq!(advised("2026-11-23".parse().unwrap()), "1.35, 1.36 or 1.37");
/// ```
#[must_use]
pub fn advised(as_of: Date) -> String {
    let rows = CALENDAR.value.iter();
    let days = |row: &Support| days_until(as_of, row.end);
    // A version comes out a year before its end.
    let rows = rows.filter(|row| (ENDING_DAYS..=366).contains(&days(row)));
    let names: Vec<String> = rows.map(|row| format!("1.{}", row.minor)).collect();
    match names.as_slice() {
        [] => "a version that `az aks get-versions` lists".to_string(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
