//! Ports for outbound traffic.

use crate::azure_facts::{defaults, limits};
use crate::lower::{Cluster, Lowered};
use crate::model::OutboundType;
use serde::Serialize;

/// Ports that a cluster's nodes have for outbound traffic.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct SnatLayout {
    /// The cluster's name.
    pub cluster: String,
    /// Where the outbound side stands, or would stand, as a JSON Pointer.
    pub path: String,
    /// How traffic leaves.
    pub outbound_type: OutboundType,
    /// Outbound addresses.
    pub addresses: u32,
    /// Ports in all.
    pub ports: u64,
    /// Ports for each node; absent with a NAT gateway, whose nodes share them all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ports_per_node: Option<u32>,
    /// Nodes that get their ports; absent with a NAT gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nodes_possible: Option<u64>,
    /// Nodes planned, with the extra nodes of an upgrade of every pool.
    pub nodes_planned: u64,
    #[serde(skip)]
    pub(crate) cluster_index: usize,
}

pub(super) fn snat(plan: &Lowered) -> Vec<SnatLayout> {
    plan.clusters.iter().filter_map(|cluster| of_cluster(plan, cluster)).collect()
}

fn of_cluster(plan: &Lowered, cluster: &Cluster) -> Option<SnatLayout> {
    match cluster.outbound {
        OutboundType::LoadBalancer => Some(load_balancer(cluster)),
        OutboundType::ManagedNatGateway | OutboundType::ManagedNatGatewayV2 => {
            let profile = cluster.spec.network_profile.nat_gateway_profile.as_ref();
            let managed = profile.and_then(|it| it.managed_outbound_ip_profile.as_ref());
            let own = profile.map_or(0, |it| it.outbound_ips.len());
            let managed = managed.and_then(|it| it.count);
            let addresses = match (managed, u32::try_from(own)) {
                (None, Ok(own)) if own > 0 => own,
                (managed, _) => managed.unwrap_or(defaults::OUTBOUND_ADDRESSES.value),
            };
            Some(nat_gateway(cluster, addresses, cluster.network_path("natGatewayProfile")))
        }
        OutboundType::UserAssignedNatGateway => {
            let at = cluster.pools.iter().find_map(|it| it.node_subnet)?;
            let gateway = plan.subnet(at)?.nat_gateway?;
            let place = plan.plan.nat_gateways.iter().position(|it| it.name == gateway.name)?;
            let addresses = gateway.public_ip_count.unwrap_or(defaults::OUTBOUND_ADDRESSES.value);
            Some(nat_gateway(cluster, addresses, format!("/natGateways/{place}")))
        }
        OutboundType::UserDefinedRouting | OutboundType::None | OutboundType::Block => None,
    }
}

fn nat_gateway(cluster: &Cluster, addresses: u32, path: String) -> SnatLayout {
    SnatLayout {
        cluster: cluster.spec.name.clone(),
        path,
        outbound_type: cluster.outbound,
        addresses,
        ports: u64::from(addresses) * u64::from(limits::NAT_FLOWS_PER_ADDRESS.value),
        ports_per_node: None,
        nodes_possible: None,
        nodes_planned: cluster.nodes_with_surge(),
        cluster_index: cluster.index,
    }
}

fn load_balancer(cluster: &Cluster) -> SnatLayout {
    let profile = cluster.spec.network_profile.load_balancer_profile.as_ref();
    let managed = profile.and_then(|it| it.managed_outbound_ips.as_ref()?.count);
    let own = profile.map_or(0, |it| it.outbound_ips.len());
    // A prefix holds as many addresses as it is long; its length is not part of the plan.
    let has_prefixes = profile.is_some_and(|it| !it.outbound_ip_prefixes.is_empty());
    let addresses = match u32::try_from(own) {
        Ok(own) if own > 0 => own,
        _ => managed.unwrap_or(defaults::OUTBOUND_ADDRESSES.value),
    };
    let nodes_planned = cluster.nodes_with_surge();
    let ports = u64::from(addresses) * u64::from(limits::SNAT_PORTS_PER_ADDRESS.value);
    let asked = profile.and_then(|it| it.allocated_outbound_ports).filter(|it| *it > 0);
    let ports_per_node = asked.unwrap_or_else(|| default_ports(nodes_planned));
    SnatLayout {
        cluster: cluster.spec.name.clone(),
        path: cluster.network_path("loadBalancerProfile"),
        outbound_type: cluster.outbound,
        addresses,
        ports,
        ports_per_node: Some(ports_per_node),
        nodes_possible: (!has_prefixes)
            .then(|| ports.checked_div(u64::from(ports_per_node)))
            .flatten(),
        nodes_planned,
        cluster_index: cluster.index,
    }
}

/// Ports that each node gets when none are asked for.
fn default_ports(nodes: u64) -> u32 {
    let table = limits::DEFAULT_SNAT_PORTS.value;
    let row = table.iter().find(|(up_to, _)| nodes <= u64::from(*up_to)).or(table.last());
    row.map_or(0, |(_, ports)| *ports)
}
