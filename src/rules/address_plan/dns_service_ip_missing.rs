use super::dns::{Dns, use_tenth};
use crate::rules::{Context, Report, rule};

rule! {
    /// The service CIDR is given without a DNS service address in it.
    ///
    /// Where no DNS service address is given Azure takes `10.0.0.10`, whatever the service CIDR is.
    /// Terraform takes both or none.
    ///
    /// # Why
    ///
    /// The service refuses an address outside the range. One that happens to fit today breaks when
    /// somebody changes the range.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.1.0.0/16" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.1.0.0/16", "dnsServiceIP": "10.1.0.10" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.0.0.0/20" } }] }
    /// ```
    "dns-service-ip-missing", Error, AddressPlan, REST_SPEC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for Dns { cluster, address, services, path, assumed } in super::dns::all(cx) {
        if !assumed || services.net.contains(&address) {
            continue;
        }
        let message = format!(
            "service CIDR `{}` is given without a DNS service address, and Azure's default \
             `{address}` is not in it",
            services.net
        );
        let finding = report.at(path, message);
        finding.help("give `dnsServiceIP` an address of the service CIDR, usually the tenth");
        finding.related(&services.path, "the service CIDR");
        use_tenth(cluster, services, finding);
    }
}
