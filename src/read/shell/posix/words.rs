//! bash, sh and zsh: words and their quotes.

use super::Posix;
use crate::read::shell::cursor::{Cursor, placeholder, unknown, with_names};
use crate::read::shell::pieces::Pieces;
use crate::read::shell::syntax::{Expansion, Kind, Piece, Source};

impl Posix<'_, '_> {
    /// A word of a command.
    pub(super) fn word(&mut self) -> Source {
        self.word_until(b"", false)
    }

    /// A word up to a byte that closes what it is in (none: up to where words end); in double quotes
    /// or not.
    pub(super) fn word_until(&mut self, close: &[u8], in_quotes: bool) -> Source {
        let start = self.cursor.at;
        let mut pieces = Pieces::default();
        while !self.cursor.is_end() {
            let at = self.cursor.at;
            let byte = self.cursor.peek();
            if close.contains(&byte) {
                break;
            }
            let ends = byte.is_ascii_whitespace() || b";&|)".contains(&byte);
            if close.is_empty() && ends && !(byte == b'\r' && self.cursor.line_break(at) == 0) {
                break;
            }
            match byte {
                b'\\' if self.continuation(in_quotes) => {}
                b'\\' => self.escaped(&mut pieces, in_quotes),
                b'\'' if !in_quotes => {
                    pieces.flush(at, false);
                    pieces.done.push(self.single());
                }
                b'"' => {
                    pieces.flush(at, false);
                    self.double(&mut pieces);
                }
                b'$' | b'`' => self.expansion(&mut pieces, in_quotes),
                b'<' | b'>' if close.is_empty() => {
                    let here = self.cursor.rest();
                    if let Some((name, length)) = placeholder(here) {
                        pieces.push(at, &unknown(name));
                        self.cursor.at += length;
                    } else if here.get(1..2) == Some("(") && at == start {
                        self.process(&mut pieces);
                    } else {
                        break;
                    }
                }
                b'(' if close.is_empty() => self.bare_paren(&mut pieces),
                b'{' if close.is_empty() => self.braces(&mut pieces),
                _ => self.plain(&mut pieces, close),
            }
        }
        pieces.flush(self.cursor.at, in_quotes);
        Source { pieces: pieces.done, range: start..self.cursor.at }
    }

    /// A run of characters that mean themselves; curly quotes are read as the quotes they stand for.
    fn plain(&mut self, pieces: &mut Pieces, close: &[u8]) {
        let at = self.cursor.at;
        let close = match self.cursor.rest().chars().next() {
            Some('\u{201c}' | '\u{201d}') => ['\u{201c}', '\u{201d}', '"'],
            Some('\u{2018}' | '\u{2019}') => ['\u{2018}', '\u{2019}', '\''],
            _ => {
                let text = self.cursor.take_while(|it| {
                    (it.is_ascii_alphanumeric() || "-_./:@%+,~=".contains(it))
                        && !u8::try_from(it).is_ok_and(|it| close.contains(&it))
                });
                if text.is_empty() {
                    self.cursor.character();
                }
                let text = self.cursor.slice(at..self.cursor.at);
                pieces.push(at, text);
                return;
            }
        };
        let line = self.cursor.ahead(at);
        let length = line.chars().next().map_or(1, char::len_utf8);
        let inside = line.get(length..).unwrap_or_default();
        let Some(end) = inside.find(close) else {
            pieces.push(at, line.get(..length).unwrap_or_default());
            self.cursor.at += length;
            return;
        };
        pieces.flush(at, false);
        let range = at + length..at + length + end;
        self.cursor.note(
            at..at + length,
            "a curly quote, which no shell takes for a quote",
            "write straight quotes: `\"` or `'`",
        );
        self.cursor.at = range.end;
        self.cursor.character();
        let text = with_names(self.cursor.slice(range.clone()), true).into_owned();
        pieces.done.push(Piece::Text { text, range, is_quoted: true });
    }

    /// A backslash and what it stands before.
    fn escaped(&mut self, pieces: &mut Pieces, in_quotes: bool) {
        let at = self.cursor.at;
        self.cursor.at += 1;
        let next = self.cursor.peek();
        if in_quotes && !b"$`\"\\}".contains(&next) {
            pieces.push(at, "\\");
            return;
        }
        let from = self.cursor.at;
        self.cursor.character();
        pieces.push(at, self.cursor.slice(from..self.cursor.at));
    }

