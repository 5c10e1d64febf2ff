use super::dns::{Dns, use_tenth};
use crate::azure_facts::defaults;
use crate::net::host;
use crate::rules::{Context, Report, rule};

rule! {
    /// The DNS service address is not the tenth of the service CIDR.
    ///
    /// Azure takes any address of the service CIDR but the first, the last and the network's.
    ///
    /// # Why
    ///
    /// Nothing breaks. But manifests with a fixed address, and people who look for DNS at `.10`,
    /// find nothing there.
    ///
    /// # Decided
    ///
    /// Cluster API refuses any but the tenth address. The service takes it, so it is information.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "dnsServiceIP": "10.0.0.53" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "dnsServiceIP": "10.0.0.10" } }] }
    /// ```
    "dns-service-ip-unusual", Info, AddressPlan, IP_PLANNING,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for Dns { cluster, address, services, path, assumed } in super::dns::all(cx) {
        let tenth = host(&services.net, defaults::DNS_SERVICE_OFFSET.value);
        // Those that can't be used at all have rules of their own.
        let is_usable = services.net.contains(&address)
            && ![services.net.network(), services.net.broadcast()].contains(&address)
            && host(&services.net, 1) != Some(address);
        if assumed || !is_usable || tenth.is_none_or(|it| it == address) {
            continue;
        }
        let message = format!(
            "DNS service address `{address}` is not the tenth of service CIDR `{}`",
            services.net
        );
        let finding = report.at(path, message);
        finding.help("use the tenth unless something else has it");
        use_tenth(cluster, services, finding);
    }
}
