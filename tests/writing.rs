//! Whatever a plan holds, it can be written: no text, number or reference is too odd or too many.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod holds;

use aksplan::write::{RenderOptions, Target, render, requests::Requests};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

fn fixtures() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    let texts = files.iter().map(|it| std::fs::read_to_string(it).unwrap());
    texts.map(|it| serde_json::from_str(&it).unwrap()).collect()
}

/// Every place in a value.
fn places(value: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_string());
    match value {
        Value::Array(items) => {
            for (nth, item) in items.iter().enumerate() {
                places(item, &format!("{at}/{nth}"), into);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                places(member, &format!("{at}/{name}"), into);
            }
        }
        _ => {}
    }
}

fn anything() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        any::<bool>().prop_map(Value::from),
        any::<u32>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[0-9./:a-z-]{0,20}".prop_map(Value::from),
        Just(json!("/subscriptions//subnets/")),
        Just(json!("0.0.0.0/0")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_damaged_plan_is_written(
        which in any::<prop::sample::Index>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), anything()), 1..6),
    ) {
        let fixtures = fixtures();
        let mut value = which.get(&fixtures).clone();
        for (where_, what) in damage {
            let mut all = Vec::new();
            places(&value, "", &mut all);
            let place = where_.get(&all);
            if !place.is_empty() {
                *value.pointer_mut(place).unwrap() = what;
            }
        }
        if let Ok((plan, _)) = aksplan::read::plan(&value) {
            for teardown in [false, true] {
                let text = render(&plan, Target::Az, RenderOptions { teardown }).text;
                prop_assert!(text.starts_with("#!/usr/bin/env bash\n"));
                prop_assert!(text.ends_with("say 'done'\n") || text.ends_with("exit 1\n"));
                prop_assert!(!text.contains('\0'));
                let text = render(&plan, Target::Requests, RenderOptions { teardown }).text;
                holds::together(&serde_json::from_str::<Requests>(&text).unwrap());
            }
        }
    }
}

/// Names that lead to the same variable, in the largest plan that is read.
#[test]
fn a_large_plan_is_written() {
    let subnets: Vec<Value> = (0..4000)
        .map(|it| json!({ "name": format!(".{}{}", "é".repeat(it % 7), "-".repeat(it)), "addressPrefix": "10.0.0.0/24" }))
        .collect();
    let pools: Vec<Value> = (0..2000)
        .map(|it| json!({ "name": format!("p{it}"), "vnetSubnet": format!(".{}", "-".repeat(it)) }))
        .collect();
    let value = json!({
        "location": "westeurope",
        "resourceGroups": [{ "name": "rg" }],
        "virtualNetworks": [{ "name": "vnet", "addressPrefixes": ["10.0.0.0/8"], "subnets": subnets }],
        "clusters": [{ "name": "cluster", "agentPools": pools }],
    });
    let (plan, _) = aksplan::read::plan(&value).unwrap();
    let text = render(&plan, Target::Az, RenderOptions::default()).text;
    assert_eq!(text.matches("az network vnet subnet create").count(), 4000);
    assert_eq!(text.matches("az aks nodepool add").count(), 1999);
    let teardown = render(&plan, Target::Az, RenderOptions { teardown: true }).text;
    assert_eq!(teardown.matches("az network vnet subnet delete").count(), 4000);
}
