//! Plans of the systems that aksplan is for, and what becomes of each: findings, layout, the script
//! that makes it and the script that takes it away.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use aksplan::finding::Severity;
use aksplan::model::Plan;
use aksplan::recommend::{Needs, recommend};
use aksplan::write::{RenderOptions, Target, render};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap();
    aksplan::read::json(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn plan(path: &Path) -> Plan {
    let (plan, problems) = aksplan::read::plan(&read(path)).unwrap();
    assert_eq!(problems, [], "{}", path.display());
    plan
}

fn az(plan: &Plan, teardown: bool) -> String {
    render(plan, Target::Az, RenderOptions { teardown }).text
}

#[test]
fn script() {
    insta::glob!("fixtures/*.json", |path| {
        insta::assert_snapshot!(az(&plan(path), false));
    });
}

#[test]
fn teardown() {
    insta::glob!("fixtures/*.json", |path| {
        insta::assert_snapshot!(az(&plan(path), true));
    });
}

#[test]
fn findings() {
    insta::glob!("fixtures/*.json", |path| {
        let check = aksplan::check_value(&read(path), aksplan::example::AS_OF);
        let lines: Vec<String> = check
            .findings
            .iter()
            .map(|it| format!("{} {} at {}: {}", it.severity, it.rule, it.path, it.message))
            .collect();
        insta::assert_snapshot!(lines.join("\n"));
    });
}

/// Five shapes that people run today have nothing wrong with them.
#[test]
fn production_shapes_are_clean() {
    insta::glob!("fixtures/15-*.json", |path| {
        let check = aksplan::check_value(&read(path), aksplan::example::AS_OF);
        let bad = check.findings.iter().find(|it| it.severity < Severity::Info);
        assert_eq!(bad, None, "{}", path.display());
    });
}

#[test]
fn layout() {
    insta::glob!("fixtures/*.json", |path| {
        let check = aksplan::check_value(&read(path), aksplan::example::AS_OF);
        let layout = serde_json::to_value(&check.layout).unwrap();
        let kept =
            ["subnets", "podCidrs", "snat", "headroom", "freeSpace", "conflicts", "upgrades"];
        let kept: serde_json::Map<_, _> =
            kept.into_iter().map(|it| (it.to_string(), layout[it].clone())).collect();
        insta::assert_snapshot!(serde_json::to_string_pretty(&json!(kept)).unwrap());
    });
}

/// The plan that is written is the plan that was read, and writing it again changes nothing.
#[test]
fn plan_round_trip() {
    insta::glob!("fixtures/*.json", |path| {
        let plan = plan(path);
        let text = render(&plan, Target::Plan, RenderOptions::default()).text;
        let (again, problems) = aksplan::read::plan(&aksplan::read::json(&text).unwrap()).unwrap();
        assert_eq!((&again, problems), (&plan, Vec::new()));
        assert_eq!(render(&again, Target::Plan, RenderOptions::default()).text, text);
    });
}

/// What is recommended for needs, with the reasons for and against each network model.
#[test]
fn recommendation() {
    insta::glob!("needs/*.json", |path| {
        let needs: Needs = serde_json::from_value(read(path)).unwrap();
        let it = recommend(&needs);
        let mut text = format!("{}\n", it.summary);
        for model in &it.models {
            let word = if model.possible { "possible" } else { "excluded" };
            let _ = writeln!(text, "\n{} ({word}, {} addresses)", model.name, model.addresses);
            for (sign, reasons) in [("+", &model.reasons_for), ("-", &model.reasons_against)] {
                for reason in reasons {
                    let _ = writeln!(text, "  {sign} {}", reason.text);
                }
            }
        }
        insta::assert_snapshot!(text);
    });
}
