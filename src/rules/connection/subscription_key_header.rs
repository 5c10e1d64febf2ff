use super::gateway_url::looks_like_key;
use crate::rules::{Context, Report, rule};

rule! {
    /// The header for the subscription key can't carry it.
    ///
    /// A header's name is of letters, digits and a few signs. `Authorization` carries the sign-in
    /// token already. A key in the place of the name is a key in the plan: it should be made anew.
    ///
    /// # Why
    ///
    /// The gateway would refuse every request, or the key replace the sign-in.
    ///
    /// ```json,fails
    /// { "connection": { "gatewayUrl": "https://gateway.example.com", "subscriptionKeyHeader": "Authorization" } }
    /// ```
    /// ```json,fails
    /// { "connection": { "gatewayUrl": "https://gateway.example.com", "subscriptionKeyHeader": "Api Key:" } }
    /// ```
    /// ```json,passes
    /// { "connection": { "gatewayUrl": "https://gateway.example.com", "subscriptionKeyHeader": "X-Api-Key" } }
    /// ```
    "subscription-key-header-unfit", Error, Connection, API_MANAGEMENT,
    aliases: []
}

/// Headers that requests have anyway, or that browsers let nobody set.
const TAKEN: &[&str] =
    &["authorization", "host", "content-type", "content-length", "cookie", "origin"];

fn check(cx: &Context, report: &mut Report) {
    let header = cx.plan.connection.as_ref().and_then(|it| it.subscription_key_header.as_deref());
    let Some(header) = header else { return };
    let path = "/connection/subscriptionKeyHeader";
    let is_token = |it: u8| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it);
    let message = if looks_like_key(header) {
        "a subscription key stands where the name of its header belongs".to_string()
    } else if header.is_empty() || !header.bytes().all(is_token) {
        "the name of the header for the subscription key is none that a header can have".to_string()
    } else if TAKEN.contains(&header.to_ascii_lowercase().as_str()) {
        format!("header `{header}` is used for something else")
    } else {
        return;
    };
    report
        .at(path, message)
        .help(
            "leave it out for `Ocp-Apim-Subscription-Key`, or give the name that the API asks for",
        )
        .fix_remove("use `Ocp-Apim-Subscription-Key`", path);
}
