//! No argument of a command vanishes: taken out of a script, it changes the plan that is read or what
//! is said of the script.

#![cfg(feature = "readers")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use aksplan::read::{self, Format, RemarkKind};
use serde_json::Value;
use std::ops::Range;
use std::path::PathBuf;

/// Arguments that say how az answers, and nothing of what it makes.
const QUIET: &[&str] = &[
    "--output",
    "-o",
    "--query",
    "--only-show-errors",
    "--debug",
    "--verbose",
    "--yes",
    "-y",
    "--no-wait",
    "--interval",
    "--timeout",
    "--wait",
    "--upgrade",
    "--overwrite-existing",
];

/// Last words of commands that make and change nothing.
const ASKING: &[&str] = &[
    "login",
    "show",
    "list",
    "wait",
    "exists",
    "version",
    "get-versions",
    "get-revisions",
    "get-credentials",
    "browse",
    "install-connector",
    "use-dev-spaces",
];

/// Arguments that say what holds without them, too, who a role is for, which the plan knows, or a
/// secret, which a plan never has.
const SAYS_NOTHING_NEW: &[&str] = &[
    "--enable-managed-identity",
    "--enable-aad",
    "--allow-vnet-access",
    "--skip-subnet-role-assignment",
    "--attach-zones",
    "--client-secret",
    "--windows-admin-password",
    "--assignee",
    "--assignee-object-id",
    "--assignee-principal-type",
];

/// Groups of commands that have no part in a plan.
const OTHER: &[&str] =
    &["login", "upgrade", "storage", "acr", "keyvault", "vm", "monitor", "ad", "rest"];

/// Texts in which a later command or argument takes the place of an earlier one.
const OVERRIDDEN: &[&str] = &[
    "options-twice.sh",
    "private-with-authorized-ranges.sh",
    "keda-and-vpa.sh",
    "autoscaler.sh",
    "upgrade-channels.sh",
    "addon-switched-off-again.sh",
    "application-routing.sh",
    "configured-defaults.sh",
    // The zones of addresses are the gateway's.
    "nat-gateway-own.sh",
];

/// An option with its values, and the command that it is given to.
#[derive(Debug)]
struct Given {
    name: String,
    range: Range<usize>,
    command: String,
    command_start: usize,
}

/// The bash scripts of the corpus with their names.
fn scripts() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reading/az");
    let files = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let scripts = files.filter(|it| it.extension().is_some_and(|it| it == "sh"));
    let named = scripts.map(|it| {
        let name = it.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(it).unwrap())
    });
    named.collect()
}

/// The end of the word that begins at a byte: past quotes, `$(…)` and backticks.
fn end_of_word(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut depth, mut quote) = (start, 0usize, None);
    while let Some(byte) = bytes.get(at).copied() {
        match (quote, byte) {
            (Some(b'"') | None, b'\\') => at += 1,
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') if depth > 0 => depth -= 1,
            (None, b' ' | b'\t' | b'\n' | b';' | b'|' | b'&' | b')' | b'>' | b'<')
                if depth == 0 =>
            {
                return at;
            }
            _ => {}
        }
        at += 1;
    }
    at.min(text.len())
}

/// The words of the command that begins at a byte, each with its place.
fn words(text: &str, start: usize) -> Vec<Range<usize>> {
    let (mut at, mut words) = (start, Vec::new());
    loop {
        let rest = &text[at..];
        let gap = rest.trim_start_matches([' ', '\t']);
        let is_continued = gap.starts_with("\\\n");
        at += rest.len() - gap.len() + if is_continued { 2 } else { 0 };
        if is_continued {
            continue;
        }
        let end = end_of_word(text, at);
        if end == at || text[at..].starts_with('#') {
            return words;
        }
        words.push(at..end);
        at = end;
    }
}

/// The options of the commands that stand at the beginning of a line.
fn options(text: &str) -> Vec<Given> {
    let mut options = Vec::new();
    let mut start = 0;
    let mut until = None;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let here = start + indent;
        start += line.len();
        // Here-documents are no commands.
        if let Some(mark) = &until {
            if line.trim() == *mark {
                until = None;
            }
            continue;
        }
        if let Some((_, mark)) = line.split_once("<<") {
            let mark = mark.trim_start_matches('-').split_whitespace().next().unwrap_or_default();
            until = Some(mark.trim_matches(['"', '\'']).to_string());
        }
        if !line.trim_start().starts_with("az ") {
            continue;
        }
        let words = words(text, here);
        let is_option = |it: &Range<usize>| text[it.clone()].starts_with('-');
        let names = words.iter().skip(1).take_while(|it| !is_option(it));
        let command: Vec<&str> = names.map(|it| &text[it.clone()]).collect();
        let command = command.join(" ");
        let marks: Vec<usize> = (0..words.len()).filter(|it| is_option(&words[*it])).collect();
        for (at, mark) in marks.iter().enumerate() {
            let next = marks.get(at + 1).copied().unwrap_or(words.len());
            let name = text[words[*mark].clone()].split('=').next().unwrap_or_default();
            options.push(Given {
                name: name.to_string(),
                range: words[*mark].start..words[next - 1].end,
                command: command.clone(),
                command_start: here,
            });
        }
    }
    options
}

