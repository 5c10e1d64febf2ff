//! Adds steps in order and knows where things are.

use super::unsaid::unsaid;
use super::{
    Operation, Resource, ResourceGroup, ResourceId, ResourceKind, Select, Step, StepId, Steps,
    Value,
};
use crate::azure_facts::lifecycle::{Status, preview_feature};
use crate::lower::{Lowered, SubnetAt};
use crate::model::{self, Plan, StringMap};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Builder<'p> {
    pub lowered: &'p Lowered<'p>,
    pub plan: &'p Plan,
    out: Steps,
    /// The steps that make or find resources.
    made: BTreeMap<ResourceId, StepId>,
    /// The steps that look up principals, by application or resource id.
    found: BTreeMap<String, StepId>,
    existing_groups: BTreeSet<&'p str>,
    /// What every step needs: the subscription that is selected.
    selected: Option<StepId>,
    /// Preview features, which clusters need.
    pub features: Vec<StepId>,
    /// Features of the plan that need no step.
    old_features: Vec<String>,
}

impl<'p> Builder<'p> {
    pub fn new(lowered: &'p Lowered<'p>) -> Self {
        let plan = lowered.plan;
        let out = Steps { name: plan.name.clone(), ..Steps::default() };
        Self {
            lowered,
            plan,
            out,
            made: BTreeMap::new(),
            found: BTreeMap::new(),
            existing_groups: existing_groups(plan),
            selected: None,
            features: Vec::new(),
            old_features: Vec::new(),
        }
    }

    pub fn finish(mut self) -> Steps {
        self.out.unsaid = unsaid(self.plan, &self.old_features);
        self.out
    }

    /// Adds a step after the steps it needs.
    pub fn push(
        &mut self,
        needs: impl IntoIterator<Item = StepId>,
        operation: Operation,
    ) -> StepId {
        let id = StepId(self.out.steps.len());
        let mut needs: Vec<StepId> = self.selected.into_iter().chain(needs).collect();
        needs.sort();
        needs.dedup();
        self.out.steps.push(Step { id, needs, operation });
        id
    }

    /// Adds a step that makes a resource, or only finds it where it exists. A resource that has a
    /// step already gets no second one.
    pub fn ensure(
        &mut self,
        existing: bool,
        needs: impl IntoIterator<Item = StepId>,
        resource: Resource,
    ) -> StepId {
        let Some(id) = resource.id().cloned() else {
            return self.push(needs, Operation::Make(resource));
        };
        if let Some(step) = self.made.get(&id) {
            return *step;
        }
        let group = self.group_step(&id.resource_group);
        let needs: Vec<StepId> = [group].into_iter().chain(needs).collect();
        let operation =
            if existing { Operation::Find(id.clone()) } else { Operation::Make(resource) };
        let step = self.push(needs, operation);
        self.made.insert(id, step);
        step
    }

    /// The step that looks up a principal; one for each.
    pub fn find_principal(&mut self, operation: Operation) -> StepId {
        let (Operation::FindServicePrincipal { client_id: id }
        | Operation::FindIdentity { resource_id: id }) = &operation
        else {
            return self.push([], operation);
        };
        let id = id.clone();
        if let Some(step) = self.found.get(&id) {
            return *step;
        }
        let step = self.push([], operation);
        self.found.insert(id, step);
        step
    }

    /// The step that makes or finds a resource.
    pub fn step_of(&self, id: &ResourceId) -> Option<StepId> {
        self.made.get(id).copied()
    }

    /// The step that a value needs.
    pub fn step_of_value(&self, value: &Value) -> Option<StepId> {
        match value {
            Value::Text(_) => None,
            Value::Id(id) => self.step_of(id),
            Value::Output(step, _) => Some(*step),
        }
    }

    pub fn leave_out(&mut self, what: String) {
        self.out.left_out.push(what);
    }

    pub fn problem(&mut self, what: impl Into<String>) {
        let what = what.into();
        if !self.out.problems.contains(&what) {
            self.out.problems.push(what);
        }
    }

    /// Says which values are not known: nothing can be made of them.
    pub fn unknowns(&mut self) {
        let plan = serde_json::to_value(self.plan).unwrap_or_default();
        for name in crate::read::unknowns_of(&plan) {
            self.problem(format!("`{name}` has no value; put one in place of `${{{name}}}`"));
        }
        self.out.braced = crate::read::braced_of(&plan);
    }

    /// Subscription, features and resource groups.
    pub fn start(&mut self) {
        let connection = self.plan.connection.clone().unwrap_or_default();
        let select = Select {
            cloud: connection.cloud,
            subscription: self.plan.subscription.clone(),
            gateway_url: connection.gateway_url,
            subscription_key_header: connection.subscription_key_header,
        };
        self.selected = Some(self.push([], Operation::Select(select)));
        for text in &self.plan.features {
            self.feature(text);
        }
        for group in &self.plan.resource_groups {
            self.resource_group(&group.name, group.existing, Some(group));
        }
        for name in named_groups(self.plan) {
            self.group_step(name);
        }
    }

    fn feature(&mut self, text: &str) {
        let (namespace, name) =
            text.rsplit_once('/').unwrap_or(("Microsoft.ContainerService", text));
        // What lives on without a successor needs no registration any more.
        let became = preview_feature(name).filter(|it| it.replacement.is_empty());
        let events = became.map(|it| it.events).unwrap_or_default();
        if let Some(event) = events.iter().find(|it| it.status == Status::GenerallyAvailable) {
            self.leave_out(format!("feature {name}: generally available since {}", event.on));
            self.old_features.push(text.to_string());
            return;
        }
        let operation = Operation::Feature { namespace: namespace.into(), name: name.into() };
        let step = self.push([], operation);
        self.features.push(step);
    }

