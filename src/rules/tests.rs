//! Every rule's examples run; names are unique; documentation is complete.

use super::*;
use crate::read::Format;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// An example of a rule's documentation.
enum Example {
    /// A plan, with the example laid over the base plan.
    Plan(Value),
    /// A text in a format, as it stands.
    Text(Format, String),
}

/// The blocks of a rule's documentation fenced as `json,<kind>`, or as `az,<kind>` and other formats.
fn examples(rule: &Rule, kind: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in rule.docs.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        match &mut open {
            Some((language, text)) if line == "```" => {
                let format = Format::ALL.iter().find(|it| it.as_str() == *language);
                found.push(match format {
                    Some(format) => Example::Text(*format, std::mem::take(text)),
                    None => {
                        let parsed = serde_json::from_str(text);
                        let over =
                            parsed.unwrap_or_else(|error| panic!("{}: {error}\n{text}", rule.id));
                        Example::Plan(crate::example::over_base(&over))
                    }
                });
                open = None;
            }
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
            None => {
                let fence = line.strip_prefix("```").and_then(|it| it.split_once(','));
                if let Some((language, _)) = fence.filter(|(_, its)| *its == kind) {
                    open = Some((language, String::new()));
                }
            }
        }
    }
    found
}

impl Example {
    fn findings(&self) -> Vec<Finding> {
        let as_of = crate::example::AS_OF;
        match self {
            Self::Plan(plan) => crate::check_value(plan, as_of).findings,
            Self::Text(format, text) => {
                crate::check_text(text, Some(*format), as_of).unwrap().findings
            }
        }
    }
}

impl std::fmt::Display for Example {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Plan(plan) => write!(f, "{plan}"),
            Self::Text(_, text) => f.write_str(text),
        }
    }
}

#[test]
fn failing_examples_fail() {
    let mut shown: BTreeMap<Topic, String> = BTreeMap::new();
    for rule in all() {
        let shown = shown.entry(rule.topic).or_default();
        let examples = examples(rule, "fails");
        assert!(!examples.is_empty(), "{} has no failing example", rule.id);
        for example in examples {
            let findings = example.findings();
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
            for finding in example.findings() {
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
            let Example::Plan(plan) = &example else { continue };
            let before = crate::check_value(plan, crate::example::AS_OF).findings;
            for finding in before.iter().filter(|it| it.rule == rule.id) {
                let Some(fix) = &finding.fix else { continue };
                let mended = crate::apply_fix(plan, &fix.patch)
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
