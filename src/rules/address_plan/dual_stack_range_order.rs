use super::families::Family;
use crate::model::IpFamily;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;
use serde_json::json;

rule! {
    /// The ranges of a dual-stack cluster are in another order than its families.
    ///
    /// The first range belongs to the first of `ipFamilies`, which is IPv4.
    ///
    /// # Why
    ///
    /// The service takes ranges by their place in the list. In another order it refuses the
    /// cluster.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{
    ///     "addressPrefixes": ["10.240.0.0/16", "fd00:db8::/48"],
    ///     "subnets": [{ "addressPrefix": null, "addressPrefixes": ["10.240.0.0/22", "fd00:db8:0:1::/64"] }] }],
    ///   "clusters": [{ "networkProfile": { "ipFamilies": ["IPv4", "IPv6"],
    ///     "podCidrs": ["fd12:3456:789a::/64", "10.244.0.0/16"] } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{
    ///     "addressPrefixes": ["10.240.0.0/16", "fd00:db8::/48"],
    ///     "subnets": [{ "addressPrefix": null, "addressPrefixes": ["10.240.0.0/22", "fd00:db8:0:1::/64"] }] }],
    ///   "clusters": [{ "networkProfile": { "ipFamilies": ["IPv4", "IPv6"],
    ///     "podCidrs": ["10.244.0.0/16", "fd12:3456:789a::/64"] } }] }
    /// ```
    "dual-stack-range-order", Error, AddressPlan, CONFIGURE_OVERLAY,
    aliases: ["UnexpectedIPVersionCIDR"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.is_dual_stack()) {
        let families = &cluster.spec.network_profile.ip_families;
        let v4_first = families.first() != Some(&IpFamily::Ipv6);
        for family in Family::both(cluster) {
            let [first, second] = family.ranges else { continue };
            let is_v4 = |it: &crate::lower::Ranged| it.net.network().is_ipv4();
            if is_v4(first) == is_v4(second) || is_v4(first) == v4_first {
                continue;
            }
            let name = quoted(&cluster.spec.name);
            let wanted = if v4_first { "IPv4" } else { "IPv6" };
            let message = format!(
                "the first {} of cluster {name} is `{}`, and the first of its families is {wanted}",
                family.what, first.net
            );
            let path = cluster.network_path(family.list);
            let finding = report.at(&path, message);
            finding.help(format!("list the {wanted} range first"));
            if !family.has_single {
                let turned = json!([second.net.to_string(), first.net.to_string()]);
                finding.fix_set("turn the two around", path, turned);
            }
        }
    }
}
