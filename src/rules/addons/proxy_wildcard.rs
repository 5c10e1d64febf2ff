use crate::rules::{Context, Report, rule};

rule! {
    /// An exception from the HTTP proxy has a wildcard.
    ///
    /// `*` before a domain is not supported in `noProxy`; a leading dot, as in `.example.com`,
    /// stands for all names of a domain.
    ///
    /// # Why
    ///
    /// The exception does nothing: traffic that should stay inside goes to the proxy, which may not
    /// know the way.
    ///
    /// ```json,fails
    /// { "clusters": [{ "httpProxyConfig": {
    ///   "httpProxy": "http://10.9.0.4:3128", "noProxy": ["*.example.com"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "httpProxyConfig": {
    ///   "httpProxy": "http://10.9.0.4:3128", "noProxy": [".example.com", "10.0.0.0/8"] } }] }
    /// ```
    "proxy-exception-wildcard", Error, Addons, HTTP_PROXY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let proxy = cluster.spec.http_proxy_config.as_ref();
        let exceptions = proxy.map(|it| it.no_proxy.as_slice()).unwrap_or_default();
        for (at, text) in exceptions.iter().enumerate() {
            let Some(domain) = text.trim().strip_prefix('*').filter(|it| !it.is_empty()) else {
                continue;
            };
            let path = cluster.at(&format!("httpProxyConfig/noProxy/{at}"));
            let all = format!(".{}", domain.trim_start_matches('.'));
            report
                .at(&path, format!("`{text}` has a wildcard, which is not supported in `noProxy`"))
                .help(format!("write `{all}`"))
                .fix_set(format!("write `{all}`"), path, all);
        }
    }
}
