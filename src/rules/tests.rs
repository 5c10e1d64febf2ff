//! Every rule's examples run; names are unique; documentation is complete.

use super::*;
use crate::read::Format;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Examples are judged by every rule.
const STRICT: Terms = Terms { as_of: crate::example::AS_OF, profile: Profile::Strict };

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
                found.push(if let Some(format) = format {
                    Example::Text(*format, std::mem::take(text))
                } else {
                    let parsed = serde_json::from_str(text);
                    let over =
                        parsed.unwrap_or_else(|error| panic!("{}: {error}\n{text}", rule.id));
                    Example::Plan(crate::example::over_base(&over))
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
        match self {
            Self::Plan(plan) => crate::check_value(plan, STRICT).findings,
            Self::Text(format, text) => {
                crate::check_text(text, Some(*format), STRICT).unwrap().findings
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
            let before = crate::check_value(plan, STRICT).findings;
            for finding in before.iter().filter(|it| it.rule == rule.id) {
                let Some(fix) = &finding.fix else { continue };
                let mended = crate::apply_fix(plan, &fix.patch)
                    .unwrap_or_else(|error| panic!("{}: {error} in {fix:#?}", rule.id));
                let after = crate::check_value(&mended, STRICT).findings;
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

fn rules_of(plan: &Value, profile: Profile) -> BTreeSet<String> {
    let terms = Terms { profile, ..STRICT };
    crate::check_value(plan, terms).findings.into_iter().map(|it| it.rule).collect()
}

/// Each profile has the findings of those before it, and errors are in all of them.
#[test]
fn profiles_hold_each_other() {
    let plan = crate::example::over_base(&serde_json::json!({
        "networkSecurityGroups": [{ "name": "rules", "securityRules": [{ "name": "all" }] }],
        "clusters": [{ "networkProfile": { "serviceCidr": "10.240.0.0/16" } }],
    }));
    let [service, recommended, strict] =
        [Profile::Service, Profile::Recommended, Profile::Strict].map(|it| rules_of(&plan, it));
    assert!(service.is_subset(&recommended) && recommended.is_subset(&strict));
    assert!(service.contains("service-cidr-overlaps-subnet"));
    assert!(!service.contains("free-tier") && recommended.contains("free-tier"));
    assert!(!recommended.contains("egress-not-filtered"));
    assert!(strict.contains("egress-not-filtered"));
}

/// Where severity and profile belong together: what Azure refuses is in the first profile, and no
/// profile but the strict one asks for what Azure's documents do not.
#[test]
fn errors_are_the_services() {
    for rule in all().filter(|it| it.severity == Severity::Error) {
        assert_eq!(rule.profile(), Profile::Service, "{}", rule.id);
    }
    for rule in all().filter(|it| it.profile() == Profile::Strict) {
        assert_eq!(rule.severity, Severity::Info, "{}", rule.id);
    }
}

#[test]
fn suppressed_findings_are_gone_where_they_are_suppressed() {
    let with = |suppress: Value| {
        let over = serde_json::json!({ "suppress": suppress });
        rules_of(&crate::example::over_base(&over), Profile::Recommended)
    };
    let by = |path: Option<&str>| {
        let it =
            serde_json::json!({ "rule": "free-tier", "path": path, "reason": "for trying out" });
        with(serde_json::json!([it]))
    };
    assert!(with(serde_json::json!([])).contains("free-tier"));
    for path in
        [None, Some(""), Some("/clusters"), Some("/clusters/0/"), Some("/clusters/0/sku/tier")]
    {
        let found = by(path);
        assert!(!found.contains("free-tier") && !found.contains("suppression-unused"), "{path:?}");
    }
    for path in ["/clusters/1", "/cluster", "/clusters/0/sku/tier/0", "clusters/0"] {
        let found = by(Some(path));
        assert!(found.contains("free-tier") && found.contains("suppression-unused"), "{path}");
    }
}

/// Fixes of what a script of az says are written into the script, or refused in words: never does
/// the script say another plan than the fix makes.
#[test]
fn fixes_are_written_into_scripts() {
    let (mut written, mut refused) = (0, Vec::new());
    for rule in all() {
        for example in examples(rule, "fails") {
            let script = match &example {
                Example::Text(Format::Az, text) => text.clone(),
                Example::Plan(plan) => {
                    let Ok((plan, _)) = crate::read::plan(plan) else { continue };
                    let options = crate::write::RenderOptions::default();
                    crate::write::render(&plan, crate::write::Target::Az, options).text
                }
                Example::Text(..) => continue,
            };
            let checked = crate::check_text(&script, Some(Format::Az), STRICT).unwrap();
            let own = checked.findings.into_iter().filter(|it| it.rule == rule.id);
            for fix in own.filter_map(|it| it.fix) {
                match crate::fix_text(&script, &fix.patch, Some(Format::Az)) {
                    Ok(fixed) => {
                        assert_ne!(fixed, script, "{}", rule.id);
                        written += 1;
                    }
                    Err(error) => refused.push(format!("{}: {error} {:?}", rule.id, fix.patch)),
                }
            }
        }
    }
    assert!(written > 3 * refused.len(), "{written} written, refused: {refused:#?}");
}
