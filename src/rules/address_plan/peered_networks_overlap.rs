use super::remedy::{no_fix, report_conflicts};
use crate::layout::Relation;
use crate::rules::{Context, Report, rule};

rule! {
    /// Two networks overlap and are to be peered.
    ///
    /// Between peered networks an address must be in one of them only. Azure refuses the peering.
    ///
    /// # Why
    ///
    /// It is refused after both networks were made, when machines may be in them; renumbering then
    /// means to make them anew.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "peerings": ["hub"] }, { "name": "hub", "addressPrefixes": ["10.240.128.0/20"] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "peerings": ["hub"] }, { "name": "hub", "addressPrefixes": ["10.200.0.0/20"] }] }
    /// ```
    "peered-networks-overlap", Error, AddressPlan, VNET_FAQ,
    aliases: ["VnetAddressSpacesOverlap"]
}

fn check(cx: &Context, report: &mut Report) {
    let help = "give one of the networks another address space";
    report_conflicts(cx, report, Relation::PeeredNetworks, help, no_fix);
}
