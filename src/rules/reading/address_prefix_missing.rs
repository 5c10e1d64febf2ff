use crate::finding::Severity;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The address prefix of a network or subnet is missing.
    ///
    /// A new network needs its address space and a new subnet its range. What exists has them, but
    /// unless the plan says which, nothing can be said about room and overlaps.
    ///
    /// # Why
    ///
    /// az takes `10.0.0.0/16` and the like by itself, and the next network made so overlaps the
    /// first.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "more" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "more", "addressPrefix": "10.240.8.0/24" }] }] }
    /// ```
    "address-prefix-missing", Error, Reading, VNET_FAQ,
    aliases: ["NetcfgInvalidSubnet"]
}

fn check(cx: &Context, report: &mut Report) {
    for network in &cx.net.networks {
        if network.spec.address_prefixes.is_empty() {
            missing(
                report,
                format!("{}/addressPrefixes", network.path),
                &format!("virtual network {}", quoted(&network.spec.name)),
                network.spec.existing,
            );
        }
        for subnet in &network.subnets {
            let spec = subnet.spec;
            if spec.address_prefix.is_none() && spec.address_prefixes.is_empty() {
                missing(
                    report,
                    format!("{}/addressPrefix", subnet.path),
                    &format!("subnet {}", quoted(&spec.name)),
                    spec.existing || network.spec.existing,
                );
            }
        }
    }
}

fn missing(report: &mut Report, path: String, what: &str, existing: bool) {
    if existing {
        report
            .at(path, format!("the range of {what} is not in the plan: its room can't be checked"))
            .help("add the range that it has")
            .severity(Severity::Info);
    } else {
        report.at(path, format!("{what} has no range")).help("give a range such as `10.0.0.0/16`");
    }
}
