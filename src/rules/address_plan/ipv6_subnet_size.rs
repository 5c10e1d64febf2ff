use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;
use ipnet::{IpNet, Ipv6Net};

rule! {
    /// An IPv6 subnet is no /64.
    ///
    /// Azure takes IPv6 ranges of a subnet at exactly this length.
    ///
    /// # Why
    ///
    /// Azure refuses every other length. A /64 is never full, so nothing is to be planned there.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{
    ///     "addressPrefixes": ["10.240.0.0/16", "fd00:db8::/48"],
    ///     "subnets": [{ "addressPrefix": null, "addressPrefixes": ["10.240.0.0/22", "fd00:db8:0:1::/80"] }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{
    ///     "addressPrefixes": ["10.240.0.0/16", "fd00:db8::/48"],
    ///     "subnets": [{ "addressPrefix": null, "addressPrefixes": ["10.240.0.0/22", "fd00:db8:0:1::/64"] }] }] }
    /// ```
    "ipv6-subnet-size", Error, AddressPlan, VNET_FAQ,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let wanted = limits::SUBNET_PREFIX_V6.value;
    for (_, subnet) in cx.net.subnets() {
        for range in &subnet.prefixes {
            let IpNet::V6(net) = range.net else { continue };
            if net.prefix_len() == wanted {
                continue;
            }
            let name = quoted(&subnet.spec.name);
            let finding = report
                .at(&range.path, format!("IPv6 range `{net}` of subnet {name} is no /{wanted}"));
            finding.help(format!("make it a /{wanted}"));
            if let Ok(new) = Ipv6Net::new(net.network(), wanted) {
                let new = new.trunc().to_string();
                finding.fix_set(format!("make it {new}"), &range.path, new);
            }
        }
    }
}
