use crate::lower::{Cluster, Ranged};
use crate::net::parse_address;
use crate::rules::{Context, Report, rule};
use std::net::IpAddr;

rule! {
    /// A proxy or DNS server has an address of the pod or service CIDR.
    ///
    /// Packets to such an address stay in the cluster: nodes and pods never reach the server.
    ///
    /// # Why
    ///
    /// With a DNS server in such a place no node resolves a name and none becomes ready; with a
    /// proxy no image arrives.
    ///
    /// ```json,fails
    /// { "clusters": [{ "httpProxyConfig": { "httpProxy": "http://10.0.7.4:3128" } }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "dnsServers": ["10.244.0.4"] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "dnsServers": ["10.9.0.4"] }],
    ///   "clusters": [{ "httpProxyConfig": { "httpProxy": "http://10.9.7.4:3128" } }] }
    /// ```
    "server-inside-cluster-range", Warning, AddressPlan, IP_PLANNING,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        if let Some(proxy) = &cluster.spec.http_proxy_config {
            for (property, url) in
                [("httpProxy", &proxy.http_proxy), ("httpsProxy", &proxy.https_proxy)]
            {
                if let Some(address) = url.as_deref().and_then(host_of) {
                    let path = cluster.at(&format!("httpProxyConfig/{property}"));
                    say(report, cluster, path, "the proxy", address);
                }
            }
        }
        if let Some(network) = cluster.network.and_then(|at| cx.net.networks.get(at)) {
            for server in &network.dns_servers {
                say(report, cluster, server.path.clone(), "DNS server", server.address);
            }
        }
    }
}

fn say(report: &mut Report, cluster: &Cluster, path: String, what: &str, address: IpAddr) {
    let holds = |it: &&Ranged| it.net.contains(&address);
    let pods = cluster.pod_cidrs.iter().find(holds).map(|it| ("pod", it));
    let services = || cluster.service_cidrs.iter().find(holds).map(|it| ("service", it));
    if let Some((kind, range)) = pods.or_else(services) {
        let message = format!(
            "{what} `{address}` is inside {kind} CIDR `{}` of cluster `{}`",
            range.net, cluster.spec.name
        );
        report
            .at(path, message)
            .help(format!("choose another {kind} CIDR, or another address"))
            .related(&range.path, format!("the {kind} CIDR"));
    }
}

/// The address in a link such as `http://10.0.0.4:3128/`.
fn host_of(url: &str) -> Option<IpAddr> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('/').next()?;
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    if let Some(v6) = rest.strip_prefix('[') {
        return parse_address(v6.split_once(']')?.0).ok();
    }
    parse_address(rest.split(':').next()?).ok()
}
