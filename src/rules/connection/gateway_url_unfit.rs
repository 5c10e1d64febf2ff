use super::gateway_url::GatewayUrl;
use crate::rules::{Context, Report, rule};

rule! {
    /// The gateway's address is none that requests can be sent to.
    ///
    /// It is `https`, because sign-in tokens and the subscription key go through it, and ends
    /// before the path of a request: no query, no fragment.
    ///
    /// # Why
    ///
    /// A key that goes over plain HTTP can be read on the way. With a query at its end every
    /// request would be malformed.
    ///
    /// ```json,fails
    /// { "connection": { "gatewayUrl": "http://gateway.example.com/arm" } }
    /// ```
    /// ```json,fails
    /// { "connection": { "gatewayUrl": "gateway.example.com" } }
    /// ```
    /// ```json,passes
    /// { "connection": { "gatewayUrl": "https://gateway.example.com/arm" } }
    /// ```
    "gateway-url-unfit", Error, Connection, API_MANAGEMENT,
    aliases: ["Bearer token authentication is not permitted for non-TLS protected"]
}

fn check(cx: &Context, report: &mut Report) {
    let text = cx.plan.connection.as_ref().and_then(|it| it.gateway_url.as_deref());
    let Some(url) = text.map(GatewayUrl::parse) else { return };
    let path = "/connection/gatewayUrl";
    let help = "give an address such as `https://gateway.example.com/arm`";
    let host = url.host;
    let bad_host = host.is_empty() || host.contains(|it: char| it.is_whitespace() || it == '\\');
    if bad_host {
        report.at(path, "the gateway's address has no host").help(help);
    } else if !url.scheme.eq_ignore_ascii_case("https") {
        let message = if url.scheme.is_empty() {
            format!("the address of gateway `{host}` does not start with `https://`")
        } else {
            format!("gateway `{host}` is reached by `{}`, and tokens need `https`", url.scheme)
        };
        report.at(path, message).help(help).fix_set("use `https`", path, url.clean());
    } else if url.query.is_some() && !url.has_key() {
        report
            .at(path, format!("the address of gateway `{host}` has a query or fragment"))
            .help("leave it out: requests put their own path and query behind the address")
            .fix_set("leave it out", path, url.clean());
    }
}
