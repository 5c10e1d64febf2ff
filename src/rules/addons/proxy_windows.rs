use crate::model::OsType;
use crate::rules::{Context, Report, rule};

rule! {
    /// An HTTP proxy and Windows pools are not supported together.
    ///
    /// Nodes and pods get the proxy's settings on Linux alone.
    ///
    /// # Why
    ///
    /// The service refuses Windows pools in such a cluster: their nodes could not fetch images
    /// where everything goes through the proxy.
    ///
    /// ```json,fails
    /// { "clusters": [{ "httpProxyConfig": { "httpProxy": "http://10.9.0.4:3128" },
    ///   "agentPools": [{}, {}, { "name": "win", "osType": "Windows", "vnetSubnet": "nodes" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "httpProxyConfig": { "httpProxy": "http://10.9.0.4:3128" } }] }
    /// ```
    "proxy-with-windows", Error, Addons, HTTP_PROXY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.spec.http_proxy_config.is_some()) {
        if let Some(pool) = cluster.pools.iter().find(|it| it.os == OsType::Windows) {
            report
                .at(
                    cluster.at("httpProxyConfig"),
                    format!("a proxy is not supported with Windows pool `{}`", pool.spec.name),
                )
                .related(pool.at("osType"), "runs Windows")
                .help("route the traffic by a firewall instead, or do without Windows pools");
        }
    }
}
