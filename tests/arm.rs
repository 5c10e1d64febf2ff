//! Templates for Azure Resource Manager: what becomes of the fixtures, and that it holds together.
//!
//! Bodies are held against the properties that ARM has (`src/azure_facts/arm_properties.txt`). That
//! Azure takes a template as a whole is not proved here.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod examples;

use aksplan::azure_facts::api_versions;
use aksplan::azure_facts::arm_properties::Type;
use aksplan::model::Plan;
use aksplan::read::{Remark, RemarkKind};
use aksplan::write::{RenderOptions, Target, render};
use examples::examples;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::Path;

fn plan_of(value: &Value) -> Plan {
    let (plan, problems) = aksplan::read::plan(value).unwrap();
    assert_eq!(problems, []);
    plan
}

fn plan(path: &Path) -> Plan {
    let text = std::fs::read_to_string(path).unwrap();
    plan_of(&aksplan::read::json(&text).unwrap())
}

fn template_text(plan: &Plan) -> String {
    render(plan, Target::Arm, RenderOptions::default()).text
}

fn template_of(plan: &Plan) -> Value {
    serde_json::from_str(&template_text(plan)).unwrap()
}

/// The nested templates of a template.
fn nested(template: &Value) -> impl Iterator<Item = &Value> {
    let resources = template["resources"].as_array().unwrap().iter();
    resources.filter_map(|it| it.pointer("/properties/template"))
}

/// Every resource of a template, nested ones after the deployment they are in.
fn resources(template: &Value) -> Vec<&Value> {
    let own = template["resources"].as_array().unwrap().iter();
    own.chain(nested(template).flat_map(|it| it["resources"].as_array().unwrap())).collect()
}

#[test]
fn template() {
    insta::glob!("fixtures/*.json", |path| {
        insta::assert_snapshot!(template_text(&plan(path)));
    });
}

/// Every property of every body is one that ARM has, of its type, and none that only Azure says.
#[test]
fn bodies_have_properties_that_arm_has() {
    insta::glob!("fixtures/*.json", |path| {
        let template = template_of(&plan(path));
        let mut checked = 0;
        for it in resources(&template) {
            let kind = it["type"].as_str().unwrap();
            assert_eq!(it["apiVersion"].as_str(), api_versions::of(kind), "{kind}");
            let Some(body) = Type::of_resource(kind) else { continue };
            checked += 1;
            for (name, value) in it.as_object().unwrap() {
                let is_of_template =
                    ["type", "apiVersion", "name", "scope", "dependsOn"].contains(&name.as_str());
                if !is_of_template {
                    known(body, name, value, &format!("{} {kind}", path.display()));
                }
            }
        }
        assert!(checked > 0, "{}", path.display());
    });
}

fn known(kind: Type, name: &str, value: &Value, at: &str) {
    let at = format!("{at}/{name}");
    let property = kind.property(name).unwrap_or_else(|| panic!("ARM has no {at}"));
    assert_eq!(property.name, name, "{at}");
    assert!(!property.read_only, "{at} is read only");
    of_kind(property.kind, value, &at);
}

fn of_kind(kind: &str, value: &Value, at: &str) {
    if value.as_str().is_some_and(|it| it.starts_with('[')) {
        return;
    }
    let inner = kind.trim_matches(['[', ']', '{', '}']);
    match (kind, value) {
        ("text", Value::String(_))
        | ("number", Value::Number(_))
        | ("bool", Value::Bool(_))
        | ("any", _) => {}
        (list, Value::Array(items)) if list.starts_with('[') => {
            for it in items {
                of_kind(inner, it, at);
            }
        }
        (map, Value::Object(members)) if map.starts_with('{') => {
            for (name, it) in members {
                of_kind(inner, it, &format!("{at}/{name}"));
            }
        }
        (name, Value::Object(members)) => {
            let kind = Type::named(name).unwrap_or_else(|| panic!("{at} is no {name}"));
            for (name, it) in members {
                known(kind, name, it, at);
            }
        }
        _ => panic!("{at} is no {kind}: {value}"),
    }
}

