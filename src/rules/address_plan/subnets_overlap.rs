use super::remedy::resize_subnet;
use crate::layout::{RangeKind, Relation};
use crate::lower::SubnetAt;
use crate::rules::{Context, Report, rule};
use std::collections::HashMap;

rule! {
    /// Two subnets of a network overlap.
    ///
    /// Every address of a network is in one subnet at most.
    ///
    /// # Why
    ///
    /// Azure refuses the second subnet, and by then the first steps of a script are done. Which
    /// route and which security group held for an address would be open.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "more", "addressPrefix": "10.240.2.0/24" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "more", "addressPrefix": "10.240.4.0/24" }] }] }
    /// ```
    "subnets-overlap", Error, AddressPlan, VNET_FAQ,
    aliases: [
        "NetcfgSubnetRangesOverlap", "NetcfgInvalidSubnet", "SubnetCidrOverlapExistingSubnetsCidr",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    let prefixes = cx.net.subnets().flat_map(|(at, it)| {
        it.prefixes.iter().map(move |prefix| (prefix.path.as_str(), (at, prefix.net)))
    });
    let places: HashMap<&str, (SubnetAt, ipnet::IpNet)> = prefixes.collect();
    for conflict in cx.layout.conflicts_of(Relation::SubnetAndSubnet) {
        if conflict.b.kind == RangeKind::Estate {
            let (own, other) = (&conflict.a, &conflict.b);
            let finding = report.at(&own.path, format!("{own} overlaps {other}"));
            finding.help("give it a range of the network that is free");
            continue;
        }
        let place = |path: &str| places.get(path).copied();
        let (Some(a), Some(b)) = (place(&conflict.a.path), place(&conflict.b.path)) else {
            continue;
        };
        // Several ranges of one subnet have a rule of their own.
        if a.0 == b.0 {
            continue;
        }
        // The one that is later in the plan makes room for the one before it.
        let ((at, net), own, other) =
            if a.0 > b.0 { (a, &conflict.a, &conflict.b) } else { (b, &conflict.b, &conflict.a) };
        let is_full = report.is_full();
        let finding = report.at(&own.path, format!("{own} overlaps {other}"));
        finding
            .help("give one of them a range that is free")
            .related(&other.path, other.to_string());
        if !is_full && net.network().is_ipv4() {
            resize_subnet(cx, at, net.prefix_len(), finding);
        }
    }
}
