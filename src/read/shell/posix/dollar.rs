//! bash, sh and zsh: what begins with `$`, and commands in backquotes.

use super::Posix;
use crate::read::shell::cursor::{DEEPEST, unknown};
use crate::read::shell::pieces::Pieces;
use crate::read::shell::syntax::{Change, Index, Kind, Source};
use std::ops::Range;

impl Posix<'_, '_> {
    /// What stands at a `$` or a backquote.
    pub(super) fn expansion(&mut self, pieces: &mut Pieces, in_quotes: bool) {
        let start = self.cursor.at;
        let next = self.cursor.byte(start + 1);
        if self.cursor.peek() == b'`' {
            return self.backquotes(pieces, in_quotes);
        }
        match next {
            b'\'' if !in_quotes => {
                pieces.flush(start, in_quotes);
                let piece = self.ansi();
                pieces.done.push(piece);
            }
            b'"' if !in_quotes => self.cursor.at += 1,
            b'(' | b'{' if self.cursor.depth >= DEEPEST => {
                self.cursor.note(
                    start..start + 2,
                    "expansions in expansions, deeper than is read",
                    "give the value in a variable of its own",
                );
                self.cursor.at += 2;
                pieces.push(start, self.cursor.slice(start..start + 2));
            }
            b'(' => {
                self.cursor.depth += 1;
                self.in_parens_or_numbers(pieces, in_quotes);
                self.cursor.depth -= 1;
            }
            b'{' => {
                self.cursor.depth += 1;
                self.in_braces(pieces, in_quotes);
                self.cursor.depth -= 1;
            }
            b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'$' | b'!' | b'-' => {
                self.cursor.at += 2;
                let name = self.cursor.slice(start + 1..start + 2).to_string();
                let index = match next {
                    b'@' => Index::All,
                    b'*' => Index::Joined,
                    _ => Index::None,
                };
                let kind = Kind::Variable { name, index, change: Change::None };
                self.push(pieces, start, kind, in_quotes);
            }
            it if it.is_ascii_alphabetic() || it == b'_' => {
                self.cursor.at += 1;
                let name = self.cursor.name().to_string();
                let kind = Kind::Variable { name, index: Index::None, change: Change::None };
                self.push(pieces, start, kind, in_quotes);
            }
            _ => {
                self.cursor.at += 1;
                pieces.push(start, "$");
            }
        }
    }

    /// `$(…)` or `$((…))`
    fn in_parens_or_numbers(&mut self, pieces: &mut Pieces, in_quotes: bool) {
        let start = self.cursor.at;
        if self.cursor.starts_with("$((")
            && let Some(inside) = self.arithmetic("$((")
        {
            return self.push(pieces, start, Kind::Arithmetic(inside), in_quotes);
        }
        self.cursor.at += 1;
        let closers = std::mem::take(&mut self.closers);
        let body = self.in_parens();
        self.closers = closers;
        let inside = self.cursor.slice(start + 2..self.cursor.at.saturating_sub(1));
        let name = inside.trim().to_string();
        self.push(pieces, start, Kind::Command { body, name }, in_quotes);
    }

    /// `<(…)`
    pub(super) fn process(&mut self, pieces: &mut Pieces) {
        let start = self.cursor.at;
        self.cursor.at += 1;
        if self.cursor.depth >= DEEPEST {
            return pieces.push(start, "<");
        }
        self.cursor.depth += 1;
        let body = self.in_parens();
        self.cursor.depth -= 1;
        let name = self.cursor.slice(start..self.cursor.at).to_string();
        self.push(pieces, start, Kind::File { body, name }, true);
    }

    /// Commands in backquotes.
    fn backquotes(&mut self, pieces: &mut Pieces, in_quotes: bool) {
        let start = self.cursor.at;
        let rest = self.cursor.slice(start + 1..self.cursor.end);
        let mut is_escaped = false;
        let end = rest.bytes().position(|it| {
            let is_end = it == b'`' && !is_escaped;
            is_escaped = it == b'\\' && !is_escaped;
            is_end
        });
        let Some(end) = end.filter(|_| self.cursor.depth < DEEPEST) else {
            self.cursor.note(start..start + 1, "a backquote that nothing closes", "close it");
            self.cursor.at = self.cursor.end.min(start + 1);
            // What comes after it is read as if it were not there; once is enough.
            if !rest.contains('`') {
                self.cursor.at = self.cursor.line_end(start);
            }
            pieces.push(start, self.cursor.slice(start..self.cursor.at));
            return;
        };
        let end = start + 1 + end;
        let outer = std::mem::replace(&mut self.cursor.end, end);
        self.cursor.at = start + 1;
        self.cursor.depth += 1;
        let (closers, parens) =
            (std::mem::take(&mut self.closers), std::mem::take(&mut self.parens));
        let body = self.block(&[]);
        (self.closers, self.parens) = (closers, parens);
        self.cursor.depth -= 1;
        self.cursor.end = outer;
        self.cursor.at = end + 1;
        let name = self.cursor.slice(start + 1..end).trim().to_string();
        self.push(pieces, start, Kind::Command { body, name }, in_quotes);
    }

