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

/// The report for whoever runs the network, and how packets travel.
#[test]
fn report() {
    insta::glob!("fixtures/*.json", |path| {
        let value = read(path);
        let check = aksplan::check_value(&value, aksplan::example::AS_OF);
        let plan = plan(path);
        let document = aksplan::report::document(&aksplan::report::Subject {
            plan: &aksplan::lower::lower(&plan),
            layout: &check.layout,
            findings: &check.findings,
            as_of: aksplan::example::AS_OF,
        });
        insta::assert_snapshot!(aksplan::report::markdown(&document));
    });
}

#[test]
fn traffic() {
    insta::glob!("fixtures/*.json", |path| {
        let plan = plan(path);
        let net = aksplan::lower::lower(&plan);
        let mut text = String::new();
        for cluster in aksplan::traffic::traffic(&net, &aksplan::layout::layout(&net)) {
            writeln!(text, "{}: {}", cluster.cluster, cluster.model).unwrap();
            for it in cluster.holders {
                let (range, example) = (it.range.as_deref(), it.example.as_deref());
                let (range, example) = (range.unwrap_or("?"), example.unwrap_or("?"));
                writeln!(text, "  {} of {range}, as {example}: {}", it.who, it.how).unwrap();
            }
            for it in cluster.journeys {
                writeln!(text, "{} [{}]: {}", it.title, it.verdict, it.answer).unwrap();
                for hop in it.hops {
                    let (from, to) = (hop.source.as_deref(), hop.destination.as_deref());
                    let (from, to) = (from.unwrap_or("?"), to.unwrap_or("?"));
                    writeln!(text, "  {from} -> {to} {}: {}", hop.place, hop.what).unwrap();
                }
            }
        }
        insta::assert_snapshot!(text);
    });
}
