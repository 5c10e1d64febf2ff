//! Every rule's examples run; names are unique; documentation is complete.

use super::examples::{Documentation, Example, STRICT};
use super::*;
use crate::read::Format;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

/// The failing or the passing examples of a rule.
fn examples(rule: &Rule, fails: bool) -> Vec<Example> {
    let examples = Documentation::of(rule).examples;
    for it in examples.iter().filter(|it| it.format().is_none()) {
        assert!(it.plan().is_some(), "{}: this is no JSON: {it}", rule.id);
        assert_eq!(it.live().is_some(), it.language == "live", "{}: no facts: {it}", rule.id);
    }
    examples.into_iter().filter(|it| it.fails == fails).collect()
}

#[test]
fn failing_examples_fail() {
    let mut shown: BTreeMap<Topic, String> = BTreeMap::new();
    for rule in all() {
        let shown = shown.entry(rule.topic).or_default();
        let examples = examples(rule, true);
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
        let examples = examples(rule, false);
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
        for example in examples(rule, true) {
            let Some(plan) = example.plan() else { continue };
            let before = example.check(&plan);
            for finding in before.iter().filter(|it| it.rule == rule.id) {
                let Some(fix) = &finding.fix else { continue };
                let mended = crate::apply_fix(&plan, &fix.patch)
                    .unwrap_or_else(|error| panic!("{}: {error} in {fix:#?}", rule.id));
                let after = example.check(&mended);
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

/// Every page says what, why, and from where with its day.
#[test]
fn documentation_is_complete() {
    let few = |text: &str| text.split_whitespace().count();
    for rule in all() {
        let Documentation { summary, prose, sections, .. } = Documentation::of(rule);
        let headings: Vec<&str> = sections.iter().map(|(heading, _)| heading.as_str()).collect();
        let known = ["Why", "Arithmetic", "Decided"];
        let wanted: Vec<&str> = known.into_iter().filter(|it| headings.contains(it)).collect();
        assert_eq!(headings, wanted, "{}: headings and their order", rule.id);
        assert_eq!(headings.first(), Some(&"Why"), "{} does not say why", rule.id);
        for (heading, text) in &sections {
            assert!(few(text) >= 8, "{}: {heading} says little: {text}", rule.id);
        }
        let why = sections.first().map_or("", |(_, text)| text);
        let words = few(&summary) + few(&prose) + few(why);
        assert!(words >= 30, "{} says little, {words} words", rule.id);
        let Source { title, url, date } = rule.source;
        assert!(!title.is_empty() && url.starts_with("https://"), "{}", rule.id);
        assert!(crate::text::date(date).is_some(), "{}: {date} is no day", rule.id);
    }
}

/// What the arithmetic comes to is what the rule says of its own example.
#[test]
fn arithmetic_is_the_rules() {
    let mut figures = 0;
    for rule in all() {
        let sections = Documentation::of(rule).sections;
        let Some((_, text)) = sections.iter().find(|it| it.0 == "Arithmetic") else { continue };
        let said: String = examples(rule, true)
            .iter()
            .flat_map(Example::findings)
            .filter(|it| it.rule == rule.id)
            .flat_map(|it| [it.message, it.help.unwrap_or_default()])
            .collect::<Vec<_>>()
            .join(" ");
        let numbers: Vec<&str> = text.split("**").skip(1).step_by(2).collect();
        for number in numbers {
            let is_there = said
                .split(|it: char| !it.is_ascii_digit() && it != ',')
                .any(|it| it.trim_matches(',') == number);
            assert!(is_there, "{}: {number} is not in: {said}", rule.id);
            figures += 1;
        }
    }
    assert!(figures > 40, "{figures}");
}

/// A plan that takes over what a rule's page says on suppressing no longer has what is no error.
#[test]
fn pages_say_how_to_suppress() {
    for rule in all() {
        for example in examples(rule, true) {
            let mut plan = example.plan().unwrap_or_default();
            let Some(plan) = plan.as_object_mut() else { continue };
            let found = |plan: &serde_json::Map<String, Value>| {
                let findings = example.check(&Value::Object(plan.clone()));
                findings.iter().any(|it| it.rule == rule.id && it.severity != Severity::Error)
            };
            if !found(plan) || plan.contains_key("suppress") {
                continue;
            }
            let page = crate::catalogue::page(rule);
            let (_, severity) = page.split_once("## Severity").unwrap();
            let (_, snippet) = severity.split_once("```json\n").unwrap();
            let (snippet, _) = snippet.split_once("```").unwrap();
            let snippet: Value = serde_json::from_str(snippet).unwrap();
            plan.insert("suppress".to_string(), snippet["suppress"].clone());
            assert!(!found(plan), "{}: not suppressed by {snippet}", rule.id);
        }
    }
}

#[test]
fn there_are_enough_rules() {
    let with_examples =
        all().filter(|it| !examples(it, true).is_empty() && !examples(it, false).is_empty());
    assert!(with_examples.count() >= 380);
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
        for example in examples(rule, true) {
            let script = match (example.plan(), example.format()) {
                (Some(plan), _) => {
                    let Ok((plan, _)) = crate::read::plan(&plan) else { continue };
                    let options = crate::write::RenderOptions::default();
                    crate::write::render(&plan, crate::write::Target::Az, options).text
                }
                (None, Some(Format::Az)) => example.text,
                (None, _) => continue,
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

/// `docs/rules` is what the rules say. With `INSTA_UPDATE=always` it is written anew.
#[test]
fn pages_are_what_the_rules_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let mut pages: BTreeMap<String, String> =
        all().map(|it| (format!("{}.md", it.id), crate::catalogue::page(it))).collect();
    pages.insert("README.md".to_string(), crate::catalogue::index());
    if std::env::var("INSTA_UPDATE").is_ok_and(|it| it == "always") {
        std::fs::create_dir_all(&folder).unwrap();
        for (name, page) in &pages {
            std::fs::write(folder.join(name), page).unwrap();
        }
        for name in written_pages(&folder).filter(|it| !pages.contains_key(it)) {
            std::fs::remove_file(folder.join(name)).unwrap();
        }
    }
    let written = |name: &String| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
    let mut stale: BTreeSet<String> =
        written_pages(&folder).filter(|it| !pages.contains_key(it)).collect();
    stale
        .extend(pages.iter().filter(|(name, page)| written(name) != **page).map(|it| it.0.clone()));
    assert!(
        stale.is_empty(),
        "stale in docs/rules: {stale:?}\nwrite them anew: INSTA_UPDATE=always cargo test --lib rules"
    );
}

fn written_pages(folder: &Path) -> impl Iterator<Item = String> {
    let files = std::fs::read_dir(folder).into_iter().flatten();
    files.map(|it| it.unwrap().file_name().into_string().unwrap())
}
