//! Identities and roles.

use super::build::Build;
use super::functions::plain;
use super::node::Node;
use super::scope::{interleaved, unknown};
use super::template::Found;
use crate::steps::{Operation, Resource, ResourceId, ResourceKind, Steps, Value};
use std::collections::HashSet;
use std::ops::Range;

/// A role assignment of the text.
pub(super) struct Role {
    /// Where it holds: an id without its subscription, in lower case.
    scope: String,
    /// The id of its definition.
    definition: String,
    /// What says who has it.
    principal: String,
    range: Range<usize>,
}

impl Build<'_> {
    pub fn identity(&mut self, it: &Found) {
        self.entry("/identities", it);
        self.location(it, None);
        self.tags(it, None);
        let properties = it.properties();
        self.rest(it, &["location", "tags", "properties"], &properties, &[]);
    }

    pub fn role_assignment(&mut self, it: &Found) {
        let properties = it.properties();
        let text = |name: &str| properties.get(name).and_then(plain).unwrap_or_default();
        let group = it.group.clone().unwrap_or_default();
        let own = it.body.get("scope").or_else(|| properties.get("scope")).and_then(Node::as_text);
        let scope = match own {
            Some(id) if id.starts_with('/') => id.to_string(),
            Some(id) => format!("/resourceGroups/{group}/providers/{id}"),
            None => format!("/resourceGroups/{group}"),
        };
        let role = text("roleDefinitionId").rsplit('/').next().unwrap_or_default().to_lowercase();
        self.roles.push(Role {
            scope: tail(&scope),
            definition: role,
            principal: text("principalId").to_lowercase(),
            range: it.body.range.clone(),
        });
    }

    /// Roles that the plan assigns by itself say nothing; others have no place in it.
    pub fn check_roles(&mut self) {
        let roles = std::mem::take(&mut self.roles);
        if roles.is_empty() {
            return;
        }
        let mut value = self.draft.get("").cloned().unwrap_or_default();
        crate::read::references::to_names(&mut value);
        let Ok((plan, _)) = crate::read::plan(&value) else { return };
        let steps = crate::steps::steps(&crate::lower::lower(&plan));
        let wanted = wanted(&steps);
        for role in roles {
            let is_wanted = wanted.iter().any(|(scope, id, principal)| {
                *scope == role.scope
                    && *id == role.definition
                    && (principal.is_empty() || role.principal.contains(principal.as_str()))
            });
            if !is_wanted {
                let what = format!("role `{}` on `{}`", role.definition, role.scope);
                let why = "a plan assigns the roles that its clusters need, and no others";
                self.not_kept(&role.range, "", what, why);
            }
        }
    }
}

/// An id from its resource group on, in lower case: subscriptions may not be known.
fn tail(id: &str) -> String {
    let lower = id.to_lowercase();
    let at = lower.find("/resourcegroups/").unwrap_or_default();
    lower.get(at..).unwrap_or_default().to_string()
}

/// The roles that a plan assigns: scope, definition, and what names the principal.
fn wanted(steps: &Steps) -> HashSet<(String, &'static str, String)> {
    let id = |it: &ResourceId| {
        let kind = it.kind.arm_type();
        if it.kind == ResourceKind::ResourceGroup {
            return format!("/resourcegroups/{}", it.resource_group.to_lowercase());
        }
        let names = interleaved(kind, &it.names);
        tail(&format!("/resourceGroups/{}/providers/{names}", it.resource_group))
    };
    let value = |it: &Value| match it {
        Value::Id(it) => id(it),
        Value::Text(it) => tail(it),
        Value::Output(..) => String::new(),
    };
    let principal = |it: &Value| {
        let Value::Output(step, _) = it else { return value(it) };
        match steps.steps.get(step.0).map(|it| &it.operation) {
            Some(Operation::Make(made)) => made.id().map(id).unwrap_or_default(),
            Some(Operation::Find(found)) => id(found),
            Some(Operation::FindIdentity { resource_id }) => tail(resource_id),
            _ => String::new(),
        }
    };
    let roles = steps.steps.iter().filter_map(|step| match &step.operation {
        Operation::Make(Resource::RoleAssignment(it)) => Some(it),
        _ => None,
    });
    // Who has the role stands in the name of a value that is not known.
    let named = |id: String| match id.as_str() {
        "" => id,
        _ => unknown(&id).trim_start_matches("${").trim_end_matches('}').to_lowercase(),
    };
    roles
        .map(|it| (value(&it.scope), it.role.definition_id(), named(principal(&it.principal_id))))
        .collect()
}
