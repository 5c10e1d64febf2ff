use crate::layout::Relation;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// Two ranges of a network's address space overlap.
    ///
    /// Every address of a network is in one range of its address space.
    ///
    /// # Why
    ///
    /// Azure refuses a network whose ranges lie over each other: which of them a subnet belongs to
    /// would be open.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.240.0.0/16", "10.240.8.0/21"] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.240.0.0/16", "10.241.0.0/16"] }] }
    /// ```
    "network-prefixes-overlap", Error, AddressPlan, VNET_FAQ,
    aliases: ["NetcfgInvalidVirtualNetworkSite"]
}

fn check(cx: &Context, report: &mut Report) {
    for conflict in cx.layout.conflicts_of(Relation::PrefixAndPrefix) {
        let (outer, inner) = (&conflict.a, &conflict.b);
        let message = format!(
            "range `{}` of virtual network {} is inside its range `{}`",
            inner.cidr,
            quoted(&inner.name),
            outer.cidr
        );
        report
            .at(&inner.path, message)
            .help("keep the larger range and take the other away")
            .related(&outer.path, "the larger range")
            .fix_remove(format!("take {} away", inner.cidr), &inner.path);
    }
}
