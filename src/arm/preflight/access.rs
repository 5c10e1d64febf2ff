//! What the plan's identities and whoever is signed in may do.

use super::super::client::Host;
use super::super::error::AzureError;
use super::super::request::{Request, resource_path};
use super::ask::Desk;
use super::resource::{Resources, kind_of};
use crate::live::{Ids, Live, NeededRole, Permission, Thing, name_of, network_of, part_of, things};
use crate::lower::Lowered;
use crate::steps::{self, Operation, Resource, ResourceId, Role, RoleAssignment, Steps, Value};
use futures_util::future::{try_join, try_join_all};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What somebody may do: patterns of actions, and what is taken out of them.
type Allowed = Vec<(Vec<String>, Vec<String>)>;

const ASSIGN: &str = "Microsoft.Authorization/roleAssignments/write";

/// Reads roles and permissions.
pub(super) async fn read(
    desk: &Desk<'_, impl Host>,
    live: &mut Live,
    net: &Lowered<'_>,
    resources: &Resources,
) -> Result<(), AzureError> {
    let Some(ids) = live.ids(net.plan) else { return Ok(()) };
    let steps = steps::steps(net);
    let subscription = format!("/subscriptions/{}", ids.subscription);
    let (wanted, mut needed) = (actions(net, live, ids), needed(net, ids, &steps, resources));
    // What is asked once for each place: where something is made, and where roles are assigned.
    let assigned = needed.iter().map(|it| nearest(&it.0.scope, &subscription, live));
    let places = wanted.iter().map(|it| it.scope.clone()).chain(assigned);
    let places: BTreeMap<String, String> = places.map(|it| (it.to_lowercase(), it)).collect();
    let read = places
        .into_iter()
        .map(async |(key, place)| Ok::<_, AzureError>((key, permissions(desk, &place).await?)));
    let roles = needed.iter().map(|(role, principal)| is_assigned(desk, role, principal, live));
    let (allowed, assigned) = try_join(try_join_all(read), try_join_all(roles)).await?;
    let allowed: BTreeMap<String, Allowed> =
        allowed.into_iter().filter_map(|(key, it)| Some((key, it?))).collect();
    let may = |place: &str, action: &str| {
        allowed.get(&place.to_lowercase()).map(|it| is_allowed(it, action))
    };

    for ((role, _), is_assigned) in needed.iter_mut().zip(assigned) {
        role.is_assigned = is_assigned;
        role.may_assign = may(&nearest(&role.scope, &subscription, live), ASSIGN);
    }
    let permissions = wanted
        .into_iter()
        .filter_map(|it| Some(Permission { is_allowed: may(&it.scope, &it.action)?, ..it }));
    let permissions = permissions.collect();
    live.roles = needed.into_iter().map(|(role, _)| role).collect();
    live.permissions = permissions;
    Ok(())
}

/// What the account must be allowed, to make what is not there.
fn actions(net: &Lowered, live: &Live, ids: Ids) -> Vec<Permission> {
    let subscription = format!("/subscriptions/{}", ids.subscription);
    let is_there = |id: &str| live.found(id).map(|it| it.is_there);
    let mut all: Vec<Permission> = Vec::new();
    let mut add = |path: &str, scope: String, action: String| {
        let (path, is_allowed) = (path.to_string(), false);
        all.push(Permission { path, scope, action, is_allowed });
    };
    for Thing { path, id, existing, .. } in things(net.plan, ids) {
        if existing || is_there(&id) != Some(false) {
            continue;
        }
        let Some(kind) = kind_of(&id) else { continue };
        if part_of(&id, "providers").is_none() {
            let action = "Microsoft.Resources/subscriptions/resourceGroups/write";
            add(&path, subscription.clone(), action.to_string());
            continue;
        }
        let group = ids.group(part_of(&id, "resourceGroups").unwrap_or_default());
        let network = network_of(&id).filter(|it| is_there(it) == Some(true));
        let scope = match network {
            Some(network) => network.to_string(),
            None if is_there(&group) == Some(true) => group,
            None => subscription.clone(),
        };
        add(&path, scope, format!("{kind}/write"));
    }
    // Subnets that are there already are joined, and whoever makes the cluster must be allowed to.
    for (_, pool) in net.pools() {
        let Some(at) = pool.node_subnet else { continue };
        let Some((network, subnet)) = net.networks.get(at.network).zip(net.subnet(at)) else {
            continue;
        };
        let Some(id) = ids.network(network.spec) else { continue };
        let subnet = format!("{id}/subnets/{}", subnet.spec.name);
        if is_there(&subnet) == Some(true) {
            add(&pool.at("vnetSubnet"), subnet, join("Microsoft.Network/virtualNetworks/subnets"));
        }
    }
    all
}

