use crate::rules::{Context, Report, rule};

rule! {
    /// Scripts for az do not go through the gateway.
    ///
    /// az talks to Azure Resource Manager directly and can send no subscription key. What is
    /// deployed from the page, the library or `aksplan azure` does go through it.
    ///
    /// # Why
    ///
    /// Where only the gateway may be used, a script would be refused, or go past what the gateway
    /// is there for.
    ///
    /// ```json,fails
    /// { "connection": { "gatewayUrl": "https://gateway.example.com/arm" } }
    /// ```
    /// ```json,passes
    /// { "connection": { "cloud": "AzureCloud" } }
    /// ```
    "gateway-needs-fetch", Info, Connection, API_MANAGEMENT,
    aliases: ["Ocp-Apim-Subscription-Key"]
}

fn check(cx: &Context, report: &mut Report) {
    let connection = cx.plan.connection.as_ref();
    if let Some(connection) = connection.filter(|it| it.gateway_url.is_some()) {
        let header = connection.subscription_key_header.as_deref();
        let header = header.filter(|it| !super::gateway_url::looks_like_key(it));
        let header = header.unwrap_or("Ocp-Apim-Subscription-Key");
        report
            .at(
                "/connection/gatewayUrl",
                format!("an az script goes past the gateway: az can't send header `{header}`"),
            )
            .help("deploy with `aksplan azure deploy`, the library or the page");
    }
}
