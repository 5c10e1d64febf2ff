//! PowerShell: words, texts in quotes, and values.

use super::{PowerShell, Value};
use crate::read::shell::cursor::{DEEPEST, placeholder, unknown, with_names};
use crate::read::shell::pieces::Pieces;
use crate::read::shell::syntax::{
    Block, Change, Index, Item, Join, Kind, Piece, Source, Statement,
};
use std::rc::Rc;

impl PowerShell<'_, '_> {
    /// One argument of a command; commas make several of it.
    pub(super) fn argument(&mut self, words: &mut Vec<Source>) {
        let mut start = self.cursor.at;
        let mut pieces = Pieces::default();
        while !self.cursor.is_end() {
            let at = self.cursor.at;
            let byte = self.cursor.peek();
            let ends = byte.is_ascii_whitespace()
                || b";|)&".contains(&byte)
                || (byte == b'}' && self.braces > 0);
            if ends {
                break;
            }
            let is_option = self.cursor.byte(start) == b'-';
            match byte {
                b',' if !is_option => {
                    if at > start {
                        words.push(std::mem::take(&mut pieces).end(start, at, false));
                    }
                    self.cursor.at += 1;
                    self.space();
                    start = self.cursor.at;
                }
                b'`' => {
                    if self.continuation() {
                        break;
                    }
                    self.escaped(&mut pieces);
                }
                b'(' => self.in_parens(&mut pieces, false),
                b'@' if at == start
                    && matches!(self.cursor.byte(at + 1), b'(' | b'"' | b'\'' | b'{') =>
                {
                    words.extend(self.special().sources());
                    start = self.cursor.at;
                }
                b'@' if at == start && self.cursor.byte(at + 1).is_ascii_alphabetic() => {
                    self.splat(&mut pieces);
                }
                b'{' if at == start => {
                    let open = self.cursor.at;
                    self.braces();
                    if self.cursor.at == open {
                        self.cursor.at += 1;
                    }
                    pieces.push(open, self.cursor.slice(open..self.cursor.at));
                }
                _ => self.part(&mut pieces),
            }
        }
        if self.cursor.at > start {
            words.push(pieces.end(start, self.cursor.at, false));
        }
    }

    /// Texts in quotes, variables, placeholders and plain characters.
    fn part(&mut self, pieces: &mut Pieces) {
        let at = self.cursor.at;
        let rest = self.cursor.rest();
        if rest.starts_with(['"', '\'', '\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}'])
        {
            pieces.flush(at, false);
            pieces.done.extend(self.quoted().pieces);
        } else if rest.starts_with('$') {
            self.dollar(pieces, false);
        } else if let Some((name, length)) = placeholder(rest) {
            pieces.push(at, &unknown(name));
            self.cursor.at += length;
        } else {
            let text =
                self.cursor.take_while(|it| it.is_ascii_alphanumeric() || "-_./:%+=".contains(it));
            if text.is_empty() {
                self.cursor.character();
            }
            pieces.push(at, self.cursor.slice(at..self.cursor.at));
        }
    }

    /// `@name`: what a list holds; a file where there is no such list.
    fn splat(&mut self, pieces: &mut Pieces) {
        let start = self.cursor.at;
        self.cursor.at += 1;
        let name = self.cursor.name().to_string();
        if b"./\\-".contains(&self.cursor.peek()) {
            pieces.push(start, self.cursor.slice(start..self.cursor.at));
            return;
        }
        let kind = Kind::Variable { name, index: Index::All, change: Change::None };
        pieces.expand(start..self.cursor.at, kind, true);
    }

    /// A backtick and what it stands before.
    fn escaped(&mut self, pieces: &mut Pieces) {
        let at = self.cursor.at;
        self.cursor.at += 1;
        let Some(character) = self.cursor.character() else { return };
        let text = match character {
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            '0' => "\0",
            other => {
                pieces.push(at, other.encode_utf8(&mut [0; 4]));
                return;
            }
        };
        pieces.push(at, text);
    }