/// What is read from a text, without places.
fn outcome(text: &str) -> (Value, Vec<RemarkKind>) {
    let read = read::text(text, Some(Format::Az)).unwrap();
    (read.plan, read.remarks.into_iter().map(|it| it.kind).collect())
}

/// Arguments that name what a command is about.
const NAMES: &[&str] = &[
    "-n",
    "--name",
    "-g",
    "--resource-group",
    "--vnet-name",
    "--cluster-name",
    "--subnet-name",
    "--nsg-name",
    "--route-table-name",
    "--nodepool-name",
    "--cluster",
    "--vnet",
    "--resource",
    "-a",
    "--addons",
    "--enable-addons",
];

fn errors(text: &str) -> Vec<(String, String)> {
    let checked = aksplan::check_text(text, Some(Format::Az), aksplan::example::AS_OF).unwrap();
    let errors =
        checked.findings.into_iter().filter(|it| it.severity == aksplan::finding::Severity::Error);
    errors.map(|it| (it.rule, it.path)).collect()
}

#[test]
fn a_value_that_is_not_known_is_no_error() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, text) in scripts() {
        let text = text.trim_start_matches('\u{feff}');
        let before = errors(text);
        // Each is judged anew: a part of them is as telling.
        for option in options(text).into_iter().step_by(4) {
            let words = &text[option.range.clone()];
            let Some((_, value)) = words.split_once(['=', ' ']) else { continue };
            if NAMES.contains(&option.name.as_str())
                || QUIET.contains(&option.name.as_str())
                || value.contains(' ')
            {
                continue;
            }
            count += 1;
            let start = option.range.end - value.len();
            let mutant = format!("{}\"$NOT_KNOWN\"{}", &text[..start], &text[option.range.end..]);
            for error in errors(&mutant) {
                if !before.contains(&error) {
                    wrong.push(format!("{name} {words} of `{}`: {error:?}", option.command));
                }
            }
        }
    }
    assert!(count > 150, "{count} arguments");
    assert_eq!(wrong, [""; 0], "of {count}");
}

#[test]
fn every_argument_is_accounted_for() {
    let (mut count, mut lost) = (0, Vec::new());
    for (name, text) in scripts() {
        if OVERRIDDEN.contains(&name.as_str()) {
            continue;
        }
        let text = text.trim_start_matches('\u{feff}');
        let whole = outcome(text);
        let remarks = read::text(text, Some(Format::Az)).unwrap().remarks;
        // A remark on a whole command covers its arguments.
        let lines: Vec<usize> = remarks
            .iter()
            .filter(|it| match &it.kind {
                RemarkKind::NotKept { what, .. } | RemarkKind::NotUnderstood { what, .. } => {
                    !what.contains("`-") && !what.starts_with("`az aks create")
                }
                _ => false,
            })
            .map(|it| it.position.line as usize)
            .collect();
        for option in options(text) {
            let mut command = option.command.split(' ');
            let is_other = command.next().is_some_and(|it| OTHER.contains(&it));
            let is_asking = option.command.split(' ').any(|it| ASKING.contains(&it));
            let line = |at: usize| text[..at].matches('\n').count() + 1;
            let told = line(option.command_start)..=line(option.range.end);
            if QUIET.contains(&option.name.as_str())
                || SAYS_NOTHING_NEW.contains(&option.name.as_str())
                || is_other
                || is_asking
                || lines.iter().any(|it| told.contains(it))
            {
                continue;
            }
            count += 1;
            let (before, words, after) = (
                &text[..option.range.start],
                &text[option.range.clone()],
                &text[option.range.end..],
            );
            // What is Azure's default says nothing when it is left out: then another value must.
            let other = words.split_once(['=', ' ']).map(|(name, _)| {
                let sign = &words[name.len()..=name.len()];
                format!("{before}{name}{sign}\"$NOT_KNOWN\"{after}")
            });
            let is_same = |text: &str| outcome(text) == whole;
            if is_same(&format!("{before}{after}")) && other.is_none_or(|it| is_same(&it)) {
                lost.push(format!(
                    "{name}:{} {words} of `{}`",
                    line(option.range.start),
                    option.command
                ));
            }
        }
    }
    assert!(count > 1_000, "{count} arguments");
    assert_eq!(lost, [""; 0], "of {count}");
}
