//! Templates for Azure Resource Manager, deployed at the scope of a subscription.
//!
//! Resource groups and preview features stand in the template itself, everything else in nested
//! deployments: one for each run of steps in one resource group, each after those before it.

mod expression;
mod metadata;

use super::bodies::{arm_type, body, is_child};
use crate::azure_facts::api_versions;
use crate::steps::{Operation, Resource, ResourceId, RoleAssignment, Step, StepId, Steps, Value};
use expression::{Expressions, Parameter, expression, text};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const SCHEMA: &str =
    "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#";
const NESTED_SCHEMA: &str =
    "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const FEATURE: &str = "Microsoft.Features/featureProviders/subscriptionFeatureRegistrations";
const DEPLOYMENT: &str = "Microsoft.Resources/deployments";

/// The template that makes what the steps want.
pub(super) fn template(steps: &Steps) -> String {
    let words = Expressions::new(steps);
    let mut resources = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    let own = subscription(steps);
    // What is not in a run: groups and features, by the names that deployments depend on.
    let mut before = Vec::new();
    for step in &steps.steps {
        match &step.operation {
            Operation::Feature { namespace, name } => {
                resources.push(feature(namespace, name));
                let names = [namespace, name].map(|it| expression::quoted(it)).join(", ");
                let id = format!("subscriptionResourceId('{FEATURE}', {names})");
                before.push(expression(&id));
            }
            Operation::Make(Resource::ResourceGroup(it)) => {
                let group = Resource::ResourceGroup(it.clone());
                resources.push(resource(&group, &text(&it.id.resource_group), &words));
                before.push(expression(&words.id(&it.id)));
            }
            Operation::Make(resource) => {
                let Some(place) = Place::of(resource, own) else { continue };
                match runs.last_mut().filter(|run| run.place == place) {
                    Some(run) => run.steps.push((step, resource)),
                    None => runs.push(Run { place, steps: vec![(step, resource)] }),
                }
            }
            _ => {}
        }
    }
    let mut parameters: BTreeSet<Parameter> = BTreeSet::new();
    let mut nested = Vec::new();
    let used = words.take_used();
    parameters.extend(used);
    for (nth, run) in runs.iter().enumerate() {
        words.within(run.place.subscription.is_some());
        let resources = run.resources(&words);
        let used: Vec<Parameter> = words.take_used().into_iter().collect();
        nested.push(run.deployment(nth + 1, &before, resources, &used));
        before.push(name_of_run(nth + 1));
        let own = used.into_iter().filter(|it| it.passed.is_none());
        parameters.extend(own);
    }
    resources.extend(nested);
    let parameters: Vec<Parameter> = parameters.into_iter().collect();
    let mut template = json!({
        "$schema": SCHEMA,
        "contentVersion": "1.0.0.0",
        "metadata": metadata::metadata(steps),
        "parameters": definitions(&parameters),
        "resources": resources,
    });
    if let Json::Object(members) = &mut template
        && parameters.is_empty()
    {
        members.shift_remove("parameters");
    }
    let json = serde_json::to_string_pretty(&template).unwrap_or_default();
    format!("{json}\n")
}

/// The subscription that the plan names.
fn subscription(steps: &Steps) -> Option<&str> {
    steps.steps.iter().find_map(|step| match &step.operation {
        Operation::Select(it) => it.subscription.as_deref(),
        _ => None,
    })
}

/// The region of a resource that has one.
fn location(resource: &Resource) -> Option<&str> {
    Some(match resource {
        Resource::ResourceGroup(it) => &it.location,
        Resource::NetworkSecurityGroup(it) => &it.location,
        Resource::RouteTable(it) => &it.location,
        Resource::PublicIpAddress(it) => &it.location,
        Resource::NatGateway(it) => &it.location,
        Resource::VirtualNetwork(it) => &it.location,
        Resource::Identity(it) => &it.location,
        Resource::ManagedCluster(it) => &it.location,
        _ => return None,
    })
}

/// Where a nested deployment goes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    /// The subscription, where it is not the template's.
    subscription: Option<String>,
    group: String,
}

impl Place {
    /// The place of a resource; of a role assignment that of its scope.
    fn of(resource: &Resource, own: Option<&str>) -> Option<Self> {
        match resource {
            Resource::RoleAssignment(it) => Self::of_scope(&it.scope, own),
            other => {
                let group = other.id()?.resource_group.clone();
                Some(Self { subscription: None, group })
            }
        }
    }

    fn of_scope(scope: &Value, own: Option<&str>) -> Option<Self> {
        match scope {
            Value::Id(id) => Some(Self { subscription: None, group: id.resource_group.clone() }),
            Value::Text(id) => {
                let mut parts = id.strip_prefix("/subscriptions/")?.splitn(4, '/');
                let subscription = parts.next()?.to_string();
                let is_group = parts.next()?.eq_ignore_ascii_case("resourceGroups");
                let group = parts.next().filter(|_| is_group)?.to_string();
                let is_own = own.is_some_and(|it| it.eq_ignore_ascii_case(&subscription));
                Some(Self { subscription: (!is_own).then_some(subscription), group })
            }
            Value::Output(..) => None,
        }
    }
}

/// Steps in one resource group, one after the other.
struct Run<'s> {
    place: Place,
    steps: Vec<(&'s Step, &'s Resource)>,
}

