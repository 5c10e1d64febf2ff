//! What each subnet must hold.

use super::demand::{Demand, sum_text};
use crate::azure_facts::limits;
use crate::lower::{Cluster, Lowered, PodAddressing, Pool, SubnetAt};
use crate::net;
use crate::text::grouped;
use ipnet::IpNet;
use serde::Serialize;

/// A subnet: what it must hold and what it can.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct SubnetLayout {
    /// The subnet's name.
    pub name: String,
    /// Its virtual network's name.
    pub virtual_network: String,
    /// Its place in the plan, as a JSON Pointer.
    pub path: String,
    /// Its IPv4 range; absent where the plan has none that can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub address_prefix: Option<IpNet>,
    /// Addresses that Azure reserves when the plan is created.
    pub required: u64,
    /// The same, with the extra nodes of an upgrade of every pool.
    pub required_with_upgrade: u64,
    /// The same, with as many pods as `maxPods` allows: a pod subnet takes more as pods come.
    pub required_with_pods: u64,
    /// Addresses it has, less the five that Azure keeps.
    pub usable: u64,
    /// `usable` less `required`; negative where they do not fit.
    pub free: i64,
    /// Who takes how many.
    pub demand: Vec<Demand>,
    /// The longest prefix that holds an upgrade and all pods; absent where nothing is required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smallest_prefix: Option<u8>,
    #[serde(skip)]
    pub(crate) at: SubnetAt,
}

impl SubnetLayout {
    /// The terms of the sum: `10 nodes x (1 + 30 pods) (pool system) + 1 frontend (…)`.
    #[must_use]
    pub fn terms(&self) -> String {
        let terms: Vec<String> =
            self.demand.iter().map(|it| format!("{} ({})", it.what, it.who)).collect();
        terms.join(" + ")
    }

    /// The sum as people say it: `310: 10 nodes x (1 + 30 pods); 251 usable in 172.16.0.0/24`.
    #[must_use]
    pub fn sum(&self) -> String {
        let sum = sum_text(self.required, &self.demand);
        match self.address_prefix {
            Some(prefix) => {
                let usable = grouped(i64::try_from(self.usable).unwrap_or(i64::MAX));
                format!("{sum}; {usable} usable in {prefix}")
            }
            None => sum,
        }
    }
}

pub(super) fn subnets(plan: &Lowered) -> Vec<SubnetLayout> {
    let mut terms: std::collections::HashMap<SubnetAt, (Vec<Demand>, u64)> =
        std::collections::HashMap::new();
    for cluster in &plan.clusters {
        for (at, demand, pods) in cluster_demand(plan, cluster) {
            let entry = terms.entry(at).or_default();
            entry.0.push(demand);
            entry.1 = entry.1.saturating_add(pods);
        }
    }
    let subnets = plan.subnets().map(|(at, subnet)| {
        let (mut demand, extra_pods) = terms.remove(&at).unwrap_or_default();
        let path = |property| format!("{}/{property}", subnet.path);
        let spec = subnet.spec;
        demand.extend(Demand::of_things(
            "private endpoints",
            path("privateEndpoints"),
            spec.private_endpoints,
            "private endpoint",
        ));
        demand.extend(Demand::of_things(
            "others",
            path("otherAddresses"),
            spec.other_addresses,
            "address",
        ));

        let required: u64 = demand.iter().map(|it| it.addresses).fold(0, u64::saturating_add);
        let surge: u64 = demand.iter().map(|it| it.surge).fold(0, u64::saturating_add);
        let required_with_upgrade = required.saturating_add(surge);
        let required_with_pods = required_with_upgrade.saturating_add(extra_pods);
        let address_prefix = subnet.ipv4().map(IpNet::V4);
        let reserved = u64::from(limits::RESERVED_PER_SUBNET.value);
        let usable = address_prefix.map_or(0, |net| net::size(&net).saturating_sub(reserved));
        let free =
            i64::try_from(usable).unwrap_or(i64::MAX) - i64::try_from(required).unwrap_or(i64::MAX);
        SubnetLayout {
            name: spec.name.clone(),
            virtual_network: plan
                .networks
                .get(at.network)
                .map(|it| it.spec.name.clone())
                .unwrap_or_default(),
            path: subnet.path.clone(),
            address_prefix,
            required,
            required_with_upgrade,
            required_with_pods,
            usable,
            free,
            smallest_prefix: smallest_prefix(required_with_pods),
            demand,
            at,
        }
    });
    subnets.collect()
}

