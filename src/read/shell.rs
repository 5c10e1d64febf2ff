//! Shell scripts: what commands they run, as far as that can be known without running them.
//!
//! Own code, because brush-parser costs 115 KB gzip in wasm, overflows the stack on nested `$(`, takes
//! 6 s for 120 bytes of nested `${a:-`, and reads neither `<placeholder>` nor PowerShell nor cmd.
//!
//! What is not known stays in the text by its name, as `${name}`.

mod arithmetic;
mod builtins;
mod cmd;
mod cursor;
mod document;
mod expand;
mod pattern;
mod pieces;
mod posix;
mod powershell;
mod run;
mod syntax;
mod values;

use std::ops::Range;

/// A word of a command after expansion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// Its value.
    pub text: String,
    /// Where the word stands in the text; of one that a function or a list passes on, where that was
    /// given it.
    pub range: Range<usize>,
    /// Where the literal text stands that its whole value comes from: in the word itself (inside
    /// quotes), or in the assignment `RG=my-rg` that it expands; nothing where it is put together.
    pub literal: Option<Range<usize>>,
}

/// A command that a script runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Command {
    /// Its name and arguments.
    pub words: Vec<Word>,
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// What it reads, as far as known: a here-document, a here-string, or what is piped into it; with
    /// `writes_to`, the whole text that comes to stand in the file (`echo '{}' > file` too).
    pub input: Option<Word>,
    /// The file its output goes to: `> file`.
    pub writes_to: Option<String>,
}

/// What a script is run against.
pub(super) trait Host {
    /// Runs a command that is no builtin and no function of the script (`az …` and anything else).
    /// Answers what it prints, as far as known: `$(…)` takes it.
    fn run(&mut self, command: &Command) -> Option<String>;

    /// Something that could not be read.
    fn not_understood(&mut self, range: Range<usize>, what: String, help: &'static str);
}

/// The language of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// bash, sh, zsh.
    Posix,
    /// PowerShell.
    PowerShell,
    /// Windows batch.
    Cmd,
}

/// The language that a text looks like.
pub(super) fn dialect(text: &str) -> Dialect {
    document::parts(text).dialect
}

/// Runs a script: every branch as if it happened, loops over what is known, functions when called.
pub(super) fn run(text: &str, host: &mut dyn Host) {
    let document::Found { dialect, mut parts, left } = document::parts(text);
    // A byte order mark is no part of the first line.
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    if let Some(first) = parts.first_mut() {
        first.start = first.start.max(mark);
    }
    for range in left {
        host.not_understood(
            range,
            "a part in another shell's language than most of the document".to_string(),
            "read it alone",
        );
    }
    let read = match dialect {
        Dialect::Posix => posix::read,
        Dialect::PowerShell => powershell::read,
        Dialect::Cmd => cmd::read,
    };
    let mut runner = run::Runner::new(text, host, dialect);
    for part in parts {
        runner.run(cursor::Cursor::read(text, part, read));
    }
}

#[cfg(test)]
mod tests;