/// What something depends on stands before it in the same template.
#[test]
fn dependencies_are_there() {
    insta::glob!("fixtures/*.json", |path| {
        let template = template_of(&plan(path));
        let deployments = template["resources"].as_array().unwrap().iter();
        let deployments = deployments.filter_map(|it| {
            Some((it["resourceGroup"].as_str()?, it.pointer("/properties/template")?))
        });
        for (group, template) in deployments.chain([("", &template)]) {
            let mut before: HashSet<String> = HashSet::new();
            for it in template["resources"].as_array().unwrap() {
                for needed in it["dependsOn"].as_array().into_iter().flatten() {
                    let needed = needed.as_str().unwrap();
                    assert!(before.contains(needed), "{}: {needed}", path.display());
                }
                before.insert(depended_on(it, group));
            }
        }
    });
}

/// What others depend on to come after a resource.
fn depended_on(resource: &Value, group: &str) -> String {
    let text = |name: &str| resource[name].as_str().unwrap_or_default().to_string();
    let (kind, name) = (text("type"), text("name"));
    let names = name.replace('/', "', '");
    match kind.as_str() {
        "Microsoft.Resources/deployments" => name,
        "Microsoft.Resources/resourceGroups"
        | "Microsoft.Features/featureProviders/subscriptionFeatureRegistrations" => {
            format!("[subscriptionResourceId('{kind}', '{names}')]")
        }
        "Microsoft.Authorization/roleAssignments" => {
            let guid = name.trim_matches(['[', ']']);
            let scope = guid.trim_start_matches("guid(");
            // The scope is the first argument, a call or a text.
            let end =
                scope.find("), ").map(|it| it + 1).filter(|_| scope.starts_with("resourceId"));
            let scope = &scope[..end.unwrap_or_else(|| scope.find(", ").unwrap())];
            format!("[extensionResourceId({scope}, '{kind}', {guid})]")
        }
        _ => format!("[resourceId('{group}', '{kind}', '{names}')]"),
    }
}

#[test]
fn texts_of_the_plan_are_no_expressions() {
    let plan = plan_of(&json!({
        "location": "westeurope",
        "resourceGroups": [{ "name": "rg" }],
        "tags": { "[resourceGroup().id]": "[concat('a')]" },
        "clusters": [{ "name": "it's", "dnsPrefix": "[x]", "agentPools": [{ "name": "a" }] }],
    }));
    let text = template_text(&plan);
    assert!(text.contains(r#""[[resourceGroup().id]": "[[concat('a')]""#), "{text}");
    assert!(text.contains(r#""dnsPrefix": "[[x]""#), "{text}");
}

fn steps_of(plan: &Plan) -> aksplan::steps::Steps {
    aksplan::steps::steps(&aksplan::lower::lower(plan))
}

/// A template that is read gives the steps that it was written from; written again it is the same.
#[test]
fn templates_are_read_back() {
    insta::glob!("fixtures/*.json", |path| {
        let plan = plan(path);
        let template = template_text(&plan);
        let text = aksplan::read::text(&template, None).unwrap();
        assert_eq!(text.remarks, [], "{}", path.display());
        let again = plan_of(&text.plan);
        let (ours, theirs) = (steps_of(&again), steps_of(&plan));
        for (ours, theirs) in ours.steps.iter().zip(&theirs.steps) {
            assert_eq!(ours, theirs, "{}", path.display());
        }
        assert_eq!(ours, theirs, "{}", path.display());
        assert_eq!(template_text(&again), template, "{}", path.display());
    });
}

/// Plans of the rules' examples that no template says.
const UNSAYABLE: &[&str] = &[
    // Two of one name are one to Azure.
    "duplicate-name",
    "duplicate-pool-name",
];

#[test]
fn templates_of_all_examples_are_read_back() {
    let mut count = 0;
    let mut unlike = Vec::new();
    for rule in aksplan::rules::ALL.iter().flat_map(|it| it.iter()) {
        for plan in examples(rule.docs) {
            let wanted = steps_of(&plan);
            if !wanted.problems.is_empty() {
                continue;
            }
            count += 1;
            let template = template_text(&plan);
            let text = aksplan::read::text(&template, Some(aksplan::read::Format::Arm)).unwrap();
            let (again, problems) = aksplan::read::plan(&text.plan).unwrap();
            let steps = steps_of(&again);
            // What is carried is said to be.
            let is_carried = |it: &Remark| matches!(it.kind, RemarkKind::Carried { .. });
            let is_told = text.remarks.iter().all(is_carried) && problems.is_empty();
            if !(steps == wanted && template_text(&again) == template && is_told) {
                unlike.push(rule.id);
            }
        }
    }
    assert!(count > 600, "{count} examples");
    unlike.retain(|it| !UNSAYABLE.contains(it));
    assert_eq!(unlike, Vec::<&str>::new());
}
