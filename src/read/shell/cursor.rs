//! A place in a script that goes forward, and what was noted on the way.

use std::borrow::Cow;
use std::ops::Range;

/// Constructs in constructs: more is read as plain text. Each level costs stack.
pub(super) const DEEPEST: usize = 30;

/// Something that could not be read: where, what, and what to do.
pub(super) type Note = (Range<usize>, String, &'static str);

pub(super) struct Cursor<'t> {
    pub text: &'t str,
    pub at: usize,
    /// Where the part of the text ends that is read.
    pub end: usize,
    pub depth: usize,
    pub notes: Vec<Note>,
    /// Quotes that end with their line, since nothing closes them.
    cut: &'t [usize],
    /// The quote that nothing closes.
    pub open: Option<usize>,
    /// The first quote that goes on over a line that begins as a command does.
    suspect: Option<usize>,
}

impl<'t> Cursor<'t> {
    /// Reads a part of a text. What is in quotes that nothing closes is read again, as if they were
    /// closed at the end of their line.
    pub fn read<A>(
        text: &str,
        part: Range<usize>,
        read: impl Fn(&mut Cursor) -> A,
    ) -> (A, Vec<Note>) {
        const MOST_CUTS: usize = 6;
        let mut cut = Vec::new();
        loop {
            let mut cursor = Cursor {
                text,
                at: part.start,
                end: part.end.min(text.len()),
                depth: 0,
                notes: Vec::new(),
                cut: &cut,
                open: None,
                suspect: None,
            };
            let answer = read(&mut cursor);
            let (open, suspect, notes) = (cursor.open, cursor.suspect, cursor.notes);
            match open.map(|open| suspect.unwrap_or(open)) {
                Some(quote) if cut.len() < MOST_CUTS => cut.push(quote),
                _ => return (answer, notes),
            }
        }
    }

    /// The byte at a place; 0 past the end.
    pub fn byte(&self, at: usize) -> u8 {
        if at < self.end { self.text.as_bytes().get(at).copied().unwrap_or(0) } else { 0 }
    }

    pub fn peek(&self) -> u8 {
        self.byte(self.at)
    }

    pub fn is_end(&self) -> bool {
        self.at >= self.end
    }

    pub fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// What is left to read.
    pub fn rest(&self) -> &'t str {
        self.slice(self.at.min(self.end)..self.end)
    }

    pub fn starts_with(&self, with: &str) -> bool {
        self.rest().starts_with(with)
    }

    /// Takes a text that stands here.
    pub fn eat(&mut self, text: &str) -> bool {
        let is_there = self.starts_with(text);
        if is_there {
            self.at += text.len();
        }
        is_there
    }

    /// Takes one character.
    pub fn character(&mut self) -> Option<char> {
        let character = self.rest().chars().next()?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// Takes characters as long as they are wanted.
    pub fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|it| !wanted(it)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// A name of a variable or function that begins here.
    pub fn name(&mut self) -> &'t str {
        if self.peek().is_ascii_digit() {
            return "";
        }
        self.take_while(|it| it.is_ascii_alphanumeric() || it == '_')
    }

    /// How many bytes the line break at a place has; 0 where there is none.
    pub fn line_break(&self, at: usize) -> usize {
        match (self.byte(at), self.byte(at + 1)) {
            (b'\n', _) => 1,
            (b'\r', b'\n') => 2,
            _ => 0,
        }
    }

    /// A sign that ends its line and so continues it. Where spaces come after it, which is noted, it
    /// was meant to.
    pub fn continuation(&mut self, sign: u8, what: &str, help: &'static str) -> bool {
        if self.peek() != sign {
            return false;
        }
        let start = self.at;
        let mut after = start + 1;
        while matches!(self.byte(after), b' ' | b'\t') {
            after += 1;
        }
        let length = self.line_break(after);
        if length == 0 {
            return false;
        }
        if after > start + 1 {
            self.note(start..after, what, help);
        }
        self.at = after + length;
        true
    }

    /// Where the line ends that a place is in.
    pub fn line_end(&self, at: usize) -> usize {
        let line = self.slice(at.min(self.end)..self.end);
        let length = line.find('\n').unwrap_or(line.len());
        let line = line.get(..length).unwrap_or_default();
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// Spaces and tabs.
    pub fn blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\t') || self.starts_with("\u{a0}") {
            self.character();
        }
    }

    /// The text from a place to the end of its line, or not even so far.
    pub fn ahead(&self, at: usize) -> &'t str {
        const FAR: usize = 400;
        let end = (at + FAR).min(self.end);
        let end = (end..=self.end).take(4).find(|it| self.text.is_char_boundary(*it)).unwrap_or(at);
        let text = self.slice(at..end);
        text.lines().next().unwrap_or_default()
    }

    pub fn note(&mut self, range: Range<usize>, what: impl Into<String>, help: &'static str) {
        const MOST: usize = 100;
        if self.notes.len() < MOST {
            self.notes.push((range, what.into(), help));
        }
    }

    /// Begins what is in quotes that open at `open`. Answers where the text around them ends.
    pub fn open_quote(&mut self, open: usize) -> usize {
        let outer = self.end;
        if self.cut.contains(&open) {
            self.end = self.line_end(open);
            let quote = self.slice(open..outer).chars().next().map_or(0, char::len_utf8);
            self.note(
                open..open + quote,
                "a quote that is opened and never closed",
                "close it; it is read as if it were closed at the end of its line",
            );
        }
        outer
    }

    /// Ends what is in quotes that opened at `open`, closed or not.
    pub fn close_quote(&mut self, open: usize, outer: usize, is_closed: bool) {
        self.end = outer;
        if self.cut.contains(&open) || self.open.is_some() {
            return;
        }
        if !is_closed {
            self.open = Some(open);
        } else if self.suspect.is_none() {
            let inside = self.slice(open..self.at.min(self.end));
            if inside.contains('\n')
                && inside.lines().skip(1).any(|it| it.trim_start().starts_with("az "))
            {
                self.suspect = Some(open);
            }
        }
    }
}

