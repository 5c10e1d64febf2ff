//! Windows batch files.

use super::cursor::{Cursor, DEEPEST, placeholder, unknown, with_names};
use super::pieces::Pieces;
use super::syntax::{
    Arm, Assigned, Assignment, Block, Change, Index, Item, Join, Kind, Output, Piece, Scope,
    Simple, Source, Statement,
};
use std::rc::Rc;

/// Reads a part of a text.
pub(super) fn read(cursor: &mut Cursor) -> Block {
    Cmd { cursor, parens: 0 }.block()
}

struct Cmd<'c, 't> {
    cursor: &'c mut Cursor<'t>,
    /// Open `(`.
    parens: usize,
}

impl Cmd<'_, '_> {
    /// Statements up to a `)` that closes, or the end.
    fn block(&mut self) -> Block {
        let mut items: Vec<Item> = Vec::new();
        let mut joined = Join::Then;
        loop {
            self.space();
            if self.cursor.is_end() || (self.cursor.peek() == b')' && self.parens > 0) {
                return items.into();
            }
            let start = self.cursor.at;
            if let Some(statement) = self.pipe() {
                items.push(Item { joined, statement });
            }
            self.blanks();
            joined = match self.cursor.peek() {
                b'&' if self.cursor.eat("&&") => Join::And,
                b'|' if self.cursor.eat("||") => Join::Or,
                b'&' => {
                    self.cursor.at += 1;
                    Join::Then
                }
                _ => Join::Then,
            };
            if self.cursor.at == start {
                self.cursor.character();
            }
        }
    }

    fn blanks(&mut self) {
        loop {
            self.cursor.blanks();
            if !self.continuation() {
                return;
            }
        }
    }

    /// A caret that ends its line, also where spaces come after it.
    fn continuation(&mut self) -> bool {
        self.cursor.continuation(
            b'^',
            "a caret with spaces after it, which does not continue the line",
            "take away the spaces after the caret",
        )
    }

    fn space(&mut self) {
        loop {
            self.blanks();
            let length = self.cursor.line_break(self.cursor.at);
            if length > 0 {
                self.cursor.at += length;
            } else if !self.cursor.eat("@") {
                return;
            }
        }
    }

    /// Whether a word stands here, in any case; it is taken.
    fn word_is(&mut self, word: &str) -> bool {
        let rest = self.cursor.ahead(self.cursor.at);
        let is = rest.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
        let next = rest.as_bytes().get(word.len()).copied().unwrap_or(b' ');
        let ends = next.is_ascii_whitespace() || b"(/\"&|:".contains(&next);
        if is && ends {
            self.cursor.at += word.len();
        }
        is && ends
    }

    fn line(&mut self) {
        self.cursor.at = self.cursor.line_end(self.cursor.at);
    }

    fn pipe(&mut self) -> Option<Statement> {
        let mut statements = Vec::new();
        while let Some(statement) = self.statement() {
            statements.push(statement);
            self.blanks();
            if self.cursor.peek() != b'|' || self.cursor.starts_with("||") {
                break;
            }
            self.cursor.at += 1;
            self.blanks();
        }
        if statements.len() > 1 { Some(Statement::Pipe(statements)) } else { statements.pop() }
    }

    fn statement(&mut self) -> Option<Statement> {
        if self.cursor.peek() == b':' || self.word_is("rem") {
            self.line();
            return None;
        }
        if self.cursor.depth >= DEEPEST {
            return self.command();
        }
        self.cursor.depth += 1;
        let statement = self.compound();
        self.cursor.depth -= 1;
        statement
    }

    fn compound(&mut self) -> Option<Statement> {
        if self.word_is("if") {
            return Some(self.condition());
        }
        if self.word_is("for") {
            return self.each();
        }
        if self.cursor.peek() == b'(' {
            let body = self.in_parens();
            return Some(Statement::Group { body, has_own: false, output: Output::Answer });
        }
        if self.word_is("set") {
            return self.set();
        }
        self.command()
    }

    fn in_parens(&mut self) -> Block {
        let start = self.cursor.at;
        self.cursor.at += 1;
        self.parens += 1;
        let body = self.block();
        self.parens -= 1;
        if !self.cursor.eat(")") {
            self.cursor.note(start..start + 1, "`(` that nothing closes", "close it with `)`");
        }
        body
    }

    fn one(&mut self) -> Block {
        self.blanks();
        let statement = self.pipe();
        statement.map(|statement| Item { joined: Join::Then, statement }).into_iter().collect()
    }