fn join(kind: &str) -> String {
    format!("{kind}/join/action")
}

/// The scope itself where it is there, or its group, or the subscription.
fn nearest(scope: &str, subscription: &str, live: &Live) -> String {
    let is_there = |id: &str| live.found(id).is_none_or(|it| it.is_there);
    if is_there(scope) {
        return scope.to_string();
    }
    let place = part_of(scope, "subscriptions").map(|it| format!("/subscriptions/{it}"));
    let place = place.unwrap_or_else(|| subscription.to_string());
    let group = part_of(scope, "resourceGroups").map(|it| format!("{place}/resourceGroups/{it}"));
    group.filter(|it| live.found(it).is_some_and(|it| it.is_there)).unwrap_or(place)
}

/// Who a role is for.
enum Principal {
    /// It is not there yet, and so has nothing.
    New,
    /// Its object in the directory.
    Object(String),
    /// It can't be told from here.
    Unknown,
}

/// The roles that the plan assigns, each with whom it is for.
fn needed(
    net: &Lowered,
    ids: Ids,
    steps: &Steps,
    resources: &Resources,
) -> Vec<(NeededRole, Principal)> {
    let roles = steps.steps.iter().filter_map(|it| match &it.operation {
        Operation::Make(Resource::RoleAssignment(role)) => Some(role),
        _ => None,
    });
    let roles = roles.filter_map(|it| {
        let needed = NeededRole {
            path: place(net, it),
            principal: it.principal.clone(),
            role: it.role.name().to_string(),
            scope: id_of(&it.scope, ids)?,
            reason: it.reason.to_string(),
            is_assigned: None,
            may_assign: None,
        };
        Some((needed, principal(it, ids, steps, resources)))
    });
    roles.collect()
}

/// Where the plan names who a role is for.
fn place(net: &Lowered, role: &RoleAssignment) -> String {
    let (_, name) = role.principal.split_once(' ').unwrap_or_default();
    let name = name.strip_prefix("principal ").unwrap_or(name);
    let found = net.clusters.iter().find_map(|it| {
        let is = |text: Option<&str>| text.is_some_and(|it| name_of(it).eq_ignore_ascii_case(name));
        let spec = it.spec;
        let identity = spec.identity.as_ref().and_then(|it| it.user_assigned_identity.as_deref());
        let client = spec.service_principal_profile.as_ref().map(|it| it.client_id.as_str());
        if is(identity) || is(Some(&spec.name)) {
            Some(it.at("identity"))
        } else if is(spec.kubelet_identity.as_deref()) {
            Some(it.at("kubeletIdentity"))
        } else if is(client) {
            Some(it.at("servicePrincipalProfile"))
        } else {
            None
        }
    });
    found.unwrap_or_default()
}

fn resource_id(id: &ResourceId, ids: Ids) -> String {
    let mut text = format!("{}/providers/", ids.group(&id.resource_group));
    let mut kinds = id.kind.arm_type().split('/');
    text.push_str(kinds.next().unwrap_or_default());
    for (kind, name) in kinds.zip(&id.names) {
        let _ = write!(text, "/{kind}/{name}");
    }
    text
}

