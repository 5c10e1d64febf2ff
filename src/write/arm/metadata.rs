//! What a template says beside its resources: what of the plan no resource says, so that reading the
//! template gives the plan back, and what a template can't do.

use crate::arm_names::put;
use crate::steps::{Operation, Resource, Select, Step, Steps, Value};
use serde_json::{Map, Value as Json, json};

pub(super) fn metadata(steps: &Steps) -> Json {
    let mut metadata = Map::new();
    let mut plan = Json::Object(steps.unsaid_by_arm());
    for step in &steps.steps {
        if let Operation::Select(it) = &step.operation {
            select(&mut plan, it);
        }
    }
    if plan.as_object().is_some_and(|it| !it.is_empty()) {
        metadata.insert("aksplan".to_string(), plan);
    }
    let left_out = left_out(steps);
    if !left_out.is_empty() {
        metadata.insert("leftOut".to_string(), left_out.into());
    }
    metadata.into()
}

/// Where the template is deployed is said by whoever deploys it.
fn select(plan: &mut Json, it: &Select) {
    let texts = [
        ("subscription", it.subscription.as_ref()),
        ("connection/gatewayUrl", it.gateway_url.as_ref()),
        ("connection/subscriptionKeyHeader", it.subscription_key_header.as_ref()),
    ];
    for (path, text) in texts {
        if let Some(text) = text {
            put(plan, path, text.clone().into());
        }
    }
    if let Some(cloud) = it.cloud {
        put(plan, "connection/cloud", json!(cloud));
    }
}

fn left_out(steps: &Steps) -> Vec<String> {
    let mut notes = steps.problems.clone();
    notes.extend(steps.left_out.iter().cloned());
    for step in &steps.steps {
        notes.extend(note(step));
        if let Operation::Make(resource) = &step.operation {
            notes.extend(crate::write::bodies::unsaid(resource));
        }
    }
    notes
}

/// What a template can't do of a step.
fn note(step: &Step) -> Option<String> {
    Some(match &step.operation {
        Operation::Select(it) if it.gateway_url.is_some() => {
            "a template is deployed to Azure itself, not through the plan's API Management gateway"
                .to_string()
        }
        Operation::Feature { name, .. } => format!(
            "waiting for preview feature {name}: deploy again when it is registered, which takes minutes"
        ),
        Operation::Amend(it) => format!(
            "changes of existing cluster {}: a template would have to say all of it; write an az script for them",
            it.id.name()
        ),
        Operation::Make(Resource::RoleAssignment(it))
            if super::Place::of_scope(&it.scope, None).is_none() =>
        {
            let scope = match &it.scope {
                Value::Text(text) => text,
                _ => "an output",
            };
            format!("role {} on {scope}: it lies in no resource group", it.role.name())
        }
        _ => return None,
    })
}
