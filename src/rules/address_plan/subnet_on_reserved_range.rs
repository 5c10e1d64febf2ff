use super::remedy::{no_fix, report_conflicts};
use crate::layout::Relation;
use crate::rules::{Context, Report, rule};

rule! {
    /// A subnet is in space that the address book sets aside.
    ///
    /// The address book names ranges that nobody is to use: set aside for a region, a partner, or
    /// for later.
    ///
    /// # Why
    ///
    /// Azure knows nothing of that and makes the subnet. The conflict shows when the range is
    /// needed, and by then machines have those addresses.
    ///
    /// ```json,fails
    /// { "addressBook": [{ "name": "later", "cidr": "10.240.2.0/24", "kind": "reserved" }] }
    /// ```
    /// ```json,passes
    /// { "addressBook": [{ "name": "later", "cidr": "10.240.128.0/17", "kind": "reserved" }] }
    /// ```
    "subnet-on-reserved-range", Warning, AddressPlan, IP_PLANNING,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let help = "move the subnet, or free the space in the address book";
    report_conflicts(cx, report, Relation::SubnetAndReserved, help, no_fix);
}
