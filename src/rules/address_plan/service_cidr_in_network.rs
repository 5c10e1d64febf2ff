use super::remedy::{move_services, report_conflicts};
use crate::layout::Relation;
use crate::rules::{Context, Report, rule};

rule! {
    /// The service CIDR is in the network's address space, on no subnet.
    ///
    /// The documentation says two things on one page: that the service CIDR must not be in the
    /// network's address space, and that space of it that nothing uses is possible but not
    /// recommended. Azure accepts it today. Whoever adds a subnet there later makes machines that
    /// pods can't reach, and the range can't be moved once the cluster is made.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.240.128.0/20", "dnsServiceIP": "10.240.128.10" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.1.0.0/20", "dnsServiceIP": "10.1.0.10" } }] }
    /// ```
    "service-cidr-in-network", Warning, AddressPlan, LEGACY_CNI,
    aliases: ["service address range is overlapping a vNet address range"]
}

fn check(cx: &Context, report: &mut Report) {
    let help = "choose a service CIDR outside the network: the same page says the range must not be in it, and that one in unused space is possible though not recommended";
    report_conflicts(cx, report, Relation::ServiceAndNetwork, help, move_services);
}
