use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};
use ipnet::IpNet;

rule! {
    /// A cluster's network has a range larger than a /8.
    ///
    /// AKS documents /8 as the largest network for a cluster, while the network itself may be
    /// larger.
    ///
    /// # Why
    ///
    /// What is past the documented size was not tested by Azure: the cluster may work, and support
    /// may end there.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["8.0.0.0/6"], "subnets": [{ "addressPrefix": "11.0.0.0/22" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.240.0.0/12"] }] ,
    ///   "clusters": [{ "networkProfile": { "podCidr": "192.168.0.0/16" } }] }
    /// ```
    "network-larger-than-8", Warning, AddressPlan, LEGACY_CNI,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let used: std::collections::HashSet<usize> =
        cx.net.clusters.iter().filter_map(|it| it.network).collect();
    for (_, network) in cx.net.networks.iter().enumerate().filter(|(at, _)| used.contains(at)) {
        for range in &network.prefixes {
            let IpNet::V4(net) = range.net else { continue };
            if net.prefix_len() < limits::NETWORK_MIN_PREFIX.value {
                let name = &network.spec.name;
                report
                    .at(&range.path, format!("`{net}` of virtual network `{name}` is above a /8"))
                    .help("AKS documents /8 as the largest: give the network smaller ranges");
            }
        }
    }
}
