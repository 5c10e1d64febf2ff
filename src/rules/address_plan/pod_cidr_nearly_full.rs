use crate::finding::Severity;
use crate::model::NetworkPlugin;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The planned nodes take nearly all of the pod CIDR.
    ///
    /// The pod CIDR of a kubenet cluster can't be changed. That of an overlay can be extended to a
    /// range around it, by clusters without Windows nodes, where the space around it is free.
    ///
    /// # Why
    ///
    /// When it is full no node can be added, at the moment when the load asks for it, and an
    /// upgrade stops for want of its extra node.
    ///
    /// # Arithmetic
    ///
    /// A /21 holds 2^(24 - 21) = **8** nodes, and 3 + 1 + 3 + 1 = **8** are planned.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.244.0.0/21" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.244.0.0/18" } }] }
    /// ```
    "pod-cidr-nearly-full", Warning, AddressPlan, CNI_OVERLAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for pods in &cx.layout.pod_cidrs {
        let (planned, possible) = (pods.nodes_planned, pods.nodes_possible);
        // A fifth free is room enough.
        if planned > possible || planned.saturating_mul(5) <= possible.saturating_mul(4) {
            continue;
        }
        let Some(cluster) = cx.net.clusters.get(pods.cluster_index) else { continue };
        let message = format!(
            "pod CIDR `{}` of cluster {} has ranges for {possible} nodes, and {planned} are \
             planned, surge nodes included",
            pods.cidr,
            quoted(&cluster.spec.name),
        );
        let finding = report.at(&pods.path, message);
        if cluster.plugin == NetworkPlugin::Kubenet {
            finding.help("choose a larger one now: it can't be changed once the cluster is made");
        } else {
            finding.help("choose a larger one now, or keep the space around it free");
            finding.severity(Severity::Info);
        }
    }
}
