use super::remedy::{move_pods, report_conflicts};
use crate::layout::Relation;
use crate::rules::{Context, Report, rule};

rule! {
    /// The pod CIDR overlaps the cluster's virtual network.
    ///
    /// Pods of an overlay or kubenet cluster have addresses that only the cluster knows. The default
    /// `10.244.0.0/16` counts too: a network `10.0.0.0/8` needs another pod CIDR.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.240.128.0/17" } }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.128.0.0/9"] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "192.168.0.0/17" } }] }
    /// ```
    "pod-cidr-overlaps-network", Error, AddressPlan, CNI_OVERLAY,
    aliases: ["NetworkProfileCIDROverlapVNET", "PodCidrOverlapExistingSubnetsCidr"]
}

fn check(cx: &Context, report: &mut Report) {
    let help = "choose a pod CIDR outside the virtual network and everything it reaches";
    report_conflicts(cx, report, Relation::PodAndNetwork, help, move_pods);
}
