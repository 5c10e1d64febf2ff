//! How many more nodes fit before each limit.

use super::{PodCidrLayout, SnatLayout, SubnetLayout};
use crate::azure_facts::limits;
use crate::lower::{Cluster, Lowered, PodAddressing, Pool, SubnetAt};
use crate::model::{SkuTier, choice};
use macro_rules_attribute::apply;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// How many more nodes fit before a limit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Headroom {
    /// The cluster's name.
    pub cluster: String,
    /// What runs out.
    pub limit: Limit,
    /// Which one, such as the subnet's name.
    pub name: String,
    /// Where it stands in the plan, as a JSON Pointer.
    pub path: String,
    /// Nodes planned, with the extra nodes of an upgrade.
    pub nodes_planned: u64,
    /// Nodes that fit beyond them; negative where they do not fit.
    pub more_nodes: i64,
    /// The limit can't be raised once the cluster is made.
    pub permanent: bool,
}

/// What runs out.
#[apply(choice!)]
pub enum Limit {
    /// Addresses of a node subnet.
    NodeSubnet = "nodeSubnet",
    /// Addresses of a pod subnet.
    PodSubnet = "podSubnet",
    /// Ranges of the pod CIDR.
    PodCidr = "podCidr",
    /// Routes of the route table, one a node.
    Routes = "routes",
    /// SNAT ports of the load balancer.
    SnatPorts = "snatPorts",
    /// Nodes that Azure allows in a pool.
    Pool = "pool",
    /// Nodes that Azure allows in a cluster.
    Cluster = "cluster",
}

pub(super) fn headroom(
    plan: &Lowered,
    subnets: &[SubnetLayout],
    pod_cidrs: &[PodCidrLayout],
    snat: &[SnatLayout],
) -> Vec<Headroom> {
    let subnets: HashMap<SubnetAt, &SubnetLayout> = subnets.iter().map(|it| (it.at, it)).collect();
    let mut all = Vec::new();
    for cluster in &plan.clusters {
        let mut found = of_subnets(cluster, &subnets);
        found.extend(of_cluster(cluster, pod_cidrs, snat));
        found.sort_by_key(|it| it.more_nodes);
        all.extend(found);
    }
    all
}

fn of_subnets(cluster: &Cluster, subnets: &HashMap<SubnetAt, &SubnetLayout>) -> Vec<Headroom> {
    let mut pools: BTreeMap<(SubnetAt, Limit), Vec<&Pool>> = BTreeMap::new();
    for pool in &cluster.pools {
        for (at, limit) in
            [(pool.node_subnet, Limit::NodeSubnet), (pool.pod_subnet, Limit::PodSubnet)]
        {
            if let Some(at) = at {
                pools.entry((at, limit)).or_default().push(pool);
            }
        }
    }
    let mut found = Vec::new();
    for ((at, limit), pools) in pools {
        let Some(subnet) = subnets.get(&at).filter(|it| it.address_prefix.is_some()) else {
            continue;
        };
        // The pool whose nodes take most decides how many more fit.
        let each = pools.iter().map(|it| addresses_of_a_node(it, limit)).max();
        let Some(each) = each.filter(|it| *it > 0) else { continue };
        let left = i64::try_from(subnet.usable).unwrap_or(i64::MAX)
            - i64::try_from(subnet.required_with_upgrade).unwrap_or(i64::MAX);
        found.push(Headroom {
            cluster: cluster.spec.name.clone(),
            limit,
            name: subnet.name.clone(),
            path: subnet.path.clone(),
            nodes_planned: nodes_of(&pools),
            more_nodes: left.div_euclid(i64::try_from(each).unwrap_or(i64::MAX)),
            permanent: false,
        });
    }
    found
}

fn nodes_of(pools: &[&Pool]) -> u64 {
    pools.iter().map(|it| u64::from(it.nodes) + u64::from(it.surge)).sum()
}

/// Addresses that one more node of a pool takes.
fn addresses_of_a_node(pool: &Pool, limit: Limit) -> u64 {
    let batch = u64::from(limits::POD_SUBNET_BATCH.value);
    match (limit, pool.addressing) {
        (Limit::NodeSubnet, PodAddressing::NodeSubnet) => 1 + u64::from(pool.max_pods),
        (Limit::PodSubnet, PodAddressing::StaticBlock) => {
            (u64::from(pool.max_pods) + 1).div_ceil(batch) * batch
        }
        (Limit::PodSubnet, PodAddressing::PodSubnet) => batch,
        (Limit::NodeSubnet, _) => 1,
        _ => 0,
    }
}

fn of_cluster(
    cluster: &Cluster,
    pod_cidrs: &[PodCidrLayout],
    snat: &[SnatLayout],
) -> Vec<Headroom> {
    let planned = cluster.nodes_with_surge();
    let entry = |limit, name: &str, path: String, possible: u64, permanent| Headroom {
        cluster: cluster.spec.name.clone(),
        limit,
        name: name.to_string(),
        path,
        nodes_planned: planned,
        more_nodes: i64::try_from(possible).unwrap_or(i64::MAX)
            - i64::try_from(planned).unwrap_or(i64::MAX),
        permanent,
    };
    let mut found = Vec::new();
    for pods in of_index(pod_cidrs, cluster.index, |it| it.cluster_index) {
        let name = pods.cidr.to_string();
        found.push(entry(Limit::PodCidr, &name, pods.path.clone(), pods.nodes_possible, true));
    }
    if cluster.pools.iter().any(|it| it.addressing == PodAddressing::Kubenet) {
        let routes = u64::from(limits::ROUTES_PER_TABLE.value);
        let path = cluster.network_path("networkPlugin");
        found.push(entry(Limit::Routes, "route table", path, routes, true));
    }
    for ports in of_index(snat, cluster.index, |it| it.cluster_index) {
        if let Some(possible) = ports.nodes_possible {
            found.push(entry(Limit::SnatPorts, "outbound", ports.path.clone(), possible, false));
        }
    }
    for pool in &cluster.pools {
        let nodes_planned = nodes_of(&[pool]);
        found.push(Headroom {
            nodes_planned,
            more_nodes: i64::from(limits::NODES_PER_POOL.value)
                - i64::try_from(nodes_planned).unwrap_or(i64::MAX),
            ..entry(Limit::Pool, &pool.spec.name, pool.path.clone(), 0, true)
        });
    }
    let tier = cluster.spec.sku.as_ref().and_then(|it| it.tier);
    let is_free = matches!(tier, None | Some(SkuTier::Free)) && !cluster.is_automatic();
    let nodes = if is_free { limits::NODES_FREE_TIER } else { limits::NODES_PER_CLUSTER };
    let name = &cluster.spec.name;
    found.push(entry(Limit::Cluster, name, cluster.path.clone(), u64::from(nodes.value), !is_free));
    found
}

/// Those of a list in the order of clusters that are of one cluster.
fn of_index<T>(all: &[T], index: usize, cluster: impl Fn(&T) -> usize) -> &[T] {
    let start = all.partition_point(|it| cluster(it) < index);
    let rest = all.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|it| cluster(it) == index)).unwrap_or_default()
}
