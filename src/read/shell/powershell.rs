//! PowerShell: statements.

mod words;

use super::cursor::{Cursor, DEEPEST};
use super::pieces::Pieces;
use super::syntax::{
    Arm, Assigned, Assignment, Block, Change, Expansion, Index, Item, Join, Kind, Output,
    Parameter, Piece, Scope, Simple, Source, Statement,
};
use std::rc::Rc;

/// Reads a part of a text.
pub(super) fn read(cursor: &mut Cursor) -> Block {
    PowerShell { cursor, parens: 0, braces: 0 }.block(0)
}

struct PowerShell<'c, 't> {
    cursor: &'c mut Cursor<'t>,
    /// Open `(` and `{`.
    parens: usize,
    braces: usize,
}

/// What stands on the right of `=`, in brackets and in loops.
enum Value {
    One(Source),
    List(Vec<(Option<Source>, Source)>),
}

impl Value {
    fn sources(self) -> Vec<Source> {
        match self {
            Self::One(source) => vec![source],
            Self::List(items) => items.into_iter().map(|it| it.1).collect(),
        }
    }
}

impl PowerShell<'_, '_> {
    /// Statements up to the byte that closes what they are in; 0: to the end.
    fn block(&mut self, close: u8) -> Block {
        let mut items: Vec<Item> = Vec::new();
        let mut joined = Join::Then;
        loop {
            self.space();
            if self.cursor.is_end() || (close != 0 && self.cursor.peek() == close) {
                break;
            }
            let is_outer = (self.cursor.peek() == b')' && self.parens > 0)
                || (self.cursor.peek() == b'}' && self.braces > 0);
            if is_outer {
                break;
            }
            let start = self.cursor.at;
            if let Some(statement) = self.statement() {
                items.push(Item { joined, statement });
            }
            self.blanks();
            joined = match self.cursor.peek() {
                b'&' if self.cursor.eat("&&") => Join::And,
                b'|' if self.cursor.eat("||") => Join::Or,
                b';' | b'&' => {
                    self.cursor.at += 1;
                    Join::Then
                }
                _ => Join::Then,
            };
            if self.cursor.at == start {
                self.cursor.character();
                self.cursor.note(
                    start..self.cursor.at,
                    format!(
                        "`{}` with nothing before it that it belongs to",
                        self.cursor.slice(start..self.cursor.at).escape_debug()
                    ),
                    "take it away, or complete what it belongs to",
                );
            }
        }
        items.into()
    }

    /// `{ … }`
    fn braces(&mut self) -> Block {
        self.space();
        self.enclosed(b'{', b'}', "close it with `}`")
    }

    /// What is in `( … )`, from its `(` on.
    fn parens(&mut self) -> Block {
        self.enclosed(b'(', b')', "close it with `)`")
    }

    /// What is between two signs. In there, what was opened outside by the other kind of sign can't
    /// be closed.
    fn enclosed(&mut self, open: u8, close: u8, help: &'static str) -> Block {
        let start = self.cursor.at;
        if self.cursor.depth >= DEEPEST || self.cursor.peek() != open {
            return Rc::new([]);
        }
        self.cursor.at += 1;
        self.cursor.depth += 1;
        let (braces, parens) = (self.braces, self.parens);
        (self.braces, self.parens) = if open == b'{' { (braces + 1, 0) } else { (0, parens + 1) };
        let body = self.block(close);
        (self.braces, self.parens) = (braces, parens);
        self.cursor.depth -= 1;
        if self.cursor.peek() == close {
            self.cursor.at += 1;
        } else {
            let what = format!("`{}` that nothing closes", char::from(open));
            self.cursor.note(start..start + 1, what, help);
        }
        body
    }

    /// Spaces, comments, and lines that go on.
    fn blanks(&mut self) {
        loop {
            self.cursor.blanks();
            if self.cursor.eat("<#") {
                let rest = self.cursor.rest();
                self.cursor.at += rest.find("#>").map_or(rest.len(), |it| it + 2);
            } else if self.cursor.peek() == b'#' {
                self.cursor.at = self.cursor.line_end(self.cursor.at);
            } else if !self.continuation() {
                return;
            }
        }
    }

    /// A backtick that ends its line, also where spaces come after it.
    fn continuation(&mut self) -> bool {
        self.cursor.continuation(
            b'`',
            "a backtick with spaces after it, which does not continue the line",
            "take away the spaces after the backtick",
        )
    }

