use super::remedy::{move_pods, report_conflicts};
use crate::layout::Relation;
use crate::rules::{Context, Report, rule};

rule! {
    /// The pod CIDR overlaps a peered network or a range that exists elsewhere.
    ///
    /// # Why
    ///
    /// Packets to such an address stay among the pods and never reach the machine that has it.
    /// Azure does not look there.
    ///
    /// ```json,fails
    /// { "addressBook": [{ "name": "partner", "cidr": "10.244.7.0/24", "kind": "external" }] }
    /// ```
    /// ```json,passes
    /// { "addressBook": [{ "name": "partner", "cidr": "192.168.7.0/24", "kind": "external" }] }
    /// ```
    "pod-cidr-overlaps-peer", Warning, AddressPlan, CNI_OVERLAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let help = "choose a pod CIDR that nothing the cluster reaches has";
    report_conflicts(cx, report, Relation::PodAndPeer, help, move_pods);
    report_conflicts(cx, report, Relation::PodAndForeign, help, move_pods);
}