    /// `if … ( … ) else ( … )`
    fn condition(&mut self) -> Statement {
        self.blanks();
        self.word_is("/i");
        self.blanks();
        let is_not = self.word_is("not");
        self.blanks();
        let start = self.cursor.at;
        let mut condition: Block = Rc::new([]);
        if self.word_is("exist") || self.word_is("defined") || self.word_is("errorlevel") {
            self.blanks();
            self.word(b"");
        } else {
            let left = self.word(b"=");
            self.blanks();
            let sign = self.cursor.take_while(|it| it == '=' || it.is_ascii_alphabetic());
            self.blanks();
            let right = self.word(b"");
            let sign = match sign.to_ascii_lowercase().as_str() {
                "==" | "equ" => Some(if is_not { "!=" } else { "=" }),
                "neq" => Some(if is_not { "=" } else { "!=" }),
                _ => None,
            };
            if let Some(sign) = sign {
                let range = start..self.cursor.at;
                let text = |it: &str| Source::text(it, range.clone());
                let words = vec![text("["), left, text(sign), right];
                let simple = Simple { words, range: range.clone(), ..Simple::default() };
                let statement = Statement::Simple(Box::new(simple));
                condition = Rc::new([Item { joined: Join::Then, statement }]);
            }
        }
        let body = self.one();
        let mut arms = vec![Arm { condition: Some(condition), body }];
        let after = self.cursor.at;
        self.blanks();
        if self.word_is("else") {
            arms.push(Arm { condition: None, body: self.one() });
        } else {
            self.cursor.at = after;
        }
        Statement::If(arms)
    }

    /// `for %%i in (…) do …`
    fn each(&mut self) -> Option<Statement> {
        let mut is_file = false;
        let mut is_count = false;
        loop {
            self.blanks();
            if self.word_is("/f") {
                is_file = true;
            } else if self.word_is("/l") {
                is_count = true;
            } else if matches!(self.cursor.peek(), b'"' | b'/') {
                self.word(b"");
            } else {
                break;
            }
        }
        self.cursor.take_while(|it| it == '%');
        let name = format!("%{}", self.cursor.name());
        self.blanks();
        self.word_is("in");
        self.blanks();
        if !self.cursor.eat("(") {
            self.line();
            return None;
        }
        let start = self.cursor.at;
        self.parens += 1;
        let words = if is_file { self.file_words() } else { self.list(is_count, start) };
        self.parens -= 1;
        self.blanks();
        self.cursor.eat(")");
        self.blanks();
        self.word_is("do");
        let body = self.one();
        Some(Statement::For { name, words: Some(words), body })
    }

    /// The inside of `for /f … in (…)`: the lines that a command prints.
    fn file_words(&mut self) -> Vec<Source> {
        self.space();
        let quote = self.cursor.peek();
        let start = self.cursor.at;
        if quote != b'\'' && quote != b'`' {
            return self.list(false, start);
        }
        let line = self.cursor.slice(start + 1..self.cursor.line_end(start));
        let end = line.rfind(char::from(quote)).map_or(line.len(), |it| it);
        let outer = std::mem::replace(&mut self.cursor.end, start + 1 + end);
        self.cursor.at = start + 1;
        let parens = std::mem::take(&mut self.parens);
        let body = self.block();
        self.parens = parens;
        self.cursor.end = outer;
        self.cursor.at = (start + end + 2).min(outer);
        let name = line.get(..end).unwrap_or_default().to_string();
        let mut pieces = Pieces::default();
        pieces.expand(start..self.cursor.at, Kind::Command { body, name }, false);
        vec![pieces.end(start, self.cursor.at, false)]
    }

    /// Words up to the `)`; `(1,1,3)` counts.
    fn list(&mut self, is_count: bool, start: usize) -> Vec<Source> {
        let mut words = Vec::new();
        loop {
            self.space();
            if self.cursor.is_end() || self.cursor.peek() == b')' {
                break;
            }
            if self.cursor.eat(",") || self.cursor.eat(";") {
                continue;
            }
            let at = self.cursor.at;
            words.push(self.word(b",;"));
            if self.cursor.at == at {
                self.cursor.character();
            }
        }
        if !is_count {
            return words;
        }
        let numbers: Option<Vec<i64>> = words.iter().map(|it| it.plain()?.parse().ok()).collect();
        match numbers.as_deref() {
            Some([from, 1, to]) if (*from..from.saturating_add(1000)).contains(to) => {
                let texts = (*from..=*to).map(|it| it.to_string()).collect();
                vec![Source { pieces: vec![Piece::Braces(texts)], range: start..self.cursor.at }]
            }
            _ => Vec::new(),
        }
    }