    /// `'…'`
    fn single(&mut self) -> Piece {
        let open = self.cursor.at;
        self.cursor.at += 1;
        let outer = self.cursor.open_quote(open);
        let start = self.cursor.at;
        let text = self.cursor.take_while(|it| it != '\'');
        let range = start..self.cursor.at;
        let is_closed = self.cursor.eat("'");
        self.cursor.close_quote(open, outer, is_closed);
        Piece::Text { text: with_names(text, true).into_owned(), range, is_quoted: true }
    }

    /// `"…"`
    fn double(&mut self, pieces: &mut Pieces) {
        let open = self.cursor.at;
        self.cursor.at += 1;
        let outer = self.cursor.open_quote(open);
        let inside = self.word_until(b"\"", true);
        let is_closed = self.cursor.eat("\"");
        self.cursor.close_quote(open, outer, is_closed);
        if inside.pieces.is_empty() {
            let range = open + 1..open + 1;
            pieces.done.push(Piece::Text { text: String::new(), range, is_quoted: true });
        }
        pieces.done.extend(inside.pieces);
    }

    /// `$'…'`
    pub(super) fn ansi(&mut self) -> Piece {
        let open = self.cursor.at + 1;
        self.cursor.at += 2;
        let outer = self.cursor.open_quote(open);
        let start = self.cursor.at;
        let mut bytes = Vec::new();
        let mut is_closed = false;
        let mut end = start;
        while let Some(character) = self.cursor.character() {
            match character {
                '\'' => {
                    is_closed = true;
                    break;
                }
                '\\' => ansi_escape(self.cursor, &mut bytes),
                it => bytes.extend(it.encode_utf8(&mut [0; 4]).bytes()),
            }
            end = self.cursor.at;
        }
        self.cursor.close_quote(open, outer, is_closed);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Piece::Text { text, range: start..end, is_quoted: true }
    }

    /// A `(` inside a word, which bash refuses: up to the `)` that closes it, as text.
    fn bare_paren(&mut self, pieces: &mut Pieces) {
        let at = self.cursor.at;
        let line = self.cursor.ahead(at);
        let mut open = 0_usize;
        let end = line.bytes().position(|it| {
            match it {
                b'(' => open += 1,
                b')' => open = open.saturating_sub(1),
                _ => {}
            }
            open == 0
        });
        // Patterns such as `@(a|b)` are written so.
        let is_pattern = pieces.ends_with(&['@', '?', '*', '+', '!']);
        let length = end.map_or(1, |it| it + 1);
        if !is_pattern && !self.in_test {
            self.cursor.note(
                at..at + 1,
                "`(` outside of quotes, which a shell takes for its own",
                "put the text into quotes",
            );
        }
        let text = line.get(..length).unwrap_or("(");
        pieces.push(at, text);
        self.cursor.at += text.len();
    }

    /// `{a,b}` and `{1..3}`, and any other `{` as text.
    fn braces(&mut self, pieces: &mut Pieces) {
        let at = self.cursor.at;
        let here = self.cursor.rest();
        let inside = here.get(1..).unwrap_or_default();
        let end = inside.bytes().take(400).position(|it| {
            it == b'}' || it.is_ascii_whitespace() || b"{$\"'`\\;&|<>()".contains(&it)
        });
        let options = end
            .filter(|end| inside.as_bytes().get(*end) == Some(&b'}'))
            .and_then(|end| inside.get(..end))
            .and_then(|it| Some((it, brace_options(it)?)));
        if let Some((inside, options)) = options {
            pieces.flush(at, false);
            self.cursor.at += inside.len() + 2;
            pieces.done.push(Piece::Braces(options));
            return;
        }
        // A name in double braces is a placeholder, spaces and all.
        let line = self.cursor.ahead(at);
        let name = line.strip_prefix("{{").and_then(|it| {
            let is_part = |it: char| it.is_alphanumeric() || " _-.:/".contains(it);
            let length = it.char_indices().take(80).find(|it| !is_part(it.1))?.0;
            it.get(length..)?.starts_with("}}").then(|| it.get(..length))?
        });
        if let Some(name) = name {
            pieces.push(at, &unknown(name));
            self.cursor.at += name.len() + 4;
        } else {
            pieces.push(at, "{");
            self.cursor.at += 1;
        }
    }