    /// `--%`: the rest of the line as it stands.
    pub(super) fn verbatim(&mut self, words: &mut Vec<Source>) {
        self.cursor.at += 3;
        let end = self.cursor.line_end(self.cursor.at);
        while self.cursor.at < end {
            self.cursor.blanks();
            let start = self.cursor.at;
            let mut pieces = Pieces::default();
            while self.cursor.at < end && !matches!(self.cursor.peek(), b' ' | b'\t') {
                let at = self.cursor.at;
                if self.cursor.eat("\"") {
                    let from = self.cursor.at;
                    self.cursor.take_while(|it| it != '"' && it != '\n');
                    pieces.flush(at, false);
                    pieces.push(from, self.cursor.slice(from..self.cursor.at));
                    pieces.flush(self.cursor.at, true);
                    self.cursor.eat("\"");
                } else {
                    self.cursor.character();
                    pieces.push(at, self.cursor.slice(at..self.cursor.at));
                }
            }
            if self.cursor.at > start {
                words.push(pieces.end(start, self.cursor.at, false));
            }
        }
    }

    /// Text in quotes of either kind.
    pub(super) fn quoted(&mut self) -> Source {
        let open = self.cursor.at;
        let Some(quote) = self.cursor.character() else { return Source::default() };
        let is_double = matches!(quote, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}');
        let closes: &[char] = if is_double {
            &['"', '\u{201c}', '\u{201d}', '\u{201e}']
        } else {
            &['\'', '\u{2018}', '\u{2019}']
        };
        let outer = self.cursor.open_quote(open);
        let start = self.cursor.at;
        let mut pieces = Pieces::default();
        let mut end = start;
        let mut is_closed = false;
        while !self.cursor.is_end() {
            let at = self.cursor.at;
            end = at;
            match self.cursor.peek() {
                b'$' if is_double => self.dollar(&mut pieces, true),
                b'`' if is_double => self.escaped(&mut pieces),
                _ if self.cursor.rest().starts_with(closes) => {
                    self.cursor.character();
                    if !self.cursor.rest().starts_with(closes) {
                        is_closed = true;
                        break;
                    }
                    let from = self.cursor.at;
                    self.cursor.character();
                    pieces.push(at, self.cursor.slice(from..self.cursor.at));
                }
                _ => {
                    self.cursor.character();
                    self.cursor
                        .take_while(|it| it.is_ascii_alphanumeric() || " -_./:".contains(it));
                    pieces.push(at, self.cursor.slice(at..self.cursor.at));
                }
            }
            end = self.cursor.at;
        }
        self.cursor.close_quote(open, outer, is_closed);
        pieces.flush(end, true);
        if pieces.done.is_empty() {
            pieces.done.push(Piece::Text {
                text: String::new(),
                range: start..end,
                is_quoted: true,
            });
        }
        Source { pieces: pieces.done, range: open..self.cursor.at }
    }