    /// `set NAME=value`, `set "NAME=value"`, `set /a`, `set /p`.
    fn set(&mut self) -> Option<Statement> {
        let start = self.cursor.at;
        self.blanks();
        let is_number = self.word_is("/a");
        let is_asked = self.word_is("/p");
        self.blanks();
        let in_quotes = self.cursor.eat("\"");
        let name = self.cursor.take_while(|it| !"=\"&|\n\r".contains(it)).trim().to_string();
        if !self.cursor.eat("=") {
            self.line();
            return None;
        }
        let from = self.cursor.at;
        let line_end = self.cursor.line_end(from);
        let line = self.cursor.slice(from..line_end);
        let end = if in_quotes {
            line.rfind('"').map_or(line_end, |it| from + it)
        } else {
            let mut quoted = false;
            let stops = |it: char| {
                quoted ^= it == '"';
                !quoted && ("&|<>".contains(it) || (it == ')' && self.parens > 0))
            };
            from + line.find(stops).unwrap_or(line.len())
        };
        let outer = std::mem::replace(&mut self.cursor.end, end);
        let value = if is_asked {
            self.cursor.at = end;
            let mut pieces = Pieces::default();
            pieces.expand(from..end, Kind::Unknown(name.clone()), true);
            pieces.end(from, end, true)
        } else {
            self.value()
        };
        self.cursor.end = outer;
        self.cursor.at = end;
        if in_quotes {
            self.cursor.eat("\"");
        }
        let value = if is_number {
            let mut pieces = Pieces::default();
            pieces.expand(from..end, Kind::Arithmetic(value), true);
            pieces.end(from, end, true)
        } else {
            value
        };
        let assignment = Assignment {
            name,
            key: None,
            value: Assigned::One(value),
            appends: false,
            scope: Scope::Any,
        };
        let range = start..self.cursor.at;
        let simple = Simple { assignments: vec![assignment], range, ..Simple::default() };
        Some(Statement::Simple(Box::new(simple)))
    }

    /// All that is left to read, spaces and quotes too, as one value.
    fn value(&mut self) -> Source {
        let start = self.cursor.at;
        let end = start + self.cursor.rest().trim_end().len();
        let outer = std::mem::replace(&mut self.cursor.end, end);
        let mut pieces = Pieces::default();
        while !self.cursor.is_end() {
            let at = self.cursor.at;
            match self.cursor.peek() {
                b'%' | b'!' => self.percent(&mut pieces, true),
                b'^' => {
                    self.cursor.at += 1;
                    let from = self.cursor.at;
                    self.cursor.character();
                    pieces.push(at, self.cursor.slice(from..self.cursor.at));
                }
                _ => {
                    self.cursor.character();
                    self.cursor.take_while(|it| !"%!^".contains(it));
                    pieces.push(at, self.cursor.slice(at..self.cursor.at));
                }
            }
        }
        self.cursor.end = outer;
        pieces.end(start, end, true)
    }

    fn command(&mut self) -> Option<Statement> {
        let start = self.cursor.at;
        let mut end = start;
        let mut simple = Simple::default();
        loop {
            self.blanks();
            let at = self.cursor.at;
            let is_close = self.cursor.peek() == b')' && self.parens > 0;
            if self.cursor.is_end()
                || self.cursor.line_break(at) > 0
                || is_close
                || b"&|".contains(&self.cursor.peek())
            {
                break;
            }
            if !self.redirect(&mut simple) {
                let word = self.word(b"");
                if self.cursor.at == at {
                    break;
                }
                simple.words.push(word);
            }
            end = self.cursor.at;
        }
        if simple.words.is_empty() {
            return None;
        }
        // `echo.` prints an empty line.
        simple.range = start..end;
        Some(Statement::Simple(Box::new(simple)))
    }

    fn redirect(&mut self, simple: &mut Simple) -> bool {
        let start = self.cursor.at;
        let at = start + usize::from(self.cursor.peek().is_ascii_digit());
        let here = self.cursor.slice(at..self.cursor.end);
        if !here.starts_with(['<', '>']) || placeholder(here).is_some() {
            return false;
        }
        let is_output = here.starts_with('>');
        self.cursor.at = at + 1;
        let appends = self.cursor.eat(">");
        let is_number = self.cursor.eat("&");
        self.blanks();
        let name = self.word(b"");
        if is_output && (at == start || self.cursor.byte(start) == b'1') {
            simple.output =
                if is_number { Output::Elsewhere } else { Output::File { name, appends } };
        }
        true
    }