fn id_of(value: &Value, ids: Ids) -> Option<String> {
    match value {
        Value::Id(id) => Some(resource_id(id, ids)),
        Value::Text(text) => text.starts_with('/').then(|| text.clone()),
        Value::Output(..) => None,
    }
}

fn principal(role: &RoleAssignment, ids: Ids, steps: &Steps, resources: &Resources) -> Principal {
    let Value::Output(step, _) = &role.principal_id else { return Principal::Unknown };
    let id = match steps.steps.get(step.0).map(|it| &it.operation) {
        Some(Operation::Make(it)) => it.id().map(|it| resource_id(it, ids)),
        Some(Operation::Find(id)) => Some(resource_id(id, ids)),
        Some(Operation::FindIdentity { resource_id }) => Some(resource_id.clone()),
        _ => None,
    };
    match id.and_then(|id| resources.get(&id.to_lowercase())) {
        Some(None) => Principal::New,
        Some(Some(it)) => {
            let object =
                it.pointer("/properties/principalId").or(it.pointer("/identity/principalId"));
            match object.and_then(Json::as_str) {
                Some(object) => Principal::Object(object.to_string()),
                None => Principal::Unknown,
            }
        }
        None => Principal::Unknown,
    }
}

/// Whether a principal has a role at a scope or above, or another that does.
async fn is_assigned(
    desk: &Desk<'_, impl Host>,
    role: &NeededRole,
    principal: &Principal,
    live: &Live,
) -> Result<Option<bool>, AzureError> {
    let what = format!("roles of {} on {}", role.principal, name_of(&role.scope));
    let object = match principal {
        Principal::New => return Ok(Some(false)),
        Principal::Unknown => {
            desk.unknown(what, "Azure Resource Manager does not tell which object it is");
            return Ok(None);
        }
        Principal::Object(object) => object,
    };
    // What is not there yet has what its group has.
    let place = nearest(&role.scope, "", live);
    let path = format!(
        "{}/providers/Microsoft.Authorization/roleAssignments",
        resource_path(&place).unwrap_or_default()
    );
    let request = Request::get("Microsoft.Authorization/roleAssignments", &path)
        .with("$filter", &format!("assignedTo('{object}')"));
    let Some(all) = desk.ask(&what, desk.client.list::<Json>(request)).await? else {
        return Ok(None);
    };
    let text = |it: &Json, pointer: &str| {
        it.pointer(pointer).and_then(Json::as_str).unwrap_or_default().to_string()
    };
    let scope = role.scope.to_lowercase();
    let mut is_unclear = false;
    for it in &all {
        let above = text(it, "/properties/scope").to_lowercase();
        let above = above.trim_end_matches('/');
        let rest = scope.strip_prefix(above);
        if !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
            continue;
        }
        let definition = text(it, "/properties/roleDefinitionId");
        match does(&role.role, name_of(&definition)) {
            Some(true) => return Ok(Some(true)),
            Some(false) => {}
            None => {
                let allowed = definition_of(desk, &definition).await?;
                let action = action_for(&role.role, &role.scope);
                match allowed {
                    Some(allowed) if is_allowed(&allowed, &action) => return Ok(Some(true)),
                    Some(_) => {}
                    None => is_unclear = true,
                }
            }
        }
    }
    Ok(if is_unclear { None } else { Some(false) })
}

/// Whether a built-in role does what another is needed for; nothing where its definition has to be
/// read.
fn does(role: &str, definition: &str) -> Option<bool> {
    const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    const CONTRIBUTOR: &str = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    let all = [
        Role::NetworkContributor,
        Role::PrivateDnsZoneContributor,
        Role::ManagedIdentityOperator,
        Role::AcrPull,
    ];
    let own = all.iter().find(|it| it.name() == role).map(|it| it.definition_id());
    let is = |it: &str| it.eq_ignore_ascii_case(definition);
    if own.is_some_and(is) || is(OWNER) || is(CONTRIBUTOR) {
        Some(true)
    } else if is(READER) {
        Some(false)
    } else {
        None
    }
}

