//! Clusters, pools and maintenance windows.

use super::access::{
    Principal, assign, cluster_identity, cluster_roles, early_principal, kubelet_identity,
    registry_role,
};
use super::builder::{Builder, child};
use super::{
    AgentPool, ClusterIdentity, DEFAULT_WINDOW, Maintenance, ManagedCluster, Operation, Output,
    Resource, ResourceId, ResourceKind, StepId, Value,
};
use crate::azure_facts::defaults;
use crate::lower::{Cluster, Pool};
use crate::model::{self, NatGatewaySku, NetworkPluginMode, OutboundType, SkuName, SkuTier};

pub(super) fn clusters(to: &mut Builder) {
    for cluster in &to.lowered.clusters {
        if cluster.spec.existing { amend(to, cluster) } else { make(to, cluster) }
    }
}

/// A cluster that is made: roles, the cluster with its first pool, further pools, windows. A
/// system-assigned identity comes with the cluster, and so its roles after it.
fn make(to: &mut Builder, cluster: &Cluster) {
    let mut resource = managed_cluster(to, cluster);
    let id = resource.id.clone();
    let mut pools = agent_pools(to, cluster, &id).into_iter();
    resource.agent_pools.extend(pools.next());
    if resource.agent_pools.is_empty() {
        to.problem(format!("cluster `{}` has no agent pool", id.name()));
    }
    note_left_out(to, cluster);

    let mut needs = to.features.clone();
    let kubelet = resource.kubelet_identity.clone();
    let mut wanted = cluster_roles(to, cluster, kubelet.as_ref());
    if !wanted.is_empty()
        && let Some(who) = early_principal(to, &resource.identity)
    {
        needs.extend(wanted.drain(..).map(|it| assign(to, it, &who, &[])));
    }
    needs.extend(kubelet.and_then(|it| registry_role(to, cluster, &it)));
    needs.extend(referred(to, &resource));
    let step = to.ensure(false, needs, Resource::ManagedCluster(Box::new(resource)));
    let who = own_principal(cluster, step);
    let after = wanted.into_iter().map(|it| assign(to, it, &who, &[step]));
    let ready: Vec<StepId> = [step].into_iter().chain(after).collect();
    further(to, cluster, &id, pools, &ready);
}

/// A cluster that exists: what the plan wants of it and it lacks.
fn amend(to: &mut Builder, cluster: &Cluster) {
    let resource = managed_cluster(to, cluster);
    let id = resource.id.clone();
    let features = to.features.clone();
    let step = to.ensure(true, features, Resource::ManagedCluster(Box::new(resource.clone())));
    let mut ready = vec![step];
    let wanted = cluster_roles(to, cluster, None);
    if !wanted.is_empty() {
        let early = early_principal(to, &resource.identity);
        let who = early.unwrap_or_else(|| own_principal(cluster, step));
        ready.extend(wanted.into_iter().map(|it| assign(to, it, &who, &[step])));
    }
    let pools = agent_pools(to, cluster, &id);
    further(to, cluster, &id, pools.into_iter(), &ready);
    to.push([step], Operation::Amend(Box::new(resource)));
}

/// The principal that comes with a cluster.
fn own_principal(cluster: &Cluster, step: StepId) -> Principal {
    let id = Value::Output(step, Output::PrincipalId);
    Principal { id, name: format!("cluster {}", cluster.spec.name) }
}

/// Pools and maintenance windows of a cluster that is there.
fn further(
    to: &mut Builder,
    cluster: &Cluster,
    id: &ResourceId,
    pools: impl Iterator<Item = AgentPool>,
    ready: &[StepId],
) {
    for pool in pools {
        let subnets = [&pool.vnet_subnet, &pool.pod_subnet];
        let subnets: Vec<_> =
            subnets.into_iter().flatten().filter_map(|it| to.step_of_value(it)).collect();
        let needs = ready.iter().copied().chain(subnets);
        to.ensure(false, needs, Resource::AgentPool(Box::new(pool)));
    }
    for window in &cluster.spec.maintenance_configurations {
        let mut properties = window.clone();
        let schedule = properties.schedule.as_mut().filter(|_| window.name == DEFAULT_WINDOW);
        if let Some(weekly) = schedule.and_then(|it| it.weekly.as_mut()) {
            weekly.interval_weeks = None;
        }
        let window = Maintenance {
            id: child(&id.resource_group, ResourceKind::Maintenance, id.name(), &window.name),
            properties,
        };
        to.ensure(false, ready.iter().copied(), Resource::Maintenance(window));
    }
}

