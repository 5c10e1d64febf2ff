//! A rule's page, and the index of all pages, as Markdown.

use super::names::{self, Owner};
use super::{RuleEntry, RulePage};
use crate::azure_facts::{Source, sources};
use crate::finding::{Finding, PatchOp, PatchOperation, Severity};
use crate::rules::examples::{Documentation, Example};
use crate::rules::{Profile, Rule, Topic, all};
use crate::text::{count, listed, quoted};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A rule's page as it stands in `docs/rules`.
#[must_use]
pub fn page(rule: &Rule) -> String {
    let RulePage { entry, docs } = RulePage::from(rule);
    let topic = entry.topic.as_str();
    format!(
        "# `{}`\n\n{}\n\n**{}** · profile [`{}`](README.md#profiles) · topic \
         [{}](README.md#{topic})\n\n{docs}\n",
        entry.rule,
        entry.summary,
        entry.severity,
        entry.profile.as_str(),
        topic.replace('-', " "),
    )
}

/// What a rule's page says after its summary.
pub(super) fn body(rule: &Rule) -> String {
    let Documentation { prose, sections, examples, .. } = Documentation::of(rule);
    let judged: Vec<(&Example, Vec<Finding>)> = examples
        .iter()
        .map(|it| {
            let mut findings = it.findings();
            findings.retain(|it| it.rule == rule.id);
            (it, findings)
        })
        .collect();
    let found: Vec<&Finding> = judged.iter().flat_map(|(_, found)| found).collect();
    let mut parts = vec![prose];
    parts.extend(sections.iter().map(|(heading, text)| section(heading, text)));
    let mut before = None;
    for (example, findings) in &judged {
        let text = shown(example, findings);
        let heading = if example.fails { "Fails" } else { "Passes" };
        let is_first = before.replace(heading) != Some(heading);
        parts.push(if is_first { section(heading, &text) } else { text });
    }
    parts.push(section("Fix", &fixes(&found)));
    parts.push(section("Severity", &severity(rule, &found)));
    if !rule.aliases.is_empty() {
        parts.push(section("Other names", &other_names(rule)));
    }
    parts.push(section("Source", &listed_sources(rule, &found)));
    parts.retain(|it| !it.is_empty());
    parts.join("\n\n")
}

fn section(heading: &str, text: &str) -> String {
    format!("## {heading}\n\n{text}")
}

/// An example with what the rule says of it.
fn shown(example: &Example, findings: &[Finding]) -> String {
    let language = match example.language.as_str() {
        "az" => "sh",
        "terraform" => "hcl",
        "arm" | "live" => "json",
        other => other,
    };
    let mut text = format!("```{language}\n{}```", example.text);
    for (at, it) in findings.iter().enumerate() {
        let gap = if at == 0 { "\n\n" } else { "\n" };
        let _ = write!(text, "{gap}- **{}**: {}", it.severity, it.message);
        if !it.path.is_empty() {
            let _ = write!(text, ", at `{}`", it.path);
        }
        if let Some(help) = &it.help {
            let _ = write!(text, ". To mend it: {help}");
        }
    }
    text
}

