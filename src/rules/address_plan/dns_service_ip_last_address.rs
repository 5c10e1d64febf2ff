use super::dns::{Dns, use_tenth};
use crate::rules::{Context, Report, rule};

rule! {
    /// The DNS service address is the last one of the service CIDR.
    ///
    /// It is the broadcast address, which Kubernetes gives to no service of an IPv4 range.
    ///
    /// # Why
    ///
    /// A cluster whose DNS has no address resolves no name.
    ///
    /// # Decided
    ///
    /// Documents speak of the first address alone. The service has an error of its own for the
    /// last, `DnsBroadcastAddressConflicting`, so it is an error here.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "dnsServiceIP": "10.0.255.255" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "dnsServiceIP": "10.0.0.10" } }] }
    /// ```
    "dns-service-ip-last-address", Error, AddressPlan, IP_PLANNING,
    aliases: ["DnsBroadcastAddressConflicting"]
}

fn check(cx: &Context, report: &mut Report) {
    for Dns { cluster, address, services, path, .. } in super::dns::all(cx) {
        if address.is_ipv4() && services.net.broadcast() == address {
            let message =
                format!("DNS service address `{address}` is the last of `{}`", services.net);
            let finding = report.at(path, message);
            finding.help("choose an earlier address, usually the tenth");
            use_tenth(cluster, services, finding);
        }
    }
}
