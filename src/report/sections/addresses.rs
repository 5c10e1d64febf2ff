//! Ranges, and who takes how many addresses of them.

use crate::azure_facts::limits;
use crate::layout::{Limit, Range, RangeKind};
use crate::lower::PodAddressing;
use crate::model::ForeignKind;
use crate::report::document::{Block, Subject};
use crate::report::planned_nodes;
use crate::text::{count, grouped};

pub(super) fn ranges(it: &Subject) -> Vec<Block> {
    let named = it.layout.ranges.iter().map(|range| {
        let assumed = if range.assumed { " (Azure's default)" } else { "" };
        (range.cidr, format!("{}{assumed}", what(range)), range.name.clone(), known(it, range))
    });
    let free = it.layout.free_space.iter().flat_map(|space| {
        space.blocks.iter().map(|block| {
            let free = "nobody: free in its network".to_string();
            (*block, "free".to_string(), space.virtual_network.clone(), free)
        })
    });
    let mut all: Vec<_> = named.chain(free).collect();
    all.sort_by_key(|(cidr, ..)| (cidr.network(), cidr.prefix_len()));
    let rows = all.into_iter().map(|(cidr, what, name, known)| {
        let addresses = format!("{} to {}", cidr.network(), cidr.broadcast());
        vec![cidr.to_string(), addresses, what, name, known]
    });
    let head = ["range", "addresses", "what", "of", "who knows it"];
    Block::table(&head, rows.collect()).into_iter().collect()
}

const fn what(range: &Range) -> &'static str {
    match range.kind {
        RangeKind::VirtualNetwork => "virtual network",
        RangeKind::Subnet => "subnet",
        RangeKind::PodCidr => "pod CIDR",
        RangeKind::ServiceCidr => "service CIDR",
        RangeKind::Foreign => "address book",
        RangeKind::Estate => "estate",
    }
}

/// Who knows a range, which is who it must be settled with.
fn known(it: &Subject, range: &Range) -> String {
    let owner = usize::try_from(range.owner).unwrap_or(usize::MAX);
    match range.kind {
        RangeKind::VirtualNetwork => {
            "everyone connected: it must be the only one of its kind there".to_string()
        }
        RangeKind::Subnet => "everyone connected, as part of its network".to_string(),
        RangeKind::PodCidr => {
            let cluster = it.plan.clusters.get(owner);
            let pools = cluster.map(|it| it.pools.as_slice()).unwrap_or_default();
            if pools.iter().any(|it| it.addressing == PodAddressing::Kubenet) {
                "its virtual network, by a route table; others see nodes".to_string()
            } else {
                "its cluster alone; others see nodes, and other clusters may use it too".to_string()
            }
        }
        RangeKind::ServiceCidr => {
            "its cluster alone; it is never on a network, and other clusters may use it too"
                .to_string()
        }
        RangeKind::Foreign => {
            let kind = it.plan.foreign.get(owner).map(|it| it.kind);
            match kind {
                Some(ForeignKind::Peered) => "a peered network",
                Some(ForeignKind::Reserved) => "set aside for later",
                Some(ForeignKind::External) => "a destination outside",
                Some(ForeignKind::OnPremises) | None => "a network by VPN or ExpressRoute",
            }
            .to_string()
        }
        RangeKind::Estate => "exists already".to_string(),
    }
}

pub(super) fn subnets(it: &Subject) -> Vec<Block> {
    let rows = it.layout.subnets.iter().map(|it| {
        vec![
            it.virtual_network.clone(),
            it.name.clone(),
            it.address_prefix.map(|it| it.to_string()).unwrap_or_default(),
            grouped(it.usable),
            grouped(it.required),
            grouped(it.required_with_upgrade),
            grouped(it.free),
            it.terms(),
        ]
    });
    let head =
        ["network", "subnet", "range", "usable", "needs", "in an upgrade", "free", "arithmetic"];
    let rows: Vec<_> = rows.collect();
    let kept = limits::RESERVED_PER_SUBNET.value;
    let note = format!("Usable is what a subnet has, less the {kept} addresses that Azure keeps.");
    let table = Block::table(&head, rows);
    table.into_iter().chain(std::iter::once(Block::text(note))).collect()
}

pub(super) fn headroom(it: &Subject) -> Vec<Block> {
    let rows = it.layout.headroom.iter().map(|it| {
        let forever = if it.permanent { "fixed once made" } else { "can be raised" };
        vec![
            it.cluster.clone(),
            format!("{} {}", words(it.limit), it.name).trim().to_string(),
            grouped(it.nodes_planned),
            grouped(it.more_nodes),
            forever.to_string(),
        ]
    });
    let head = ["cluster", "what runs out", "nodes planned", "more nodes that fit", "later"];
    Block::table(&head, rows.collect()).into_iter().collect()
}

const fn words(limit: Limit) -> &'static str {
    match limit {
        Limit::NodeSubnet => "addresses of node subnet",
        Limit::PodSubnet => "addresses of pod subnet",
        Limit::PodCidr => "pod ranges of",
        Limit::Routes => "routes of the",
        Limit::SnatPorts => "SNAT ports",
        Limit::Pool => "nodes of pool",
        Limit::Cluster => "nodes of cluster",
    }
}

/// More rows than a reader goes through; CSV has them all.
const NODES_SHOWN: usize = 20;

pub(super) fn node_ranges(it: &Subject) -> Vec<Block> {
    let tables = it.layout.pod_cidrs.iter().flat_map(|pods| {
        let rows: Vec<Vec<String>> = planned_nodes(pods)
            .take(NODES_SHOWN)
            .map(|(node, range)| vec![node.to_string(), range.to_string()])
            .collect();
        let shown = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let more = pods.nodes_planned.min(pods.nodes_possible).saturating_sub(shown);
        let note = (more > 0).then(|| {
            Block::text(format!(
                "And so on for {}; the CSV has them all.",
                count(more, "more node")
            ))
        });
        let caption = format!("{} in {}", pods.cluster, pods.cidr);
        Block::captioned(caption, &["node", "pods"], rows).into_iter().chain(note)
    });
    tables.collect()
}
