//! What of a text is script: all of it, the fences of a Markdown document, or the lines behind a
//! prompt; and which language that is.

use super::Dialect;
use std::ops::Range;

/// The parts of a text that are script, and the languages that other parts are in.
pub(super) struct Found {
    pub dialect: Dialect,
    pub parts: Vec<Range<usize>>,
    /// Fences with az commands in another language.
    pub left: Vec<Range<usize>>,
}

pub(super) fn parts(text: &str) -> Found {
    let fences = fences(text);
    if fences.is_empty() {
        let dialect = dialect(text);
        return Found { dialect, parts: commands(text, 0..text.len(), dialect), left: Vec::new() };
    }
    // A document tells the same in one language after the other: the one that tells most is read.
    let of = |wanted: Dialect| {
        let fences = fences.iter().filter(|it| it.0 == wanted);
        fences.map(|it| count_az(text.get(it.1.clone()).unwrap_or_default())).sum::<usize>()
    };
    let dialects = [Dialect::Posix, Dialect::PowerShell, Dialect::Cmd];
    let dialect = dialects.into_iter().rev().max_by_key(|it| of(*it)).unwrap_or(Dialect::Posix);
    let (read, left): (Vec<_>, Vec<_>) = fences.into_iter().partition(|it| it.0 == dialect);
    let parts = read.into_iter().flat_map(|it| commands(text, it.1, dialect)).collect();
    let has_az = |it: &Range<usize>| count_az(text.get(it.clone()).unwrap_or_default()) > 0;
    Found { dialect, parts, left: left.into_iter().map(|it| it.1).filter(has_az).collect() }
}

fn count_az(text: &str) -> usize {
    text.lines().filter(|it| it.trim_start().starts_with("az ") || it.contains(" az ")).count()
}

/// The language that a script looks like.
pub(super) fn dialect(text: &str) -> Dialect {
    let (mut posix, mut powershell, mut cmd) = (0_usize, 0_usize, 0_usize);
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        let lower = line.get(..line.len().min(40)).unwrap_or(line).to_ascii_lowercase();
        let starts = |with: &[&str]| with.iter().any(|it| lower.starts_with(it));
        if at == 0 && line.starts_with("#!") {
            posix += if line.contains("pwsh") { 0 } else { 100 };
            powershell += if line.contains("pwsh") { 100 } else { 0 };
        }
        let code = line.strip_suffix(['\\', '`', '^']);
        match line
            .chars()
            .last()
            .filter(|_| code.is_some_and(|it| it.ends_with(' ') || it.is_empty()))
        {
            Some('\\') => posix += 3,
            Some('`') => powershell += 3,
            Some('^') => cmd += 3,
            _ => {}
        }
        let assigned = line.strip_prefix('$').and_then(|it| {
            let (name, rest) =
                it.split_at(it.find(|it: char| !(it.is_alphanumeric() || "_:.".contains(it)))?);
            let rest = rest.trim_start();
            (!name.is_empty() && (rest.starts_with('=') || rest.starts_with("+="))).then_some(())
        });
        if assigned.is_some()
            || starts(&[
                "write-host",
                "write-output",
                "param(",
                "param (",
                "<#",
                "ps c:\\",
                "ps>",
                "foreach ($",
                "foreach($",
                "if ($",
                "if (-not",
                "$erroractionpreference",
                "try {",
            ])
            || lower.contains("$env:")
            || line.contains("| ConvertFrom-Json")
            || line.contains("| Out-Null")
        {
            powershell += 3;
        }
        if starts(&[
            "@echo",
            "rem ",
            "::",
            "set \"",
            "setlocal",
            "call az ",
            "if not \"",
            "if \"%",
            "c:\\>",
        ]) || lower
            .strip_prefix("set ")
            .is_some_and(|it| it.contains('=') && !it.starts_with('-'))
        {
            cmd += 3;
        }
        if starts(&["export ", "fi", "done", "esac", "then", "set -e", "set -x", "set -u", "$ az"])
            || line.contains("$(az ") && line.contains('=') && assigned.is_none()
        {
            posix += 2;
        }
        let name = line.split('=').next().unwrap_or_default();
        if line.len() > name.len() && super::syntax::is_name(name) {
            posix += 3;
        }
    }
    if powershell > posix && powershell >= cmd {
        Dialect::PowerShell
    } else if cmd > posix {
        Dialect::Cmd
    } else {
        Dialect::Posix
    }
}

