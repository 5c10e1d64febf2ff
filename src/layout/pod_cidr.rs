//! Pod CIDRs, cut into the ranges that nodes get.

use crate::azure_facts::limits;
use crate::lower::Lowered;
use crate::net;
use ipnet::{IpNet, Ipv4Net};
use serde::Serialize;

/// A range that pods have outside the virtual network, cut into ranges of nodes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct PodCidrLayout {
    /// The cluster's name.
    pub cluster: String,
    /// Where the range stands, or would stand, as a JSON Pointer.
    pub path: String,
    /// The range.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub cidr: Ipv4Net,
    /// Length of the range that each node gets.
    pub per_node: u8,
    /// Nodes that get one.
    pub nodes_possible: u64,
    /// Nodes planned, with the extra nodes of an upgrade of every pool.
    pub nodes_planned: u64,
    /// Ranges of the first nodes.
    #[cfg_attr(feature = "wasm", tsify(type = "string[]"))]
    pub first_nodes: Vec<Ipv4Net>,
    /// The shortest CIDR at the same place that holds the planned nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smallest_prefix: Option<u8>,
    #[serde(skip)]
    pub(crate) cluster_index: usize,
}

const FIRST_NODES_SHOWN: u32 = 3;

/// The range that a node gets of a pod CIDR, nodes counted from 1.
///
/// ```
/// let pods = "10.244.0.0/16".parse().unwrap();
/// assert_eq!(aksplan::layout::node_range(&pods, 2).unwrap().to_string(), "10.244.1.0/24");
/// assert_eq!(aksplan::layout::node_range(&pods, 257), None);
/// ```
#[must_use]
pub fn node_range(pod_cidr: &Ipv4Net, node: u32) -> Option<Ipv4Net> {
    net::nth(pod_cidr, limits::POD_RANGE_PER_NODE.value, node.checked_sub(1)?)
}

pub(super) fn pod_cidrs(plan: &Lowered) -> Vec<PodCidrLayout> {
    let per_node = limits::POD_RANGE_PER_NODE.value;
    let mut found = Vec::new();
    for cluster in &plan.clusters {
        if !cluster.pools.iter().any(|it| it.addressing.has_pod_cidr()) {
            continue;
        }
        for range in &cluster.pod_cidrs {
            let IpNet::V4(cidr) = range.net else { continue };
            let nodes_planned = cluster.nodes_with_surge();
            let nodes_possible =
                per_node.checked_sub(cidr.prefix_len()).map_or(0, |bits| 1 << u32::from(bits));
            found.push(PodCidrLayout {
                cluster: cluster.spec.name.clone(),
                path: range.path.clone(),
                cidr,
                per_node,
                nodes_possible,
                nodes_planned,
                first_nodes: (1..=FIRST_NODES_SHOWN)
                    .filter_map(|node| node_range(&cidr, node))
                    .collect(),
                smallest_prefix: net::prefix_for(nodes_planned.saturating_mul(256)),
                cluster_index: cluster.index,
            });
        }
    }
    found
}
