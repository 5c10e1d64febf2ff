//! Scripts and templates as people write them: the plan that is read from each, and what is said of
//! it at which place of the text.

#![cfg(feature = "readers")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use aksplan::finding::{Finding, Position, Severity};
use std::fmt::Write;
use std::path::Path;

/// What begins at a place of a text: the rest of its line, shortened.
fn at(text: &str, place: Option<Position>) -> String {
    let Some(place) = place else { return "nowhere".to_string() };
    let line = text.split('\n').nth(place.line as usize - 1);
    let line = line.unwrap_or_else(|| panic!("no line {} in the text", place.line));
    let before = place.column as usize - 1;
    assert!(before <= line.chars().count(), "no column {} in `{line}`", place.column);
    let shown: String = line.chars().skip(before).take(24).collect();
    format!("{}:{} `{}`", place.line, place.column, shown.trim_end())
}

fn told(text: &str, finding: &Finding) -> String {
    let Finding { severity, rule, path, message, .. } = finding;
    let mut told =
        format!("{severity} {rule} {path}\n  {}\n  {message}\n", at(text, finding.source));
    for related in &finding.related {
        let place = related.source.map_or(String::new(), |it| at(text, Some(it)));
        let _ = writeln!(told, "  also {} {place}: {}", related.path, related.message);
    }
    told
}

/// Whether a finding is said of nearly every text, and not of the reading of it.
fn is_practice(finding: &Finding) -> bool {
    const USUAL: &[&str] =
        &["local-accounts-enabled", "api-server-open-to-internet", "system-pool-shared"];
    let rule = aksplan::rules::all().find(|it| it.id == finding.rule).unwrap();
    let is_reading = rule.topic == aksplan::rules::Topic::Reading;
    finding.severity == Severity::Info && !is_reading || USUAL.contains(&finding.rule.as_str())
}

/// Everything that becomes of a text.
fn read(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    match aksplan::check_text(&text, None, aksplan::example::AS_OF) {
        Ok(checked) => {
            let text = text.trim_start_matches('\u{feff}');
            let mut answer = format!("{}\n\n", checked.format);
            let (practice, rest): (Vec<_>, Vec<_>) =
                checked.findings.iter().partition(|it| is_practice(it));
            for it in &rest {
                answer.push_str(&told(text, it));
            }
            for Finding { rule, source, .. } in practice {
                let place = source.unwrap();
                let _ = writeln!(answer, "practice {rule} {}:{}", place.line, place.column);
            }
            let plan = serde_json::to_string_pretty(&checked.plan).unwrap();
            answer + "\n" + &plan
        }
        Err(error) => {
            let (line, column) = (error.line.try_into().unwrap(), error.column.try_into().unwrap());
            let place = at(text.trim_start_matches('\u{feff}'), Some(Position { line, column }));
            format!("not a plan\n  {place}\n  {}\n  {}", error.message, error.help)
        }
    }
}

#[test]
fn az() {
    insta::glob!("reading/az/*", |path| insta::assert_snapshot!(read(path)));
}

#[test]
fn arm() {
    insta::glob!("reading/arm/*", |path| insta::assert_snapshot!(read(path)));
}

#[test]
fn terraform() {
    insta::glob!("reading/terraform/*", |path| insta::assert_snapshot!(read(path)));
}

#[test]
fn yaml() {
    insta::glob!("reading/yaml/*", |path| insta::assert_snapshot!(read(path)));
}