    /// `((…))` that opens as given; nothing where it is none.
    pub(super) fn arithmetic(&mut self, open: &str) -> Option<Source> {
        const LONGEST: usize = 4000;
        let start = self.cursor.at + open.len();
        let inside = self.cursor.slice(start..self.cursor.end);
        let mut depth = 2_usize;
        let mut last = 0;
        let end = inside.bytes().take(LONGEST).position(|it| {
            match it {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            let is_double = it == b')' && last == b')';
            last = it;
            depth == 0 && is_double
        })?;
        let end = start + end - 1;
        let outer = std::mem::replace(&mut self.cursor.end, end);
        self.cursor.at = start;
        let source = self.document_body();
        self.cursor.end = outer;
        self.cursor.at = end + 2;
        Some(source)
    }

    /// The three parts of `for ((a; b; c))`.
    pub(super) fn parts(&self, inside: Range<usize>) -> [Source; 3] {
        let text = self.cursor.slice(inside.clone());
        let mut at = inside.start;
        let mut parts = text.split(';').map(|it| {
            let range = at..at + it.len();
            at = range.end + 1;
            Source::text(it, range)
        });
        std::array::from_fn(|_| parts.next().unwrap_or_default())
    }

    /// `${…}`
    fn in_braces(&mut self, pieces: &mut Pieces, in_quotes: bool) {
        let start = self.cursor.at;
        if self.cursor.starts_with("${{") {
            let line = self.cursor.ahead(start + 3);
            if let Some(end) = line.find("}}") {
                let name = line.get(..end).unwrap_or_default();
                self.cursor.at = start + 3 + end + 2;
                pieces.push(start, &unknown(name));
                return;
            }
        }
        self.cursor.at += 2;
        let length = self.cursor.peek() == b'#' && self.cursor.byte(start + 3) != b'}';
        let indirect = self.cursor.peek() == b'!';
        if length || indirect {
            self.cursor.at += 1;
        }
        let mut name = self.cursor.name().to_string();
        if name.is_empty() {
            let digits = self.cursor.take_while(|it| it.is_ascii_digit());
            name = if digits.is_empty() && b"@*#?$!-".contains(&self.cursor.peek()) {
                let at = self.cursor.at;
                self.cursor.at += 1;
                self.cursor.slice(at..at + 1).to_string()
            } else {
                digits.to_string()
            };
        }
        let mut index = match name.as_str() {
            "@" => Index::All,
            "*" => Index::Joined,
            _ => Index::None,
        };
        if self.cursor.peek() == b'[' {
            index = match self.key() {
                Some(key) => match key.plain() {
                    Some("@") => Index::All,
                    Some("*") => Index::Joined,
                    _ => Index::Key(key),
                },
                None => index,
            };
        }
        let mut change = if length {
            Change::Length
        } else if indirect && matches!(index, Index::All | Index::Joined) {
            Change::Keys
        } else if indirect {
            Change::Indirect
        } else {
            self.change(in_quotes)
        };
        if self.cursor.peek() != b'}' && !self.cursor.is_end() {
            // What is not known, up to where it ends.
            let rest = self.word_until(b"}", in_quotes);
            if name.is_empty() {
                name = self.cursor.slice(rest.range).to_string();
            }
            change = Change::Other;
        }
        if !self.cursor.eat("}") {
            self.cursor.note(start..start + 2, "`${` that nothing closes", "close it with `}`");
        }
        self.push(pieces, start, Kind::Variable { name, index, change }, in_quotes);
    }

    /// What comes after the name in `${…}`.
    fn change(&mut self, in_quotes: bool) -> Change {
        let even_empty =
            self.cursor.peek() == b':' && b"-=+?".contains(&self.cursor.byte(self.cursor.at + 1));
        if even_empty {
            self.cursor.at += 1;
        }
        let sign = self.cursor.peek();
        let is_double = self.cursor.byte(self.cursor.at + 1) == sign;
        match sign {
            b'-' | b'=' | b'+' | b'?' => {
                self.cursor.at += 1;
                let word = self.word_until(b"}", in_quotes);
                match sign {
                    b'+' => Change::Alternative { word, even_empty },
                    b'?' => Change::Required,
                    _ => Change::Default { word, even_empty, is_kept: sign == b'=' },
                }
            }
            b'#' | b'%' => {
                self.cursor.at += 1 + usize::from(is_double);
                let pattern = self.word_until(b"}", false);
                Change::Trim { pattern, from_end: sign == b'%', is_longest: is_double }
            }
            b'/' => {
                self.cursor.at += 1 + usize::from(is_double);
                let pattern = self.word_until(b"/}", false);
                // A pattern that nothing replaces ends with the braces.
                let with = if self.cursor.eat("/") {
                    self.word_until(b"}", false)
                } else {
                    Source::default()
                };
                Change::Replace { pattern, with, every: is_double }
            }
            b':' => {
                self.cursor.at += 1;
                let start = self.cut_number();
                let length = self.cursor.eat(":").then(|| self.cut_number());
                Change::Cut { start, length }
            }
            b',' | b'^' => {
                self.cursor.at += 1 + usize::from(is_double);
                Change::Case { is_upper: sign == b'^', every: is_double }
            }
            _ => Change::None,
        }
    }

    fn cut_number(&mut self) -> Source {
        let start = self.cursor.at;
        let text = self.cursor.take_while(|it| {
            it.is_ascii_digit() || " -+*$_".contains(it) || it.is_ascii_alphabetic()
        });
        Source::text(text, start..self.cursor.at)
    }
}