    /// `@"…"@` and `@'…'@`, or nothing.
    fn here_string(&mut self) -> Option<Source> {
        let open = self.cursor.at;
        let quote = char::from(self.cursor.byte(open + 1));
        let mut start = open + 2;
        while matches!(self.cursor.byte(start), b' ' | b'\t') {
            start += 1;
        }
        let length = self.cursor.line_break(start);
        if length == 0 {
            return None;
        }
        let start = start + length;
        let inside = self.cursor.slice(start..self.cursor.end);
        let close = format!("\n{quote}@");
        // An empty one has its end on the next line.
        let found = if inside.starts_with(&format!("{quote}@")) {
            Some(0)
        } else {
            inside.find(&close).map(|it| it + 1)
        };
        let Some(found) = found else {
            self.cursor.note(
                open..open + 2,
                format!("a text that no line `{quote}@` ends"),
                "end it with a line that begins so, without spaces before it",
            );
            self.cursor.at = self.cursor.end;
            return Some(Source::text(inside, start..self.cursor.end));
        };
        let end = start + found;
        let text_end = end.saturating_sub(1).max(start);
        let outer = std::mem::replace(&mut self.cursor.end, text_end);
        self.cursor.at = start;
        let mut pieces = Pieces::default();
        while !self.cursor.is_end() {
            let at = self.cursor.at;
            match self.cursor.peek() {
                b'$' if quote == '"' => self.dollar(&mut pieces, true),
                b'`' if quote == '"' => self.escaped(&mut pieces),
                _ => {
                    self.cursor.character();
                    self.cursor.take_while(|it| it != '$' && it != '`');
                    pieces.push(at, self.cursor.slice(at..self.cursor.at));
                }
            }
        }
        self.cursor.end = outer;
        self.cursor.at = end + 2;
        pieces.flush(text_end, false);
        if pieces.done.is_empty() {
            pieces.done.push(Piece::Text {
                text: String::new(),
                range: start..start,
                is_quoted: true,
            });
        }
        Some(Source { pieces: pieces.done, range: open..end + 2 })
    }

    /// The name after a `$`, with its scope.
    pub(super) fn variable_name(&mut self) -> String {
        if self.cursor.eat("{") {
            let name = self.cursor.take_while(|it| it != '}' && it != '\n').to_string();
            self.cursor.eat("}");
            return name;
        }
        let start = self.cursor.at;
        self.cursor.take_while(|it| it.is_alphanumeric() || it == '_');
        let next = self.cursor.byte(self.cursor.at + 1);
        if self.cursor.peek() == b':' && (next.is_ascii_alphanumeric() || next == b'_') {
            let scope = self.cursor.slice(start..self.cursor.at).to_ascii_lowercase();
            self.cursor.at += 1;
            let name = self.cursor.take_while(|it| it.is_alphanumeric() || it == '_');
            let is_env = scope == "env";
            return if is_env { format!("env:{name}") } else { name.to_string() };
        }
        self.cursor.slice(start..self.cursor.at).to_string()
    }

    /// `[key]`
    pub(super) fn key(&mut self) -> Option<Source> {
        let start = self.cursor.at;
        self.cursor.at += 1;
        let mut pieces = Pieces::default();
        while !self.cursor.is_end() && !b"]\n".contains(&self.cursor.peek()) {
            self.part(&mut pieces);
        }
        let key = pieces.end(start + 1, self.cursor.at, true);
        if self.cursor.eat("]") {
            return Some(key);
        }
        self.cursor.at = start;
        None
    }

    /// What stands at a `$`.
    fn dollar(&mut self, pieces: &mut Pieces, in_quotes: bool) {
        let start = self.cursor.at;
        if self.cursor.starts_with("${{") {
            let inside = self.cursor.ahead(start + 3);
            if let Some(end) = inside.find("}}") {
                pieces.push(start, &unknown(inside.get(..end).unwrap_or_default()));
                self.cursor.at = start + 3 + end + 2;
                return;
            }
        }
        if self.cursor.starts_with("$(") {
            self.cursor.at += 1;
            return self.in_parens(pieces, in_quotes);
        }
        self.cursor.at += 1;
        if matches!(self.cursor.peek(), b'?' | b'$' | b'^') && !in_quotes {
            self.cursor.at += 1;
        }
        let name = if self.cursor.at == start + 1 {
            self.variable_name()
        } else {
            self.cursor.slice(start + 1..self.cursor.at).to_string()
        };
        match name.to_ascii_lowercase().as_str() {
            "" => {
                pieces.push(start, self.cursor.slice(start..self.cursor.at));
                return;
            }
            "true" => return pieces.push(start, "True"),
            "false" => return pieces.push(start, "False"),
            "null" => return,
            _ => {}
        }
        let mut index = Index::None;
        let mut change = Change::None;
        if !in_quotes {
            if self.cursor.peek() == b'['
                && let Some(key) = self.key()
            {
                index = Index::Key(key);
            }
            let path = self.members();
            if !path.is_empty() {
                change = Change::Member(path);
            }
        }
        pieces.expand(start..self.cursor.at, Kind::Variable { name, index, change }, in_quotes);
    }

