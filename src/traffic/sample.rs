//! Addresses to tell a story with: of the plan's own ranges, the first that Azure would give out.

use crate::azure_facts::limits;
use crate::layout::node_range;
use crate::lower::{Cluster, Lowered, PodAddressing};
use crate::net;
use ipnet::{IpNet, Ipv4Net};
use std::net::IpAddr;

/// Addresses of two nodes, a pod on each, and a service.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sample {
    pub node: Option<IpAddr>,
    pub other_node: Option<IpAddr>,
    pub pod: Option<IpAddr>,
    pub other_pod: Option<IpAddr>,
    pub other_pods: Option<Ipv4Net>,
    pub service: Option<IpAddr>,
    pub dns: Option<IpAddr>,
    pub api_server_service: Option<IpAddr>,
}

/// Azure keeps the first four addresses of a subnet.
const FIRST: u32 = limits::RESERVED_PER_SUBNET.value - 1;

/// A pod's place in the range of its node, and a service's in the service CIDR: any would do.
const POD_IN_NODE_RANGE: u32 = 10;
const SERVICE: u32 = 100;

impl Sample {
    pub fn new(plan: &Lowered, cluster: &Cluster, addressing: PodAddressing) -> Self {
        let pool = cluster.pools.first();
        let range = |at: Option<crate::lower::SubnetAt>| plan.subnet(at?)?.ipv4().map(IpNet::V4);
        let nodes = range(pool.and_then(|it| it.node_subnet));
        let pods = range(pool.and_then(|it| it.pod_subnet));
        let of = |net: Option<IpNet>, offset: u32| net.and_then(|it| net::host(&it, offset));

        // In a node subnet a node's pods come right after it.
        let own_pods = match (addressing, pool) {
            (PodAddressing::NodeSubnet, Some(pool)) => pool.max_pods,
            _ => 0,
        };
        let second = FIRST + 1 + own_pods;
        let pod_cidr = cluster.pod_cidrs.iter().find_map(|it| match it.net {
            IpNet::V4(net) => Some(net),
            IpNet::V6(_) => None,
        });
        let of_node = |node| pod_cidr.and_then(|it| node_range(&it, node));
        let in_node_range = |node| of(of_node(node).map(IpNet::V4), POD_IN_NODE_RANGE);
        let (pod, other_pod) = match addressing {
            PodAddressing::Overlay | PodAddressing::Kubenet => (in_node_range(1), in_node_range(2)),
            PodAddressing::NodeSubnet => (of(nodes, FIRST + 1), of(nodes, second + 1)),
            PodAddressing::PodSubnet | PodAddressing::StaticBlock => {
                (of(pods, FIRST), of(pods, FIRST + limits::POD_SUBNET_BATCH.value))
            }
            PodAddressing::OwnCni => (None, None),
        };
        let services = cluster.service_cidrs.first().map(|it| it.net);
        Self {
            node: of(nodes, FIRST),
            other_node: of(nodes, second),
            pod,
            other_pod,
            other_pods: of_node(2),
            service: of(services, SERVICE).or_else(|| of(services, 2)),
            dns: cluster.dns_service_ip,
            api_server_service: of(services, 1),
        }
    }
}
