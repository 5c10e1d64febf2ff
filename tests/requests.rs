//! Requests to Azure Resource Manager: what becomes of the fixtures, and that it holds together.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod holds;

use aksplan::lower::lower;
use aksplan::model::Plan;
use aksplan::steps::{Steps, steps};
use aksplan::write::requests::{self, Request, Requests, ValueSource, When};
use aksplan::write::{RenderOptions, Target, render};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

const SUBSCRIPTION: &str = "11111111-2222-3333-4444-555555555555";

fn value(path: &Path) -> Value {
    aksplan::read::json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn plan(value: &Value) -> Plan {
    let (plan, problems) = aksplan::read::plan(value).unwrap();
    assert_eq!(problems, []);
    plan
}

fn text(plan: &Plan, teardown: bool) -> String {
    render(plan, Target::Requests, RenderOptions { teardown }).text
}

fn steps_of(plan: &Plan) -> Steps {
    steps(&lower(plan))
}

fn requests_of(value: &Value) -> Requests {
    requests::requests(&steps_of(&plan(value)))
}

fn find<'r>(requests: &'r Requests, id: &str) -> &'r Request {
    let found = requests.requests.iter().find(|it| it.id == id);
    found.unwrap_or_else(|| {
        panic!("no {id} in {:#?}", requests.requests.iter().map(|it| &it.id).collect::<Vec<_>>())
    })
}

#[test]
fn requests_of_fixtures() {
    insta::glob!("fixtures/*.json", |path| {
        insta::assert_snapshot!(text(&plan(&value(path)), false));
    });
}

/// The requests of a teardown in a line each.
#[test]
fn teardown_of_fixtures() {
    insta::glob!("fixtures/*.json", |path| {
        let requests = requests::teardown(&steps_of(&plan(&value(path))));
        let mut lines: Vec<String> = Vec::new();
        for it in &requests.requests {
            let unless = it.unless.as_ref().map(|it| format!(", unless {}", it.why));
            let unless = unless.unwrap_or_default();
            lines.push(format!(
                "{} {}{unless}\n    after {}",
                it.method,
                it.path,
                it.needs.join(", ")
            ));
        }
        lines.extend(requests.left_out.iter().map(|it| format!("left out: {it}")));
        insta::assert_snapshot!(lines.join("\n"));
    });
}

#[test]
fn requests_hold_together() {
    insta::glob!("fixtures/*.json", |path| {
        let value = value(path);
        let mut named = value.clone();
        named["subscription"] = json!(SUBSCRIPTION);
        for value in [value, named] {
            let plan = plan(&value);
            let steps = steps_of(&plan);
            for (requests, teardown) in
                [(requests::requests(&steps), false), (requests::teardown(&steps), true)]
            {
                holds::together(&requests);
                let text = text(&plan, teardown);
                assert_eq!(serde_json::from_str::<Requests>(&text).unwrap(), requests);
            }
        }
    });
}

/// With the subscription's id nothing but secrets and answers is open.
#[test]
fn a_known_subscription_stands_in_the_text() {
    insta::glob!("fixtures/*.json", |path| {
        let mut value = value(path);
        value["subscription"] = json!(SUBSCRIPTION);
        for it in requests_of(&value).values {
            assert!(matches!(it.source, ValueSource::Secret { .. }), "{it:?}");
        }
    });
}

/// Whatever is taken away was made before, and everything that was made goes: by itself, or with
/// what it is part of.
#[test]
fn teardown_takes_away_what_was_made() {
    insta::glob!("fixtures/*.json", |path| {
        let mut value = value(path);
        value["subscription"] = json!(SUBSCRIPTION);
        let steps = steps_of(&plan(&value));
        let made = requests::requests(&steps).requests;
        let made: Vec<&str> =
            made.iter().filter(|it| it.when == When::Missing).map(|it| it.path.as_str()).collect();
        let gone = requests::teardown(&steps).requests;
        for it in &gone {
            assert!(made.contains(&it.path.as_str()), "{}", it.path);
        }
        // Pools and windows of a cluster that existed before stay with it.
        let cluster = |it: &str| it.split("/agentPools/").next().unwrap().to_string();
        let cluster = |it: &str| cluster(it.split("/maintenanceConfigurations/").next().unwrap());
        let is_made = |it: &str| made.contains(&cluster(it).as_str());
        let is_role = |it: &str| it.contains("/roleAssignments/");
        for path in made.iter().filter(|it| !is_role(it) && is_made(it)) {
            let goes = |it: &&Request| path.starts_with(&it.path);
            assert!(gone.iter().any(|it| goes(&it)), "{path} stays");
        }
    });
}

/// The role assignments of a template, with the ids that its functions give, have the same names.
#[test]
fn role_assignments_have_the_names_that_a_template_gives_them() {
    let mut count = 0;
    insta::glob!("fixtures/*.json", |path| {
        let mut value = value(path);
        value["subscription"] = json!(SUBSCRIPTION);
        let template = render(&plan(&value), Target::Arm, RenderOptions::default()).text;
        let in_template: BTreeSet<String> = template
            .split("\"name\": \"[guid(")
            .skip(1)
            .map(|it| guid(it.split_once(")]\"").unwrap().0))
            .collect();
        let requests = requests_of(&value);
        let names = requests.requests.iter();
        let names: BTreeSet<String> = names
            .filter_map(|it| it.path.split_once("/roleAssignments/"))
            .map(|(_, name)| name.to_string())
            .collect();
        assert_eq!(in_template, names, "{}", path.display());
        count += names.len();
    });
    assert!(count > 20, "{count} role assignments");
}