/// A placeholder `<name>` that a text begins with: the name, and its length in all.
pub(super) fn placeholder(text: &str) -> Option<(&str, usize)> {
    const LONGEST: usize = 80;
    let inside = text.strip_prefix('<')?;
    if !inside.starts_with(|it: char| it.is_alphabetic() || it == '_') {
        return None;
    }
    let is_part = |it: char| it.is_alphanumeric() || " _-.,:'()*/".contains(it);
    let length = inside.char_indices().take(LONGEST).find(|it| !is_part(it.1))?.0;
    let name = inside.get(..length)?;
    (inside.get(length..)?.starts_with('>') && !name.ends_with(' ')).then_some((name, length + 2))
}

/// Text with its placeholders as names: `{{name}}`, `#{name}#` and, where they are such, `<name>`.
pub(super) fn with_names(text: &str, angles: bool) -> Cow<'_, str> {
    let has = |it: &str| text.contains(it);
    if !(has("{{") || has("#{") || (angles && has("<"))) {
        return Cow::Borrowed(text);
    }
    let mut answer = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '#', '<']) {
        let (before, here) = rest.split_at(at);
        answer.push_str(before);
        let between = |open: &str, close: &str| {
            let inside = here.strip_prefix(open)?;
            let is_part = |it: char| it.is_alphanumeric() || " _-.:/".contains(it);
            let length = inside.char_indices().take(80).find(|it| !is_part(it.1))?.0;
            let name = inside.get(..length)?;
            let is_one = inside.get(length..)?.starts_with(close) && !name.trim().is_empty();
            is_one.then_some((name.trim(), open.len() + length + close.len()))
        };
        let found = between("{{", "}}")
            .or_else(|| between("#{", "}#"))
            .or_else(|| if angles { placeholder(here) } else { None });
        let taken = if let Some((name, length)) = found {
            answer.push_str(&unknown(name));
            length
        } else {
            answer.extend(here.chars().next());
            here.chars().next().map_or(1, char::len_utf8)
        };
        rest = here.get(taken..).unwrap_or_default();
    }
    answer.push_str(rest);
    Cow::Owned(answer)
}

/// What stands for a value that is not known.
pub(super) fn unknown(name: &str) -> String {
    const LONGEST: usize = 60;
    let is_plain = |it: &char| !"{}$\"`\\".contains(*it) && !it.is_control();
    let name: String = name.trim().chars().filter(is_plain).take(LONGEST).collect();
    format!("${{{}}}", name.trim())
}

/// Whether a text holds a value that is not known.
pub(super) fn is_unknown(text: &str) -> bool {
    text.contains("${")
}
