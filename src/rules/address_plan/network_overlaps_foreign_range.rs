use super::remedy::{no_fix, report_conflicts};
use crate::layout::Relation;
use crate::rules::{Context, Report, rule};

rule! {
    /// A network overlaps a range that exists elsewhere.
    ///
    /// Azure makes the network.
    ///
    /// # Why
    ///
    /// What has the same addresses on premises or with a partner can't be reached from it, and it
    /// can't be reached from there. Space that is set aside within a network is no conflict as long
    /// as no subnet is in it.
    ///
    /// ```json,fails
    /// { "addressBook": [{ "name": "headquarters", "cidr": "10.240.0.0/14" }] }
    /// ```
    /// ```json,passes
    /// { "addressBook": [{ "name": "later", "cidr": "10.240.128.0/17", "kind": "reserved" }] }
    /// ```
    "network-overlaps-foreign-range", Warning, AddressPlan, IP_PLANNING,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let help = "give the network another address space, or correct the address book";
    report_conflicts(cx, report, Relation::NetworkAndForeign, help, no_fix);
}