/// What a template's `guid()` makes of arguments that are texts and calls of `resourceId`.
fn guid(arguments: &str) -> String {
    let mut texts: Vec<String> = Vec::new();
    // The parameter holds what the plan names.
    let arguments = arguments.replace("parameters('subscriptionId'), ", "");
    let mut rest = arguments.as_str();
    while !rest.is_empty() {
        if let Some(call) = rest.strip_prefix("resourceId(") {
            let (inside, after) = call.split_once(')').unwrap();
            let parts: Vec<&str> = inside.split(", ").map(|it| it.trim_matches('\'')).collect();
            let [group, kind, names @ ..] = parts.as_slice() else { panic!("{inside}") };
            let mut kinds = kind.split('/');
            let provider = kinds.next().unwrap();
            let names: Vec<String> =
                kinds.zip(names).map(|(kind, name)| format!("/{kind}/{name}")).collect();
            let names = names.concat();
            let id = format!(
                "/subscriptions/{SUBSCRIPTION}/resourceGroups/{group}/providers/{provider}{names}"
            );
            texts.push(id);
            rest = after;
        } else {
            let (text, after) = rest.strip_prefix('\'').unwrap().split_once('\'').unwrap();
            texts.push(text.to_string());
            rest = after;
        }
        rest = rest.trim_start_matches(", ");
    }
    let namespace = uuid::uuid!("11fb06fb-712d-4ddd-98c7-e71bbd588830");
    uuid::Uuid::new_v5(&namespace, texts.join("-").as_bytes()).to_string()
}

#[test]
fn what_nobody_knows_makes_no_requests() {
    let mut value =
        value(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/16-everything-new.json"));
    value["tags"] = json!({ "team": "${TEAM}" });
    let plan = aksplan::read::plan(&value).unwrap().0;
    let requests = requests::requests(&steps_of(&plan));
    assert_eq!(requests.requests, []);
    assert_eq!(requests.problems, ["`TEAM` has no value; put one in place of `${TEAM}`"]);
}

#[test]
fn names_are_encoded_in_paths_and_no_path_leads_elsewhere() {
    let group = |name: &str| {
        let value = json!({
            "location": "westeurope",
            "resourceGroups": [{ "name": name }],
        });
        requests_of(&value)
    };
    let odd = group("a b/../c?d#e%2f${x");
    assert!(odd.requests[0].path.ends_with("/resourceGroups/a%20b%2F..%2Fc%3Fd%23e%252f%24%7Bx"));
    let up = group("..");
    assert_eq!(up.requests, []);
    assert_eq!(up.problems, ["`..` can't be a part of a resource's path"]);
}

/// A cluster that exists is given what it lacks, and nothing of it is switched off or replaced.
#[test]
fn an_existing_cluster_keeps_what_it_is() {
    let requests = requests_of(&json!({
        "location": "westeurope",
        "resourceGroups": [{ "name": "rg", "existing": true }],
        "clusters": [{
            "name": "old",
            "existing": true,
            "networkProfile": { "networkPlugin": "kubenet" },
            "addonProfiles": {
                "azurepolicy": { "enabled": true },
                "httpApplicationRouting": { "enabled": false }
            },
            "oidcIssuerProfile": { "enabled": true },
            "autoUpgradeProfile": { "upgradeChannel": "stable" },
            "agentPools": [{ "name": "more", "count": 2 }],
        }],
    }));
    let it = find(&requests, "cluster/old/changes");
    assert_eq!(it.when, When::Differs);
    assert_eq!(
        it.body,
        Some(json!({ "properties": {
            "addonProfiles": { "azurepolicy": { "enabled": true } },
            "oidcIssuerProfile": { "enabled": true },
            "autoUpgradeProfile": { "upgradeChannel": "stable" },
        } }))
    );
    assert!(it.needs.contains(&"agent-pool/old/more".to_string()));
}

/// The last subnet of many waits for all before it, and the list grows as the plan does.
#[test]
fn a_large_network_is_written_one_subnet_after_the_other() {
    let subnets: Vec<Value> = (0..2000)
        .map(|it| json!({ "name": format!("s{it}"), "addressPrefix": "10.0.0.0/24" }))
        .collect();
    let requests = requests_of(&json!({
        "location": "westeurope",
        "resourceGroups": [{ "name": "rg" }],
        "virtualNetworks": [{ "name": "vnet", "addressPrefixes": ["10.0.0.0/8"], "subnets": subnets }],
    }));
    assert_eq!(requests.requests.len(), 2000 + 3);
    assert!(find(&requests, "subnet/vnet/s1999").needs.contains(&"subnet/vnet/s1998".to_string()));
}
