use super::remedy::move_pods;
use crate::finding::Severity;
use crate::layout::{Conflict, Relation};
use crate::model::NetworkPlugin;
use crate::rules::{Context, Report, rule};

rule! {
    /// The pod CIDR overlaps the cluster's virtual network.
    ///
    /// Pods of an overlay or kubenet cluster have addresses that only the cluster knows. The default
    /// `10.244.0.0/16` counts too: an overlay cluster in a network `10.0.0.0/8` needs another pod CIDR.
    ///
    /// With overlay the service compares the pod CIDR with the whole network. With kubenet it compares
    /// it with the subnets alone; in space that no subnet uses it is a warning, because pods will not
    /// reach what comes to stand there.
    ///
    /// # Why
    ///
    /// A node could not tell a pod from a machine of the network. The service refuses the cluster.
    ///
    /// # Decided
    ///
    /// The template of AKS-Construction has pod CIDR `10.240.100.0/22` inside its network
    /// `10.240.0.0/16` by default. The service refuses that with `NetworkProfileCIDROverlapVNET`,
    /// so it is an error here.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.240.128.0/17" } }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.128.0.0/9"] }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.128.0.0/9"] }],
    ///   "clusters": [{ "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "192.168.0.0/17" } }] }
    /// ```
    "pod-cidr-overlaps-network", Error, AddressPlan, CNI_OVERLAY,
    aliases: ["NetworkProfileCIDROverlapVNET", "PodCidrOverlapExistingSubnetsCidr"]
}

fn check(cx: &Context, report: &mut Report) {
    for conflict in cx.layout.conflicts_of(Relation::PodAndNetwork) {
        let (pods, network) = (&conflict.a, &conflict.b);
        let is_full = report.is_full();
        let finding = report.at(&pods.path, format!("{pods} overlaps {network}"));
        finding
            .help("choose a pod CIDR outside the virtual network and everything it reaches")
            .related(&network.path, network.to_string());
        if is_unused_space_of_kubenet(cx, conflict) {
            finding.severity(Severity::Warning);
        }
        if !is_full {
            move_pods(cx, conflict, finding);
        }
    }
}

/// Whether the cluster is of kubenet, and no subnet of its network is where its pods are.
fn is_unused_space_of_kubenet(cx: &Context, conflict: &Conflict) -> bool {
    let Some(cluster) = cx.net.clusters.get(conflict.a.owner as usize) else { return false };
    let network = conflict.b.owner as usize;
    let pods = &conflict.a.cidr;
    let on_subnet = |cidr: &ipnet::IpNet| cidr.contains(pods) || pods.contains(cidr);
    cluster.plugin == NetworkPlugin::Kubenet
        && !cx
            .net
            .subnets()
            .filter(|(at, _)| at.network == network)
            .any(|(_, subnet)| subnet.ipv4().is_some_and(|it| on_subnet(&ipnet::IpNet::V4(it))))
}
