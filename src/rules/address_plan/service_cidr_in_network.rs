use super::remedy::{move_services, report_conflicts};
use crate::layout::Relation;
use crate::rules::{Context, Report, rule};

rule! {
    /// The service CIDR is in the network's address space, on no subnet.
    ///
    /// Told where the service CIDR lies in space of the network that no subnet uses; in a subnet it
    /// is an error.
    ///
    /// # Why
    ///
    /// Azure accepts it, so nobody notices, until a subnet is made there and its machines can't be
    /// reached from any pod. The range can't be moved once the cluster is made.
    ///
    /// # Decided
    ///
    /// One page says both that the service CIDR must not be in the network's address space and that
    /// space which nothing uses is possible, though not recommended. Azure accepts it today, so it
    /// is a warning.
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
    let help = "choose a service CIDR outside the network: `IP address planning for AKS` of 2026-04-16 says on one page that the range must not be in it, and that one in unused space is possible though not recommended";
    report_conflicts(cx, report, Relation::ServiceAndNetwork, help, move_services);
}