    /// `.name.other()`, without its first dot.
    fn members(&mut self) -> String {
        let start = self.cursor.at;
        while self.cursor.peek() == b'.'
            && (self.cursor.byte(self.cursor.at + 1).is_ascii_alphabetic()
                || self.cursor.byte(self.cursor.at + 1) == b'_')
        {
            self.cursor.at += 1;
            self.cursor.name();
            if self.cursor.peek() == b'(' {
                self.cursor.at += 1;
                self.up_to_close();
            }
            while self.cursor.peek() == b'[' && self.key().is_some() {}
        }
        self.cursor.slice(start..self.cursor.at).trim_start_matches('.').to_string()
    }

    /// What `( … )` comes to: a value, or what commands answer.
    fn in_parens(&mut self, pieces: &mut Pieces, in_quotes: bool) {
        let open = self.cursor.at;
        let start = if self.cursor.byte(open.wrapping_sub(1)) == b'$' { open - 1 } else { open };
        if self.cursor.depth >= DEEPEST {
            self.cursor.at += 1;
            return pieces.push(start, self.cursor.slice(start..self.cursor.at));
        }
        self.cursor.at += 1;
        self.space();
        let first = self.cursor.peek();
        let is_value = b"\"'$@([-".contains(&first) || first.is_ascii_digit();
        if is_value {
            self.cursor.depth += 1;
            self.parens += 1;
            let braces = std::mem::take(&mut self.braces);
            let mut parts = self.value().sources();
            self.space();
            self.braces = braces;
            self.parens -= 1;
            self.cursor.depth -= 1;
            if self.cursor.eat(")") {
                let path = if in_quotes { String::new() } else { self.members() };
                let range = start..self.cursor.at;
                let kind = if path.is_empty() {
                    if in_quotes && parts.len() == 1 {
                        pieces.flush(start, true);
                        pieces.done.append(&mut parts.pop().unwrap_or_default().pieces);
                        return;
                    }
                    Kind::List(parts)
                } else {
                    Kind::Unknown(path)
                };
                return pieces.expand(range, kind, in_quotes);
            }
            // More than a value: a pipe, a comparison. What is left is not looked at.
            self.up_to_close();
            let name = self.cursor.slice(open..self.cursor.at).to_string();
            return pieces.expand(start..self.cursor.at, Kind::Unknown(name), in_quotes);
        }
        self.cursor.at = open;
        let body = self.parens();
        let end = self.cursor.at;
        let name = self.cursor.slice(open + 1..end.saturating_sub(1)).trim().to_string();
        let path = if in_quotes { String::new() } else { self.members() };
        let body = if path.is_empty() { body } else { asked(body, &path) };
        pieces.expand(start..self.cursor.at, Kind::Command { body, name }, in_quotes);
    }

    /// `@( … )`, `@{ … }` and here-strings.
    fn special(&mut self) -> Value {
        let start = self.cursor.at;
        match self.cursor.byte(start + 1) {
            b'"' | b'\'' => {
                if let Some(text) = self.here_string() {
                    Value::One(text)
                } else {
                    self.cursor.at += 1;
                    Value::One(self.quoted())
                }
            }
            b'{' => Value::List(self.table()),
            _ => {
                self.cursor.at += 1;
                self.list()
            }
        }
    }

