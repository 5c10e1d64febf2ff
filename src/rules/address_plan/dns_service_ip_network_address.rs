use super::dns::{Dns, use_tenth};
use crate::rules::{Context, Report, rule};

rule! {
    /// The DNS service address is the network address of the service CIDR.
    ///
    /// # Why
    ///
    /// Kubernetes gives that address to no service: the DNS service is not made, and no pod
    /// resolves a name. The service takes some such clusters, which then never work.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "dnsServiceIP": "10.0.0.0" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "dnsServiceIP": "10.0.0.10" } }] }
    /// ```
    "dns-service-ip-network-address", Error, AddressPlan, IP_PLANNING,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for Dns { cluster, address, services, path, .. } in super::dns::all(cx) {
        if services.net.network() == address {
            let message = format!(
                "DNS service address `{address}` is the network address of `{}`, which no service \
                 gets",
                services.net
            );
            let finding = report.at(path, message);
            finding.help("choose a later address, usually the tenth");
            use_tenth(cluster, services, finding);
        }
    }
}
