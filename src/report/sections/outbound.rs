//! Ways out, and what must be let through.

use crate::azure_facts::{egress, sources};
use crate::lower::Cluster;
use crate::model::{Cloud, OutboundType};
use crate::report::document::{Block, Subject};
use crate::text::{count, grouped};

pub(super) fn outbound(it: &Subject) -> Vec<Block> {
    let rows = it.plan.clusters.iter().map(|cluster| {
        let ports = it.layout.snat.iter().find(|it| it.cluster_index == cluster.index);
        vec![
            cluster.spec.name.clone(),
            cluster.outbound.to_string(),
            ports.map_or_else(String::new, |it| grouped(it.addresses)),
            ports.map_or_else(String::new, |it| grouped(it.ports)),
            ports.map_or_else(String::new, |it| {
                it.ports_per_node.map_or_else(|| "shared".to_string(), grouped)
            }),
            ports.and_then(|it| it.nodes_possible).map_or_else(String::new, grouped),
            grouped(cluster.nodes_with_surge()),
        ]
    });
    let head = [
        "cluster",
        "outbound",
        "public addresses",
        "ports",
        "ports a node",
        "nodes possible",
        "planned",
    ];
    let mut blocks: Vec<Block> = Block::table(&head, rows.collect()).into_iter().collect();
    for cluster in &it.plan.clusters {
        blocks.extend(firewall(it, cluster));
    }
    if blocks.iter().any(|it| matches!(it, Block::Table { caption: Some(_), .. })) {
        blocks.push(Block::text(format!(
            "As {} has it ({}); add-ons and Windows nodes need more, which the same page lists. \
             Traffic between the nodes of a cluster, and between its pods, must not be filtered.",
            sources::OUTBOUND_RULES.title,
            sources::OUTBOUND_RULES.date
        )));
    }
    blocks
}

/// What a firewall must let out of a cluster, where there is a way out to filter.
fn firewall(it: &Subject, cluster: &Cluster) -> Option<Block> {
    if matches!(cluster.outbound, OutboundType::None | OutboundType::Block) {
        return None;
    }
    let cloud = it.plan.plan.connection.as_ref().and_then(|it| it.cloud);
    let location = if cluster.location.is_empty() { "REGION" } else { &cluster.location };
    let required = egress::required(cloud.unwrap_or(Cloud::AzureCloud)).iter();
    let mut rows: Vec<Vec<String>> = required
        .filter(|it| !(it.public_only && cluster.is_private()))
        .map(|it| {
            vec![it.to.replace("{location}", location), it.ports.to_string(), it.what.to_string()]
        })
        .collect();
    let servers = cluster.network.and_then(|at| it.plan.networks.get(at));
    for server in servers.map(|it| it.spec.dns_servers.as_slice()).unwrap_or_default() {
        rows.push(vec![server.clone(), "DNS 53".to_string(), "names, for every node".to_string()]);
    }
    if cluster.has_vnet_integration()
        && let Some(range) = cluster.api_server_subnet.and_then(|at| it.plan.subnet(at)?.ipv4())
    {
        let what = "the API server, from every node (security groups)".to_string();
        rows.push(vec![range.to_string(), "TCP 443, 4443".to_string(), what]);
    }
    let caption = format!(
        "What must be let out of {}, where something filters ({})",
        cluster.spec.name,
        count(rows.len(), "destination")
    );
    Block::captioned(caption, &["to", "by", "what for"], rows)
}
