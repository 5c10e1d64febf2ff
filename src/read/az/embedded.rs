//! Scripts inside of other texts: steps of workflows and pipelines, recipes of makefiles.
//!
//! What is around a script becomes blank, so that every place in the script stays.

use std::borrow::Cow;
use std::ops::Range;

/// The text with nothing but the script in it.
pub(super) fn script(text: &str) -> Cow<'_, str> {
    let lines = Lines::of(text);
    match steps(&lines).or_else(|| recipes(&lines)) {
        Some(kept) => Cow::Owned(only(text, &kept)),
        None => Cow::Borrowed(text),
    }
}

/// The text, blank outside of some ranges.
fn only(text: &str, kept: &[Range<usize>]) -> String {
    let mut blank = String::with_capacity(text.len());
    let mut at = 0;
    let mut copy = |to: usize, is_kept: bool| {
        let part = text.get(at..to).unwrap_or_default();
        if is_kept {
            blank.push_str(part);
        } else {
            // A character may take several bytes, and so must its blank.
            blank.extend(part.bytes().map(|it| if it == b'\n' { '\n' } else { ' ' }));
        }
        at = at.max(to);
    };
    for range in kept {
        copy(range.start, false);
        copy(range.end, true);
    }
    copy(text.len(), false);
    blank
}

/// Lines with their places, without their ends.
struct Lines<'t>(Vec<(usize, &'t str)>);

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let mut start = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let at = start;
            start += line.len();
            (at, line.trim_end_matches(['\n', '\r']))
        });
        Self(lines.collect())
    }

    fn iter(&self) -> impl Iterator<Item = (usize, &'t str)> {
        self.0.iter().copied()
    }
}

fn whole(at: usize, line: &str) -> Range<usize> {
    at..at + line.len()
}

/// Keys of workflows and pipelines that hold commands.
const KEYS: &[&str] = &["run", "script", "inlineScript", "bash", "pwsh", "powershell"];

/// The scripts in the steps of a workflow or pipeline.
fn steps(lines: &Lines) -> Option<Vec<Range<usize>>> {
    let is_pipeline = lines.iter().any(|(_, line)| {
        let key = line.trim_end().strip_suffix(':');
        key.is_some_and(|it| ["jobs", "steps", "stages"].contains(&it))
    });
    if !is_pipeline {
        return None;
    }
    let mut kept = Vec::new();
    let mut block: Option<usize> = None;
    for (at, line) in lines.iter() {
        let inner = line.trim_start();
        let indent = line.len() - inner.len();
        if let Some(outer) = block {
            if inner.is_empty() || indent > outer {
                kept.push(whole(at, line));
                continue;
            }
            block = None;
        }
        let item = inner.trim_start_matches(['-', ' ']);
        let indent = line.len() - item.len();
        let Some((key, value)) = item.split_once(':') else { continue };
        if !KEYS.contains(&key) {
            continue;
        }
        let value = value.trim_start();
        if value.starts_with(['|', '>']) {
            block = Some(indent);
        } else {
            kept.push(at + line.len() - value.len()..at + line.len());
        }
    }
    Some(kept)
}

/// A makefile's lines without the `@` that keeps make from showing them.
fn recipes(lines: &Lines) -> Option<Vec<Range<usize>>> {
    let marks = |line: &str| {
        let inner = line.trim_start();
        let command = inner.trim_start_matches(['@', '-']);
        (command.len() < inner.len() && command.starts_with("az "))
            .then_some(line.len() - command.len())
    };
    let is_recipe = |(_, line): (usize, &str)| line.starts_with('\t') && marks(line).is_some();
    lines.iter().any(is_recipe).then(|| {
        let kept =
            lines.iter().map(|(at, line)| at + marks(line).unwrap_or_default()..at + line.len());
        kept.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_around_a_script_becomes_blank() {
        for (text, expected) in [
            ("az aks list\n", "az aks list"),
            (
                "steps:\n- run: az x -g a\n- script: |\n    az y\n    az z\n  env: {}\n",
                "az x -g a az y az z",
            ),
            ("a=$(az x)\nif [ 1 ]; then az y; fi\n", "a=$(az x) if [ 1 ]; then az y; fi"),
            ("x:\n\t@az x \\\n\t  -g a\n", "x: az x \\ -g a"),
            ("x=`az y`\n", "x=`az y`"),
        ] {
            let found = script(text);
            assert_eq!(found.len(), text.len(), "{text}");
            let words: Vec<&str> = found.split_whitespace().collect();
            assert_eq!(words.join(" "), expected, "{text}");
            let at = found.find("az ").unwrap_or_default();
            assert_eq!(text.get(at..at + 4), found.get(at..at + 4));
        }
    }
}
