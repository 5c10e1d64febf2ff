//! Ids and paths of resources, and the values that are known only later.

use super::{Gateway, NeededValue, Request, Requests, VERSION, ValueSource};
use crate::azure_facts::api_versions;
use crate::steps::{
    Operation, Output, Resource, ResourceId, ResourceKind, Role, RoleAssignment, Select, StepId,
    Steps, Value,
};
use crate::write::bodies::{ROLE_ASSIGNMENT, Words};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use uuid::Uuid;

/// The namespace of the names that a template's `guid()` makes.
const GUID: Uuid = uuid::uuid!("11fb06fb-712d-4ddd-98c7-e71bbd588830");

/// Where things are, as far as it is known beforehand.
pub(super) struct Places<'s> {
    steps: &'s Steps,
    select: Select,
    /// The subscription's id, where the plan names it.
    subscription: Option<String>,
    values: RefCell<Vec<NeededValue>>,
    problems: RefCell<BTreeSet<String>>,
    /// Service principals whose secrets are needed.
    clients: RefCell<Vec<String>>,
    /// The requests that bring the principals of steps.
    principals: RefCell<BTreeMap<StepId, String>>,
}

impl<'s> Places<'s> {
    pub fn new(steps: &'s Steps) -> Self {
        let select = steps.steps.iter().find_map(|step| match &step.operation {
            Operation::Select(it) => Some(it.clone()),
            _ => None,
        });
        let select = select.unwrap_or_default();
        let named = select.subscription.clone();
        Self {
            steps,
            subscription: named.filter(|it| Uuid::try_parse(it).is_ok()),
            select,
            values: RefCell::default(),
            problems: RefCell::default(),
            clients: RefCell::default(),
            principals: RefCell::default(),
        }
    }

    /// The document around requests. Where something is not known there are none.
    pub fn document(self, requests: Vec<Request>, left_out: Vec<String>) -> Requests {
        let gateway = self.gateway();
        let mut problems = self.steps.problems.clone();
        problems.extend(self.problems.take());
        problems.extend(self.steps.braced.iter().map(|it| {
            format!("a text holds `${{{it}}}`, which in requests stands for a value that is put in")
        }));
        let is_open = !problems.is_empty();
        let values = used(self.values.take(), &requests, gateway.as_ref());
        Requests {
            version: VERSION,
            name: self.steps.name.clone(),
            cloud: self.select.cloud,
            subscription: self.select.subscription.clone(),
            gateway,
            values: if is_open { Vec::new() } else { values },
            requests: if is_open { Vec::new() } else { requests },
            left_out,
            problems,
        }
    }

    fn gateway(&self) -> Option<Gateway> {
        let url = self.select.gateway_url.clone()?;
        let mut headers = BTreeMap::new();
        let header = self.select.subscription_key_header.as_deref();
        let header = header.unwrap_or("Ocp-Apim-Subscription-Key");
        let about = "subscription key of the API Management gateway".to_string();
        let environment = "AKSPLAN_GATEWAY_KEY".to_string();
        let key = self.need("gatewayKey".into(), about, ValueSource::Secret { environment });
        headers.insert(header.to_string(), key);
        Some(Gateway { url, headers })
    }

    /// A value from outside, as it stands in paths and bodies.
    fn need(&self, name: String, about: String, source: ValueSource) -> String {
        let text = format!("${{{name}}}");
        let mut values = self.values.borrow_mut();
        if !values.iter().any(|it| it.name == name) {
            values.push(NeededValue { name, about, source });
        }
        text
    }

    pub fn problem(&self, problem: String) {
        self.problems.borrow_mut().insert(problem);
    }

    pub fn subscription(&self) -> String {
        if let Some(id) = &self.subscription {
            return id.clone();
        }
        let about = match &self.select.subscription {
            Some(name) => format!("id of the subscription {name}"),
            None => "id of the subscription to work in".to_string(),
        };
        self.need("subscriptionId".into(), about, ValueSource::SubscriptionId)
    }

    /// The id of a resource, with its names as they are or as a path has them.
    fn spelled(&self, id: &ResourceId, name: impl Fn(&str) -> String) -> String {
        let mut text = format!(
            "/subscriptions/{}/resourceGroups/{}",
            self.subscription(),
            name(&id.resource_group)
        );
        let mut parts = id.kind.arm_type().split('/');
        if id.kind != ResourceKind::ResourceGroup {
            let _ = write!(text, "/providers/{}", parts.next().unwrap_or_default());
            for (part, inner) in parts.zip(&id.names) {
                let _ = write!(text, "/{part}/{}", name(inner));
            }
        }
        text
    }

    pub fn id(&self, id: &ResourceId) -> String {
        self.spelled(id, str::to_string)
    }

    pub fn path(&self, id: &ResourceId) -> String {
        self.spelled(id, |name| self.segment(name))
    }

    /// A name as part of a path.
    pub fn segment(&self, name: &str) -> String {
        if name.is_empty() || name.chars().all(|it| it == '.') {
            self.problem(format!("`{name}` can't be a part of a resource's path"));
        }
        encoded(name)
    }

    /// The path of a resource outside the plan.
    pub fn outside(&self, id: &str) -> String {
        let Some(parts) = id.strip_prefix('/') else {
            self.problem(format!("`{id}` is no resource id"));
            return String::new();
        };
        let parts = parts.trim_end_matches('/').split('/');
        parts.fold(String::new(), |path, it| path + "/" + &self.segment(it))
    }

    /// Notes the request that brings the principal of a step.
    pub fn brings_principal(&self, step: StepId, request: &str) {
        self.principals.borrow_mut().insert(step, request.to_string());
    }

