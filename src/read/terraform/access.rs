//! Role assignments. Those that the plan's own steps make are what the plan says already.

use super::body::Resource;
use super::mapping::Mapping;
use crate::lower;
use crate::read::{self, Remark, RemarkKind, Text};
use crate::steps::{self, Operation, ResourceId, ResourceKind};
use crate::text::quoted;
use serde_json::Value;
use std::ops::Range;

/// A role assignment of the text.
pub(super) struct Role {
    address: String,
    range: Range<usize>,
    scope: String,
    name: String,
    /// What people call the principal, such as `identity id-aks`.
    principal: Option<String>,
}

pub(super) fn role_assignment(to: &mut Mapping, it: &Resource) {
    let text = |name: &str| it.body.text(name).map(|(text, _)| text);
    let role = text("role_definition_name").or_else(|| text("role_definition_id"));
    let principal = text("principal_id").and_then(|it| who(to, &it));
    to.roles.push(Role {
        address: it.address.clone(),
        range: it.body.range.clone(),
        scope: text("scope").unwrap_or_default(),
        name: role.unwrap_or_default(),
        principal,
    });
}

/// Whose principal it is: a known id, or `${azurerm_user_assigned_identity.aks.principal_id}`.
fn who(to: &Mapping, principal: &str) -> Option<String> {
    if let Some(who) = to.principals.get(principal) {
        return Some(who.clone());
    }
    let name = principal.strip_prefix("${")?.strip_suffix('}')?;
    let holder = name.strip_suffix(".principal_id")?;
    let address = holder.split(".identity").next()?;
    to.principals.get(address).cloned()
}

/// Says which assignments no step of the plan makes.
pub(super) fn compare(roles: &[Role], text: &mut Text) {
    if roles.is_empty() {
        return;
    }
    let made = made_by_steps(&text.plan);
    for role in roles.iter().filter(|it| !made.iter().any(|made| is_made(it, made))) {
        let what = format!("the role {} of {}", quoted(&role.name), quoted(&role.address));
        let why = "a plan gives a cluster's identity the roles that it needs, and no others";
        text.remarks.push(Remark {
            path: String::new(),
            position: text.positions.position(role.range.start),
            kind: RemarkKind::NotKept { what, why: why.to_string() },
        });
    }
}

/// Scope, role and principal of an assignment that a step makes.
struct Made {
    /// The end of the scope's id, in lower case.
    scope: String,
    role: &'static str,
    definition: &'static str,
    principal: String,
}

fn made_by_steps(plan: &Value) -> Vec<Made> {
    let Ok((plan, _)) = read::plan(plan) else { return Vec::new() };
    let lowered = lower::lower(&plan);
    let steps = steps::steps(&lowered);
    let assignments = steps.steps.into_iter().filter_map(|it| match it.operation {
        Operation::Make(steps::Resource::RoleAssignment(it)) => Some(it),
        _ => None,
    });
    let made = assignments.filter_map(|it| {
        let scope = match &it.scope {
            steps::Value::Id(id) => end_of(id),
            steps::Value::Text(text) => text.to_lowercase(),
            steps::Value::Output(..) => return None,
        };
        let (role, definition) = (it.role.name(), it.role.definition_id());
        Some(Made { scope, role, definition, principal: it.principal })
    });
    made.collect()
}

/// The end of an id that tells a resource from every other of the plan.
fn end_of(id: &ResourceId) -> String {
    let group = &id.resource_group;
    let end = match (id.kind, id.names.as_slice()) {
        (ResourceKind::Subnet, [network, subnet]) => {
            format!("/virtualNetworks/{network}/subnets/{subnet}")
        }
        (kind, names) => {
            let kind = kind.arm_type().rsplit('/').next().unwrap_or_default();
            format!("/{kind}/{}", names.join("/"))
        }
    };
    format!("/resourceGroups/{group}/…{end}").to_lowercase()
}

fn is_made(role: &Role, made: &Made) -> bool {
    let scope = role.scope.to_lowercase();
    let same_scope = match made.scope.split_once('…') {
        Some((group, end)) => scope.contains(group) && scope.ends_with(end),
        None => scope == made.scope,
    };
    let same_role = role.name.eq_ignore_ascii_case(made.role)
        || role.name.to_lowercase().ends_with(made.definition);
    same_scope && same_role && role.principal.as_ref() == Some(&made.principal)
}
