use crate::azure_facts::ranges::PRIVATE;
use crate::layout::RangeKind;
use crate::rules::{Context, Report, rule};
use ipnet::IpNet;

rule! {
    /// A range is public address space.
    ///
    /// Private are `10.0.0.0/8`, `172.16.0.0/12`, `192.168.0.0/16` and `100.64.0.0/10`. Azure
    /// accepts others for networks; the documentation calls public pod CIDRs unsupported.
    ///
    /// # Why
    ///
    /// The machines on the internet that really have those addresses can't be reached any more,
    /// from nodes or from pods, and nothing says why.
    ///
    /// # Decided
    ///
    /// The template of AKS-Construction has service CIDR `172.10.0.0/16` by default, which is
    /// public. Azure takes it, so it is a warning and no error.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "172.10.0.0/16", "dnsServiceIP": "172.10.0.10" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "172.16.0.0/16", "dnsServiceIP": "172.16.0.10" } }] }
    /// ```
    "range-not-private", Warning, AddressPlan, VNET_FAQ,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let private: Vec<IpNet> = PRIVATE.value.iter().filter_map(|it| it.parse().ok()).collect();
    for range in &cx.layout.ranges {
        let is_own = matches!(
            range.kind,
            RangeKind::VirtualNetwork | RangeKind::PodCidr | RangeKind::ServiceCidr
        );
        let is_private = match range.cidr {
            IpNet::V4(_) => private.iter().any(|it| it.contains(&range.cidr)),
            IpNet::V6(net) => {
                net.network().is_unique_local() || range.kind == RangeKind::VirtualNetwork
            }
        };
        if is_own && !is_private {
            report
                .at(&range.path, format!("{range} is public address space"))
                .help("choose a range of `10.0.0.0/8`, `172.16.0.0/12`, `192.168.0.0/16` or `100.64.0.0/10`");
        }
    }
}
