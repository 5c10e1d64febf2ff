//! Every rule's examples run; names are unique; documentation is complete.

use super::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The blocks of a rule's documentation fenced as `json,<kind>`.
fn examples(rule: &Rule, kind: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in rule.docs.lines().map(str::trim) {
        match &mut open {
            Some(text) if line == "```" => {
                let parsed = serde_json::from_str(text);
                found.push(parsed.unwrap_or_else(|error| panic!("{}: {error}\n{text}", rule.id)));
                open = None;
            }
            Some(text) => {
                text.push_str(line);
                text.push('\n');
            }
            None if line == format!("```json,{kind}") => open = Some(String::new()),
            None => {}
        }
    }
    found
}

fn findings(example: &Value) -> Vec<Finding> {
    let plan = crate::example::over_base(example);
    crate::check_value(&plan, crate::example::AS_OF).findings
}

#[test]
fn failing_examples_fail() {
    let mut shown: BTreeMap<Topic, String> = BTreeMap::new();
    for rule in all() {
        let shown = shown.entry(rule.topic).or_default();
        let examples = examples(rule, "fails");
        assert!(!examples.is_empty(), "{} has no failing example", rule.id);
        for example in examples {
            let findings = findings(&example);
            let own: Vec<_> = findings.iter().filter(|it| it.rule == rule.id).collect();
            assert!(!own.is_empty(), "{}: nothing found in {example}: {findings:#?}", rule.id);
            for finding in own {
                assert!(finding.help.is_some(), "{}: no help: {finding:#?}", rule.id);
                let severity = finding.severity;
                let _ = writeln!(shown, "{} {severity} {}", rule.id, finding.path);
                let _ = writeln!(shown, "    {}", finding.message);
                let _ =
                    writeln!(shown, "    help: {}", finding.help.as_deref().unwrap_or_default());
                if let Some(fix) = &finding.fix {
                    let _ = writeln!(shown, "    fix: {}", fix.title);
                }
            }
        }
    }
    for (topic, shown) in shown {
        insta::assert_snapshot!(format!("messages-{topic}"), shown);
    }
}

#[test]
fn passing_examples_pass() {
    for rule in all() {
        let examples = examples(rule, "passes");
        assert!(!examples.is_empty(), "{} has no passing example", rule.id);
        for example in examples {
            for finding in findings(&example) {
                let wrong = finding.rule == rule.id || finding.severity == Severity::Error;
                assert!(!wrong, "{}: found in passing {example}: {finding:#?}", rule.id);
            }
        }
    }
}

/// A fix is applied to the plan, which then no longer has that finding.
#[test]
fn fixes_mend() {
    for rule in all() {
        for example in examples(rule, "fails") {
            let plan = crate::example::over_base(&example);
            let before = crate::check_value(&plan, crate::example::AS_OF).findings;
            for finding in before.iter().filter(|it| it.rule == rule.id) {
                let Some(fix) = &finding.fix else { continue };
                let mended = crate::apply_fix(&plan, &fix.patch)
                    .unwrap_or_else(|error| panic!("{}: {error} in {fix:#?}", rule.id));
                let after = crate::check_value(&mended, crate::example::AS_OF).findings;
                let still = after.iter().any(|it| it.rule == rule.id && it.path == finding.path);
                assert!(!still, "{}: {fix:#?} does not mend {example}: {after:#?}", rule.id);
            }
        }
    }
}

#[test]
fn names_are_unique_and_readable() {
    let mut seen = BTreeSet::new();
    for rule in all() {
        assert!(seen.insert(rule.id), "{} stands twice", rule.id);
        let readable =
            rule.id.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-');
        assert!(readable, "{} is not kebab-case", rule.id);
        let summary = rule.docs.lines().next().unwrap_or_default().trim();
        assert!(summary.ends_with('.'), "{}: the summary is no sentence: {summary}", rule.id);
    }
}