    /// The inside of `@( … )`: values, or what commands answer.
    fn list(&mut self) -> Value {
        let open = self.cursor.at;
        if self.cursor.depth >= DEEPEST {
            self.cursor.at += 1;
            return Value::List(Vec::new());
        }
        self.cursor.at += 1;
        self.space();
        let first = self.cursor.peek();
        if first.is_ascii_alphabetic() || first == b'&' {
            self.cursor.at = open;
            let mut pieces = Pieces::default();
            self.in_parens(&mut pieces, false);
            let source = pieces.end(open, self.cursor.at, false);
            return Value::List(vec![(None, source)]);
        }
        self.cursor.depth += 1;
        self.parens += 1;
        let mut items = Vec::new();
        loop {
            self.space();
            if self.cursor.is_end() || self.cursor.eat(")") {
                break;
            }
            let at = self.cursor.at;
            match self.value() {
                Value::One(source) => items.push((None, source)),
                Value::List(list) => items.extend(list),
            }
            self.space();
            self.cursor.eat(",");
            if self.cursor.at == at {
                self.cursor.character();
            }
        }
        self.parens -= 1;
        self.cursor.depth -= 1;
        Value::List(items)
    }

    /// `@{ name = value; … }`
    fn table(&mut self) -> Vec<(Option<Source>, Source)> {
        let mut items = Vec::new();
        self.cursor.at += 2;
        if self.cursor.depth >= DEEPEST {
            return items;
        }
        self.cursor.depth += 1;
        self.braces += 1;
        loop {
            self.space();
            if self.cursor.is_end() || self.cursor.eat("}") {
                break;
            }
            let at = self.cursor.at;
            let mut pieces = Pieces::default();
            while !self.cursor.is_end() && !b" \t=\r\n};".contains(&self.cursor.peek()) {
                self.part(&mut pieces);
            }
            let key = pieces.end(at, self.cursor.at, true);
            self.blanks();
            if self.cursor.eat("=") {
                self.space();
                let value = self.value();
                if let Some(value) = value.sources().into_iter().next() {
                    items.push((Some(key), value));
                }
            }
            if self.cursor.at == at {
                self.cursor.character();
            }
        }
        self.braces -= 1;
        self.cursor.depth -= 1;
        items
    }

    /// A value: terms joined by `+`, `-f`, `-join`, `..` and commas.
    pub(super) fn value(&mut self) -> Value {
        self.blanks();
        if self.cursor.depth >= DEEPEST {
            self.cursor.character();
            return Value::One(Source::default());
        }
        let mut list: Option<Vec<(Option<Source>, Source)>> = None;
        loop {
            self.blanks();
            let start = self.cursor.at;
            if self.cursor.peek() == b'@' && matches!(self.cursor.byte(start + 1), b'(' | b'{') {
                let value = self.special();
                self.blanks();
                let rest = self.cursor.ahead(self.cursor.at);
                let is_join = rest.get(..5).is_some_and(|it| it.eq_ignore_ascii_case("-join"));
                if is_join || rest.starts_with('+') {
                    let mut pieces = Pieces::default();
                    pieces.expand(start..self.cursor.at, Kind::List(value.sources()), false);
                    let source = pieces.end(start, self.cursor.at, false);
                    return Value::One(self.operators(start, source));
                }
                match value {
                    Value::List(items) => list.get_or_insert_default().extend(items),
                    Value::One(source) => list.get_or_insert_default().push((None, source)),
                }
            } else {
                let source = self.joined();
                self.blanks();
                let is_list = self.cursor.peek() == b',' || list.is_some();
                if !is_list {
                    return Value::One(source);
                }
                list.get_or_insert_default().push((None, source));
            }
            if !self.cursor.eat(",") || self.cursor.at == start {
                return Value::List(list.unwrap_or_default());
            }
            self.space();
        }
    }

    /// Terms joined by `+`, `-f` and `-join`.
    fn joined(&mut self) -> Source {
        let start = self.cursor.at;
        let source = self.term();
        self.operators(start, source)
    }

