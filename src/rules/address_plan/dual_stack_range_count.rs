use super::families::{Family, takes_two_families};
use crate::finding::set;
use crate::rules::{Context, Report, rule};
use crate::text::{count, quoted};
use serde_json::json;

rule! {
    /// A cluster has too many or too few ranges for its address families.
    ///
    /// There is one pod CIDR and one service CIDR for each family: with IPv4 alone one, in a
    /// dual-stack cluster two, of which one is IPv4 and one IPv6.
    ///
    /// # Why
    ///
    /// The service refuses the cluster, and ranges can't be added once it is made.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidrs": ["10.244.0.0/16", "10.245.0.0/16"] } }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{
    ///     "addressPrefixes": ["10.240.0.0/16", "fd00:db8::/48"],
    ///     "subnets": [{ "addressPrefix": null, "addressPrefixes": ["10.240.0.0/22", "fd00:db8:0:1::/64"] }] }],
    ///   "clusters": [{ "networkProfile": { "ipFamilies": ["IPv4", "IPv6"], "serviceCidrs": ["10.0.0.0/16"] } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{
    ///     "addressPrefixes": ["10.240.0.0/16", "fd00:db8::/48"],
    ///     "subnets": [{ "addressPrefix": null, "addressPrefixes": ["10.240.0.0/22", "fd00:db8:0:1::/64"] }] }],
    ///   "clusters": [{ "networkProfile": { "ipFamilies": ["IPv4", "IPv6"],
    ///     "serviceCidrs": ["10.0.0.0/16", "fd12:3456:789a:1::/108"] } }] }
    /// ```
    "dual-stack-range-count", Error, AddressPlan, CONFIGURE_OVERLAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let dual_stack = cluster.is_dual_stack();
        // Of one that can't be dual-stack another rule tells.
        if dual_stack && !takes_two_families(cluster) {
            continue;
        }
        for family in Family::both(cluster) {
            let of =
                |v4: bool| family.ranges.iter().filter(move |it| it.net.network().is_ipv4() == v4);
            let (ipv4, ipv6) = (of(true).count(), of(false).count());
            let is_right = ipv4 == 1 && ipv6 == usize::from(dual_stack);
            // Those that can't be read have other rules.
            if is_right
                || family.ranges.is_empty()
                || family.ranges.len() < family.typed
                || family.ranges.iter().any(|it| it.assumed)
            {
                continue;
            }
            let name = quoted(&cluster.spec.name);
            let wanted = if dual_stack { "one IPv4 and one IPv6" } else { "one IPv4" };
            let message = format!(
                "cluster {name} has {} and {}, and needs {wanted}",
                count(i64::try_from(ipv4).unwrap_or(i64::MAX), &format!("IPv4 {}", family.what)),
                count(i64::try_from(ipv6).unwrap_or(i64::MAX), &format!("IPv6 {}", family.what)),
            );
            let path = cluster.network_path(family.list);
            let finding = report.at(&path, message);
            finding.help(format!("list {wanted} range in `{}`", family.list));
            let mut kept: Vec<String> = of(true).take(1).map(|it| it.net.to_string()).collect();
            if kept.is_empty() {
                kept.push(family.default_v4.to_string());
            }
            if dual_stack {
                let ipv6_range = of(false).next().map(|it| it.net.to_string());
                kept.push(ipv6_range.unwrap_or_else(|| family.default_v6.to_string()));
            }
            let title = format!("set `{}` to {}", family.list, kept.join(", "));
            let first = kept.first().cloned().unwrap_or_default();
            let mut operations = vec![set(&path, json!(kept))];
            if family.has_single {
                operations.push(set(cluster.network_path(family.single), first));
            }
            finding.fix(title, operations);
        }
    }
}
