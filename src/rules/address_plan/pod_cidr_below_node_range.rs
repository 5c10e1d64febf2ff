use super::remedy::set_pods;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;
use ipnet::IpNet;

rule! {
    /// The pod CIDR is smaller than the /24 that one node takes.
    ///
    /// With overlay and kubenet every node takes a /24, however few pods it has.
    ///
    /// # Why
    ///
    /// The first node has no range for its pods, so the cluster is refused or never ready.
    ///
    /// # Decided
    ///
    /// aks-engine refused a whole /24 as well, even for one node. The service takes it, so only
    /// what is smaller than a /24 is an error; whether there is room for all nodes is counted by
    /// `pod-cidr-too-small`.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.244.0.0/25" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.244.0.0/20" } }] }
    /// ```
    "pod-cidr-below-node-range", Error, AddressPlan, CNI_OVERLAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for pods in cx.layout.pod_cidrs.iter().filter(|it| it.nodes_possible == 0) {
        let Some(cluster) = cx.net.clusters.get(pods.cluster_index) else { continue };
        let name = quoted(&cluster.spec.name);
        let prefix = pods.smallest_prefix.unwrap_or(16).min(16);
        let message = format!(
            "pod CIDR `{}` of cluster {name} is smaller than the /{} that one node takes",
            pods.cidr, pods.per_node
        );
        let finding = report.at(&pods.path, message);
        finding.help(format!("make it a /{prefix}, which leaves room to grow"));
        set_pods(cx, cluster, &IpNet::V4(pods.cidr), prefix, finding);
    }
}
