use super::remedy::{move_services, report_conflicts};
use crate::layout::Relation;
use crate::rules::{Context, Report, rule};

rule! {
    /// The pod CIDR and the service CIDR of a cluster overlap.
    ///
    /// An address would be a pod's and a service's at once, and traffic to the pod is lost.
    ///
    /// # Why
    ///
    /// Which pods are lost differs from day to day, so the fault is hard to find. Not every network
    /// plugin is refused by the service for it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.0.0.0/14" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.4.0.0/14" } }] }
    /// ```
    "pod-cidr-overlaps-service-cidr", Error, AddressPlan, CNI_OVERLAY,
    aliases: ["PodCidrOverlapServiceCidr"]
}

fn check(cx: &Context, report: &mut Report) {
    let help = "choose a service CIDR outside the pod CIDR";
    report_conflicts(cx, report, Relation::PodAndService, help, move_services);
}