/// The steps of everything that a cluster refers to.
fn referred(to: &Builder, cluster: &ManagedCluster) -> Vec<StepId> {
    let identity = match &cluster.identity {
        ClusterIdentity::UserAssigned(value) => Some(value),
        _ => None,
    };
    let own = [&cluster.kubelet_identity, &cluster.api_server_subnet];
    let own = own.into_iter().chain([&cluster.application_gateway_subnet]).flatten();
    let pools = cluster.agent_pools.iter().flat_map(|it| [&it.vnet_subnet, &it.pod_subnet]);
    let values = identity.into_iter().chain(own).chain(pools.flatten());
    values.filter_map(|it| to.step_of_value(it)).collect()
}

/// Says what the plan names and Azure no longer takes.
fn note_left_out(to: &mut Builder, cluster: &Cluster) {
    if let Some(cidr) = &cluster.spec.network_profile.docker_bridge_cidr {
        to.leave_out(format!(
            "docker bridge address {cidr} of cluster {}: Azure dropped it with API version 2023-04-01",
            cluster.spec.name
        ));
    }
}

fn managed_cluster(to: &mut Builder, cluster: &Cluster) -> ManagedCluster {
    let spec = cluster.spec;
    let api_server = spec.api_server_access_profile.as_ref().and_then(|it| it.subnet.as_ref());
    let gateway = spec.addon_profiles.ingress_application_gateway.as_ref();
    let gateway = gateway.and_then(|it| it.subnet.as_ref());
    let virtual_nodes = cluster.virtual_node_subnet.and_then(|at| to.subnet_id(at));
    let virtual_nodes = virtual_nodes.map(|it| it.name().to_string()).or_else(|| {
        let typed = spec.addon_profiles.aci_connector_linux.as_ref()?.subnet.as_ref()?;
        Some(typed.rsplit('/').next().unwrap_or(typed).to_string())
    });
    ManagedCluster {
        id: to.id(ResourceKind::ManagedCluster, spec.resource_group.as_ref(), &spec.name),
        location: to.location(spec.location.as_ref()),
        properties: explicit_cluster(to, cluster),
        identity: cluster_identity(to, cluster),
        kubelet_identity: kubelet_identity(to, cluster),
        api_server_subnet: to.subnet_value(cluster.api_server_subnet, api_server),
        application_gateway_subnet: to.subnet_value(cluster.application_gateway_subnet, gateway),
        virtual_node_subnet: virtual_nodes,
        agent_pools: Vec::new(),
    }
}

/// A cluster's properties, with what Azure or a tool would otherwise choose.
fn explicit_cluster(to: &Builder, cluster: &Cluster) -> model::Cluster {
    let mut spec = cluster.spec.clone();
    spec.tags = to.tags(Some(&spec.tags));
    spec.enable_rbac = Some(spec.enable_rbac.unwrap_or(true));
    explicit_sku(&mut spec);
    without_references(&mut spec);
    let profile = &mut spec.network_profile;
    profile.network_plugin = Some(cluster.plugin);
    profile.network_plugin_mode = cluster.overlay.then_some(NetworkPluginMode::Overlay);
    profile.network_dataplane = Some(cluster.dataplane);
    profile.network_policy = Some(cluster.policy);
    if profile.outbound_type == Some(OutboundType::ManagedNatGatewayV2) {
        let gateway = profile.nat_gateway_profile.get_or_insert_default();
        gateway.sku = Some(NatGatewaySku::StandardV2);
    }
    profile.outbound_type = Some(cluster.outbound);
    profile.docker_bridge_cidr = None;
    let texts = |ranges: &[crate::lower::Ranged]| -> Vec<String> {
        ranges.iter().map(|it| it.net.to_string()).collect()
    };
    // A range that was typed stays as it was typed, readable or not. One or several, all are in
    // the list.
    for (single, several, lowered) in [
        (&mut profile.pod_cidr, &mut profile.pod_cidrs, &cluster.pod_cidrs),
        (&mut profile.service_cidr, &mut profile.service_cidrs, &cluster.service_cidrs),
    ] {
        let single = single.take();
        if several.len() < 2
            && let Some(single) = single
        {
            *several = vec![single];
        } else if several.is_empty() {
            *several = texts(lowered);
        }
    }
    if profile.dns_service_ip.is_none() {
        profile.dns_service_ip = cluster.dns_service_ip.map(|it| it.to_string());
    }
    // Both parts come with the whole.
    if let Some(networking) = profile.advanced_networking.as_mut().filter(|it| it.enabled) {
        networking.observability.get_or_insert(model::Switch { enabled: true });
        networking.security.get_or_insert_with(|| model::AdvancedNetworkSecurity {
            enabled: true,
            ..model::AdvancedNetworkSecurity::default()
        });
    }
    spec
}

