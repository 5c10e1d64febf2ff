use super::dns::{Dns, use_tenth};
use crate::rules::{Context, Report, rule};

rule! {
    /// The DNS service address is not in the service CIDR.
    ///
    /// The cluster's DNS is a service, so its address must be one of the services'.
    ///
    /// # Why
    ///
    /// Pods look for DNS at that address. No service could have it, so no name would be resolved in
    /// the cluster.
    ///
    /// # Decided
    ///
    /// az takes an address outside the service CIDR. The service refuses it with
    /// `DnsServiceIpOutOfServiceCidr`, so it is an error here.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.1.0.0/16", "dnsServiceIP": "10.0.0.10" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.1.0.0/16", "dnsServiceIP": "10.1.0.10" } }] }
    /// ```
    "dns-service-ip-outside-service-cidr", Error, AddressPlan, IP_PLANNING,
    aliases: ["DnsServiceIpOutOfServiceCidr"]
}

fn check(cx: &Context, report: &mut Report) {
    for Dns { cluster, address, services, path, assumed } in super::dns::all(cx) {
        if assumed || services.net.contains(&address) {
            continue;
        }
        let message =
            format!("DNS service address `{address}` is not in service CIDR `{}`", services.net);
        let finding = report.at(path, message);
        finding.help("choose an address of the service CIDR, usually the tenth");
        finding.related(&services.path, "the service CIDR");
        use_tenth(cluster, services, finding);
    }
}