    /// Everything up to the next statement.
    fn space(&mut self) {
        loop {
            self.blanks();
            let length = self.cursor.line_break(self.cursor.at);
            if length > 0 {
                self.cursor.at += length;
            } else if self.cursor.peek() == b';' {
                self.cursor.at += 1;
            } else {
                return;
            }
        }
    }

    /// The keyword that stands here, in small letters.
    fn keyword(&self) -> &'static str {
        const WORDS: [&str; 18] = [
            "if", "elseif", "else", "foreach", "for", "while", "do", "switch", "try", "catch",
            "finally", "function", "filter", "param", "return", "until", "begin", "process",
        ];
        let rest = self.cursor.ahead(self.cursor.at);
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = rest.get(..length).unwrap_or_default();
        let next = rest.as_bytes().get(length).copied().unwrap_or(b' ');
        let ends = next.is_ascii_whitespace() || b"({;".contains(&next);
        WORDS.into_iter().find(|it| ends && it.eq_ignore_ascii_case(word)).unwrap_or_default()
    }

    fn statement(&mut self) -> Option<Statement> {
        if self.cursor.depth >= DEEPEST {
            self.cursor.at =
                self.cursor.line_end(self.cursor.at).max(self.cursor.at + 1).min(self.cursor.end);
            return None;
        }
        self.cursor.depth += 1;
        let statement = self.one_statement();
        self.cursor.depth -= 1;
        statement
    }

    fn one_statement(&mut self) -> Option<Statement> {
        let keyword = self.keyword();
        let start = self.cursor.at;
        self.cursor.at += keyword.len();
        match keyword {
            "if" => Some(self.condition()),
            "foreach" => {
                self.blanks();
                if self.cursor.peek() == b'(' {
                    return Some(self.each());
                }
                self.cursor.at = start;
                self.pipe()
            }
            "for" => Some(self.count()),
            "while" => {
                let condition = self.test();
                let body = self.braces();
                Some(Statement::While { condition, is_until: false, body })
            }
            "do" | "begin" | "process" | "finally" => {
                let body = self.braces();
                self.space();
                if matches!(self.keyword(), "while" | "until") {
                    self.cursor.at += 5;
                    self.test();
                }
                Some(Statement::Group { body, has_own: false, output: Output::Answer })
            }
            "switch" => Some(self.switch()),
            "try" => {
                let body = self.braces();
                Some(Statement::Group { body, has_own: false, output: Output::Answer })
            }
            "catch" => {
                while !self.cursor.is_end() && !matches!(self.cursor.peek(), b'{' | b'\n') {
                    self.cursor.character();
                }
                let body = self.braces();
                Some(Statement::If(vec![Arm { condition: Some(Rc::new([])), body }]))
            }
            "function" | "filter" => Some(self.function()),
            "param" => {
                let parameters = self.parameters();
                let assignments = parameters.into_iter().filter_map(|it| {
                    let value = Assigned::One(it.default?);
                    Some(Assignment {
                        name: it.name,
                        key: None,
                        value,
                        appends: false,
                        scope: Scope::Any,
                    })
                });
                let simple = Simple { assignments: assignments.collect(), ..Simple::default() };
                Some(Statement::Simple(Box::new(simple)))
            }
            "return" => {
                self.blanks();
                self.pipe()
            }
            _ => {
                self.cursor.at = start;
                self.assignment().or_else(|| self.pipe())
            }
        }
    }

    fn condition(&mut self) -> Statement {
        let condition = self.test();
        let mut arms = vec![Arm { condition: Some(condition), body: self.braces() }];
        loop {
            let start = self.cursor.at;
            self.space();
            let keyword = self.keyword();
            self.cursor.at += keyword.len();
            match keyword {
                "elseif" => {
                    let condition = self.test();
                    arms.push(Arm { condition: Some(condition), body: self.braces() });
                }
                "else" => arms.push(Arm { condition: None, body: self.braces() }),
                _ => {
                    self.cursor.at = start;
                    return Statement::If(arms);
                }
            }
        }
    }

    /// A condition in brackets: what it compares where that is plain, else what it runs.
    fn test(&mut self) -> Block {
        self.space();
        let start = self.cursor.at;
        if self.cursor.peek() != b'(' {
            return Rc::new([]);
        }
        if let Some(test) = self.comparison() {
            return Rc::new([Item { joined: Join::Then, statement: test }]);
        }
        self.cursor.at = start + 1;
        self.cursor.blanks();
        if self.cursor.peek().is_ascii_alphabetic() || self.cursor.peek() == b'&' {
            self.cursor.at = start;
            return self.parens();
        }
        self.cursor.at = start + 1;
        // Commands in brackets are run; how their answers are compared is not looked at.
        let mut items = Vec::new();
        let mut open = 1_usize;
        while open > 0 && !self.cursor.is_end() {
            match self.cursor.peek() {
                b'(' => {
                    let at = self.cursor.at;
                    self.cursor.at += 1;
                    self.cursor.blanks();
                    let is_command = self.cursor.peek().is_ascii_alphabetic();
                    self.cursor.at = at;
                    if is_command && self.cursor.depth < DEEPEST {
                        let body = self.parens();
                        let statement =
                            Statement::Group { body, has_own: false, output: Output::Answer };
                        items.push(Item { joined: Join::Then, statement });
                    } else {
                        self.cursor.at += 1;
                        open += 1;
                    }
                }
                b')' => {
                    self.cursor.at += 1;
                    open -= 1;
                }
                b'"' | b'\'' => drop(self.quoted()),
                _ => drop(self.cursor.character()),
            }
        }
        items.into()
    }

    /// `($x -eq 'y')`
    fn comparison(&mut self) -> Option<Statement> {
        self.cursor.at += 1;
        let start = self.cursor.at;
        let left = self.plain_operand()?;
        self.cursor.blanks();
        let sign = match self.cursor.take_while(|it| it == '-' || it.is_ascii_alphabetic()) {
            "-eq" | "-ieq" | "-ceq" => "=",
            "-ne" | "-ine" | "-cne" => "!=",
            _ => return None,
        };
        self.cursor.blanks();
        let right = self.plain_operand()?;
        self.cursor.blanks();
        let end = self.cursor.at;
        if !self.cursor.eat(")") {
            return None;
        }
        let sign = Source::text(sign, start..end);
        let words = vec![Source::text("[", start..end), left, sign, right];
        Some(Statement::Simple(Box::new(Simple { words, range: start..end, ..Simple::default() })))
    }

    /// A variable or a text without anything in it.
    fn plain_operand(&mut self) -> Option<Source> {
        self.cursor.blanks();
        let start = self.cursor.at;
        if self.cursor.eat("$") {
            let name =
                self.cursor.take_while(|it| it.is_ascii_alphanumeric() || it == '_' || it == ':');
            let text = match name.to_ascii_lowercase().as_str() {
                "" | "true" | "false" | "null" => return None,
                _ => name.to_string(),
            };
            let mut pieces = Pieces::default();
            let kind = Kind::Variable { name: text, index: Index::None, change: Change::None };
            pieces.expand(start..self.cursor.at, kind, true);
            return Some(pieces.end(start, self.cursor.at, true));
        }
        let quote = self.cursor.character().filter(|it| matches!(it, '"' | '\''))?;
        let text = self.cursor.take_while(|it| it != quote && !"$`\n".contains(it));
        let range = start + 1..self.cursor.at;
        (self.cursor.character() == Some(quote)).then(|| Source::text(text, range))
    }

    fn each(&mut self) -> Statement {
        self.cursor.at += 1;
        self.cursor.blanks();
        self.cursor.eat("$");
        let name = self.cursor.name().to_string();
        self.blanks();
        let is_in = self.cursor.rest().get(..2).is_some_and(|it| it.eq_ignore_ascii_case("in"));
        self.cursor.at += if is_in { 2 } else { 0 };
        self.parens += 1;
        let words = self.value().sources();
        self.parens -= 1;
        self.up_to_close();
        let body = self.braces();
        Statement::For { name, words: Some(words), body }
    }

    /// `for (…; …; …) { … }`
    fn count(&mut self) -> Statement {
        self.blanks();
        let start = self.cursor.at + 1;
        self.cursor.eat("(");
        self.up_to_close();
        let inside = self.cursor.slice(start..self.cursor.at.saturating_sub(1).max(start));
        let text = inside.replace('$', "").replace(" -lt ", "<").replace(" -le ", "<=");
        let text = text.replace(" -gt ", ">").replace(" -ge ", ">=").replace(" -ne ", "!=");
        let mut parts = text.split(';').map(|it| Source::text(it.trim(), start..start));
        let head = std::array::from_fn(|_| parts.next().unwrap_or_default());
        let body = self.braces();
        Statement::Count { head, body }
    }

    /// Everything up to the `)` that closes what is open.
    fn up_to_close(&mut self) {
        let mut open = 1_usize;
        while open > 0 && !self.cursor.is_end() {
            match self.cursor.peek() {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\n' => return,
                _ => {}
            }
            self.cursor.character();
        }
    }

    /// Every branch of a `switch`.
    fn switch(&mut self) -> Statement {
        self.test();
        self.space();
        let mut arms = Vec::new();
        if self.cursor.eat("{") {
            self.braces += 1;
            loop {
                self.space();
                if self.cursor.is_end() || self.cursor.eat("}") {
                    break;
                }
                let start = self.cursor.at;
                if self.cursor.peek() == b'{' {
                    let body = self.braces();
                    arms.push(Arm { condition: Some(Rc::new([])), body });
                } else if matches!(self.cursor.peek(), b'"' | b'\'') {
                    self.quoted();
                } else {
                    self.cursor.character();
                }
                if self.cursor.at == start {
                    self.cursor.character();
                }
            }
            self.braces -= 1;
        }
        Statement::If(arms)
    }

    fn function(&mut self) -> Statement {
        self.blanks();
        let name =
            self.cursor.take_while(|it| it.is_alphanumeric() || "_-:".contains(it)).to_string();
        self.blanks();
        let mut parameters = Vec::new();
        if self.cursor.peek() == b'(' {
            parameters = self.parameters();
        }
        // `param (…)` comes first in the body: it is read on its own.
        self.space();
        let start = self.cursor.at;
        if self.cursor.eat("{") {
            self.space();
            while self.cursor.peek() == b'[' {
                self.cast();
                self.space();
            }
            if self.keyword() == "param" {
                self.cursor.at += 5;
                parameters = self.parameters();
                let end = self.cursor.at;
                self.cursor.at = start;
                let body = self.body_from(end);
                return Statement::Function { name, parameters: parameters.into(), body };
            }
            self.cursor.at = start;
        }
        let body = self.braces();
        Statement::Function { name, parameters: parameters.into(), body }
    }

    /// The rest of a body whose parameters end at a place.
    fn body_from(&mut self, place: usize) -> Block {
        self.cursor.at = place;
        self.cursor.depth += 1;
        self.braces += 1;
        let parens = std::mem::take(&mut self.parens);
        let body = self.block(b'}');
        self.parens = parens;
        self.braces -= 1;
        self.cursor.depth -= 1;
        self.cursor.eat("}");
        body
    }

    /// `([string]$name = "x", …)`
    fn parameters(&mut self) -> Vec<Parameter> {
        self.space();
        let mut parameters = Vec::new();
        if !self.cursor.eat("(") {
            return parameters;
        }
        self.parens += 1;
        loop {
            self.space();
            let start = self.cursor.at;
            if self.cursor.is_end() || self.cursor.eat(")") {
                break;
            }
            if self.cursor.peek() == b'[' {
                self.cast();
            } else if self.cursor.eat("$") {
                let name = self.cursor.name().to_string();
                self.blanks();
                let default = if self.cursor.eat("=") {
                    self.blanks();
                    Some(self.term())
                } else {
                    None
                };
                parameters.push(Parameter { name, default });
            } else {
                self.cursor.character();
            }
            if self.cursor.at == start {
                self.cursor.character();
            }
        }
        self.parens -= 1;
        parameters
    }

    /// `[type]`, `[Parameter(Mandatory = $true)]`
    fn cast(&mut self) {
        let mut open = 0_usize;
        while !self.cursor.is_end() {
            match self.cursor.character() {
                Some('[') => open += 1,
                Some(']') => open = open.saturating_sub(1),
                Some('\n') | None => return,
                _ => {}
            }
            if open == 0 {
                return;
            }
        }
    }

    /// `$name = …`
    fn assignment(&mut self) -> Option<Statement> {
        let start = self.cursor.at;
        while self.cursor.peek() == b'[' {
            self.cast();
            self.cursor.blanks();
        }
        let found = self.assigned_name();
        let Some((name, key, appends)) = found else {
            self.cursor.at = start;
            return None;
        };
        self.space();
        let value = self.assigned();
        let assignment = Assignment { name, key, value, appends, scope: Scope::Any };
        let range = start..self.cursor.at;
        let simple = Simple { assignments: vec![assignment], range, ..Simple::default() };
        Some(Statement::Simple(Box::new(simple)))
    }

    /// The name before `=`, its key, and whether it is `+=`.
    fn assigned_name(&mut self) -> Option<(String, Option<Source>, bool)> {
        if !self.cursor.eat("$") {
            return None;
        }
        let name = self.variable_name();
        if name.is_empty() {
            return None;
        }
        let mut key = None;
        if self.cursor.peek() == b'[' {
            key = self.key();
        } else if self.cursor.eat(".") {
            let at = self.cursor.at;
            key = Some(Source::text(self.cursor.name(), at..self.cursor.at));
        }
        self.cursor.blanks();
        let appends = self.cursor.eat("+=");
        let is_set = appends || (self.cursor.eat("=") && self.cursor.peek() != b'=');
        is_set.then_some((name, key, appends))
    }

    fn assigned(&mut self) -> Assigned {
        let is_statement =
            matches!(self.keyword(), "if" | "foreach" | "for" | "switch" | "try" | "do");
        let first = self.cursor.peek();
        let is_value = b"\"'$@([-,".contains(&first)
            || first.is_ascii_digit()
            || self.cursor.rest().starts_with(['\u{201c}', '\u{2018}', '<']);
        if is_statement || !is_value {
            let statement = if is_statement { self.statement() } else { self.pipe() };
            let items = statement.map(|statement| Item { joined: Join::Then, statement });
            return Assigned::Answer(items.into_iter().collect());
        }
        let start = self.cursor.at;
        let value = self.value();
        self.blanks();
        if self.cursor.peek() == b'|' && !self.cursor.starts_with("||") {
            let range = start..self.cursor.at;
            let first = printed(value, range);
            let statement = self.piped(first);
            return Assigned::Answer(Rc::new([Item { joined: Join::Then, statement }]));
        }
        match value {
            Value::One(source) => Assigned::One(source),
            Value::List(items) => Assigned::List(items),
        }
    }

    /// Commands joined by `|`.
    fn pipe(&mut self) -> Option<Statement> {
        let start = self.cursor.at;
        let first = self.cursor.peek();
        let is_value = b"\"'$@([".contains(&first) || first.is_ascii_digit();
        let statement = if is_value {
            let value = self.value();
            self.blanks();
            if self.cursor.at == start {
                return None;
            }
            // What is left of an expression is not looked at.
            while !self.cursor.is_end()
                && self.cursor.line_break(self.cursor.at) == 0
                && !b"|;)}".contains(&self.cursor.peek())
            {
                let at = self.cursor.at;
                self.term();
                self.blanks();
                if self.cursor.at == at {
                    self.cursor.character();
                }
            }
            printed(value, start..self.cursor.at)
        } else {
            self.command()?
        };
        Some(self.piped(statement))
    }

    /// What comes after the first command of a pipe.
    fn piped(&mut self, first: Statement) -> Statement {
        let mut statements = vec![first];
        loop {
            self.blanks();
            if self.cursor.peek() != b'|' || self.cursor.starts_with("||") {
                break;
            }
            self.cursor.at += 1;
            self.space();
            let rest = self.cursor.ahead(self.cursor.at).to_ascii_lowercase();
            let name =
                ["foreach-object", "foreach", "%"].into_iter().find(|it| rest.starts_with(it));
            if let Some(name) = name {
                self.cursor.at += name.len();
                self.blanks();
                self.cursor.eat("-Process");
                let body = self.braces();
                let statement = if statements.len() == 1 {
                    statements.pop()
                } else {
                    Some(Statement::Pipe(statements))
                };
                let words = statement.map(over).unwrap_or_default();
                statements =
                    vec![Statement::For { name: "_".to_string(), words: Some(words), body }];
                continue;
            }
            match self.command() {
                Some(statement) => statements.push(statement),
                None => break,
            }
        }
        match (statements.len(), statements.pop()) {
            (1, Some(statement)) => statement,
            (_, Some(last)) => {
                statements.push(last);
                Statement::Pipe(statements)
            }
            (_, None) => Statement::Pipe(Vec::new()),
        }
    }

    /// A command: words and redirections.
    fn command(&mut self) -> Option<Statement> {
        if self.cursor.peek() == b'&' && !self.cursor.starts_with("&&") {
            self.cursor.at += 1;
        }
        self.blanks();
        let start = self.cursor.at;
        let mut end = start;
        let mut simple = Simple::default();
        loop {
            self.blanks();
            let at = self.cursor.at;
            if self.cursor.is_end()
                || self.cursor.line_break(at) > 0
                || b";|&)".contains(&self.cursor.peek())
                || (self.cursor.peek() == b'}' && self.braces > 0)
            {
                break;
            }
            if self.cursor.starts_with("--% ") {
                self.verbatim(&mut simple.words);
                end = self.cursor.at;
                break;
            }
            if self.redirect(&mut simple) {
                end = self.cursor.at;
                continue;
            }
            self.argument(&mut simple.words);
            if self.cursor.at == at {
                break;
            }
            end = self.cursor.at;
        }
        if simple.words.is_empty() {
            return None;
        }
        simple.range = start..end;
        Self::file_command(&mut simple);
        Some(Statement::Simple(Box::new(simple)))
    }

    /// `Set-Content f` and the like write what they are given.
    fn file_command(simple: &mut Simple) {
        let name =
            simple.words.first().and_then(Source::plain).unwrap_or_default().to_ascii_lowercase();
        if !matches!(name.as_str(), "set-content" | "out-file" | "add-content") {
            return;
        }
        let range = simple.range.clone();
        let mut words = std::mem::take(&mut simple.words).into_iter().skip(1);
        let (mut file, mut value) = (None, None);
        while let Some(word) = words.next() {
            match word.plain().unwrap_or_default().to_ascii_lowercase().as_str() {
                "-path" | "-filepath" | "-literalpath" => file = words.next(),
                "-value" | "-inputobject" => value = words.next(),
                "-encoding" | "-width" => drop(words.next()),
                option if option.starts_with('-') => {}
                _ if file.is_none() => file = Some(word),
                _ => value = Some(word),
            }
        }
        let command = if value.is_some() { "echo" } else { "cat" };
        simple.words.push(Source::text(command, range));
        simple.words.extend(value);
        if let Some(file) = file {
            simple.output = Output::File { name: file, appends: name == "add-content" };
        }
    }

    fn redirect(&mut self, simple: &mut Simple) -> bool {
        let start = self.cursor.at;
        let mut at = start;
        if self.cursor.byte(at).is_ascii_digit() || self.cursor.byte(at) == b'*' {
            at += 1;
        }
        if self.cursor.byte(at) != b'>' {
            return false;
        }
        let is_own = at == start;
        self.cursor.at = at + 1;
        let appends = self.cursor.eat(">");
        if self.cursor.eat("&") {
            self.cursor.take_while(|it| it.is_ascii_digit());
            return true;
        }
        self.blanks();
        let mut words = Vec::new();
        self.argument(&mut words);
        let name = words.into_iter().next().unwrap_or_default();
        if is_own {
            simple.output = Output::File { name, appends };
        }
        true
    }
}

/// A value that stands where a command could: it is printed.
fn printed(value: Value, range: std::ops::Range<usize>) -> Statement {
    let mut words = vec![Source::text("Write-Output", range.clone())];
    words.extend(value.sources());
    Statement::Simple(Box::new(Simple { words, range, ..Simple::default() }))
}

/// What a loop goes over that a statement is piped to.
fn over(statement: Statement) -> Vec<Source> {
    if let Statement::Simple(mut simple) = statement {
        if simple.words.first().and_then(Source::plain) == Some("Write-Output") {
            return simple.words.split_off(1);
        }
        return over(Statement::Pipe(vec![Statement::Simple(simple)]));
    }
    let body: Block = Rc::new([Item { joined: Join::Then, statement }]);
    let kind = Kind::Command { body, name: "_".to_string() };
    let expansion = Expansion { kind, splits: true, range: 0..0 };
    vec![Source { pieces: vec![Piece::Expansion(Box::new(expansion))], range: 0..0 }]
}
