use super::remedy::set_pods;
use crate::layout::PodCidrLayout;
use crate::lower::Cluster;
use crate::rules::{Context, Report, rule};
use crate::text::{grouped, listed, quoted};
use ipnet::IpNet;

rule! {
    /// The pod CIDR has fewer ranges than the cluster has nodes.
    ///
    /// With overlay and kubenet every node takes a /24 of the pod CIDR, whatever its `maxPods`. The
    /// service counts, when the cluster is made, all pools with the autoscaler's maximum and the
    /// surge nodes of an upgrade. A /16 holds 256 nodes, a /14 1,024.
    ///
    /// # Why
    ///
    /// The service refuses the cluster when it is made. One that it took would stop growing in the
    /// middle of its autoscaler's range.
    ///
    /// # Arithmetic
    ///
    /// (nodes + surge nodes) × 256. In the first example (3 + 1 + 3 + 1) × 256 = **2,048**; a /22
    /// has 2^(32 - 22) = **1,024**. In the second the autoscaler may make 250 nodes, whose tenth
    /// are 25: **279** × 256 = **71,424**. A /16 holds 256 nodes, a /14 1,024.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.244.0.0/22" } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, { "enableAutoScaling": true, "minCount": 3, "maxCount": 250 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.244.0.0/21" } }] }
    /// ```
    "pod-cidr-too-small", Error, AddressPlan, CNI_OVERLAY,
    aliases: [
        "InsufficientPodCidr", "InsufficientSubnetSize",
        "Subnet Name networkProfile.podCIDR",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for pods in &cx.layout.pod_cidrs {
        // One that is too small for any node has a rule of its own.
        if pods.nodes_planned <= pods.nodes_possible || pods.nodes_possible == 0 {
            continue;
        }
        let Some(cluster) = cx.net.clusters.get(pods.cluster_index) else { continue };
        let is_full = report.is_full();
        let finding = report.at(&pods.path, message(cluster, pods));
        match pods.smallest_prefix {
            Some(prefix) => {
                finding
                    .help(format!("make the pod CIDR a /{prefix} or larger, or plan fewer nodes"));
                if !is_full {
                    set_pods(cx, cluster, &IpNet::V4(pods.cidr), prefix, finding);
                }
            }
            None => {
                finding.help("no pod CIDR is that large: plan fewer nodes");
            }
        }
        for pool in cluster.pools.iter().take(9) {
            finding.related(&pool.path, format!("pool {}", quoted(&pool.spec.name)));
        }
    }
}

/// `needs 2,048: 8 nodes x 256 (3 + 1 surge in pool system, …); 1,024 in 10.244.0.0/22`.
fn message(cluster: &Cluster, pods: &PodCidrLayout) -> String {
    let number = |it: u64| grouped(i64::try_from(it).unwrap_or(i64::MAX));
    let term = |it: &crate::lower::Pool| {
        format!("{} + {} surge in pool {}", it.nodes, it.surge, it.spec.name)
    };
    let mut terms: Vec<String> = cluster.pools.iter().take(5).map(term).collect();
    if cluster.pools.len() > 5 {
        terms.push(format!("{} more pools", cluster.pools.len() - 5));
    }
    format!(
        "cluster {} needs {}: {} nodes x 256 ({}); {} in pod CIDR {}",
        quoted(&cluster.spec.name),
        number(pods.nodes_planned.saturating_mul(256)),
        number(pods.nodes_planned),
        listed(&terms),
        number(pods.nodes_possible.saturating_mul(256)),
        pods.cidr
    )
}
