use super::dns::{Dns, use_tenth};
use crate::net::host;
use crate::rules::{Context, Report, rule};

rule! {
    /// The DNS service address is the first one of the service CIDR.
    ///
    /// The first address is that of `kubernetes.default`, the API server as pods see it.
    ///
    /// # Why
    ///
    /// With the API server's address taken by DNS, pods reach neither. The service refuses the
    /// cluster.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "dnsServiceIP": "10.0.0.1" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "dnsServiceIP": "10.0.0.10" } }] }
    /// ```
    "dns-service-ip-first-address", Error, AddressPlan, IP_PLANNING,
    aliases: ["DnsServiceIpConflicting"]
}

fn check(cx: &Context, report: &mut Report) {
    for Dns { cluster, address, services, path, .. } in super::dns::all(cx) {
        if host(&services.net, 1) == Some(address) {
            let message = format!(
                "DNS service address `{address}` is the first of `{}`, which `kubernetes.default` \
                 takes",
                services.net
            );
            let finding = report.at(path, message);
            finding.help("choose a later address, usually the tenth");
            use_tenth(cluster, services, finding);
        }
    }
}