/// The action that a role is needed for.
fn action_for(role: &str, scope: &str) -> String {
    let kind = kind_of(scope).unwrap_or_default();
    let is = |it: &str| kind.to_lowercase().ends_with(it);
    match role {
        "Managed Identity Operator" => {
            "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action".to_string()
        }
        "Private DNS Zone Contributor" => "Microsoft.Network/privateDnsZones/A/write".to_string(),
        "AcrPull" => "Microsoft.ContainerRegistry/registries/pull/read".to_string(),
        _ if is("/routetables") => "Microsoft.Network/routeTables/routes/write".to_string(),
        _ => join(&kind),
    }
}

/// What a role allows.
async fn definition_of(
    desk: &Desk<'_, impl Host>,
    id: &str,
) -> Result<Option<Allowed>, AzureError> {
    let what = format!("role definition {}", name_of(id));
    let Some(path) = resource_path(id) else { return Ok(None) };
    let request = Request::get("Microsoft.Authorization/roleDefinitions", &path);
    let it = desk.ask(&what, desk.client.read::<Json>(&request)).await?;
    let list = it.as_ref().and_then(|it| it.pointer("/properties/permissions")?.as_array());
    Ok(list.map(|all| all.iter().map(allowed).collect()))
}

/// What whoever is signed in may do at a place.
async fn permissions(
    desk: &Desk<'_, impl Host>,
    place: &str,
) -> Result<Option<Allowed>, AzureError> {
    let what = format!("what the account may do in {place}");
    let path = format!(
        "{}/providers/Microsoft.Authorization/permissions",
        resource_path(place).unwrap_or_default()
    );
    let request = Request::get("Microsoft.Authorization/permissions", &path);
    let all = desk.ask(&what, desk.client.list::<Json>(request)).await?;
    Ok(all.map(|all| all.iter().map(allowed).collect()))
}

fn allowed(it: &Json) -> (Vec<String>, Vec<String>) {
    let list = |name: &str| {
        let items = it.get(name).and_then(Json::as_array).into_iter().flatten();
        items.filter_map(|it| Some(it.as_str()?.to_lowercase())).collect()
    };
    (list("actions"), list("notActions"))
}

/// Whether one of several grants holds an action. What a grant leaves out, another may hold.
fn is_allowed(grants: &Allowed, action: &str) -> bool {
    let action = action.to_lowercase();
    let any = |patterns: &[String]| patterns.iter().any(|it| matches(it, &action));
    grants.iter().any(|(actions, not)| any(actions) && !any(not))
}

/// Whether a pattern with `*` for any text matches.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_azure_has_them() {
        for (pattern, text, is) in [
            ("*", "a/b/write", true),
            ("*/read", "a/b/read", true),
            ("*/read", "a/b/write", false),
            ("a/*", "a/b/write", true),
            ("a/*/write", "a/b/c/write", true),
            ("a/*/write", "a/write", false),
            ("a/b/write", "a/b/write", true),
            ("a/b/write", "a/b/write/more", false),
            ("*/b/*", "a/b/c", true),
        ] {
            assert_eq!(matches(pattern, text), is, "{pattern} {text}");
        }
    }

    #[test]
    fn what_one_grant_leaves_out_another_may_hold() {
        let all = |it: &[&str]| it.iter().map(ToString::to_string).collect::<Vec<_>>();
        let contributor = (
            all(&["*"]),
            all(&["microsoft.authorization/*/write", "microsoft.authorization/*/delete"]),
        );
        assert!(is_allowed(&vec![contributor.clone()], "Microsoft.Network/routeTables/write"));
        assert!(!is_allowed(&vec![contributor.clone()], ASSIGN));
        let assigner = (all(&["microsoft.authorization/roleassignments/*"]), Vec::new());
        assert!(is_allowed(&vec![contributor, assigner], ASSIGN));
    }
}
