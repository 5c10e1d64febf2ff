//! Template expressions, and the one place where texts of the user's enter them.

use crate::azure_facts::api_versions;
use crate::steps::{
    ClusterIdentity, Operation, Output, Resource, ResourceId, ResourceKind, Role, RoleAssignment,
    StepId, Steps, Value,
};
use crate::write::bodies::{ROLE_ASSIGNMENT, Words};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// A parameter of the template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Parameter {
    pub name: String,
    pub kind: &'static str,
    /// What it is where nobody says otherwise; a secret has none.
    pub default: Option<String>,
    pub description: &'static str,
    /// What a nested deployment is passed for it, where the template itself has no such parameter.
    pub passed: Option<&'static str>,
}

/// What expressions are made of: the plan's steps, and the parameters that are used.
pub(super) struct Expressions<'s> {
    steps: &'s Steps,
    location: Option<String>,
    version: Option<String>,
    clients: Vec<String>,
    used: RefCell<BTreeSet<Parameter>>,
    /// The deployment goes to another subscription than the template.
    elsewhere: Cell<bool>,
}

/// A text as a template has it: one that would be taken for an expression is escaped.
pub(super) fn text(text: &str) -> String {
    if text.starts_with('[') && text.ends_with(']') { format!("[{text}") } else { text.to_string() }
}

/// A text as part of an expression.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

impl<'s> Expressions<'s> {
    pub fn new(steps: &'s Steps) -> Self {
        let mut it = Self {
            steps,
            location: None,
            version: None,
            clients: Vec::new(),
            used: RefCell::default(),
            elsewhere: Cell::new(false),
        };
        for step in &steps.steps {
            let Operation::Make(resource) = &step.operation else { continue };
            let location = super::location(resource).map(str::to_string);
            it.location = it.location.or(location);
            if let Resource::ManagedCluster(cluster) = resource {
                it.version = it.version.or_else(|| cluster.properties.kubernetes_version.clone());
                if let ClusterIdentity::ServicePrincipal { client_id } = &cluster.identity
                    && !it.clients.contains(client_id)
                {
                    it.clients.push(client_id.clone());
                }
            }
        }
        it
    }

    /// From here on, speaks within a deployment in another subscription, or in the template's own.
    pub fn within(&self, elsewhere: bool) {
        self.elsewhere.set(elsewhere);
    }

    /// The parameters that were used since this was last asked.
    pub fn take_used(&self) -> BTreeSet<Parameter> {
        self.used.take()
    }

    fn parameter(
        &self,
        name: String,
        kind: &'static str,
        default: Option<&String>,
        description: &'static str,
    ) -> String {
        let call = format!("parameters({})", quoted(&name));
        let default = default.filter(|it| !it.is_empty()).map(|it| text(it));
        self.used.borrow_mut().insert(Parameter { name, kind, default, description, passed: None });
        call
    }

    /// The id of a resource in the plan's subscription.
    pub fn id(&self, id: &ResourceId) -> String {
        let group = quoted(&id.resource_group);
        if id.kind == ResourceKind::ResourceGroup {
            return format!("subscriptionResourceId({}, {group})", quoted(id.kind.arm_type()));
        }
        let names: Vec<String> = id.names.iter().map(|it| quoted(it)).collect();
        let names = names.join(", ");
        let kind = quoted(id.kind.arm_type());
        if !self.elsewhere.get() {
            return format!("resourceId({group}, {kind}, {names})");
        }
        self.used.borrow_mut().insert(Parameter {
            name: "subscriptionId".to_string(),
            kind: "string",
            default: None,
            description: "",
            passed: Some("subscription().subscriptionId"),
        });
        format!("resourceId(parameters('subscriptionId'), {group}, {kind}, {names})")
    }