    /// What is joined to a term.
    fn operators(&mut self, start: usize, source: Source) -> Source {
        let mut source = source;
        loop {
            let end = self.cursor.at;
            self.blanks();
            let rest = self.cursor.ahead(self.cursor.at);
            let is =
                |it: &str| rest.get(..it.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(it));
            let kind = if self.cursor.peek() == b'+' && !self.cursor.starts_with("+=") {
                self.cursor.at += 1;
                self.space();
                Kind::Sum(vec![source, self.term()])
            } else if is("-join") {
                self.cursor.at += 5;
                self.space();
                Kind::Join(source, self.term())
            } else if is("-f ") {
                self.cursor.at += 3;
                let mut values = Vec::new();
                loop {
                    self.space();
                    values.push(self.term());
                    self.blanks();
                    if !self.cursor.eat(",") {
                        break;
                    }
                }
                Kind::Format(source, values)
            } else if self.cursor.starts_with("..") {
                self.cursor.at += 2;
                self.blanks();
                let last = self.term();
                match (number(&source), number(&last)) {
                    (Some(from), Some(to)) if (from..from + 1000).contains(&to) => {
                        let texts = (from..=to).map(|it| it.to_string()).collect();
                        source = Source {
                            pieces: vec![Piece::Braces(texts)],
                            range: start..self.cursor.at,
                        };
                        continue;
                    }
                    _ => Kind::Unknown("..".to_string()),
                }
            } else {
                self.cursor.at = end;
                return source;
            };
            let mut pieces = Pieces::default();
            pieces.expand(start..self.cursor.at, kind, false);
            source = pieces.end(start, self.cursor.at, false);
        }
    }

    /// One text, number, variable or what is in brackets.
    pub(super) fn term(&mut self) -> Source {
        self.blanks();
        while self.cursor.peek() == b'[' {
            self.cast();
            self.cursor.blanks();
        }
        let start = self.cursor.at;
        let mut pieces = Pieces::default();
        if self.cursor.peek() == b'@'
            && matches!(self.cursor.byte(start + 1), b'"' | b'\'')
            && let Some(text) = self.here_string()
        {
            return text;
        }
        if self.cursor.peek() == b'@' && matches!(self.cursor.byte(start + 1), b'(' | b'{') {
            let sources = self.special().sources();
            pieces.expand(start..self.cursor.at, Kind::List(sources), false);
            return pieces.end(start, self.cursor.at, false);
        }
        match self.cursor.peek() {
            b'(' => {
                self.in_parens(&mut pieces, false);
                pieces.end(start, self.cursor.at, false)
            }
            b'$' => {
                self.dollar(&mut pieces, false);
                pieces.end(start, self.cursor.at, false)
            }
            it if b"\"'".contains(&it) || it >= 0x80 => {
                let before = self.cursor.at;
                let text = if self.cursor.rest().starts_with([
                    '"', '\'', '\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}',
                ]) {
                    self.quoted()
                } else {
                    self.cursor.character();
                    Source::text(self.cursor.slice(before..self.cursor.at), before..self.cursor.at)
                };
                let path = self.members();
                if path.is_empty() {
                    text
                } else {
                    pieces.expand(start..self.cursor.at, Kind::Unknown(path), false);
                    pieces.end(start, self.cursor.at, false)
                }
            }
            b'<' => {
                self.part(&mut pieces);
                pieces.end(start, self.cursor.at, false)
            }
            _ => {
                let text = self.cursor.take_while(|it| it.is_alphanumeric() || "-_%*".contains(it));
                let text = with_names(text, false).into_owned();
                Source::text(text, start..self.cursor.at)
            }
        }
    }
}

fn number(source: &Source) -> Option<i64> {
    source.plain()?.parse().ok()
}

/// Commands of whose answer a member is taken: `(az … | ConvertFrom-Json).id`.
fn asked(body: Block, path: &str) -> Block {
    let statement = Statement::Asked { body, query: path.to_string() };
    Rc::new([Item { joined: Join::Then, statement }])
}
