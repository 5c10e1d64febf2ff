//! Identities, and the roles that clusters need in the network.

use super::builder::Builder;
use super::network::route_table_id;
use super::{
    ClusterIdentity, Identity, Operation, Output, Resource, ResourceId, ResourceKind, Role,
    RoleAssignment, StepId, Value,
};
use crate::lower::{Cluster, SubnetAt};
use crate::model::{self, IdentityType, NetworkPlugin};
use std::collections::HashSet;

pub(super) fn identities(to: &mut Builder) {
    let plan = to.plan;
    for spec in &plan.identities {
        let identity = Identity {
            id: identity_id(to, spec),
            location: to.location(None),
            tags: to.tags(None),
            az_arguments: spec.az_arguments.clone(),
        };
        to.ensure(spec.existing, [], Resource::Identity(identity));
    }
}

fn identity_id(to: &mut Builder, spec: &model::ManagedIdentity) -> ResourceId {
    to.id(ResourceKind::Identity, spec.resource_group.as_ref(), &spec.name)
}

/// An identity of the plan, or what was typed where it is none of it.
fn identity_value(
    to: &mut Builder,
    identity: Option<&model::ManagedIdentity>,
    typed: Option<&String>,
) -> Option<Value> {
    match (identity, typed) {
        (Some(spec), _) => Some(Value::Id(identity_id(to, spec))),
        (None, typed) => typed.map(|text| Value::Text(text.clone())),
    }
}

/// Who a cluster is.
pub(super) fn cluster_identity(to: &mut Builder, cluster: &Cluster) -> ClusterIdentity {
    if let Some(profile) = &cluster.spec.service_principal_profile {
        return ClusterIdentity::ServicePrincipal { client_id: profile.client_id.clone() };
    }
    let spec = cluster.spec.identity.as_ref();
    let typed = spec.and_then(|it| it.user_assigned_identity.as_ref());
    let user_assigned = identity_value(to, cluster.identity, typed);
    match user_assigned {
        Some(value) if spec.is_none_or(|it| it.kind != Some(IdentityType::SystemAssigned)) => {
            ClusterIdentity::UserAssigned(value)
        }
        _ => ClusterIdentity::SystemAssigned,
    }
}

pub(super) fn kubelet_identity(to: &mut Builder, cluster: &Cluster) -> Option<Value> {
    identity_value(to, cluster.kubelet_identity, cluster.spec.kubelet_identity.as_ref())
}

/// Who roles are assigned to.
pub(super) struct Principal {
    pub id: Value,
    pub name: String,
}

/// The principal of an identity: what its step brings.
pub(super) fn principal(to: &mut Builder, identity: &Value) -> Option<Principal> {
    let (step, name) = match identity {
        Value::Id(id) => (to.step_of(id)?, id.name()),
        Value::Text(text) => {
            let find = Operation::FindIdentity { resource_id: text.clone() };
            (to.find_principal(find), text.rsplit('/').next().unwrap_or_default())
        }
        Value::Output(..) => return None,
    };
    let id = Value::Output(step, Output::PrincipalId);
    Some(Principal { id, name: format!("identity {name}") })
}

/// The principal of a cluster that has one before it is made.
pub(super) fn early_principal(to: &mut Builder, identity: &ClusterIdentity) -> Option<Principal> {
    match identity {
        ClusterIdentity::UserAssigned(value) => principal(to, value),
        ClusterIdentity::ServicePrincipal { client_id } => {
            let find = Operation::FindServicePrincipal { client_id: client_id.clone() };
            let id = Value::Output(to.find_principal(find), Output::PrincipalId);
            Some(Principal { id, name: format!("service principal {client_id}") })
        }
        ClusterIdentity::SystemAssigned => None,
    }
}

/// The roles that a cluster's identity needs: what it joins and writes to lies outside the groups
/// that are its own. A cluster that exists has those for what exists, in whatever way.
pub(super) fn cluster_roles(
    to: &mut Builder,
    cluster: &Cluster,
    kubelet: Option<&Value>,
) -> Vec<WantedRole> {
    let mut wanted = Wanted::default();
    if !cluster.spec.existing {
        dns_zone(to, cluster, &mut wanted);
    }
    subnets(to, cluster, &mut wanted);
    if cluster.plugin == NetworkPlugin::Kubenet {
        route_tables(to, cluster, &mut wanted);
    }
    public_addresses(cluster, &mut wanted);
    if let Some(kubelet) = kubelet {
        let reason = "nodes are given the kubelet identity";
        wanted.add(kubelet.clone(), Role::ManagedIdentityOperator, reason);
    }
    wanted.roles
}

/// A role somewhere, and why.
pub(super) struct WantedRole {
    scope: Value,
    role: Role,
    reason: &'static str,
}

#[derive(Default)]
struct Wanted {
    roles: Vec<WantedRole>,
    known: HashSet<(Value, Role)>,
}

impl Wanted {
    fn add(&mut self, scope: Value, role: Role, reason: &'static str) {
        if self.known.insert((scope.clone(), role)) {
            self.roles.push(WantedRole { scope, role, reason });
        }
    }
}

/// Assigns a role.
pub(super) fn assign(
    to: &mut Builder,
    wanted: WantedRole,
    who: &Principal,
    needs: &[StepId],
) -> StepId {
    let WantedRole { scope, role, reason } = wanted;
    let steps = [to.step_of_value(&scope), to.step_of_value(&who.id)];
    let needs: Vec<StepId> = steps.into_iter().flatten().chain(needs.iter().copied()).collect();
    let assignment = RoleAssignment {
        scope,
        role,
        principal_id: who.id.clone(),
        principal: who.name.clone(),
        reason,
    };
    to.push(needs, Operation::Make(Resource::RoleAssignment(assignment)))
}