    fn inner(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => quoted(text),
            Value::Id(id) => self.id(id),
            Value::Output(step, Output::PrincipalId) => self.principal(*step),
        }
    }

    /// The principal that a step brings.
    fn principal(&self, step: StepId) -> String {
        const IDENTITY: ResourceKind = ResourceKind::Identity;
        let found = self.steps.steps.get(step.0).map(|it| &it.operation);
        let version =
            |kind: ResourceKind| quoted(api_versions::of(kind.arm_type()).unwrap_or_default());
        match found {
            Some(Operation::FindServicePrincipal { client_id }) => self.object_id(client_id),
            Some(Operation::FindIdentity { resource_id }) => {
                format!("reference({}, {}).principalId", quoted(resource_id), version(IDENTITY))
            }
            Some(Operation::Make(resource)) => {
                resource.id().map(|id| self.principal_of(id)).unwrap_or_default()
            }
            Some(Operation::Find(id)) => self.principal_of(id),
            _ => quoted(""),
        }
    }

    fn principal_of(&self, id: &ResourceId) -> String {
        let version = quoted(api_versions::of(id.kind.arm_type()).unwrap_or_default());
        let id_text = self.id(id);
        if id.kind == ResourceKind::ManagedCluster {
            format!("reference({id_text}, {version}, 'Full').identity.principalId")
        } else {
            format!("reference({id_text}, {version}).principalId")
        }
    }

    /// What tells the principal of a step apart before it is there.
    fn principal_key(&self, value: &Value) -> String {
        let Value::Output(step, _) = value else { return self.inner(value) };
        match self.steps.steps.get(step.0).map(|it| &it.operation) {
            Some(Operation::FindServicePrincipal { client_id }) => quoted(client_id),
            Some(Operation::FindIdentity { resource_id }) => quoted(resource_id),
            Some(Operation::Make(resource)) => {
                resource.id().map(|it| self.id(it)).unwrap_or_default()
            }
            Some(Operation::Find(id)) => self.id(id),
            _ => quoted(""),
        }
    }

    /// The name of a role assignment: the same for the same role, scope and principal.
    pub fn role_assignment(&self, it: &RoleAssignment) -> String {
        let role = quoted(it.role.definition_id());
        format!("guid({}, {}, {role})", self.inner(&it.scope), self.principal_key(&it.principal_id))
    }

    /// What others depend on to come after a role assignment.
    pub fn role_assignment_id(&self, it: &RoleAssignment) -> String {
        let name = self.role_assignment(it);
        format!(
            "extensionResourceId({}, {}, {name})",
            self.inner(&it.scope),
            quoted(ROLE_ASSIGNMENT)
        )
    }

    /// A parameter of a service principal: numbered where there are several.
    fn of_client(&self, base: &str, client_id: &str) -> String {
        match self.clients.iter().position(|it| it == client_id) {
            Some(at @ 1..) => format!("{base}{}", at + 1),
            _ => base.to_string(),
        }
    }

    fn object_id(&self, client_id: &str) -> String {
        let name = self.of_client("servicePrincipalObjectId", client_id);
        let what = "Object id of the cluster's service principal: roles go to it.";
        self.parameter(name, "string", None, what)
    }
}

/// An expression as a template has it.
pub(super) fn expression(inner: &str) -> String {
    format!("[{inner}]")
}

impl Words for Expressions<'_> {
    fn text(&self, it: &str) -> String {
        text(it)
    }

    fn location(&self, location: &str) -> String {
        if self.location.as_deref() != Some(location) {
            return text(location);
        }
        let default = self.location.as_ref();
        expression(&self.parameter("location".into(), "string", default, "Region."))
    }

    fn kubernetes_version(&self, version: &str) -> String {
        if self.version.as_deref() != Some(version) {
            return text(version);
        }
        let name = "kubernetesVersion".into();
        let what = "Kubernetes version of the clusters.";
        expression(&self.parameter(name, "string", self.version.as_ref(), what))
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Text(it) => text(it),
            other => expression(&self.inner(other)),
        }
    }

    fn secret(&self, client_id: &str) -> String {
        let name = self.of_client("servicePrincipalSecret", client_id);
        let what = "Secret of the cluster's service principal.";
        expression(&self.parameter(name, "secureString", None, what))
    }

    fn role(&self, role: Role) -> String {
        let id = quoted(role.definition_id());
        expression(&format!(
            "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', {id})"
        ))
    }

    fn dns_prefix(&self, cluster: &str, group: &str) -> String {
        let start = crate::arm_names::dns_prefix(cluster, group);
        expression(&format!(
            "concat({}, substring(subscription().subscriptionId, 0, 6))",
            quoted(&start)
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_like_expressions_are_escaped() {
        for (typed, written) in [
            ("nodes", "nodes"),
            ("[parameters('x')]", "[[parameters('x')]"),
            ("[[a]", "[[[a]"),
            ("[a", "[a"),
            ("a]", "a]"),
        ] {
            assert_eq!(text(typed), written);
        }
        assert_eq!(quoted("it's"), "'it''s'");
    }
}
