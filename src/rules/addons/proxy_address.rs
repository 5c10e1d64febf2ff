use crate::rules::{Context, Report, rule};

rule! {
    /// The address of the HTTP proxy can't be used.
    ///
    /// `httpProxy` is a URL with scheme `http`, `httpsProxy` one with `http` or `https`.
    ///
    /// # Why
    ///
    /// Nodes fetch everything through the proxy while they start. With an address that can't be
    /// used none of them becomes ready, so the service refuses it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "httpProxyConfig": { "httpProxy": "10.9.0.4:3128" } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "httpProxyConfig": { "httpProxy": "https://10.9.0.4:3128" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "httpProxyConfig": {
    ///   "httpProxy": "http://proxy.example:3128", "httpsProxy": "https://proxy.example:3129" } }] }
    /// ```
    "proxy-address", Error, Addons, HTTP_PROXY,
    aliases: ["HTTPProxyWrongUrlError"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(proxy) = &cluster.spec.http_proxy_config else { continue };
        for (property, text, schemes) in [
            ("httpProxy", &proxy.http_proxy, &["http"][..]),
            ("httpsProxy", &proxy.https_proxy, &["http", "https"]),
        ] {
            // No address is another rule's, and so is a password in it.
            let is_address = |it: &&String| !it.trim().is_empty() && !it.contains('@');
            let Some(text) = text.as_ref().filter(is_address) else { continue };
            let path = cluster.at(&format!("httpProxyConfig/{property}"));
            let (scheme, host) = text.split_once("://").unwrap_or(("", text));
            if schemes.contains(&scheme) && !host.is_empty() {
                continue;
            }
            let message = format!("`{text}` is no URL with scheme `{}`", schemes.join("` or `"));
            let finding = report.at(&path, message);
            finding.help("write it as `http://10.0.0.4:3128`");
            if scheme.is_empty() {
                let whole = format!("http://{host}");
                finding.fix_set(format!("write `{whole}`"), path, whole);
            }
        }
    }
}
