use crate::finding::Severity;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The subscription is not enabled.
    ///
    /// In a subscription that is disabled nothing can be made. One that is past due or warned still
    /// takes requests, for a while.
    ///
    /// # Why
    ///
    /// Every request that makes something is refused, the first one as well as the last.
    ///
    /// ```live,fails
    /// { "live": { "subscription": { "id": "00000000-0000-0000-0000-000000000001", "name": "trial", "state": "Disabled" } } }
    /// ```
    /// ```live,passes
    /// { "live": { "subscription": { "id": "00000000-0000-0000-0000-000000000001", "name": "trial", "state": "Enabled" } } }
    /// ```
    "subscription-not-enabled", Error, Preflight, QUOTAS,
    aliases: ["ReadOnlyDisabledSubscription", "SubscriptionNotEnabled"]
}

fn check(cx: &Context, report: &mut Report) {
    let Some(it) = cx.live.and_then(|it| it.subscription.as_ref()) else { return };
    let severity = match it.state.to_ascii_lowercase().as_str() {
        "" | "enabled" => return,
        "warned" | "pastdue" => Severity::Warning,
        _ => Severity::Error,
    };
    let name = if it.name.is_empty() { &it.id } else { &it.name };
    report
        .at("/subscription", format!("subscription {} is {}", quoted(name), quoted(&it.state)))
        .severity(severity)
        .help("have it enabled by whoever pays for it, or use another one");
}