/// The longest prefix of a subnet with so many usable addresses.
fn smallest_prefix(addresses: u64) -> Option<u8> {
    if addresses == 0 {
        return None;
    }
    let reserved = u64::from(limits::RESERVED_PER_SUBNET.value);
    let prefix = net::prefix_for(addresses.saturating_add(reserved))?;
    Some(prefix.min(limits::SUBNET_MAX_PREFIX.value))
}

/// What a cluster takes: subnet, term, and what `maxPods` pods would take beyond it.
fn cluster_demand(plan: &Lowered, cluster: &Cluster) -> Vec<(SubnetAt, Demand, u64)> {
    let mut terms = Vec::new();
    let prefix =
        if plan.clusters.len() > 1 { format!("{} / ", cluster.spec.name) } else { String::new() };
    for pool in &cluster.pools {
        let who = format!("{prefix}pool {}", pool.spec.name);
        if let Some(at) = pool.node_subnet {
            terms.push((at, node_demand(who.clone(), pool), 0));
        }
        if let (Some(at), Some((demand, pods))) = (pool.pod_subnet, pod_demand(who, pool)) {
            terms.push((at, demand, pods));
        }
    }
    let mut add = |at: Option<SubnetAt>, demand: Option<Demand>| {
        if let (Some(at), Some(demand)) = (at, demand) {
            terms.push((at, demand, 0));
        }
    };
    let who = |text: &str| format!("{prefix}{text}");
    let balancers = cluster.spec.internal_load_balancers.as_ref().map_or(0, |it| it.count);
    add(
        cluster.load_balancer_subnet,
        Demand::of_things(
            &who("internal load balancers"),
            cluster.at("internalLoadBalancers/count"),
            balancers,
            "frontend",
        ),
    );
    let mesh = cluster.spec.service_mesh_profile.as_ref();
    add(
        cluster.load_balancer_subnet,
        Demand::of_things(
            &who("Istio internal ingress gateway"),
            cluster.at("serviceMeshProfile/internalIngressGateway"),
            u32::from(mesh.is_some_and(|it| it.internal_ingress_gateway)),
            "frontend",
        ),
    );
    let has_endpoint = cluster.is_private() && !cluster.has_vnet_integration();
    add(
        cluster.pools.first().and_then(|it| it.node_subnet),
        Demand::of_things(
            &who("API server"),
            cluster.at("apiServerAccessProfile/enablePrivateCluster"),
            u32::from(has_endpoint),
            "private endpoint",
        ),
    );
    if cluster.has_vnet_integration() {
        add(
            cluster.api_server_subnet,
            Demand::of_things(
                &who("API server"),
                cluster.at("apiServerAccessProfile/subnet"),
                limits::API_SERVER_ADDRESSES.value,
                "address",
            ),
        );
    }
    terms
}

/// What a pool takes of its nodes' subnet.
fn node_demand(who: String, pool: &Pool) -> Demand {
    let nodes = (pool.nodes, pool.surge);
    match pool.addressing {
        PodAddressing::NodeSubnet => {
            let share = format!("(1 + {} pods)", pool.max_pods);
            Demand::of_nodes(who, &pool.path, nodes, 1 + u64::from(pool.max_pods), &share)
        }
        _ => Demand::of_nodes(who, &pool.path, nodes, 1, ""),
    }
}

/// What a pool takes of its pods' subnet, and what it takes beyond that as pods come.
fn pod_demand(who: String, pool: &Pool) -> Option<(Demand, u64)> {
    let nodes = (pool.nodes, pool.surge);
    let batch = u64::from(limits::POD_SUBNET_BATCH.value);
    match pool.addressing {
        PodAddressing::StaticBlock => {
            let blocks = (u64::from(pool.max_pods) + 1).div_ceil(batch);
            let share = format!("{blocks} blocks of {batch} (for {} pods)", pool.max_pods);
            Some((Demand::of_nodes(who, &pool.path, nodes, blocks * batch, &share), 0))
        }
        PodAddressing::PodSubnet => {
            let share = format!("a batch of {batch}");
            let demand = Demand::of_nodes(who, &pool.path, nodes, batch, &share);
            let low = u64::from(limits::POD_SUBNET_BATCH_LOW.value);
            let batches = (u64::from(pool.max_pods) + low).div_ceil(batch).max(1);
            let nodes = u64::from(pool.nodes) + u64::from(pool.surge);
            Some((demand, nodes.saturating_mul((batches - 1) * batch)))
        }
        _ => None,
    }
}