    fn resource_group(
        &mut self,
        name: &str,
        existing: bool,
        spec: Option<&model::ResourceGroup>,
    ) -> StepId {
        let id = ResourceId {
            resource_group: name.to_string(),
            kind: ResourceKind::ResourceGroup,
            names: Vec::new(),
        };
        if let Some(step) = self.made.get(&id) {
            return *step;
        }
        let operation = if existing {
            Operation::Find(id.clone())
        } else {
            let location = self.location(spec.and_then(|it| it.location.as_ref()));
            let tags = self.plan.tags.clone();
            Operation::Make(Resource::ResourceGroup(ResourceGroup {
                id: id.clone(),
                location,
                tags,
                az_arguments: spec.map(|it| it.az_arguments.clone()).unwrap_or_default(),
            }))
        };
        let step = self.push([], operation);
        self.made.insert(id, step);
        step
    }

    /// The step of a group. One that is named and not listed is made, unless something of the plan
    /// exists in it, and so it does.
    fn group_step(&mut self, name: &str) -> StepId {
        self.resource_group(name, self.existing_groups.contains(name), None)
    }

    /// A resource group by name, or the plan's only one.
    pub fn group(&mut self, name: Option<&String>) -> String {
        let first = self.plan.resource_groups.first().map(|it| &it.name);
        if let Some(name) = name.or(first) {
            return name.clone();
        }
        self.problem("the plan names no resource group; give one in `resourceGroups`");
        String::new()
    }

    /// A region by name, or the plan's, or where the plan names none the first that a part of it
    /// names.
    pub fn location(&mut self, location: Option<&String>) -> String {
        let plan = self.plan;
        let networks = plan.virtual_networks.iter().filter_map(|it| it.location.as_ref());
        let clusters = plan.clusters.iter().filter_map(|it| it.location.as_ref());
        let groups = plan.resource_groups.iter().filter_map(|it| it.location.as_ref());
        let any = || networks.chain(clusters).chain(groups).next();
        if let Some(location) = location.or(plan.location.as_ref()).or_else(any) {
            return location.clone();
        }
        self.problem("the plan names no region; give one as `location`");
        String::new()
    }

    pub fn id(&mut self, kind: ResourceKind, group: Option<&String>, name: &str) -> ResourceId {
        ResourceId { resource_group: self.group(group), kind, names: vec![name.to_string()] }
    }

    pub fn tags(&self, own: Option<&StringMap>) -> StringMap {
        let mut tags = self.plan.tags.clone();
        tags.extend(own.into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
        tags
    }

    pub fn subnet_id(&mut self, at: SubnetAt) -> Option<ResourceId> {
        let network = self.lowered.networks.get(at.network)?.spec;
        let subnet = &network.subnets.get(at.subnet)?.name;
        let group = self.group(network.resource_group.as_ref());
        Some(child(&group, ResourceKind::Subnet, &network.name, subnet))
    }

    pub fn network_id(&mut self, at: usize) -> Option<ResourceId> {
        let network = self.lowered.networks.get(at)?.spec;
        Some(self.id(ResourceKind::VirtualNetwork, network.resource_group.as_ref(), &network.name))
    }

    /// A subnet of the plan, or what was typed where it is none of it.
    pub fn subnet_value(&mut self, at: Option<SubnetAt>, typed: Option<&String>) -> Option<Value> {
        let id = at.and_then(|at| self.subnet_id(at)).map(Value::Id);
        id.or_else(|| typed.map(|text| Value::Text(text.clone())))
    }
}

/// The name of a resource in another one.
pub(super) fn child(group: &str, kind: ResourceKind, parent: &str, name: &str) -> ResourceId {
    ResourceId {
        resource_group: group.to_string(),
        kind,
        names: vec![parent.to_string(), name.to_string()],
    }
}

/// The groups that resources name, in the order in which those are made.
fn named_groups(plan: &Plan) -> impl Iterator<Item = &String> {
    let groups = plan.network_security_groups.iter().map(|it| &it.resource_group);
    let tables = plan.route_tables.iter().map(|it| &it.resource_group);
    let gateways = plan.nat_gateways.iter().map(|it| &it.resource_group);
    let networks = plan.virtual_networks.iter().map(|it| &it.resource_group);
    let identities = plan.identities.iter().map(|it| &it.resource_group);
    let clusters = plan.clusters.iter().map(|it| &it.resource_group);
    let network = groups.chain(tables).chain(gateways).chain(networks);
    network.chain(identities).chain(clusters).flatten()
}

/// The groups of what exists.
fn existing_groups(plan: &Plan) -> BTreeSet<&str> {
    let networks = plan.virtual_networks.iter().map(|it| (it.existing, &it.resource_group));
    let tables = plan.route_tables.iter().map(|it| (it.existing, &it.resource_group));
    let gateways = plan.nat_gateways.iter().map(|it| (it.existing, &it.resource_group));
    let groups = &plan.network_security_groups;
    let groups = groups.iter().map(|it| (it.existing, &it.resource_group));
    let identities = plan.identities.iter().map(|it| (it.existing, &it.resource_group));
    let clusters = plan.clusters.iter().map(|it| (it.existing, &it.resource_group));
    let network = networks.chain(tables).chain(gateways).chain(groups);
    let all = network.chain(identities).chain(clusters);
    all.filter(|(existing, _)| *existing).filter_map(|(_, group)| group.as_deref()).collect()
}
