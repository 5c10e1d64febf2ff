//! Words for messages.

use jiff::civil::Date;
use std::fmt::Display;

/// The one of `known` that `text` is most likely a slip of, if any is near.
///
/// ```
/// use aksplan::text::closest;
/// assert_eq!(closest("podCIDR", &["podCidr", "serviceCidr"]), Some("podCidr"));
/// assert_eq!(closest("colour", &["podCidr", "serviceCidr"]), None);
/// ```
#[must_use]
pub fn closest<'k>(text: &str, known: &'k [impl AsRef<str>]) -> Option<&'k str> {
    closest_of(text, known.iter().map(AsRef::as_ref))
}

/// [`closest`] of texts that are no slice.
pub(crate) fn closest_of<'k>(text: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let text = text.trim().to_ascii_lowercase();
    let length = text.chars().count();
    let near = known.filter_map(|it| {
        // A length that differs by more can't be near, and long texts take long to compare.
        let most = it.chars().count().div_ceil(3);
        let is_candidate = it.chars().count().abs_diff(length) <= most && length <= 200;
        let distance =
            is_candidate.then(|| strsim::damerau_levenshtein(&text, &it.to_ascii_lowercase()))?;
        (distance <= most).then_some((distance, it))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, best)| best)
}

/// The decimal number that a text is. Rust's own parser would bring its table of powers of five, a
/// sixtieth of what the page loads, for a digit that nobody sees.
///
/// ```
/// use aksplan::text::number;
/// assert_eq!(number(" 0.5 "), Some(0.5));
/// assert_eq!(number(".5"), Some(0.5));
/// assert_eq!(number("-1"), Some(-1.0));
/// assert_eq!(number("1.2.3"), None);
/// assert_eq!(number("inf"), None);
/// ```
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let whole = if text.starts_with('.') { format!("0{text}") } else { text.to_string() };
    serde_json::from_str::<serde_json::Value>(&whole).ok()?.as_f64()
}

/// Whether a text is a GUID, as ids of subscriptions, tenants and principals are.
///
/// ```
/// use aksplan::text::is_guid;
/// assert!(is_guid("6F1C3A2E-9d1b-4a52-8f0f-3f2f0b6f5a10"));
/// assert!(!is_guid("6f1c3a2e9d1b4a528f0f3f2f0b6f5a10") && !is_guid("my-subscription"));
/// ```
#[must_use]
pub fn is_guid(text: &str) -> bool {
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && text.bytes().all(|it| it == b'-' || it.is_ascii_hexdigit())
}

/// The day that a text such as `2026-11-23` names. jiff's own parser knows every way to write a day
/// and an hour, and would be a tenth of the whole WebAssembly.
///
/// ```
/// use aksplan::text::date;
/// assert_eq!(date("2026-11-23"), Some(jiff::civil::date(2026, 11, 23)));
/// assert_eq!(date("2026-11-31"), None);
/// assert_eq!(date("+026-11-23"), None);
/// ```
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let is_date = text.len() == 10
        && text.bytes().enumerate().all(|(at, it)| match at {
            4 | 7 => it == b'-',
            _ => it.is_ascii_digit(),
        });
    let mut parts = text.split('-').filter(|_| is_date);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The days from one date to another; negative where the other is before.
///
/// ```
/// use aksplan::text::{date, days_until};
/// assert_eq!(days_until(date("2026-11-23").unwrap(), date("2027-01-01").unwrap()), 39);
/// assert_eq!(days_until(date("2028-03-01").unwrap(), date("2028-02-28").unwrap()), -2);
/// ```
#[must_use]
pub fn days_until(from: Date, to: Date) -> i32 {
    // jiff's own difference carries all of its error messages, for an error that can't be.
    let number = |date: Date| {
        let years = i32::from(date.year()) - 1;
        365 * years + years / 4 - years / 100 + years / 400 + i32::from(date.day_of_year())
    };
    number(to) - number(from)
}

/// A text in backticks, shortened where it is long.
///
/// ```
/// assert_eq!(aksplan::text::quoted("nodes"), "`nodes`");
/// assert_eq!(aksplan::text::quoted(&"x".repeat(100)).chars().count(), 63);
/// ```
#[must_use]
pub fn quoted(text: &str) -> String {
    const SHOWN: usize = 60;
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("`{}…`", text.get(..at).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}

/// A number with its word: `1 node`, `2 nodes`, `1,024 addresses`.
///
/// ```
/// use aksplan::text::count;
/// assert_eq!(count(1, "node"), "1 node");
/// assert_eq!(count(1024, "address"), "1,024 addresses");
/// ```
#[must_use]
pub fn count(number: impl TryInto<i64>, word: &str) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    let ending = match word {
        _ if number == 1 => "",
        _ if word.ends_with("ss") || word.ends_with('x') => "es",
        _ => "s",
    };
    format!("{} {word}{ending}", grouped(number))
}

/// A number with commas between thousands.
///
/// ```
/// assert_eq!(aksplan::text::grouped(65536), "65,536");
/// assert_eq!(aksplan::text::grouped(-1000), "-1,000");
/// ```
#[must_use]
pub fn grouped(number: impl TryInto<i64>) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// Items as a sentence lists them: `a`, `a and b`, `a, b and c`.
///
/// ```
/// assert_eq!(aksplan::text::listed(&["a", "b", "c"]), "a, b and c");
/// ```
#[must_use]
pub fn listed(items: &[impl Display]) -> String {
    match items {
        [] => String::new(),
        [only] => only.to_string(),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(ToString::to_string).collect();
            format!("{} and {last}", first.join(", "))
        }
    }
}
