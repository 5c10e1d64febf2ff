//! Steps as the requests that take away what they made.

use super::build::{Ids, plain, title};
use super::place::{Places, version};
use super::{Accepted, Method, Request, Requests, Unless, Wait};
use crate::steps::{
    Operation, Remove, Resource, ResourceId, ResourceKind, RoleAssignment, Step, StepId, Steps,
    Value,
};
use crate::write::bodies::{ROLE_ASSIGNMENT, is_child};
use std::collections::{BTreeMap, BTreeSet};

/// The requests that take away what the steps made.
pub(super) fn requests(steps: &Steps) -> Requests {
    let places = Places::new(steps);
    let users = Users::of(steps);
    let mut ids = Ids::default();
    let mut requests: Vec<Request> = Vec::new();
    let mut removed: BTreeMap<StepId, String> = BTreeMap::new();
    let mut last_in: BTreeMap<String, String> = BTreeMap::new();
    let mut left_out = Vec::new();
    for removal in steps.removals() {
        let mut request = match removal.what {
            Remove::Resource(id) => resource(&places, ids.of(id), id),
            Remove::Role(it, _) => match role(&places, &mut ids, it) {
                Some(request) => request,
                None => continue,
            },
            Remove::Cluster(id) => {
                left_out.push(format!("{}: it existed before, and stays as it is", title(id)));
                continue;
            }
            Remove::Feature(name) => {
                left_out.push(format!(
                    "feature {name}: it stays registered, others in the subscription may rely on it"
                ));
                continue;
            }
        };
        let mut needs = BTreeSet::new();
        users.removed(removal.step.id, &removed, &mut needs);
        // Azure takes one part of a resource away at a time.
        if let Remove::Resource(id) = removal.what
            && is_child(id.kind)
        {
            let whole = id.kind.arm_type().split('/').take(2).collect::<Vec<_>>().join("/");
            let whole = format!("{whole} {}/{}", id.resource_group, id.parent()).to_lowercase();
            needs.extend(last_in.insert(whole, request.id.clone()));
        }
        request.needs = needs.into_iter().collect();
        removed.insert(removal.step.id, request.id.clone());
        requests.push(request);
    }
    places.document(requests, left_out)
}

/// Which steps need which.
struct Users {
    of: BTreeMap<StepId, Vec<StepId>>,
}

impl Users {
    fn of(steps: &Steps) -> Self {
        let mut of: BTreeMap<StepId, Vec<StepId>> = BTreeMap::new();
        let pools = |it: &Resource| matches!(it, Resource::AgentPool(_) | Resource::Maintenance(_));
        for step in &steps.steps {
            for needed in &step.needs {
                of.entry(*needed).or_default().push(step.id);
            }
            // What only a further pool uses is free when the cluster is gone, which the pool needs.
            if let Operation::Make(it) = &step.operation
                && pools(it)
            {
                let clusters = step.needs.iter().copied().filter(|it| is_cluster(steps, *it));
                of.entry(step.id).or_default().extend(clusters);
            }
            // A role goes with what it is on, and before the principal that has it.
            if let Operation::Make(Resource::RoleAssignment(it)) = &step.operation
                && let (Value::Output(principal, _), Value::Id(scope)) =
                    (&it.principal_id, &it.scope)
            {
                let makes = |it: &&Step| match &it.operation {
                    Operation::Make(resource) => resource.id() == Some(scope),
                    _ => false,
                };
                let on = steps.steps.iter().find(makes).map(|it| it.id);
                of.entry(*principal).or_default().extend(on.filter(|it| it != principal));
            }
        }
        Self { of }
    }

    /// The requests that take away what needs a step; through what stays or goes with others.
    fn removed(
        &self,
        step: StepId,
        removed: &BTreeMap<StepId, String>,
        into: &mut BTreeSet<String>,
    ) {
        let mut seen = BTreeSet::new();
        let mut open = vec![step];
        while let Some(next) = open.pop() {
            for user in self.of.get(&next).into_iter().flatten().filter(|it| **it != step) {
                match removed.get(user) {
                    Some(id) => {
                        into.insert(id.clone());
                    }
                    None if seen.insert(*user) => open.push(*user),
                    None => {}
                }
            }
        }
    }
}

fn is_cluster(steps: &Steps, step: StepId) -> bool {
    let step = steps.steps.get(step.0).map(|it| &it.operation);
    matches!(step, Some(Operation::Make(Resource::ManagedCluster(_))))
}

fn resource(places: &Places, name: String, id: &ResourceId) -> Request {
    let path = places.path(id);
    let kind = id.kind.arm_type();
    let mut request = delete(name, title(id), path.clone(), kind);
    let (list, why) = match id.kind {
        ResourceKind::ResourceGroup => ("resources", "it holds what the plan did not make"),
        _ => ("subnets", "it has subnets that the plan did not make"),
    };
    if id.goes_when_empty() {
        request.unless = Some(Unless {
            path: format!("{path}/{list}"),
            api_version: version(kind),
            at: "/value/0".to_string(),
            is: None,
            why: format!("{} stays: {why}", title(id)),
        });
    }
    request.wait = Some(Wait {
        path,
        api_version: version(kind),
        until: None,
        minutes: match id.kind {
            ResourceKind::ManagedCluster
            | ResourceKind::AgentPool
            | ResourceKind::ResourceGroup => 30,
            _ => 10,
        },
    });
    request
}

fn role(places: &Places, ids: &mut Ids, it: &RoleAssignment) -> Option<Request> {
    let path = places.role_assignment(it)?;
    let role = it.role.name();
    let id = ids.unique(&["role", &role.replace(' ', "-").to_lowercase(), &it.principal]);
    Some(delete(id, format!("role {role} of {}", it.principal), path, ROLE_ASSIGNMENT))
}

/// What is not there need not be taken away.
fn delete(id: String, title: String, path: String, kind: &str) -> Request {
    let mut request = plain(id, title, Method::Delete, path, kind);
    request.accept.push(Accepted { status: 404, code: None });
    request
}