    /// The text of a here-document, or of anything else where quotes mean themselves.
    pub(super) fn document_body(&mut self) -> Source {
        let start = self.cursor.at;
        let mut pieces = Pieces::default();
        while !self.cursor.is_end() {
            let at = self.cursor.at;
            match self.cursor.peek() {
                b'\\' if self.cursor.line_break(at + 1) > 0 => {
                    self.cursor.at += 1 + self.cursor.line_break(at + 1);
                }
                b'\\' if b"$`\\".contains(&self.cursor.byte(at + 1)) => {
                    self.cursor.at += 2;
                    pieces.push(at, self.cursor.slice(at + 1..at + 2));
                }
                b'$' | b'`' => self.expansion(&mut pieces, true),
                _ => {
                    self.cursor.character();
                    self.cursor.take_while(|it| it != '$' && it != '`' && it != '\\');
                    pieces.push(at, self.cursor.slice(at..self.cursor.at));
                }
            }
        }
        pieces.flush(self.cursor.at, false);
        Source { pieces: pieces.done, range: start..self.cursor.at }
    }

    /// Adds an expansion.
    pub(super) fn push(&self, pieces: &mut Pieces, start: usize, kind: Kind, in_quotes: bool) {
        pieces.flush(start, in_quotes);
        let range = start..self.cursor.at;
        pieces.done.push(Piece::Expansion(Box::new(Expansion { kind, splits: !in_quotes, range })));
    }
}

/// What comes after a backslash in `$'…'`.
fn ansi_escape(cursor: &mut Cursor, bytes: &mut Vec<u8>) {
    let number = |radix: u32, most: usize, cursor: &mut Cursor| {
        let start = cursor.at;
        while cursor.at < start + most && char::from(cursor.peek()).is_digit(radix) {
            cursor.at += 1;
        }
        u32::from_str_radix(cursor.slice(start..cursor.at), radix).unwrap_or(0)
    };
    let Some(character) = cursor.character() else { return };
    let byte = match character {
        'n' => b'\n',
        't' => b'\t',
        'r' => b'\r',
        'a' => 7,
        'b' => 8,
        'e' | 'E' => 27,
        'f' => 12,
        'v' => 11,
        'x' => u8::try_from(number(16, 2, cursor)).unwrap_or(0),
        '0'..='7' => {
            cursor.at -= 1;
            u8::try_from(number(8, 3, cursor)).unwrap_or(0)
        }
        'u' | 'U' => {
            let code = number(16, if character == 'u' { 4 } else { 8 }, cursor);
            let character = char::from_u32(code).unwrap_or('\u{fffd}');
            bytes.extend(character.encode_utf8(&mut [0; 4]).bytes());
            return;
        }
        '\\' | '\'' | '"' | '?' => u8::try_from(character).unwrap_or(b'\\'),
        other => {
            bytes.push(b'\\');
            bytes.extend(other.encode_utf8(&mut [0; 4]).bytes());
            return;
        }
    };
    bytes.push(byte);
}

/// The words that the inside of braces stands for.
fn brace_options(inside: &str) -> Option<Vec<String>> {
    const MOST: i64 = 1000;
    if inside.contains(',') {
        return Some(inside.split(',').map(str::to_string).collect());
    }
    let (from, to) = inside.split_once("..")?;
    if let (Ok(from), Ok(to)) = (from.parse::<i64>(), to.parse::<i64>()) {
        if from.abs_diff(to) > MOST.unsigned_abs() {
            return None;
        }
        let up = (from..=to).map(|it| it.to_string());
        let down = (to..=from).rev().map(|it| it.to_string());
        return Some(if from <= to { up.collect() } else { down.collect() });
    }
    let (mut from, mut to) = (from.chars(), to.chars());
    let (Some(first), None, Some(last), None) = (from.next(), from.next(), to.next(), to.next())
    else {
        return None;
    };
    (first.is_ascii_alphabetic() && last.is_ascii_alphabetic() && first <= last)
        .then(|| (first..=last).map(String::from).collect())
}
