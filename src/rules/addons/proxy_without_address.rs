use crate::rules::{Context, Report, rule};

rule! {
    /// The HTTP proxy has no address.
    ///
    /// A proxy configuration needs `httpProxy`, `httpsProxy` or both. With one of them, the other
    /// kind of traffic goes the same way or directly.
    ///
    /// # Why
    ///
    /// The service refuses it. Where nothing leaves but by the proxy, no node would get its images.
    ///
    /// ```json,fails
    /// { "clusters": [{ "httpProxyConfig": { "noProxy": ["localhost"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "httpProxyConfig": { "httpProxy": "http://10.9.0.4:3128" } }] }
    /// ```
    "proxy-without-address", Error, Addons, HTTP_PROXY,
    aliases: ["HTTPProxyConfigInputError"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(proxy) = &cluster.spec.http_proxy_config else { continue };
        let is_empty = |text: &Option<String>| text.as_ref().is_none_or(|it| it.trim().is_empty());
        if is_empty(&proxy.http_proxy) && is_empty(&proxy.https_proxy) {
            report
                .at(
                    cluster.at("httpProxyConfig"),
                    "the proxy has neither `httpProxy` nor `httpsProxy`",
                )
                .help(
                    "give an address such as `http://10.0.0.4:3128`, or take `httpProxyConfig` out",
                );
        }
    }
}
