//! bash, sh and zsh: statements.

mod dollar;
mod words;

use super::cursor::{Cursor, DEEPEST, placeholder};
use super::syntax::{
    Arm, Assigned, Assignment, Block, Input, Item, Join, Output, Piece, Scope, Simple, Source,
    Statement,
};
use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

/// Reads a part of a text.
pub(super) fn read(cursor: &mut Cursor) -> Block {
    Posix { cursor, closers: Vec::new(), documents: Vec::new(), parens: 0, in_test: false }
        .block(&[])
}

struct Posix<'c, 't> {
    cursor: &'c mut Cursor<'t>,
    /// The words that end what is open, outermost first.
    closers: Vec<&'static [&'static str]>,
    /// Here-documents that begin after this line.
    documents: Vec<Document>,
    /// Open `(`.
    parens: usize,
    /// Within `[[ … ]]`.
    in_test: bool,
}

/// A here-document that is still to come.
struct Document {
    delimiter: String,
    is_raw: bool,
    strips_tabs: bool,
    range: Range<usize>,
    body: Rc<OnceCell<Source>>,
}

/// Commands that take assignments as arguments.
const DECLARING: [&str; 6] = ["export", "declare", "local", "readonly", "typeset", "integer"];

impl Posix<'_, '_> {
    /// Statements up to one of the words, a `)` that closes, or the end.
    fn block(&mut self, until: &'static [&'static str]) -> Block {
        self.closers.push(until);
        let mut items: Vec<Item> = Vec::new();
        let mut joined = Join::Then;
        loop {
            self.space();
            if self.is_closed() {
                break;
            }
            let start = self.cursor.at;
            if let Some(statement) = self.pipe() {
                items.push(Item { joined, statement });
            }
            joined = Join::Then;
            self.blanks();
            match self.cursor.peek() {
                b'&' if self.cursor.eat("&&") => joined = Join::And,
                b'|' if self.cursor.eat("||") => joined = Join::Or,
                b'&' => self.cursor.at += 1,
                b';' if !self.cursor.starts_with(";;") && !self.cursor.starts_with(";&") => {
                    self.cursor.at += 1;
                }
                _ => {}
            }
            if self.cursor.at == start {
                self.stray();
            }
        }
        self.closers.pop();
        items.into()
    }

    /// Something that nothing begins with.
    fn stray(&mut self) {
        let start = self.cursor.at;
        let what = match self.keyword() {
            "" => {
                self.cursor.character();
                if self.cursor.slice(start..self.cursor.at) == ";" {
                    self.cursor.eat(";");
                }
                self.cursor.slice(start..self.cursor.at)
            }
            word => {
                self.cursor.at += word.len();
                word
            }
        };
        self.cursor.note(
            start..self.cursor.at,
            format!("`{}` with nothing before it that it belongs to", what.escape_debug()),
            "take it away, or complete what it belongs to",
        );
    }

    /// Whether something that is open ends here.
    fn is_closed(&self) -> bool {
        let cursor = &self.cursor;
        if cursor.is_end() || (cursor.peek() == b')' && self.parens > 0) {
            return true;
        }
        let word = self.keyword();
        let is_case_end = cursor.starts_with(";;") || cursor.starts_with(";&");
        self.closers.iter().any(|it| {
            (!word.is_empty() && it.contains(&word)) || (is_case_end && it.contains(&";;"))
        })
    }

    /// The reserved word that stands here, if one does.
    fn keyword(&self) -> &'static str {
        const WORDS: [&str; 15] = [
            "if", "then", "elif", "else", "fi", "for", "while", "until", "do", "done", "case",
            "esac", "function", "select", "}",
        ];
        let rest = self.cursor.rest();
        let ends = |it: &str| {
            let next = rest.as_bytes().get(it.len()).copied().unwrap_or(b' ');
            next.is_ascii_whitespace() || b";&|()<>".contains(&next)
        };
        WORDS.into_iter().find(|it| rest.starts_with(it) && ends(it)).unwrap_or_default()
    }

    /// Takes a word that has to come now.
    fn expect(&mut self, word: &'static str, opened: Range<usize>) {
        self.space();
        if self.keyword() == word {
            self.cursor.at += word.len();
            return;
        }
        let what = self.cursor.slice(opened.clone());
        let what = format!("`{what}` without its `{word}`");
        self.cursor.note(opened, what, "complete it, as bash needs it too");
    }

    /// Spaces, lines that go on, and a comment.
    fn blanks(&mut self) {
        loop {
            self.cursor.blanks();
            if self.continuation(false) {
                continue;
            }
            if self.cursor.peek() == b'#' {
                self.cursor.at = self.cursor.line_end(self.cursor.at);
            }
            return;
        }
    }

    /// A backslash that ends its line, also where spaces come after it.
    fn continuation(&mut self, in_quotes: bool) -> bool {
        if self.cursor.peek() != b'\\' {
            return false;
        }
        let start = self.cursor.at;
        let mut after = start + 1;
        while !in_quotes && matches!(self.cursor.byte(after), b' ' | b'\t') {
            after += 1;
        }
        let length = self.cursor.line_break(after);
        let is_last = after >= self.cursor.end;
        if length == 0 && !(is_last && after == start + 1) {
            return false;
        }
        if after > start + 1 {
            self.cursor.note(
                start..after,
                "a backslash with spaces after it, which does not continue the line",
                "take away the spaces after the backslash",
            );
        }
        self.cursor.at = after + length;
        true
    }

    /// Everything up to the next statement: here-documents too.
    fn space(&mut self) {
        loop {
            self.blanks();
            let length = self.cursor.line_break(self.cursor.at);
            if length == 0 {
                return;
            }
            self.cursor.at += length;
            self.here_documents();
        }
    }

    /// The here-documents whose line has ended.
    fn here_documents(&mut self) {
        for document in std::mem::take(&mut self.documents) {
            let start = self.cursor.at;
            let all = self.cursor.slice(start..self.cursor.end);
            let find = |is_end: &dyn Fn(&str) -> bool| {
                let mut at = start;
                all.split_inclusive('\n').find_map(|line| {
                    let begins = at;
                    at += line.len();
                    is_end(line.trim_end_matches(['\n', '\r'])).then_some((begins, at))
                })
            };
            let delimiter = document.delimiter.as_str();
            let tabs =
                |line: &str| document.strips_tabs && line.trim_start_matches('\t') == delimiter;
            let (end, next) = if let Some(found) = find(&|it| it == delimiter || tabs(it)) {
                found
            } else {
                self.cursor.note(
                    document.range.clone(),
                    format!("a here-document that no line `{delimiter}` ends"),
                    "end it with a line that holds its delimiter and nothing else, not even spaces",
                );
                find(&|it| it.trim() == delimiter).unwrap_or((self.cursor.end, self.cursor.end))
            };
            let body = if document.is_raw {
                let text = self.cursor.slice(start..end);
                Source::text(super::cursor::with_names(text, false), start..end)
            } else {
                let outer = std::mem::replace(&mut self.cursor.end, end);
                let body = self.document_body();
                self.cursor.end = outer;
                body
            };
            let body = if document.strips_tabs { without_tabs(body) } else { body };
            let _ = document.body.set(body);
            self.cursor.at = next;
        }
    }

    /// Commands joined by `|`.
    fn pipe(&mut self) -> Option<Statement> {
        let mut statements = Vec::new();
        let mut is_negated = false;
        loop {
            while self.cursor.peek() == b'!'
                && matches!(self.cursor.byte(self.cursor.at + 1), b' ' | b'\t')
            {
                is_negated = true;
                self.cursor.at += 1;
                self.blanks();
            }
            let Some(statement) = self.command() else { break };
            statements.push(statement);
            self.blanks();
            if self.cursor.peek() != b'|' || self.cursor.starts_with("||") {
                break;
            }
            self.cursor.at += 1;
            self.cursor.eat("&");
            self.space();
        }
        if statements.len() > 1 || (is_negated && !statements.is_empty()) {
            Some(Statement::Pipe(statements))
        } else {
            statements.pop()
        }
    }

    fn command(&mut self) -> Option<Statement> {
        if self.cursor.depth >= DEEPEST {
            return self.simple();
        }
        self.cursor.depth += 1;
        let statement = self.compound();
        self.cursor.depth -= 1;
        match statement {
            Some(Statement::Group { body, has_own, .. }) => {
                let output = self.redirects();
                Some(Statement::Group { body, has_own, output })
            }
            Some(statement @ Statement::Function { .. }) => Some(statement),
            Some(statement) => match self.redirects() {
                Output::Answer => Some(statement),
                output => {
                    let body = [Item { joined: Join::Then, statement }];
                    Some(Statement::Group {
                        body: body.into_iter().collect(),
                        has_own: false,
                        output,
                    })
                }
            },
            // A word that ends something is no command.
            None if !self.keyword().is_empty() => None,
            None => self.simple(),
        }
    }

    /// A statement that holds others.
    fn compound(&mut self) -> Option<Statement> {
        let start = self.cursor.at;
        if self.cursor.starts_with("((")
            && let Some(inside) = self.arithmetic("((")
        {
            return Some(Statement::Arithmetic(inside));
        }
        if self.cursor.peek() == b'(' {
            let body = self.in_parens();
            return Some(Statement::Group { body, has_own: true, output: Output::Answer });
        }
        if self.cursor.peek() == b'{' && self.cursor.byte(start + 1).is_ascii_whitespace() {
            self.cursor.at += 1;
            let body = self.block(&["}"]);
            self.expect("}", start..start + 1);
            return Some(Statement::Group { body, has_own: false, output: Output::Answer });
        }
        let keyword = self.keyword();
        let opened = start..start + keyword.len();
        match keyword {
            "if" => {
                self.cursor.at = opened.end;
                Some(self.condition(&opened))
            }
            "while" | "until" => {
                self.cursor.at = opened.end;
                let condition = self.block(&["do"]);
                let body = self.loop_body(opened);
                Some(Statement::While { condition, is_until: keyword == "until", body })
            }
            "for" | "select" => {
                self.cursor.at = opened.end;
                self.each(opened)
            }
            "case" => {
                self.cursor.at = opened.end;
                Some(self.case(opened))
            }
            "function" => {
                self.cursor.at = opened.end;
                self.cursor.blanks();
                let name = self.function_name();
                Some(self.function(name))
            }
            _ => {
                let name = self.function_name();
                if !name.is_empty() {
                    self.cursor.blanks();
                    if self.cursor.eat("(") {
                        self.cursor.blanks();
                        if self.cursor.peek() == b')' {
                            self.cursor.at -= 1;
                            while self.cursor.peek() != b'(' {
                                self.cursor.at -= 1;
                            }
                            return Some(self.function(name));
                        }
                    }
                }
                self.cursor.at = start;
                None
            }
        }
    }

    fn function_name(&mut self) -> String {
        let is_part = |it: char| it.is_alphanumeric() || "_-.:".contains(it);
        self.cursor.take_while(is_part).to_string()
    }

    /// What comes after the name of a function.
    fn function(&mut self, name: String) -> Statement {
        self.cursor.blanks();
        if self.cursor.eat("(") {
            self.cursor.blanks();
            self.cursor.eat(")");
        }
        self.space();
        let body = self.command().map(|statement| Item { joined: Join::Then, statement });
        Statement::Function { name, parameters: Rc::new([]), body: body.into_iter().collect() }
    }

    /// `( … )`, from its `(`.
    fn in_parens(&mut self) -> Block {
        let start = self.cursor.at;
        self.cursor.at += 1;
        self.parens += 1;
        let body = self.block(&[]);
        self.parens -= 1;
        if !self.cursor.eat(")") {
            self.cursor.note(start..start + 1, "`(` that nothing closes", "close it with `)`");
        }
        body
    }

    fn condition(&mut self, opened: &Range<usize>) -> Statement {
        let mut arms = Vec::new();
        let condition = self.block(&["then", "elif", "else", "fi"]);
        self.expect("then", opened.clone());
        let body = self.block(&["elif", "else", "fi"]);
        arms.push(Arm { condition: Some(condition), body });
        loop {
            self.space();
            let start = self.cursor.at;
            match self.keyword() {
                "elif" => {
                    self.cursor.at += 4;
                    let condition = self.block(&["then", "elif", "else", "fi"]);
                    self.expect("then", start..start + 4);
                    let body = self.block(&["elif", "else", "fi"]);
                    arms.push(Arm { condition: Some(condition), body });
                }
                "else" => {
                    self.cursor.at += 4;
                    let body = self.block(&["elif", "else", "fi"]);
                    arms.push(Arm { condition: None, body });
                }
                _ => break,
            }
        }
        self.expect("fi", opened.clone());
        Statement::If(arms)
    }

    /// `do … done`
    fn loop_body(&mut self, opened: Range<usize>) -> Block {
        self.space();
        if self.cursor.peek() == b';' {
            self.cursor.at += 1;
        }
        self.space();
        if self.cursor.peek() == b'{' {
            self.cursor.at += 1;
            let body = self.block(&["}"]);
            self.expect("}", opened);
            return body;
        }
        self.expect("do", opened.clone());
        let body = self.block(&["done"]);
        self.expect("done", opened);
        body
    }

    fn each(&mut self, opened: Range<usize>) -> Option<Statement> {
        self.blanks();
        if self.cursor.starts_with("((") {
            let start = self.cursor.at;
            let inside = self.arithmetic("((")?;
            let end = self.cursor.at;
            let parts = self.parts(start + 2..end.saturating_sub(2));
            let body = self.loop_body(opened);
            drop(inside);
            return Some(Statement::Count { head: parts, body });
        }
        let name = self.cursor.name().to_string();
        self.space();
        let mut words = None;
        if self.cursor.starts_with("in")
            && !self.cursor.byte(self.cursor.at + 2).is_ascii_alphanumeric()
        {
            self.cursor.at += 2;
            words = Some(self.words());
        }
        let body = self.loop_body(opened);
        Some(Statement::For { name, words, body })
    }

    /// Words up to the end of the command.
    fn words(&mut self) -> Vec<Source> {
        let mut words = Vec::new();
        loop {
            self.blanks();
            if self.cursor.is_end()
                || self.cursor.line_break(self.cursor.at) > 0
                || matches!(self.cursor.peek(), b';' | b'&' | b'|' | b')')
            {
                return words;
            }
            let start = self.cursor.at;
            words.push(self.word());
            if self.cursor.at == start {
                self.cursor.character();
            }
        }
    }

    fn case(&mut self, opened: Range<usize>) -> Statement {
        self.blanks();
        let word = self.word();
        self.space();
        if self.cursor.starts_with("in") {
            self.cursor.at += 2;
        } else {
            self.cursor.note(opened.clone(), "`case` without its `in`", "complete it");
        }
        let mut arms = Vec::new();
        loop {
            self.space();
            if self.cursor.is_end() || self.keyword() == "esac" {
                break;
            }
            let start = self.cursor.at;
            self.cursor.eat("(");
            let mut patterns = Vec::new();
            loop {
                self.blanks();
                patterns.push(self.word());
                self.blanks();
                if !self.cursor.eat("|") {
                    break;
                }
            }
            if !self.cursor.eat(")") {
                self.cursor.note(opened.clone(), "`case` without its `esac`", "complete it");
                self.cursor.at = start;
                return Statement::Case { word, arms };
            }
            let body = self.block(&[";;", "esac"]);
            arms.push((patterns, body));
            let _ = self.cursor.eat(";;&") || self.cursor.eat(";;") || self.cursor.eat(";&");
            if self.cursor.at == start {
                break;
            }
        }
        self.expect("esac", opened);
        Statement::Case { word, arms }
    }

    /// Redirections after a statement that holds others.
    fn redirects(&mut self) -> Output {
        let mut simple = Simple::default();
        loop {
            self.cursor.blanks();
            if !self.redirect(&mut simple) {
                return simple.output;
            }
        }
    }

    fn simple(&mut self) -> Option<Statement> {
        let in_test = std::mem::take(&mut self.in_test);
        let statement = self.one_command();
        self.in_test = in_test;
        statement
    }

    /// Assignments, words and redirections.
    fn one_command(&mut self) -> Option<Statement> {
        let start = self.cursor.at;
        let mut end = start;
        let mut simple = Simple::default();
        let mut scope = Some(Scope::Command);
        loop {
            self.blanks();
            let at = self.cursor.at;
            if self.cursor.is_end() || self.cursor.line_break(at) > 0 {
                if self.in_test && !self.cursor.is_end() {
                    self.space();
                    continue;
                }
                break;
            }
            if self.in_test {
                if let Some(operator) = ["&&", "||", "<", ">", "(", ")", ";", "|", "&"]
                    .into_iter()
                    .find(|it| self.cursor.starts_with(it))
                {
                    if operator == ";" {
                        break;
                    }
                    self.cursor.at += operator.len();
                    simple.words.push(Source::text(operator, at..self.cursor.at));
                    continue;
                }
            } else {
                if matches!(self.cursor.peek(), b';' | b'|' | b')')
                    || (self.cursor.peek() == b'&' && self.cursor.byte(at + 1) != b'>')
                {
                    break;
                }
                if self.redirect(&mut simple) {
                    end = self.cursor.at;
                    continue;
                }
            }
            if let Some(scope) = scope
                && let Some(assignment) = self.assignment(scope)
            {
                simple.assignments.push(assignment);
                end = self.cursor.at;
                continue;
            }
            let word = self.word();
            if self.cursor.at == at {
                break;
            }
            end = self.cursor.at;
            if simple.words.is_empty() {
                let name = word.plain().unwrap_or_default();
                self.in_test = name == "[[";
                scope = DECLARING.contains(&name).then_some(match name {
                    "export" | "readonly" => Scope::Any,
                    _ => Scope::Function,
                });
            } else if self.in_test && word.plain() == Some("]]") {
                self.in_test = false;
            }
            simple.words.push(word);
        }
        if self.cursor.at == start
            || (simple.words.is_empty() && simple.assignments.is_empty() && end == start)
        {
            return None;
        }
        if simple.words.is_empty() {
            for assignment in &mut simple.assignments {
                assignment.scope = Scope::Any;
            }
        }
        simple.range = start..end;
        Some(Statement::Simple(Box::new(simple)))
    }

    /// `NAME=value`, `NAME+=value`, `NAME=(…)`, `NAME[key]=value`.
    fn assignment(&mut self, scope: Scope) -> Option<Assignment> {
        let start = self.cursor.at;
        let name = self.cursor.name();
        if name.is_empty() {
            return None;
        }
        let key = if self.cursor.peek() == b'[' { self.key() } else { None };
        let appends = self.cursor.eat("+=");
        if !appends && !self.cursor.eat("=") {
            self.cursor.at = start;
            return None;
        }
        let value = if self.cursor.peek() == b'(' {
            Assigned::List(self.list())
        } else {
            Assigned::One(self.word())
        };
        Some(Assignment { name: name.to_string(), key, value, appends, scope })
    }

    /// `[key]`
    fn key(&mut self) -> Option<Source> {
        let start = self.cursor.at;
        self.cursor.at += 1;
        let key = self.word_until(b"]", false);
        if self.cursor.eat("]") {
            return Some(key);
        }
        self.cursor.at = start;
        None
    }

    /// `(a b [c]=d)`
    fn list(&mut self) -> Vec<(Option<Source>, Source)> {
        let start = self.cursor.at;
        self.cursor.at += 1;
        self.parens += 1;
        let mut items = Vec::new();
        loop {
            self.space();
            let at = self.cursor.at;
            if self.cursor.eat(")") {
                break;
            }
            if self.cursor.is_end() {
                self.cursor.note(
                    start..start + 1,
                    "a list that nothing closes",
                    "close it with `)`",
                );
                break;
            }
            let key = if self.cursor.peek() == b'[' { self.key() } else { None };
            if key.is_some() && !self.cursor.eat("=") {
                self.cursor.at = at;
                items.push((None, self.word()));
            } else {
                let word = self.word();
                items.push((key, word));
            }
            if self.cursor.at == at {
                self.cursor.character();
            }
        }
        self.parens -= 1;
        items
    }

    /// One redirection, if one stands here.
    fn redirect(&mut self, simple: &mut Simple) -> bool {
        let start = self.cursor.at;
        let mut at = start;
        while self.cursor.byte(at).is_ascii_digit() {
            at += 1;
        }
        let number = self.cursor.slice(start..at);
        let both =
            number.is_empty() && self.cursor.byte(at) == b'&' && self.cursor.byte(at + 1) == b'>';
        if both {
            at += 1;
        }
        if !matches!(self.cursor.byte(at), b'<' | b'>') {
            return false;
        }
        let here = self.cursor.slice(at..self.cursor.end);
        // `<(…)` is a word, and so is `<name>`.
        if here.starts_with("<(") || here.starts_with(">(") || placeholder(here).is_some() {
            return false;
        }
        self.cursor.at = at;
        if self.cursor.eat("<<<") {
            self.blanks();
            simple.input = Input::Text(self.word());
        } else if self.cursor.eat("<<") {
            let strips_tabs = self.cursor.eat("-");
            self.cursor.blanks();
            let from = self.cursor.at;
            let (delimiter, is_raw) = self.delimiter();
            let body = Rc::new(OnceCell::new());
            simple.input = Input::Document(Rc::clone(&body));
            let range = from..self.cursor.at;
            self.documents.push(Document { delimiter, is_raw, strips_tabs, range, body });
        } else if self.cursor.eat("<") {
            let is_number = self.cursor.eat("&");
            self.cursor.eat(">");
            self.blanks();
            let word = self.word();
            if !is_number {
                simple.input = Input::File(word);
            }
        } else {
            self.cursor.at += 1;
            let appends = self.cursor.eat(">");
            let is_number = self.cursor.eat("&");
            self.cursor.eat("|");
            self.blanks();
            let name = self.word();
            let is_own = number.is_empty() || number == "1";
            if is_own {
                let is_elsewhere =
                    is_number || name.plain().is_some_and(|it| it.starts_with("/dev/"));
                simple.output =
                    if is_elsewhere { Output::Elsewhere } else { Output::File { name, appends } };
            }
        }
        true
    }

    /// What ends a here-document, and whether that is quoted.
    fn delimiter(&mut self) -> (String, bool) {
        let mut delimiter = String::new();
        let mut is_raw = false;
        while !self.cursor.is_end() {
            match self.cursor.peek() {
                quote @ (b'\'' | b'"') => {
                    is_raw = true;
                    self.cursor.at += 1;
                    let quote = char::from(quote);
                    delimiter.push_str(self.cursor.take_while(|it| it != quote && it != '\n'));
                    self.cursor.eat(&quote.to_string());
                }
                b'\\' => {
                    is_raw = true;
                    self.cursor.at += 1;
                }
                it if it.is_ascii_whitespace() || b";&|()<>".contains(&it) => break,
                _ => delimiter.extend(self.cursor.character()),
            }
        }
        (delimiter, is_raw)
    }
}

/// A here-document without the tabs that its lines begin with.
fn without_tabs(mut body: Source) -> Source {
    let mut is_start = true;
    for piece in &mut body.pieces {
        let Piece::Text { text, .. } = piece else {
            is_start = false;
            continue;
        };
        let mut stripped = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            stripped.push_str(if is_start { line.trim_start_matches('\t') } else { line });
            is_start = line.ends_with('\n');
        }
        *text = stripped;
    }
    body
}
