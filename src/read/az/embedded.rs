//! Scripts inside of other texts: pages with fences, steps of workflows, what a console showed.
//!
//! What is around a script becomes blank, so that every place in the script stays.

use std::borrow::Cow;
use std::ops::Range;

/// The text with nothing but the script in it.
pub(super) fn script(text: &str) -> Cow<'_, str> {
    let lines = Lines::of(text);
    let kept = fences(&lines).or_else(|| steps(&lines)).or_else(|| console(&lines));
    match kept.or_else(|| recipes(&lines)) {
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

/// Languages of a page's fences that hold commands; one without a name may.
const SHELLS: &[&str] = &[
    "",
    "bash",
    "sh",
    "shell",
    "zsh",
    "azurecli",
    "azurecli-interactive",
    "azcli",
    "azure-cli",
    "cli",
    "console",
    "terminal",
    "powershell",
    "pwsh",
    "ps1",
    "azurepowershell",
    "cmd",
    "bat",
    "batch",
];

/// What stands between the fences of a Markdown page.
fn fences(lines: &Lines) -> Option<Vec<Range<usize>>> {
    let mark = |line: &str| {
        let line = line.trim_start().trim_start_matches(['>', ' ']);
        ["```", "~~~"].into_iter().find(|it| line.starts_with(it)).map(|it| (it, line.len()))
    };
    let mut kept = Vec::new();
    let (mut open, mut is_shell) = (None, false);
    for (at, line) in lines.iter() {
        match (open, mark(line)) {
            (None, Some((mark, rest))) => {
                let name = line.get(line.len() - rest..).unwrap_or_default();
                let name = name.trim_start_matches(['`', '~', ' ', '{']);
                let name = name.split([' ', '}', ',']).next().unwrap_or_default();
                is_shell = SHELLS.iter().any(|it| it.eq_ignore_ascii_case(name));
                open = Some(mark);
            }
            (Some(own), Some((mark, _))) if own == mark => open = None,
            (Some(_), _) if is_shell => kept.push(whole(at, line)),
            _ => {}
        }
    }
    // One mark alone is no page.
    let marks = lines.iter().filter(|(_, line)| mark(line).is_some()).count();
    (marks >= 2).then_some(kept)
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

/// Where the command begins behind a console's prompt, such as `$ `, `me@here:~$ ` or `PS C:\> `.
fn behind_prompt(line: &str) -> Option<usize> {
    let at = ["$ az ", "> az ", "% az "].into_iter().filter_map(|it| line.find(it)).min()?;
    let prompt = line.get(..=at)?;
    let before = prompt.get(..at)?.trim_start();
    if before.starts_with('#') {
        return None;
    }
    let is_posix = !prompt.ends_with('>')
        && (before.is_empty() || before.contains('@') && !before.contains(['=', '"', '\'']));
    let is_windows =
        before.starts_with("PS ") || before.get(1..3) == Some(":\\") || before.is_empty();
    (is_posix || prompt.ends_with('>') && is_windows).then_some(at + 2)
}

/// The commands behind the prompts of what a console showed, without what they printed.
fn console(lines: &Lines) -> Option<Vec<Range<usize>>> {
    lines.iter().any(|(_, line)| behind_prompt(line).is_some()).then(|| {
        let (mut kept, mut goes_on) = (Vec::new(), false);
        for (at, line) in lines.iter() {
            let start = match behind_prompt(line) {
                Some(start) => start,
                None if goes_on => 0,
                None => continue,
            };
            // What asks for the rest of a command is no part of it.
            let asked =
                if start == 0 { line.len() - line.trim_start_matches("> ").len() } else { start };
            kept.push(at + asked..at + line.len());
            goes_on = line.trim_end().ends_with(['\\', '`', '^']);
        }
        kept
    })
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
            ("a `az aks create` ü\n```bash\naz x\n```\n```json\n{}\n```\n", "az x"),
            ("> ~~~\n> az x\n> ~~~", "> az x"),
            (
                "steps:\n- run: az x -g a\n- script: |\n    az y\n    az z\n  env: {}\n",
                "az x -g a az y az z",
            ),
            (
                "$ az x \\\n> -g a\n{ \"a\": 1 }\nme@pc:~$ az y\nPS C:\\> az z\n",
                "az x \\ -g a az y az z",
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