/// A private DNS zone of one's own: records in the zone, and its link to the network.
fn dns_zone(to: &mut Builder, cluster: &Cluster, wanted: &mut Wanted) {
    let profile = cluster.spec.api_server_access_profile.as_ref();
    let zone = profile.and_then(|it| it.private_dns_zone.as_ref());
    let Some(zone) = zone.filter(|it| it.starts_with('/')) else { return };
    let scope = Value::Text(zone.clone());
    wanted.add(scope, Role::PrivateDnsZoneContributor, "the API server's name goes into the zone");
    let network = cluster.network.and_then(|at| to.network_id(at)).map(Value::Id);
    let outside = || {
        let typed = cluster.spec.agent_pools.iter().find_map(|it| it.vnet_subnet.as_ref())?;
        let (network, _) = typed.split_once("/subnets/")?;
        Some(Value::Text(network.to_string()))
    };
    if let Some(network) = network.or_else(outside) {
        wanted.add(network, Role::NetworkContributor, "the zone is linked to the network");
    }
}

/// The subnets that a cluster's nodes, pods, API server and load balancers join. Where the cluster
/// exists, those the plan makes.
fn subnets(to: &mut Builder, cluster: &Cluster, wanted: &mut Wanted) {
    let spec = cluster.spec;
    let api_server = spec.api_server_access_profile.as_ref().and_then(|it| it.subnet.as_ref());
    let balancers = spec.internal_load_balancers.as_ref().and_then(|it| it.subnet.as_ref());
    let mut joined: Vec<(Option<SubnetAt>, Option<&String>, &'static str)> = Vec::new();
    for pool in &cluster.pools {
        let nodes = pool.spec.vnet_subnet.as_ref();
        joined.push((pool.node_subnet, nodes, "nodes join the subnet"));
        joined.push((pool.pod_subnet, pool.spec.pod_subnet.as_ref(), "pods join the subnet"));
    }
    if cluster.has_vnet_integration() {
        joined.push((cluster.api_server_subnet, api_server, "the API server joins the subnet"));
    }
    if balancers.is_some() {
        let reason = "internal load balancers join the subnet";
        joined.push((cluster.load_balancer_subnet, balancers, reason));
    }
    for (at, typed, reason) in joined {
        let is_new = at.and_then(|at| to.lowered.subnet(at)).is_some_and(|it| !it.spec.existing);
        if spec.existing && !is_new {
            continue;
        }
        let network = at.and_then(|at| to.network_id(at.network)).map(Value::Id);
        let covered = network
            .is_some_and(|network| wanted.known.contains(&(network, Role::NetworkContributor)));
        if let Some(subnet) = to.subnet_value(at, typed).filter(|_| !covered) {
            wanted.add(subnet, Role::NetworkContributor, reason);
        }
    }
}

/// The route tables that kubenet writes a route a node into.
fn route_tables(to: &mut Builder, cluster: &Cluster, wanted: &mut Wanted) {
    for pool in &cluster.pools {
        let Some(subnet) = pool.node_subnet.and_then(|at| to.lowered.subnet(at)) else { continue };
        let is_there = subnet.spec.existing && subnet.route_table.is_none_or(|it| it.existing);
        if cluster.spec.existing && is_there {
            continue;
        }
        let table = subnet.route_table.map(|it| Value::Id(route_table_id(to, it)));
        let typed = subnet.spec.route_table.clone().map(Value::Text);
        if let Some(table) = table.or(typed) {
            let reason = "kubenet writes a route for each node";
            wanted.add(table, Role::NetworkContributor, reason);
        }
    }
}

/// Public addresses and prefixes of one's own that outbound traffic or nodes take. Outbound traffic
/// of a cluster that exists is not changed.
fn public_addresses(cluster: &Cluster, wanted: &mut Wanted) {
    let profile = &cluster.spec.network_profile;
    let balancer = profile.load_balancer_profile.iter();
    let balancer = balancer.flat_map(|it| it.outbound_ips.iter().chain(&it.outbound_ip_prefixes));
    let gateway = profile.nat_gateway_profile.iter();
    let gateway = gateway.flat_map(|it| it.outbound_ips.iter().chain(&it.outbound_ip_prefixes));
    let nodes = cluster.spec.agent_pools.iter().filter_map(|it| it.node_public_ip_prefix.as_ref());
    let outbound = balancer.chain(gateway).filter(|_| !cluster.spec.existing);
    for id in outbound.chain(nodes) {
        let scope = Value::Text(id.clone());
        wanted.add(scope, Role::NetworkContributor, "traffic leaves through the address");
    }
}

/// The role that nodes need to pull the cluster's own images from a registry of one's own.
pub(super) fn registry_role(
    to: &mut Builder,
    cluster: &Cluster,
    kubelet: &Value,
) -> Option<StepId> {
    let registry = cluster.spec.bootstrap_profile.as_ref()?.container_registry_id.clone()?;
    let nodes = principal(to, kubelet)?;
    let reason = "nodes pull the cluster's own images";
    let pull = WantedRole { scope: Value::Text(registry), role: Role::AcrPull, reason };
    Some(assign(to, pull, &nodes, &[]))
}
