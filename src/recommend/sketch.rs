//! A small plan of each model: laid out for its addresses, handed on as a start.

use super::{Needs, NetworkModel, SubnetNeed};
use crate::azure_facts::{defaults, limits};
use crate::layout::{Layout, layout};
use crate::lower::lower;
use crate::model::{
    AgentPool, Cluster, IpFamily, NetworkDataplane, NetworkPlugin, NetworkPluginMode,
    NetworkPolicy, NetworkProfile, OsType, Plan, PodIpAllocationMode, PoolMode, Subnet,
    VirtualNetwork,
};
use ipnet::Ipv4Net;
use std::net::Ipv4Addr;

/// Nodes where the needs name none.
const NODES: u32 = 3;

/// Pods on a node where the needs do not say.
const PODS_PER_NODE: u32 = 30;

/// Nodes of the system pool where there are others.
const SYSTEM_NODES: u32 = 3;

/// Nodes of a pool at most, so that an upgrade's extra nodes fit below the limit as well.
const NODES_PER_POOL: u32 = 900;

/// Nodes that the needs ask for.
pub(super) fn nodes(needs: &Needs) -> u32 {
    needs.nodes.unwrap_or(NODES).clamp(1, limits::NODES_PER_CLUSTER.value)
}

/// Pods on a node that the needs ask for.
pub(super) fn pods_per_node(needs: &Needs) -> u32 {
    needs.pods_per_node.unwrap_or(PODS_PER_NODE)
}

/// A network profile and pools to start from.
pub(super) fn starter(model: NetworkModel, needs: &Needs) -> (NetworkProfile, Vec<AgentPool>) {
    let mut profile = profile(model, needs);
    let pools = pools(model, needs);
    let layout = lay_out(&profile, &pools);
    // Only where the defaults are too small, or lie where the network is.
    let in_the_way = needs.free_prefix.as_deref().is_some_and(|it| it.trim().starts_with("10."));
    if let Some(pods) = layout.pod_cidrs.first() {
        let prefix = pods.smallest_prefix.unwrap_or_default();
        if pods.nodes_planned > pods.nodes_possible || in_the_way {
            let prefix = prefix.clamp(SPARE_RANGE.prefix_len(), pods.cidr.prefix_len());
            profile.pod_cidr = Some(format!("{}/{prefix}", SPARE_RANGE.network()));
        }
    }
    if in_the_way {
        profile.service_cidr = Some("172.16.0.0/16".to_string());
        profile.dns_service_ip = Some("172.16.0.10".to_string());
    }
    if needs.dual_stack {
        dual_stack(&mut profile);
    }
    (profile, pools)
}

/// Moves what was set for one family to the lists for two.
fn dual_stack(profile: &mut NetworkProfile) {
    if let Some(pods) = profile.pod_cidr.take() {
        profile.pod_cidrs = vec![pods, defaults::POD_CIDR_V6.value.to_string()];
    }
    if let Some(services) = profile.service_cidr.take() {
        profile.service_cidrs = vec![services, defaults::SERVICE_CIDR_V6.value.to_string()];
    }
}

/// Pods' ranges where the default does not do: RFC 6598, which networks seldom use.
const SPARE_RANGE: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::new(100, 64, 0, 0), 10);

fn profile(model: NetworkModel, needs: &Needs) -> NetworkProfile {
    let plugin = match model {
        NetworkModel::Kubenet => NetworkPlugin::Kubenet,
        NetworkModel::OwnCni => NetworkPlugin::None,
        _ => NetworkPlugin::Azure,
    };
    let policy = needs.network_policy.filter(|_| plugin != NetworkPlugin::None);
    NetworkProfile {
        network_plugin: Some(plugin),
        network_plugin_mode: (model == NetworkModel::Overlay).then_some(NetworkPluginMode::Overlay),
        network_policy: policy,
        network_dataplane: (policy == Some(NetworkPolicy::Cilium))
            .then_some(NetworkDataplane::Cilium),
        ip_families: if needs.dual_stack { vec![IpFamily::Ipv4, IpFamily::Ipv6] } else { vec![] },
        ..NetworkProfile::default()
    }
}