/// `Base` goes without saying, and `Automatic` has one tier unless told otherwise.
fn explicit_sku(spec: &mut model::Cluster) {
    let Some(sku) = &mut spec.sku else { return };
    if sku.name == Some(SkuName::Automatic) {
        sku.tier.get_or_insert(SkuTier::Standard);
    }
    sku.name.take_if(|it| *it == SkuName::Base);
    if *sku == model::ClusterSku::default() {
        spec.sku = None;
    }
}

/// Takes away what a step says in its own words: the same resource is the same step, however the
/// plan refers to it.
fn without_references(spec: &mut model::Cluster) {
    spec.agent_pools.clear();
    spec.maintenance_configurations.clear();
    spec.existing = false;
    (spec.resource_group, spec.location) = (None, None);
    (spec.identity, spec.kubelet_identity, spec.service_principal_profile) = (None, None, None);
    (spec.availability_zones, spec.internal_load_balancers) = (None, None);
    spec.planned_services = None;
    if let Some(profile) = &mut spec.api_server_access_profile {
        profile.subnet = None;
    }
    spec.api_server_access_profile.take_if(|it| *it == model::ApiServerAccessProfile::default());
    if let Some(addon) = &mut spec.addon_profiles.ingress_application_gateway {
        addon.subnet = None;
    }
    if let Some(addon) = &mut spec.addon_profiles.aci_connector_linux {
        addon.subnet = None;
    }
}

fn agent_pools(to: &mut Builder, cluster: &Cluster, id: &ResourceId) -> Vec<AgentPool> {
    // A cluster starts with a system pool.
    let first = cluster.pools.iter().position(|it| it.mode == model::PoolMode::System).unwrap_or(0);
    let rest = cluster.pools.iter().enumerate().filter(|(at, _)| *at != first).map(|(_, it)| it);
    let pools = cluster.pools.get(first).into_iter().chain(rest);
    pools.map(|it| agent_pool(to, it, id)).collect()
}

fn agent_pool(to: &mut Builder, pool: &Pool, cluster: &ResourceId) -> AgentPool {
    let mut spec = pool.spec.clone();
    spec.tags = to.tags(Some(&spec.tags));
    spec.mode = Some(pool.mode);
    spec.count = Some(pool.start);
    spec.max_pods = Some(pool.max_pods);
    // Documents name one node and 10 % as the default: the same up to ten nodes, said beyond.
    let is_spot = spec.scale_set_priority == Some(model::ScaleSetPriority::Spot);
    if pool.nodes > 10 && !is_spot {
        let settings = spec.upgrade_settings.get_or_insert_default();
        let percent = defaults::MAX_SURGE_PERCENT.value;
        settings.max_surge.get_or_insert_with(|| format!("{percent}%"));
    }
    spec.os_type = Some(pool.os);
    spec.availability_zones = Some(pool.zones.clone());
    (spec.vnet_subnet, spec.pod_subnet) = (None, None);
    spec.os_disk_size_gb = spec.os_disk_size_gb.filter(|it| *it > 0);
    AgentPool {
        id: child(
            &cluster.resource_group,
            ResourceKind::AgentPool,
            cluster.name(),
            &pool.spec.name,
        ),
        vnet_subnet: to.subnet_value(pool.node_subnet, pool.spec.vnet_subnet.as_ref()),
        pod_subnet: to.subnet_value(pool.pod_subnet, pool.spec.pod_subnet.as_ref()),
        properties: spec,
    }
}
