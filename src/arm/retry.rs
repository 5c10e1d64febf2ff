//! Whether to ask again, and when.

use super::answer::Answer;
use super::client::{AzureRetryReason, Limits};
use super::error::Fault;
use super::request::Request;
use std::time::{Duration, UNIX_EPOCH};

/// What came instead of what was wanted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Trouble<'a> {
    Answer(&'a Answer),
    Fault(&'a Fault),
}

/// Whether asking again may help and can do no harm; and how that is called.
///
/// A 429 says that nothing was done, and a 503 with a time to come back says so too: these are asked
/// again whatever was asked. All else may have been done, and only what is the same when done twice is
/// asked again.
pub(super) fn is_worth_it(request: &Request, trouble: Trouble<'_>) -> Option<AzureRetryReason> {
    match trouble {
        Trouble::Answer(answer) => match answer.status {
            429 => Some(AzureRetryReason::Throttled),
            503 if asks_to_wait(answer) => Some(AzureRetryReason::Unavailable),
            408 | 500 | 502..=504 if request.repeatable => Some(AzureRetryReason::Unavailable),
            _ => None,
        },
        Trouble::Fault(Fault::Network(_) | Fault::TimedOut(_)) if request.repeatable => {
            Some(AzureRetryReason::Network)
        }
        Trouble::Fault(_) => None,
    }
}

/// How long to wait before asking again, after so many attempts. What the service asks for is added
/// to, never cut: all that were refused at once must not come back at once. `random` is between 0 and 1,
/// `now` the time since 1970.
pub(super) fn wait(
    trouble: Trouble<'_>,
    attempts: u32,
    now: Duration,
    random: f64,
    limits: &Limits,
) -> Duration {
    let grown = limits.first_wait.saturating_mul(1 << attempts.saturating_sub(1).min(16));
    let jitter = |most: Duration| most.mul_f64(random.clamp(0.0, 1.0));
    let asked = match trouble {
        Trouble::Answer(answer) => asked_to_wait(answer, now),
        Trouble::Fault(_) => None,
    };
    match asked {
        Some(asked) => asked + jitter(limits.first_wait),
        None => jitter(grown.min(limits.longest_wait)),
    }
}

/// A date that is further away by this machine's clock alone is not believed: the clock may be wrong.
/// Pages of other hosts do not see the service's own (`Date` is no header that CORS lets through).
const BELIEVED: Duration = Duration::from_secs(300);

fn date(answer: &Answer, name: &str) -> Option<Duration> {
    let date = httpdate::parse_http_date(answer.header(name)?.trim()).ok()?;
    date.duration_since(UNIX_EPOCH).ok()
}

/// Whether an answer says when to come back.
fn asks_to_wait(answer: &Answer) -> bool {
    let any = date(answer, "retry-after").unwrap_or_default();
    asked_to_wait(answer, any).is_some()
}

/// How long an answer asks to wait: in milliseconds, in seconds, until a date, or until the quota of
/// Resource Graph is filled again.
pub(super) fn asked_to_wait(answer: &Answer, now: Duration) -> Option<Duration> {
    let number = |name: &str| -> Option<f64> {
        let number: f64 = answer.header(name)?.trim().parse().ok()?;
        (number.is_finite() && number >= 0.0).then_some(number.min(1e9))
    };
    let milliseconds = number("x-ms-retry-after-ms").or_else(|| number("retry-after-ms"));
    if let Some(milliseconds) = milliseconds {
        return Some(Duration::from_secs_f64(milliseconds / 1000.0));
    }
    if let Some(seconds) = number("retry-after") {
        return Some(Duration::from_secs_f64(seconds));
    }
    if let Some(until) = date(answer, "retry-after") {
        let by = |clock: Duration| until.saturating_sub(clock);
        // By the service's own clock where it tells it.
        return match date(answer, "date") {
            Some(clock) => Some(by(clock)),
            None => Some(by(now)).filter(|it| *it <= BELIEVED),
        };
    }
    quota_time(answer.header("x-ms-user-quota-resets-after")?)
}

/// How long Resource Graph is to be left alone after an answer: until the quota that this one used up
/// is filled again.
pub(super) fn rest(answer: &Answer) -> Option<Duration> {
    let remaining: u32 = answer.header("x-ms-user-quota-remaining")?.trim().parse().ok()?;
    let time = quota_time(answer.header("x-ms-user-quota-resets-after")?)?;
    (remaining == 0).then_some(time)
}

/// A time as Resource Graph writes it, `hh:mm:ss`.
fn quota_time(text: &str) -> Option<Duration> {
    let mut seconds = 0_u64;
    let mut parts = 0;
    for part in text.trim().split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.parse::<u32>().ok()?.into())?;
        parts += 1;
    }
    (parts == 3).then(|| Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::super::request::AzureMethod;
    use super::*;

    const NOW: Duration = Duration::from_secs(784_111_777); // Sun, 06 Nov 1994 08:49:37 GMT

    fn answer(status: u16, headers: &[(&'static str, &str)]) -> Answer {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_string())).collect();
        Answer { status, headers, body: Vec::new() }
    }

    #[test]
    fn only_what_does_no_harm_is_asked_again() {
        let get = Request::new(AzureMethod::Get, "/a", "1");
        let post = Request::new(AzureMethod::Post, "/a", "1");
        let query = post.clone().repeatable();
        let later: &[_] = &[("retry-after", "1")];
        let dated: &[_] = &[("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")];
        for (status, headers, again, post_again) in [
            (429, &[][..], Some(AzureRetryReason::Throttled), Some(AzureRetryReason::Throttled)),
            (503, later, Some(AzureRetryReason::Unavailable), Some(AzureRetryReason::Unavailable)),
            (503, dated, Some(AzureRetryReason::Unavailable), Some(AzureRetryReason::Unavailable)),
            (503, &[], Some(AzureRetryReason::Unavailable), None),
            (500, later, Some(AzureRetryReason::Unavailable), None),
            (502, &[], Some(AzureRetryReason::Unavailable), None),
            (504, &[], Some(AzureRetryReason::Unavailable), None),
            (408, &[], Some(AzureRetryReason::Unavailable), None),
            (501, &[], None, None),
            (400, later, None, None),
            (404, &[], None, None),
            (409, later, None, None),
        ] {
            let answer = answer(status, headers);
            let trouble = Trouble::Answer(&answer);
            assert_eq!(is_worth_it(&get, trouble), again, "GET {status}");
            assert_eq!(is_worth_it(&query, trouble), again, "query {status}");
            assert_eq!(is_worth_it(&post, trouble), post_again, "POST {status}");
        }
        for (fault, again) in [
            (Fault::Network("reset".to_string()), Some(AzureRetryReason::Network)),
            (Fault::TimedOut(NOW), Some(AzureRetryReason::Network)),
            (Fault::TooLarge(1), None),
            (Fault::Cancelled, None),
        ] {
            assert_eq!(is_worth_it(&get, Trouble::Fault(&fault)), again, "{fault:?}");
            assert_eq!(is_worth_it(&post, Trouble::Fault(&fault)), None, "{fault:?}");
        }
    }

    #[test]
    fn the_service_says_when_in_many_ways() {
        for (headers, milliseconds) in [
            (&[("retry-after", "17")][..], Some(17_000)),
            (&[("retry-after", "0")], Some(0)),
            (&[("retry-after", " 0.5 ")], Some(500)),
            (&[("retry-after", "17"), ("x-ms-retry-after-ms", "250")], Some(250)),
            (&[("retry-after-ms", "250")], Some(250)),
            (&[("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT")], Some(10_000)),
            (&[("retry-after", "Sunday, 06-Nov-94 08:49:47 GMT")], Some(10_000)),
            (&[("retry-after", "Sun Nov  6 08:49:47 1994")], Some(10_000)),
            (&[("retry-after", "Sun, 06 Nov 1994 08:49:27 GMT")], Some(0)),
            // Either clock may be an hour wrong, and nobody tells which.
            (&[("retry-after", "Sun, 06 Nov 1994 09:49:47 GMT")], None),
            // The service's clock is an hour ahead, and it means three seconds.
            (
                &[
                    ("retry-after", "Sun, 06 Nov 1994 09:50:00 GMT"),
                    ("date", "Sun, 06 Nov 1994 09:49:57 GMT"),
                ],
                Some(3_000),
            ),
            (&[("x-ms-user-quota-resets-after", "00:01:05")], Some(65_000)),
            (&[("x-ms-user-quota-resets-after", "65")], None),
            (&[("retry-after", "-1")], None),
            (&[("retry-after", "soon")], None),
            (&[("retry-after", "inf")], None),
            (&[], None),
        ] {
            let asked = asked_to_wait(&answer(429, headers), NOW);
            assert_eq!(asked, milliseconds.map(Duration::from_millis), "{headers:?}");
        }
    }

    #[test]
    fn a_quota_that_is_used_up_is_waited_for() {
        const AFTER: (&str, &str) = ("x-ms-user-quota-resets-after", "00:00:05");
        for (headers, seconds) in [
            (&[("x-ms-user-quota-remaining", "0"), AFTER][..], Some(5)),
            (&[("x-ms-user-quota-remaining", "1"), AFTER], None),
            (&[("x-ms-user-quota-remaining", "none"), AFTER], None),
            (&[("x-ms-user-quota-remaining", "0")], None),
            (&[AFTER], None),
        ] {
            assert_eq!(
                rest(&answer(200, headers)),
                seconds.map(Duration::from_secs),
                "{headers:?}"
            );
        }
    }

    #[test]
    fn waits_grow_to_a_limit_and_are_spread() {
        let limits = Limits {
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(20),
            ..Limits::default()
        };
        let fault = Fault::Network(String::new());
        let none = Trouble::Fault(&fault);
        let at = |attempts, random| wait(none, attempts, NOW, random, &limits).as_millis();
        assert_eq!(
            [1, 2, 3, 4, 5, 6].map(|it| at(it, 1.0)),
            [1000, 2000, 4000, 8000, 16_000, 20_000]
        );
        assert_eq!([1, 2, 40].map(|it| at(it, 0.0)), [0, 0, 0]);
        assert_eq!((at(3, 0.5), at(u32::MAX, 0.5)), (2000, 10_000));

        let answer = answer(429, &[("retry-after", "300")]);
        let asked = |random| wait(Trouble::Answer(&answer), 5, NOW, random, &limits).as_millis();
        assert_eq!((asked(0.0), asked(0.5), asked(1.0)), (300_000, 300_500, 301_000));
    }
}