fn name_of_run(nth: usize) -> String {
    format!("aksplan-{nth}")
}

impl Run<'_> {
    fn resources(&self, words: &Expressions) -> Vec<Json> {
        let mut made: BTreeMap<StepId, String> = BTreeMap::new();
        // Parts of one resource are made one after the other: Azure refuses two at once.
        let mut last_child: BTreeMap<(String, String), String> = BTreeMap::new();
        let mut resources = Vec::new();
        for (step, it) in &self.steps {
            let (name, id) = match it {
                Resource::RoleAssignment(role) => {
                    (expression(&words.role_assignment(role)), words.role_assignment_id(role))
                }
                other => other.id().map(|id| (name_of(id), words.id(id))).unwrap_or_default(),
            };
            let id = expression(&id);
            let mut depends: Vec<String> =
                step.needs.iter().filter_map(|it| made.get(it).cloned()).collect();
            if let Some(child) = it.id().filter(|it| is_child(it.kind)) {
                let key = (
                    child.kind.arm_type().split('/').take(2).collect(),
                    child.parent().to_string(),
                );
                let earlier = last_child.insert(key, id.clone());
                depends.extend(earlier.filter(|it| !depends.contains(it)));
            }
            made.insert(step.id, id);
            let mut json = resource(it, &name, words);
            if let Json::Object(members) = &mut json
                && !depends.is_empty()
            {
                members.insert("dependsOn".to_string(), depends.into());
            }
            resources.push(json);
        }
        resources
    }

    fn deployment(
        &self,
        nth: usize,
        before: &[String],
        resources: Vec<Json>,
        used: &[Parameter],
    ) -> Json {
        let mut deployment = head(DEPLOYMENT, &name_of_run(nth));
        let mut insert = |name: &str, value: Json| {
            deployment.insert(name.to_string(), value);
        };
        if let Some(subscription) = &self.place.subscription {
            insert("subscriptionId", text(subscription).into());
        }
        insert("resourceGroup", text(&self.place.group).into());
        if !before.is_empty() {
            insert("dependsOn", before.into());
        }
        let mut properties = json!({
            "mode": "Incremental",
            "expressionEvaluationOptions": { "scope": "inner" },
        });
        let mut template = json!({ "$schema": NESTED_SCHEMA, "contentVersion": "1.0.0.0" });
        if !used.is_empty() {
            let passed: Map<String, Json> = used
                .iter()
                .map(|it| {
                    let own = || format!("parameters('{}')", it.name);
                    let value = expression(&it.passed.map_or_else(own, str::to_string));
                    (it.name.clone(), json!({ "value": value }))
                })
                .collect();
            let taken: Map<String, Json> =
                used.iter().map(|it| (it.name.clone(), json!({ "type": it.kind }))).collect();
            crate::arm_names::put(&mut properties, "parameters", passed.into());
            crate::arm_names::put(&mut template, "parameters", taken.into());
        }
        crate::arm_names::put(&mut template, "resources", resources.into());
        crate::arm_names::put(&mut properties, "template", template);
        insert("properties", properties);
        deployment.into()
    }
}

/// Type, API version and name.
fn head(kind: &str, name: &str) -> Map<String, Json> {
    let version = api_versions::of(kind).unwrap_or_default();
    let members = [("type", kind), ("apiVersion", version), ("name", name)];
    members.into_iter().map(|(member, value)| (member.to_string(), value.into())).collect()
}

fn resource(it: &Resource, name: &str, words: &Expressions) -> Json {
    let mut resource = head(arm_type(it), name);
    if let Resource::RoleAssignment(it) = it {
        resource.insert("scope".to_string(), scope(it).into());
    }
    let Json::Object(body) = body(it, words) else { return resource.into() };
    resource.extend(body);
    resource.into()
}

/// The name of a resource: of a part of one after the whole's.
fn name_of(id: &ResourceId) -> String {
    if id.names.is_empty() { text(&id.resource_group) } else { text(&id.names.join("/")) }
}

/// Where a role holds, seen from its resource group.
fn scope(it: &RoleAssignment) -> String {
    match &it.scope {
        Value::Id(id) => {
            let mut parts = id.kind.arm_type().split('/');
            let mut scope = parts.next().unwrap_or_default().to_string();
            for (part, name) in parts.zip(&id.names) {
                let _ = write!(scope, "/{part}/{name}");
            }
            scope
        }
        Value::Text(id) => id.split_once("/providers/").map_or(id.as_str(), |(_, it)| it).into(),
        Value::Output(..) => String::new(),
    }
}

fn feature(namespace: &str, name: &str) -> Json {
    let mut feature = head(FEATURE, &text(&format!("{namespace}/{name}")));
    feature.insert("properties".to_string(), json!({}));
    feature.into()
}

fn definitions(parameters: &[Parameter]) -> Json {
    let definition = |it: &Parameter| {
        let mut definition = json!({ "type": it.kind });
        if let Some(default) = &it.default {
            crate::arm_names::put(&mut definition, "defaultValue", default.clone().into());
        }
        crate::arm_names::put(&mut definition, "metadata/description", it.description.into());
        (it.name.clone(), definition)
    };
    parameters.iter().map(definition).collect::<Map<_, _>>().into()
}