    /// A word, up to where words end or to a byte that closes what it is in.
    fn word(&mut self, close: &[u8]) -> Source {
        let start = self.cursor.at;
        let mut pieces = Pieces::default();
        while !self.cursor.is_end() {
            let at = self.cursor.at;
            let byte = self.cursor.peek();
            let is_close = close.contains(&byte) || (byte == b')' && self.parens > 0);
            if byte.is_ascii_whitespace() || b"&|".contains(&byte) || is_close {
                break;
            }
            match byte {
                b'^' => {
                    if self.continuation() {
                        break;
                    }
                    self.cursor.at += 1;
                    let from = self.cursor.at;
                    self.cursor.character();
                    pieces.push(at, self.cursor.slice(from..self.cursor.at));
                }
                b'"' => {
                    pieces.flush(at, false);
                    self.quoted(&mut pieces);
                }
                b'%' | b'!' => self.percent(&mut pieces, false),
                b'<' | b'>' => match placeholder(self.cursor.rest()) {
                    Some((name, length)) => {
                        pieces.push(at, &unknown(name));
                        self.cursor.at += length;
                    }
                    None => break,
                },
                _ => {
                    self.cursor.character();
                    pieces.push(at, self.cursor.slice(at..self.cursor.at));
                }
            }
        }
        pieces.end(start, self.cursor.at, false)
    }

    /// `"…"`, at most to the end of the line.
    fn quoted(&mut self, pieces: &mut Pieces) {
        let open = self.cursor.at;
        self.cursor.at += 1;
        let start = self.cursor.at;
        let before = pieces.done.len();
        let mut end = start;
        loop {
            let at = self.cursor.at;
            end = end.max(at);
            if self.cursor.is_end() || self.cursor.line_break(at) > 0 {
                self.cursor.note(
                    open..open + 1,
                    "a quote that is opened and never closed",
                    "close it; it is read as if it were closed at the end of its line",
                );
                break;
            }
            match self.cursor.peek() {
                b'"' | b'\\' if self.cursor.byte(at + 1) == b'"' => {
                    self.cursor.at += 2;
                    pieces.push(at, "\"");
                }
                b'"' => {
                    self.cursor.at += 1;
                    break;
                }
                b'%' | b'!' => self.percent(pieces, true),
                _ => {
                    self.cursor.character();
                    pieces.push(at, self.cursor.slice(at..self.cursor.at));
                }
            }
        }
        pieces.flush(end, true);
        if pieces.done.len() == before {
            pieces.done.push(Piece::Text {
                text: String::new(),
                range: start..start,
                is_quoted: true,
            });
        }
    }

    /// `%NAME%`, `%%i`, `%1`, `!NAME!`, or a sign that means itself.
    fn percent(&mut self, pieces: &mut Pieces, in_quotes: bool) {
        let start = self.cursor.at;
        let sign = char::from(self.cursor.peek());
        let rest = self.cursor.ahead(start + 1);
        let mut variable = |cursor: &mut Cursor, length: usize, name: String, change: Change| {
            cursor.at = start + length;
            let kind = Kind::Variable { name, index: Index::None, change };
            pieces.expand(start..cursor.at, kind, in_quotes);
        };
        if sign == '%' {
            if let Some(after) = rest.strip_prefix('%') {
                let after = after.trim_start_matches('~');
                let name: String =
                    after.chars().take(1).filter(char::is_ascii_alphabetic).collect();
                if !name.is_empty() {
                    let length = 1 + rest.len() - after.len() + 1;
                    return variable(self.cursor, length, format!("%{name}"), Change::None);
                }
                self.cursor.at += 2;
                return pieces.push(start, "%");
            }
            let number = rest.trim_start_matches('~');
            if number.starts_with(|it: char| it.is_ascii_digit() || it == '*') {
                let name = number.chars().take(1).collect();
                let length = 1 + rest.len() - number.len() + 1;
                return variable(self.cursor, length, name, Change::None);
            }
            if rest.starts_with('~') {
                let path: String =
                    rest.chars().take_while(|it| !it.is_ascii_digit()).take(10).collect();
                let digit = rest.get(path.len()..path.len() + 1).unwrap_or_default();
                let length = 1 + path.len() + 1;
                if !digit.is_empty() {
                    let name = format!("{path}{digit}");
                    return variable(self.cursor, length, name, Change::Other);
                }
            }
        }
        let is_part = |it: char| it.is_alphanumeric() || "_.-() ".contains(it);
        let length = rest.find(|it| !is_part(it)).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(length).unwrap_or_default();
        let is_name = !name.is_empty() && !name.starts_with(' ');
        if is_name && after.starts_with(sign) {
            return variable(self.cursor, 2 + length, name.to_string(), Change::None);
        }
        if let (true, Some(change)) = (is_name, after.strip_prefix(':'))
            && let Some(end) = change.find(sign)
        {
            let parts = change.get(..end).and_then(|it| it.split_once('='));
            let change = match parts {
                Some((from, to)) if !from.starts_with('~') => Change::Replace {
                    pattern: Source::text(from, start..start),
                    with: Source::text(to, start..start),
                    every: true,
                },
                _ => Change::Other,
            };
            return variable(self.cursor, 3 + length + end, name.to_string(), change);
        }
        self.cursor.at += 1;
        pieces.push(start, &with_names(&sign.to_string(), false));
    }
}
