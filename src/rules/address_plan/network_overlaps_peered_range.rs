use super::remedy::{no_fix, report_conflicts};
use crate::layout::Relation;
use crate::rules::{Context, Report, rule};

rule! {
    /// A network overlaps a peered network of the address book.
    ///
    /// Azure refuses to peer networks that overlap.
    ///
    /// # Why
    ///
    /// A packet for such an address could be meant for either side. Networks are hard to renumber
    /// once machines are in them, so this is best found before.
    ///
    /// ```json,fails
    /// { "addressBook": [{ "name": "hub", "cidr": "10.240.0.0/20", "kind": "peered" }] }
    /// ```
    /// ```json,passes
    /// { "addressBook": [{ "name": "hub", "cidr": "10.200.0.0/20", "kind": "peered" }] }
    /// ```
    "network-overlaps-peered-range", Error, AddressPlan, VNET_FAQ,
    aliases: ["VnetAddressSpacesOverlap"]
}

fn check(cx: &Context, report: &mut Report) {
    let help = "give the network another address space, or correct the address book";
    report_conflicts(cx, report, Relation::NetworkAndPeered, help, no_fix);
}