/// A system pool, and where there are more nodes than it takes, pools for the rest.
fn pools(model: NetworkModel, needs: &Needs) -> Vec<AgentPool> {
    let all = nodes(needs);
    let has_others = needs.windows || all > SYSTEM_NODES;
    let system = if has_others { SYSTEM_NODES.min(all) } else { all };
    let mut pools = vec![pool("system".to_string(), PoolMode::System, system, model, needs)];
    if has_others {
        // Only system nodes asked for, and Windows nodes: one of these at least.
        let mut rest = all.saturating_sub(system).max(1);
        let name = if needs.windows { "win" } else { "user" };
        while rest > 0 {
            let count = rest.min(NODES_PER_POOL);
            let number = if pools.len() == 1 { String::new() } else { pools.len().to_string() };
            let mut pool = pool(format!("{name}{number}"), PoolMode::User, count, model, needs);
            pool.os_type = needs.windows.then_some(OsType::Windows);
            pools.push(pool);
            rest -= count;
        }
        if let Some(system) = pools.first_mut() {
            system.node_taints = vec!["CriticalAddonsOnly=true:NoSchedule".to_string()];
        }
    }
    pools
}

fn pool(name: String, mode: PoolMode, count: u32, model: NetworkModel, needs: &Needs) -> AgentPool {
    let in_pod_subnet = matches!(model, NetworkModel::PodSubnet | NetworkModel::StaticBlock);
    let least = limits::PODS_PER_POOL.value.div_ceil(count.max(1)).max(limits::MIN_MAX_PODS.value);
    let most = limits::MAX_MAX_PODS.value;
    let mut max_pods = pods_per_node(needs).clamp(least, most);
    if model == NetworkModel::StaticBlock {
        // The node takes whole blocks, so that it may as well fill them: one address is its own.
        let block = limits::POD_SUBNET_BATCH.value;
        max_pods = ((max_pods + 1).next_multiple_of(block) - 1).min(most);
    }
    AgentPool {
        name,
        mode: Some(mode),
        count: Some(count),
        max_pods: Some(max_pods),
        vnet_subnet: Some("nodes".to_string()),
        pod_subnet: in_pod_subnet.then(|| "pods".to_string()),
        pod_ip_allocation_mode: match model {
            NetworkModel::PodSubnet => Some(PodIpAllocationMode::DynamicIndividual),
            NetworkModel::StaticBlock => Some(PodIpAllocationMode::StaticBlock),
            _ => None,
        },
        ..AgentPool::default()
    }
}

/// A plan's layout, with nothing in it but these.
fn lay_out(profile: &NetworkProfile, pools: &[AgentPool]) -> Layout {
    let subnet = |name: &str| Subnet { name: name.to_string(), ..Subnet::default() };
    let plan = Plan {
        virtual_networks: vec![VirtualNetwork {
            subnets: vec![subnet("nodes"), subnet("pods")],
            ..VirtualNetwork::default()
        }],
        clusters: vec![Cluster {
            network_profile: profile.clone(),
            agent_pools: pools.to_vec(),
            ..Cluster::default()
        }],
        ..Plan::default()
    };
    layout(&lower(&plan))
}

/// The subnets that a model needs, by the plan's own arithmetic.
pub(super) fn subnets(model: NetworkModel, needs: &Needs) -> Vec<SubnetNeed> {
    let reserved = u64::from(limits::RESERVED_PER_SUBNET.value);
    let layout = lay_out(&profile(model, needs), &pools(model, needs));
    let subnets = layout.subnets.into_iter().filter_map(|it| {
        Some(SubnetNeed {
            prefix: it.smallest_prefix?,
            addresses: it.required_with_pods.saturating_add(reserved),
            sum: it.sum(),
            name: it.name,
        })
    });
    subnets.collect()
}
