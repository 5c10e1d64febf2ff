use super::gateway_url::GatewayUrl;
use crate::rules::{Context, Report, rule};

rule! {
    /// The gateway's address holds a key.
    ///
    /// A plan is shared: as a file, in a link, in a script. The subscription key is read from the
    /// environment or asked for, sent in a header, and stands nowhere else. One that stood in a
    /// plan should be made anew.
    ///
    /// # Why
    ///
    /// Whoever has the key passes the gateway in your name until somebody makes a new one.
    ///
    /// ```json,fails
    /// { "connection": { "gatewayUrl": "https://gateway.example.com/arm?subscription-key=0" } }
    /// ```
    /// ```json,passes
    /// { "connection": { "gatewayUrl": "https://gateway.example.com/arm" } }
    /// ```
    "key-in-gateway-url", Error, Connection, API_MANAGEMENT,
    aliases: ["subscription-key"]
}

fn check(cx: &Context, report: &mut Report) {
    let text = cx.plan.connection.as_ref().and_then(|it| it.gateway_url.as_deref());
    let Some(url) = text.map(GatewayUrl::parse).filter(GatewayUrl::has_key) else { return };
    let (path, clean) = ("/connection/gatewayUrl", url.clean());
    // The message shows nothing of the key.
    report
        .at(path, format!("the address of gateway `{}` holds a key or password", url.host))
        .help(
            "leave it out and make the key anew; the key is sent in a header, from the environment",
        )
        .fix_set("leave the key out", path, clean);
}
