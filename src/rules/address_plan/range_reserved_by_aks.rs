use super::remedy::{set_pods, set_services};
use crate::azure_facts::ranges::RESERVED_BY_AKS;
use crate::net::overlap;
use crate::rules::{Context, Report, rule};
use ipnet::IpNet;

rule! {
    /// A range of a cluster touches one that AKS keeps for itself.
    ///
    /// AKS takes no service CIDR, pod CIDR or virtual network with addresses of `169.254.0.0/16`,
    /// `172.30.0.0/16`, `172.31.0.0/16` or `192.0.2.0/24`. A range around one of these counts:
    /// `172.16.0.0/12` is refused.
    ///
    /// # Why
    ///
    /// Azure uses them on every node, for its metadata service and its own proxies: traffic to
    /// yours would end there. Since 2026-05-29 the service refuses pod ranges there too.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "172.30.0.0/20", "dnsServiceIP": "172.30.0.10" } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "172.16.0.0/12" } }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.240.0.0/16", "172.31.0.0/16"] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "172.16.0.0/13" } }] }
    /// ```
    "range-reserved-by-aks", Error, AddressPlan, CNI_OVERVIEW,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let mut networks_seen = std::collections::HashSet::new();
    for cluster in &cx.net.clusters {
        let name = &cluster.spec.name;
        for range in &cluster.service_cidrs {
            if let Some(reserved) = touched(&range.net) {
                let message = format!(
                    "service CIDR `{}` of cluster `{name}` touches `{reserved}`, which AKS keeps \
                     for itself",
                    range.net
                );
                let finding = report.at(&range.path, message);
                finding.help("choose a service CIDR apart from it");
                set_services(cx, cluster, &range.net, range.net.prefix_len(), finding);
            }
        }
        for range in &cluster.pod_cidrs {
            if let Some(reserved) = touched(&range.net) {
                let message = format!(
                    "pod CIDR `{}` of cluster `{name}` touches `{reserved}`, which AKS keeps for \
                     itself",
                    range.net
                );
                let finding = report.at(&range.path, message);
                finding.help("choose a pod CIDR apart from it");
                set_pods(cx, cluster, &range.net, range.net.prefix_len(), finding);
            }
        }
        let Some(at) = cluster.network.filter(|at| networks_seen.insert(*at)) else { continue };
        if let Some(network) = cx.net.networks.get(at) {
            for range in &network.prefixes {
                if let Some(reserved) = touched(&range.net) {
                    let message = format!(
                        "range `{}` of virtual network `{}` touches `{reserved}`, which AKS keeps \
                         for itself",
                        range.net, network.spec.name
                    );
                    report
                        .at(&range.path, message)
                        .help("give the network ranges apart from it")
                        .related(&cluster.path, format!("cluster `{name}` is in this network"));
                }
            }
        }
    }
}

fn touched(net: &IpNet) -> Option<&'static str> {
    let touches = |text: &&&str| text.parse().is_ok_and(|reserved| overlap(net, &reserved));
    RESERVED_BY_AKS.value.iter().find(touches).copied()
}