/// What `--fix` does to the examples.
fn fixes(found: &[&Finding]) -> String {
    let mut lines = Vec::new();
    for fix in found.iter().filter_map(|it| it.fix.as_ref()) {
        // An empty object only makes place for what is set in it.
        let makes_place =
            |it: &&PatchOperation| it.value.as_ref() == Some(&Value::Object(Map::new()));
        let operations: Vec<String> = fix
            .patch
            .iter()
            .filter(|it| !makes_place(it))
            .map(|it| match (&it.op, &it.value) {
                (PatchOp::Remove, _) | (_, None) => format!("removes `{}`", it.path),
                (_, Some(value)) => {
                    format!("sets `{}` to {}", it.path, quoted(&value.to_string()))
                }
            })
            .collect();
        let line = format!("- {}: {}", fix.title, listed(&operations));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.is_empty() {
        return "None is offered: what to do instead is a choice that the plan does not tell."
            .to_string();
    }
    let what = "`aksplan check --fix` and the page's button mend the examples so";
    format!("{what}:\n\n{}", lines.join("\n"))
}

/// How bad it is, in which profile it is told, and how it is accepted.
fn severity(rule: &Rule, found: &[&Finding]) -> String {
    let mut all: BTreeSet<Severity> = found.iter().map(|it| it.severity).collect();
    all.insert(rule.severity);
    let meaning = |it: &Severity| match it {
        Severity::Error => "**error** where Azure or az refuses it, or the cluster is broken",
        Severity::Warning => "**warning** where it is accepted, but will hurt",
        Severity::Info => "**info** where it is good practice",
    };
    let is_error = all.iter().all(|it| *it == Severity::Error);
    let all: Vec<&str> = all.iter().map(meaning).collect();
    let mut text = match all.as_slice() {
        [one] => format!("{}. ", one.replace(" where", ":")),
        several => format!("{}. ", several.join("; ")),
    };
    text.push_str(match rule.profile() {
        Profile::Service => "It belongs to every profile.",
        Profile::Recommended => "`--profile service` leaves it out.",
        Profile::Strict => "Only `--profile strict` tells it: Azure asks for none of this.",
    });
    if is_error {
        text.push_str(" An error can't be suppressed.");
    } else {
        let _ = write!(
            text,
            " A plan accepts what is no error with a reason, everywhere or at one `path`:\n\n\
             ```json\n{{ \"suppress\": [{{ \"rule\": \"{}\", \"reason\": \"why that is all right \
             here\" }}] }}\n```",
            rule.id
        );
    }
    text
}

fn other_names(rule: &Rule) -> String {
    let mut by_owner: BTreeMap<Owner, Vec<String>> = BTreeMap::new();
    for alias in rule.aliases {
        let name = match names::page(alias) {
            Some(page) => format!("[`{alias}`]({page})"),
            None => format!("`{alias}`"),
        };
        by_owner.entry(Owner::of(alias)).or_default().push(name);
    }
    let line =
        |(owner, names): (Owner, Vec<String>)| format!("- {}: {}", owner.title(), names.join(", "));
    by_owner.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The documents that the rule and its findings are from.
fn listed_sources(rule: &Rule, found: &[&Finding]) -> String {
    let mut all = vec![rule.source];
    for finding in found.iter().filter(|it| it.url != rule.source.url) {
        all.extend(sources::ALL.iter().find(|it| it.url == finding.url));
    }
    let mut lines: Vec<String> = Vec::new();
    for Source { title, url, date } in all {
        let line = format!("- [{title}]({url}), {date}");
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// The index of the pages in `docs/rules`.
#[must_use]
pub fn index() -> String {
    let rules: Vec<RuleEntry> = all().map(RuleEntry::from).collect();
    let with = |severity| rules.iter().filter(|it| it.severity == severity).count();
    let in_profile = |profile| rules.iter().filter(|it| it.profile == profile).count();
    let base = serde_json::to_string_pretty(&crate::example::base()).unwrap_or_default();
    let mut text = format!(
        "# Rules\n\n\
         {}: {} errors, {} warnings, {} infos. Every one has examples that fail and pass and ran as \
         tests. What none of them looks at, and why, is in [What is checked](../coverage.md). \
         `aksplan explain RULE` prints a page, `aksplan explain \"TEXT OF AN ERROR\"` finds it.\n\n\
         Made from the rules by `INSTA_UPDATE=always cargo test --lib rules`.\n\n\
         ## Profiles\n\n\
         - `service`: what Azure refuses, and what will hurt; {}.\n\
         - `recommended`, the default: good practice too, as Azure's documents have it; {} more.\n\
         - `strict`: what security scanners and strict companies ask for too; {} more.\n\n\
         Errors are told in every profile. What is no error can be accepted in the plan with a reason \
         (`suppress`), or in a script by the line `# aksplan: {{\"suppress\": [ … ]}}`.\n\n\
         ## The plan under the examples\n\n\
         An example in JSON lies over this plan, which has nothing wrong with it: objects member by \
         member, lists item by item; `null` takes away. Examples are judged on {} by profile \
         `strict`.\n\n\
         ```json\n{base}\n```\n",
        count(rules.len(), "rule"),
        with(Severity::Error),
        with(Severity::Warning),
        with(Severity::Info),
        count(in_profile(Profile::Service), "rule"),
        in_profile(Profile::Recommended),
        in_profile(Profile::Strict),
        crate::example::AS_OF,
    );
    for topic in Topic::ALL {
        let rules: Vec<&RuleEntry> = rules.iter().filter(|it| it.topic == *topic).collect();
        let title = topic.as_str().replace('-', " ");
        let mut letters = title.chars();
        let title: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let title = title + letters.as_str();
        let _ = write!(
            text,
            "\n## {title}\n\n{}.\n\n| Rule | Severity | What it says |\n|--|--|--|\n",
            count(rules.len(), "rule")
        );
        for it in rules {
            let summary = it.summary.replace('|', "\\|");
            let _ = writeln!(text, "| [`{0}`]({0}.md) | {1} | {summary} |", it.rule, it.severity);
        }
    }
    text
}