    /// The path of a role assignment; of one whose scope is known too late, none.
    pub fn role_assignment(&self, it: &RoleAssignment) -> Option<String> {
        let scope = match &it.scope {
            Value::Text(id) => self.outside(id),
            Value::Id(id) => self.path(id),
            Value::Output(..) => return None,
        };
        let name = self.role_assignment_name(it);
        Some(format!("{scope}/providers/{ROLE_ASSIGNMENT}/{name}"))
    }

    /// The name of a role assignment: the one that a template gives it, so that both are one and the
    /// same.
    pub fn role_assignment_name(&self, it: &RoleAssignment) -> String {
        let of = [
            self.value(&it.scope),
            self.principal_key(&it.principal_id),
            it.role.definition_id().to_string(),
        ];
        if !of.iter().any(|it| it.contains("${")) {
            return Uuid::new_v5(&GUID, of.join("-").as_bytes()).to_string();
        }
        let count = {
            let values = self.values.borrow();
            let same = |it: &NeededValue| matches!(&it.source, ValueSource::Guid { of: other, .. } if *other == of);
            if let Some(same) = values.iter().find(|it| same(it)) {
                return format!("${{{}}}", same.name);
            }
            values.iter().filter(|it| matches!(it.source, ValueSource::Guid { .. })).count()
        };
        let about = format!("name of the assignment of {} to {}", it.role.name(), it.principal);
        let source = ValueSource::Guid { of: of.to_vec(), namespace: GUID.to_string() };
        self.need(format!("roleAssignment{}", count + 1), about, source)
    }

    /// What tells the principal of a step apart before it is there.
    fn principal_key(&self, value: &Value) -> String {
        let Value::Output(step, _) = value else { return self.value(value) };
        match self.steps.steps.get(step.0).map(|it| &it.operation) {
            Some(Operation::FindServicePrincipal { client_id }) => client_id.clone(),
            Some(Operation::FindIdentity { resource_id }) => resource_id.clone(),
            Some(Operation::Make(resource)) => {
                resource.id().map(|it| self.id(it)).unwrap_or_default()
            }
            Some(Operation::Find(id)) => self.id(id),
            _ => String::new(),
        }
    }
}

impl Words for Places<'_> {
    fn text(&self, text: &str) -> String {
        text.to_string()
    }

    fn location(&self, location: &str) -> String {
        location.to_string()
    }

    fn kubernetes_version(&self, version: &str) -> String {
        version.to_string()
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => text.clone(),
            Value::Id(id) => self.id(id),
            Value::Output(step, Output::PrincipalId) => {
                let principals = self.principals.borrow();
                let request = principals.get(step).map(String::as_str).unwrap_or_default();
                format!("${{{request}.principalId}}")
            }
        }
    }

    fn secret(&self, client_id: &str) -> String {
        let mut clients = self.clients.borrow_mut();
        let at = clients.iter().position(|it| it == client_id).unwrap_or_else(|| {
            clients.push(client_id.to_string());
            clients.len() - 1
        });
        let nth = if at == 0 { String::new() } else { (at + 1).to_string() };
        let about = format!("secret of service principal {client_id}");
        let environment = crate::write::secret_variable(at);
        let source = ValueSource::Secret { environment };
        self.need(format!("servicePrincipalSecret{nth}"), about, source)
    }

    fn role(&self, role: Role) -> String {
        format!(
            "/subscriptions/{}/providers/Microsoft.Authorization/roleDefinitions/{}",
            self.subscription(),
            role.definition_id()
        )
    }

    fn dns_prefix(&self, cluster: &str, group: &str) -> String {
        let start = crate::arm_names::dns_prefix(cluster, group);
        if let Some(id) = &self.subscription {
            return start + &id.chars().take(6).collect::<String>();
        }
        let of = self.subscription();
        let source = ValueSource::Start { of, characters: 6 };
        let about = "start of the subscription's id, for the names of API servers".to_string();
        start + &self.need("subscriptionStart".into(), about, source)
    }
}

/// The names of values in a text.
fn names_in(text: &str) -> Vec<String> {
    let names = text.split("${").skip(1).filter_map(|it| it.split_once('}'));
    names.map(|(name, _)| name.to_string()).collect()
}

/// The values that stand in requests, or in other values that do.
fn used(
    values: Vec<NeededValue>,
    requests: &[Request],
    gateway: Option<&Gateway>,
) -> Vec<NeededValue> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for it in requests {
        names.extend(names_in(&it.path));
        names.extend(it.body.iter().flat_map(|it| names_in(&it.to_string())));
    }
    names.extend(gateway.iter().flat_map(|it| it.headers.values()).flat_map(|it| names_in(it)));
    // Those that others are made of stand before them.
    let mut kept: Vec<NeededValue> = Vec::new();
    for value in values.into_iter().rev() {
        if !names.contains(&value.name) {
            continue;
        }
        match &value.source {
            ValueSource::Guid { of, .. } => names.extend(of.iter().flat_map(|it| names_in(it))),
            ValueSource::Start { of, .. } => names.extend(names_in(of)),
            _ => {}
        }
        kept.push(value);
    }
    kept.reverse();
    kept
}

/// The API version of a resource type, which the table has.
pub(super) fn version(kind: &str) -> String {
    api_versions::of(kind).unwrap_or_default().to_string()
}

/// A text as part of a path.
pub(super) fn encoded(text: &str) -> String {
    let mut path = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path
}

/// The type of a part of a resource that has no steps of its own.
pub(super) fn part_of(resource: &Resource) -> Option<&'static str> {
    match resource {
        Resource::NetworkSecurityGroup(_) => Some("securityRules"),
        Resource::RouteTable(_) => Some("routes"),
        _ => None,
    }
}
