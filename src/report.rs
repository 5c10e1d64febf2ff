//! The plan for whoever runs the network: a report with reasons, and the ranges as a table for
//! spreadsheets.

mod csv;
mod document;
mod markdown;
mod sections;

pub use csv::csv;
pub use document::{Block, Document, Section, Subject, document};
pub use markdown::markdown;

use crate::azure_facts::limits;
use crate::layout::{Layout, PodCidrLayout, RangeKind, node_range};
use ipnet::IpNet;

/// A line of the address plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The range; absent where the plan has none that can be read.
    pub cidr: Option<IpNet>,
    /// What it is: `virtualNetwork`, `subnet`, `free`, `podCidr`, `nodePods`, `serviceCidr` or
    /// `foreign`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The virtual network or cluster that it belongs to.
    pub owner: String,
    /// Addresses that can be given out, of subnets.
    pub usable: Option<u64>,
    /// Addresses that Azure reserves when the plan is created, of subnets.
    pub required: Option<u64>,
    /// The same, with the extra nodes of an upgrade.
    pub required_with_upgrade: Option<u64>,
    /// Addresses left; negative where they do not fit.
    pub free: Option<i64>,
    /// The arithmetic.
    pub why: String,
}

/// Every range of a plan by address, with free space and the pod range of each planned node.
#[must_use]
pub fn rows(layout: &Layout) -> Vec<Row> {
    let named = layout.ranges.iter().filter(|it| it.kind != RangeKind::Subnet).map(|it| Row {
        cidr: Some(it.cidr),
        kind: it.kind.as_str(),
        name: it.name.clone(),
        why: if it.assumed { "Azure's default".to_string() } else { String::new() },
        ..Row::default()
    });
    let subnets = layout.subnets.iter().map(|it| Row {
        cidr: it.address_prefix,
        kind: RangeKind::Subnet.as_str(),
        name: it.name.clone(),
        owner: it.virtual_network.clone(),
        usable: Some(it.usable),
        required: Some(it.required),
        required_with_upgrade: Some(it.required_with_upgrade),
        free: Some(it.free),
        why: it.terms(),
    });
    let free = layout.free_space.iter().flat_map(|space| {
        space.blocks.iter().map(|block| Row {
            cidr: Some(*block),
            kind: "free",
            owner: space.virtual_network.clone(),
            free: i64::try_from(crate::net::size(block)).ok(),
            ..Row::default()
        })
    });
    let nodes = layout.pod_cidrs.iter().flat_map(|pods| {
        planned_nodes(pods).map(|(node, range)| Row {
            cidr: Some(range),
            kind: "nodePods",
            name: format!("node {node}"),
            owner: pods.cluster.clone(),
            ..Row::default()
        })
    });
    let mut rows: Vec<Row> = named.chain(subnets).chain(free).chain(nodes).collect();
    rows.sort_by_key(|it| {
        let place = it.cidr.map(|cidr| (cidr.network(), cidr.prefix_len()));
        (place.is_none(), place)
    });
    rows
}

/// The planned nodes that get a range of a pod CIDR, counted from 1, with their ranges.
pub fn planned_nodes(pods: &PodCidrLayout) -> impl Iterator<Item = (u32, IpNet)> {
    // A cluster has no more nodes than this, whatever the plan says.
    let nodes = pods.nodes_planned.min(u64::from(limits::NODES_PER_CLUSTER.value));
    let cidr = pods.cidr;
    (1..=u32::try_from(nodes).unwrap_or(u32::MAX))
        .map_while(move |node| Some((node, IpNet::V4(node_range(&cidr, node)?))))
}