/// The insides of a Markdown document's fences that are script.
fn fences(text: &str) -> Vec<(Dialect, Range<usize>)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, String, usize)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let trimmed = line.trim();
        let fence = ["```", "~~~"].into_iter().find(|it| trimmed.starts_with(it));
        match (&open, fence) {
            (None, Some(fence)) => {
                let word = trimmed.trim_start_matches(['`', '~']).trim();
                // Three backquotes on one line are a word in a sentence, not a fence.
                if !word.contains('`') {
                    open = Some((fence, word.to_ascii_lowercase(), end));
                }
            }
            (Some((mark, word, from)), Some(fence))
                if fence == *mark && trimmed.trim_matches(['`', '~']).is_empty() =>
            {
                found.extend(script_of(text, word, *from..start));
                open = None;
            }
            _ => {}
        }
        start = end;
    }
    if let Some((_, word, from)) = open {
        found.extend(script_of(text, &word, from..text.len()));
    }
    found
}

fn script_of(text: &str, word: &str, range: Range<usize>) -> Option<(Dialect, Range<usize>)> {
    let inside = text.get(range.clone())?;
    let word = word.trim_matches(['{', '}', '.', ' ']);
    let word = word.split([' ', ',', '{', ':']).next().unwrap_or_default();
    let dialect = match word {
        "bash"
        | "sh"
        | "zsh"
        | "azurecli"
        | "azurecli-interactive"
        | "azurecli-shell"
        | "azure-cli"
        | "az"
        | "shellscript" => Dialect::Posix,
        "powershell"
        | "pwsh"
        | "ps1"
        | "ps"
        | "powershell-interactive"
        | "azurepowershell"
        | "azurepowershell-interactive" => Dialect::PowerShell,
        "cmd" | "bat" | "batch" | "dos" | "batchfile" => Dialect::Cmd,
        "" | "shell" | "console" | "shell-session" | "terminal" | "text" | "cli"
            if count_az(inside) > 0 || inside.contains("az ") =>
        {
            dialect(inside)
        }
        _ => return None,
    };
    // Documents show az for bash and PowerShell alike under one name.
    let dialect = if dialect == Dialect::Posix { self::dialect(inside) } else { dialect };
    Some((dialect, range))
}

/// How long the prompt is that a line begins with.
fn prompt(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    let line = line.get(indent..)?;
    let space = |it: usize| {
        let rest = line.get(it..)?;
        Some(indent + it + rest.len() - rest.trim_start().len())
    };
    if line.starts_with("$ ") {
        return space(2);
    }
    if line.starts_with("PS ") || line.starts_with("PS>") {
        return space(line.find('>')? + 1);
    }
    let is_drive = line.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && line.get(1..3) == Some(":\\");
    if is_drive {
        return space(line.find('>')? + 1);
    }
    // `user@host:~$ az …`
    let at = line.find("$ ").filter(|at| *at < 60)?;
    let before = line.get(..at)?;
    let is_host =
        before.contains('@') && before.contains(':') && !before.contains([' ', '=', '"', '\'']);
    if is_host { space(at + 2) } else { None }
}

/// The part itself, or where lines begin with a prompt, what stands behind prompts: all else is what
/// commands printed.
fn commands(text: &str, part: Range<usize>, dialect: Dialect) -> Vec<Range<usize>> {
    let inside = text.get(part.clone()).unwrap_or_default();
    let first =
        inside.lines().find(|it| !it.trim().is_empty() && !it.trim_start().starts_with('#'));
    if first.and_then(prompt).is_none() {
        return vec![part];
    }
    let sign = match dialect {
        Dialect::Posix => '\\',
        Dialect::PowerShell => '`',
        Dialect::Cmd => '^',
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut goes_on = false;
    let mut start = part.start;
    for line in inside.split_inclusive('\n') {
        let end = start + line.len();
        match prompt(line) {
            Some(length) => found.push(start + length..end),
            None if goes_on => {
                if let Some(last) = found.last_mut() {
                    last.end = end;
                }
            }
            None => {}
        }
        let is_read = found.last().is_some_and(|it| it.end == end);
        goes_on = is_read && line.trim_end().ends_with(sign);
        start = end;
    }
    found
}
