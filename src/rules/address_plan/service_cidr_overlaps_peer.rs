use super::remedy::{move_services, report_conflicts};
use crate::layout::Relation;
use crate::rules::{Context, Report, rule};

rule! {
    /// The service CIDR overlaps a peered network or a range that exists elsewhere.
    ///
    /// # Why
    ///
    /// Pods reach the service and never the machine behind the peering, the VPN or ExpressRoute:
    /// their packets do not leave the cluster. Azure does not look there, and the range can't be
    /// moved once the cluster is made.
    ///
    /// ```json,fails
    /// { "addressBook": [{ "name": "office", "cidr": "10.0.0.0/12" }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "peerings": ["hub"] }, { "name": "hub", "addressPrefixes": ["10.0.0.0/20"] }] }
    /// ```
    /// ```json,passes
    /// { "addressBook": [{ "name": "office", "cidr": "10.16.0.0/12" }] }
    /// ```
    "service-cidr-overlaps-peer", Warning, AddressPlan, IP_PLANNING,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let help = "choose a service CIDR that nothing the cluster reaches has";
    report_conflicts(cx, report, Relation::ServiceAndPeer, help, move_services);
    report_conflicts(cx, report, Relation::ServiceAndForeign, help, move_services);
}
