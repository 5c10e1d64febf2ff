//! Runs what was read: every branch as if it happened.

use super::builtins::{is_filter, query_of};
use super::cursor::{DEEPEST, Note, is_unknown, unknown};
use super::syntax::{
    Arm, Assigned, Assignment, Block, Input, Item, Join, Output, Parameter, Scope, Simple, Source,
    Statement,
};
use super::values::{FrameKind, Text, Value, Variables};
use super::{Command, Dialect, Host, Word, pattern};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// What a statement prints; nothing where that is not known.
pub(super) type Answer = Option<String>;

/// Commands that are run at most, loops and functions unrolled.
const MOST_STEPS: usize = 100_000;
/// Bytes that all words together have at most.
const MOST_BYTES: usize = 8_000_000;
/// Rounds of a loop that counts.
const MOST_ROUNDS: usize = 32;

pub(super) struct Runner<'t, 'h> {
    pub text: &'t str,
    pub host: &'h mut dyn Host,
    pub dialect: Dialect,
    pub variables: Variables,
    pub functions: HashMap<String, Rc<Function>>,
    /// What was written to files.
    pub files: HashMap<String, String>,
    /// What the last condition came to.
    pub verdict: Option<bool>,
    /// Branches and loops that may not happen.
    pub doubts: usize,
    depth: usize,
    steps: usize,
    bytes: usize,
    is_over: bool,
}

pub(super) struct Function {
    pub parameters: Rc<[Parameter]>,
    pub body: Block,
}

impl<'t, 'h> Runner<'t, 'h> {
    pub fn new(text: &'t str, host: &'h mut dyn Host, dialect: Dialect) -> Self {
        Self {
            text,
            host,
            dialect,
            variables: Variables::new(dialect == Dialect::Posix),
            functions: HashMap::new(),
            files: HashMap::new(),
            verdict: None,
            doubts: 0,
            depth: 0,
            steps: 0,
            bytes: 0,
            is_over: false,
        }
    }

    /// Runs a part of a script.
    pub fn run(&mut self, (block, notes): (Block, Vec<Note>)) {
        for (range, what, help) in notes {
            self.host.not_understood(range, what, help);
        }
        self.block(&block);
    }

    /// Counts bytes that were put together. Whether that was too much.
    pub fn spend(&mut self, bytes: usize) -> bool {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > MOST_BYTES && !self.is_over {
            self.is_over = true;
            self.give_up(0..0, "a script whose words become too long");
        }
        self.is_over
    }

    fn give_up(&mut self, range: Range<usize>, what: &str) {
        self.host.not_understood(range, what.to_string(), "read a part of it alone");
    }

    pub fn block(&mut self, block: &Block) -> Answer {
        if self.is_over {
            return None;
        }
        // What was printed before, and by the last statement alone.
        let mut before = Some(String::new());
        let mut last = Some(String::new());
        for item in block.iter() {
            let happens = match (item.joined, self.verdict) {
                (Join::Then, _) => Some(true),
                (Join::And, verdict) => verdict,
                (Join::Or, verdict) => verdict.map(|it| !it),
            };
            let answer = self.perhaps(happens, |it| it.statement(&item.statement));
            let is_instead =
                item.joined == Join::Or && last.as_ref().is_none_or(|it| !it.trim().is_empty());
            if is_instead {
                continue;
            }
            if item.joined != Join::Or {
                before = before.zip(last).map(|(before, last)| before + &last);
            }
            last = answer;
        }
        before.zip(last).map(|(before, last)| before + &last)
    }

    /// Counts a command, or a round of a loop. Whether it may still be run.
    fn step(&mut self) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS && !self.is_over {
            self.is_over = true;
            self.give_up(0..0, "a script that runs more than 100,000 commands");
        }
        !self.is_over
    }

    fn statement(&mut self, statement: &Statement) -> Answer {
        if !self.step() {
            return None;
        }
        if self.depth > 2 * DEEPEST {
            self.is_over = true;
            self.give_up(0..0, "functions that call each other without an end");
            return None;
        }
        self.depth += 1;
        let answer = self.one_of(statement, None);
        self.depth -= 1;
        answer
    }

    fn one_of(&mut self, statement: &Statement, piped: Option<Word>) -> Answer {
        match statement {
            Statement::Simple(simple) => {
                self.verdict = None;
                self.simple(simple, piped)
            }
            Statement::Pipe(statements) => self.pipe(statements),
            Statement::Group { body, has_own, output } => {
                let answer = if *has_own { self.apart(body) } else { self.block(body) };
                self.verdict = None;
                self.output(output, answer).1
            }
            Statement::If(arms) => self.condition(arms),
            Statement::Case { word, arms } => self.case(word, arms),
            Statement::For { name, words, body } => self.each(name, words.as_deref(), body),
            Statement::Count { head, body } => self.count(head, body),
            Statement::While { condition, is_until, body } => {
                self.repeat(condition, *is_until, body)
            }
            Statement::Function { name, parameters, body } => {
                let (parameters, body) = (Rc::clone(parameters), Rc::clone(body));
                let function = Rc::new(Function { parameters, body });
                self.functions.insert(self.function_key(name), function);
                Some(String::new())
            }
            Statement::Asked { body, query } => self.asked(body, query),
            Statement::Arithmetic(source) => {
                let text = self.one(source, None).text;
                let number = self.arithmetic(&text);
                self.verdict = number.map(|it| it != 0);
                Some(String::new())
            }
        }
    }

    /// What az would answer if it were asked for a member alone; not known of anything else.
    fn asked(&mut self, body: &Block, query: &str) -> Answer {
        let [Item { statement, .. }] = &**body else {
            self.block(body);
            return None;
        };
        let first = match statement {
            Statement::Pipe(statements) => match statements.as_slice() {
                [first, Statement::Simple(next)] if is_filter(next) => first,
                _ => statement,
            },
            _ => statement,
        };
        match first {
            Statement::Simple(simple) if !query.contains('(') => {
                self.with_query(simple, None, query)
            }
            _ => {
                self.block(body);
                None
            }
        }
    }

    pub fn function_key(&self, name: &str) -> String {
        if self.dialect == Dialect::Posix { name.to_string() } else { name.to_lowercase() }
    }

    /// Runs with variables of its own, which are forgotten after it.
    fn apart(&mut self, body: &Block) -> Answer {
        self.perhaps(Some(false), |it| it.block(body))
    }

    /// Runs what may happen, does for sure, or does not: that is run too, but leaves no variables.
    fn branch(&mut self, body: &Block, happens: Option<bool>) -> Answer {
        self.perhaps(happens, |it| it.block(body))
    }

    fn perhaps(&mut self, happens: Option<bool>, run: impl FnOnce(&mut Self) -> Answer) -> Answer {
        let is_apart = happens == Some(false);
        if is_apart {
            self.variables.enter(FrameKind::Own, Vec::new());
        }
        self.doubts += usize::from(happens.is_none());
        let answer = run(self);
        self.doubts -= usize::from(happens.is_none());
        if is_apart {
            self.variables.leave();
        }
        answer
    }

    fn condition(&mut self, arms: &[Arm]) -> Answer {
        let mut answers = Vec::new();
        let mut is_decided = false;
        for arm in arms {
            let mut happens = match &arm.condition {
                Some(condition) => {
                    self.verdict = None;
                    self.block(condition);
                    if condition.len() == 1 { self.verdict } else { None }
                }
                None if answers.iter().all(|it: &(Option<bool>, Answer)| it.0 == Some(false)) => {
                    Some(true)
                }
                None => None,
            };
            if is_decided {
                happens = Some(false);
            }
            is_decided |= happens == Some(true);
            let answer = self.branch(&arm.body, happens);
            answers.push((happens, answer));
        }
        self.verdict = None;
        together(answers)
    }

    fn case(&mut self, word: &Source, arms: &[(Vec<Source>, Block)]) -> Answer {
        let word = self.one(word, None).text;
        let mut answers = Vec::new();
        let mut is_decided = false;
        let mut is_known = !is_unknown(&word);
        for (patterns, body) in arms {
            let mut fits = false;
            for pattern in patterns {
                let pattern = self.one(pattern, None).text;
                is_known &= !is_unknown(&pattern) && !pattern.contains(['[', '\\']);
                self.spend(pattern.len().saturating_mul(word.len()) / 64);
                fits |= is_known && word.len() < 10_000 && pattern::fits(&pattern, &word);
            }
            let happens = if is_decided || (is_known && !fits) {
                Some(false)
            } else {
                is_known.then_some(true)
            };
            is_decided |= happens == Some(true);
            let answer = self.branch(body, happens);
            answers.push((happens, answer));
        }
        self.verdict = None;
        together(answers)
    }

    fn each(&mut self, name: &str, words: Option<&[Source]>, body: &Block) -> Answer {
        let items: Vec<Text> = match words {
            Some(words) => {
                let words = words.iter().flat_map(|it| self.fields(it)).collect::<Vec<_>>();
                words
                    .into_iter()
                    .map(|it| Text { text: it.text, literal: it.literal, place: None })
                    .collect()
            }
            None => self.variables.arguments().to_vec(),
        };
        let mut answer = Some(String::new());
        if items.is_empty() {
            self.variables.set(name, Value::One(Text::made(unknown(name))), false);
            return self.branch(body, None);
        }
        for item in items {
            if !self.step() {
                return None;
            }
            let is_unknown = item.is_all_unknown();
            let item = if is_unknown { Text::made(unknown(name)) } else { item };
            self.variables.set(name, Value::One(item), false);
            let next = self.branch(body, if is_unknown { None } else { Some(true) });
            answer = answer.zip(next).map(|(answer, next)| answer + &next);
        }
        self.verdict = None;
        answer
    }

    fn count(&mut self, [start, test, step]: &[Source; 3], body: &Block) -> Answer {
        let parts = [start, test, step].map(|it| it.plain().unwrap_or_default().to_string());
        let [start, test, step] = parts;
        // Count first: more rounds than are run one by one are run once, with no number known.
        let rounds = self.rounds(&start, &test, &step);
        let name: String =
            start.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
        let Some(rounds) = rounds else {
            self.variables.set(&name, Value::One(Text::made(unknown(&name))), false);
            return self.branch(body, None);
        };
        self.arithmetic(&start);
        let mut answer = Some(String::new());
        for _ in 0..rounds {
            if !self.step() {
                return None;
            }
            let next = self.block(body);
            answer = answer.zip(next).map(|(answer, next)| answer + &next);
            self.arithmetic(&step);
        }
        answer
    }

    /// How often `for ((…))` goes round, where that is known and not often.
    fn rounds(&mut self, start: &str, test: &str, step: &str) -> Option<usize> {
        self.variables.enter(FrameKind::Own, Vec::new());
        self.arithmetic(start);
        let mut rounds = 0;
        let found = loop {
            match self.arithmetic(test) {
                Some(0) => break Some(rounds),
                Some(_) if rounds < MOST_ROUNDS => {
                    rounds += 1;
                    self.arithmetic(step);
                }
                _ => break None,
            }
        };
        self.variables.leave();
        found
    }

    fn repeat(&mut self, condition: &Block, is_until: bool, body: &Block) -> Answer {
        let mut answer = Some(String::new());
        for round in 0..=MOST_ROUNDS {
            if !self.step() {
                return None;
            }
            self.verdict = None;
            self.block(condition);
            let verdict = if condition.len() == 1 { self.verdict } else { None };
            let goes_on = verdict.map(|it| it != is_until);
            if goes_on == Some(false) && round > 0 {
                break;
            }
            let next = self.branch(body, goes_on);
            answer = answer.zip(next).map(|(answer, next)| answer + &next);
            if goes_on != Some(true) {
                break;
            }
        }
        self.verdict = None;
        answer
    }

    fn pipe(&mut self, statements: &[Statement]) -> Answer {
        let mut piped: Option<Word> = None;
        let mut answer = Some(String::new());
        let mut is_asked = false;
        for (at, statement) in statements.iter().enumerate() {
            if !self.step() {
                return None;
            }
            let next = statements.get(at + 1);
            let query = next.and_then(query_of);
            let was_asked = std::mem::replace(&mut is_asked, query.is_some());
            answer = match (statement, query) {
                (Statement::Simple(simple), Some(query)) => {
                    self.with_query(simple, piped.take(), &query)
                }
                // Done by the command before.
                _ if was_asked => answer,
                _ => {
                    let from = piped.take();
                    let is_first = at == 0;
                    match statement {
                        Statement::Simple(simple) if !is_first && is_filter(simple) => {
                            self.filter(simple, answer)
                        }
                        _ => self.one_of(statement, from),
                    }
                }
            };
            if let Some(text) = answer.as_ref().filter(|_| next.is_some()) {
                let range = range_of(statement);
                piped = Some(Word { text: text.clone(), range, literal: None });
            }
        }
        self.verdict = None;
        answer
    }

    /// Runs a function with what it is given.
    pub fn call(&mut self, function: &Function, words: &[Word]) -> Answer {
        let given = words.iter().skip(1);
        let given = given.map(|it| Text {
            text: it.text.clone(),
            literal: it.literal.clone(),
            place: Some(it.range.clone()),
        });
        let given: Vec<Text> = given.collect();
        self.variables.enter(FrameKind::Function, given.clone());
        if !function.parameters.is_empty() || self.dialect == Dialect::PowerShell {
            self.bind(&function.parameters, given);
        }
        let answer = self.block(&function.body);
        self.variables.leave();
        self.verdict = None;
        answer
    }

    /// Gives a function of PowerShell its parameters: by name, then in order.
    fn bind(&mut self, parameters: &[Parameter], given: Vec<Text>) {
        let mut names: Vec<&str> = parameters.iter().map(|it| it.name.as_str()).collect();
        for parameter in parameters {
            let value = match &parameter.default {
                Some(default) => self.value(default, &parameter.name),
                None => Value::One(Text::made(unknown(&parameter.name))),
            };
            self.variables.set(&parameter.name, value, true);
        }
        let mut rest = Vec::new();
        let mut given = given.into_iter();
        while let Some(text) = given.next() {
            let name = text.text.strip_prefix('-').map(|it| it.trim_end_matches(':'));
            let found =
                names.iter().position(|it| name.is_some_and(|name| name.eq_ignore_ascii_case(it)));
            match found {
                Some(found) => {
                    let name = names.remove(found);
                    if let Some(value) = given.next() {
                        self.variables.set(name, Value::One(value), true);
                    }
                }
                None => rest.push(text),
            }
        }
        let mut rest = rest.into_iter();
        for name in names {
            if let Some(value) = rest.next() {
                self.variables.set(name, Value::One(value), true);
            }
        }
        let rest: Vec<(String, Text)> =
            rest.enumerate().map(|(at, it)| (at.to_string(), it)).collect();
        self.variables.set("args", Value::List(rest), true);
    }

    /// Assignments, then the command.
    fn simple(&mut self, simple: &Simple, piped: Option<Word>) -> Answer {
        let words: Vec<Word> = simple.words.iter().flat_map(|it| self.fields(it)).collect();
        let is_apart = simple.assignments.iter().any(|it| it.scope == Scope::Command);
        if is_apart {
            self.variables.enter(FrameKind::Command, Vec::new());
        }
        for assignment in &simple.assignments {
            self.assign(assignment);
        }
        let answer =
            if words.is_empty() { Some(String::new()) } else { self.command(simple, words, piped) };
        if is_apart {
            self.variables.leave();
        }
        answer
    }

    /// Runs words that another command put together.
    pub fn again(&mut self, words: Vec<Word>, range: Range<usize>) -> Answer {
        self.again_with(words, range, None)
    }

    pub fn again_with(
        &mut self,
        words: Vec<Word>,
        range: Range<usize>,
        piped: Option<Word>,
    ) -> Answer {
        if !self.step() || self.depth > 2 * DEEPEST {
            return None;
        }
        self.depth += 1;
        let answer = self.command(&Simple { range, ..Simple::default() }, words, piped);
        self.depth -= 1;
        answer
    }

    fn command(&mut self, simple: &Simple, words: Vec<Word>, piped: Option<Word>) -> Answer {
        let mut words = words;
        super::builtins::without_prefixes(&mut words);
        let Some(name) = words.first().map(|it| it.text.clone()) else {
            return Some(String::new());
        };
        let input = self.input(&simple.input).or(piped);
        if let Some(function) = self.functions.get(&self.function_key(&name)).cloned() {
            let answer = self.call(&function, &words);
            return self.output(&simple.output, answer).1;
        }
        if name.starts_with('-') && self.dialect != Dialect::PowerShell {
            let range = words.first().map(|it| it.range.clone()).unwrap_or_default();
            let end = words.last().map_or(range.end, |it| it.range.end);
            self.host.not_understood(
                range.start..end.max(range.start),
                format!("a command that begins with the option `{name}`"),
                "end the line before it with the sign that continues it, and put no comment or empty \
                 line between",
            );
            return None;
        }
        let answer = self.builtin(&words, input.as_ref());
        let mut command = Command { words, range: simple.range.clone(), input, writes_to: None };
        let writes = matches!(simple.output, Output::File { .. });
        match answer {
            Some(answer) if !writes => self.output(&simple.output, answer).1,
            Some(answer) => {
                let (file, answer) = self.output(&simple.output, answer);
                self.write(command, file);
                answer
            }
            None if writes => {
                // Nothing is known of what it prints: only that it is written.
                let (file, _) = self.output(&simple.output, None);
                command.writes_to = file;
                self.host.run(&command);
                Some(String::new())
            }
            None => {
                let answer = self.host.run(&command);
                self.output(&simple.output, answer).1
            }
        }
    }

    /// Tells the host what a builtin wrote to a file.
    fn write(&mut self, command: Command, file: Option<String>) {
        let mut command = command;
        let text = file.as_ref().and_then(|it| self.files.get(it)).cloned();
        let whole = command.input.as_ref().filter(|it| Some(&it.text) == text.as_ref()).cloned();
        let range = command.range.clone();
        command.input = whole.or_else(|| Some(Word { text: text?, range, literal: None }));
        command.writes_to = file;
        self.host.run(&command);
    }

    /// Where output goes: the file it is written to, and what is left as the answer.
    fn output(&mut self, output: &Output, answer: Answer) -> (Option<String>, Answer) {
        match output {
            Output::Answer => (None, answer),
            Output::Elsewhere => (None, Some(String::new())),
            Output::File { name, appends } => {
                let name = self.one(name, None).text;
                if matches!(name.to_ascii_lowercase().as_str(), "nul" | "") {
                    return (None, Some(String::new()));
                }
                match answer {
                    Some(text) => {
                        self.spend(text.len());
                        let file = self.files.entry(name.clone()).or_default();
                        if !appends {
                            file.clear();
                        }
                        file.push_str(&text);
                    }
                    None => drop(self.files.remove(&name)),
                }
                (Some(name), Some(String::new()))
            }
        }
    }

    fn input(&mut self, input: &Input) -> Option<Word> {
        match input {
            Input::None => None,
            Input::Document(body) => body.get().map(|it| self.one(it, None)),
            Input::Text(source) => Some(self.one(source, None)),
            Input::File(name) => {
                let name = self.one(name, None);
                let text = self.files.get(&name.text)?.clone();
                Some(Word { text, range: name.range, literal: None })
            }
        }
    }

    fn assign(&mut self, assignment: &Assignment) {
        let Assignment { name, key, value, appends, scope } = assignment;
        let is_local = *scope != Scope::Any;
        let value = match value {
            Assigned::One(source) => self.value(source, name),
            Assigned::List(items) => Value::List(self.items(items)),
            Assigned::Answer(body) => {
                let answer = self.block(body);
                let text = answer.map_or_else(|| unknown(name), |it| it.trim_end().to_string());
                Value::One(Text::made(text))
            }
        };
        // What a loop of cmd goes over has no name that says anything.
        let value = match value {
            Value::One(it) if it.text.starts_with("${%") && it.is_all_unknown() => {
                Value::One(Text::made(unknown(name)))
            }
            value => value,
        };
        // In a branch that may not happen, what is known stays.
        let is_nothing = matches!(&value, Value::One(it) if it.is_all_unknown());
        let is_known = self.variables.get(name).is_some_and(|it| match it {
            Value::One(it) => !it.is_all_unknown() && !it.text.is_empty(),
            Value::List(_) => true,
        });
        if self.doubts > 0 && is_nothing && is_known && !is_local {
            return;
        }
        if let Some(key) = key {
            let key = self.one(key, None).text;
            let Value::One(text) = value else { return };
            self.put(name, key, text);
            return;
        }
        if *appends {
            self.append(name, value);
        } else {
            self.variables.set(name, value, is_local);
        }
    }

    /// `name[key]=text`
    fn put(&mut self, name: &str, key: String, text: Text) {
        if let Some(Value::List(items)) = self.variables.get_mut(name) {
            let cost = items.len();
            match items.iter_mut().find(|it| it.0 == key) {
                Some(item) => item.1 = text,
                None => items.push((key, text)),
            }
            self.spend(cost);
        } else {
            self.variables.set(name, Value::List(vec![(key, text)]), false);
        }
    }

    /// `name+=value`
    fn append(&mut self, name: &str, value: Value) {
        if self.variables.get_mut(name).is_none() {
            let old = self.variables.get(name).cloned();
            if let Some(old) = old {
                let cost = match &old {
                    Value::One(it) => it.text.len(),
                    Value::List(items) => items.iter().map(|it| it.1.text.len() + 1).sum(),
                };
                self.spend(cost);
                self.variables.set(name, old, false);
            }
        }
        match (self.variables.get_mut(name), value) {
            (Some(Value::One(old)), Value::One(new)) => {
                old.text.push_str(&new.text);
                old.literal = None;
            }
            (Some(Value::List(old)), Value::List(new)) => {
                let from = old.len();
                let renumbered = new.into_iter().enumerate().map(|(at, (key, text))| {
                    let is_counted = key == at.to_string();
                    (if is_counted { (from + at).to_string() } else { key }, text)
                });
                old.extend(renumbered);
            }
            (Some(Value::List(old)), Value::One(new)) => old.push((old.len().to_string(), new)),
            (_, value) => self.variables.set(name, value, false),
        }
    }
}

/// What an `if` or `case` prints: what the branch does that happens; where none surely does, what
/// all branches agree on.
fn together(answers: Vec<(Option<bool>, Answer)>) -> Answer {
    let is_possible = |it: &(Option<bool>, Answer)| it.0 != Some(false);
    let mut possible = answers.into_iter().filter(is_possible).map(|it| it.1);
    let mut answer = String::new();
    possible.try_for_each(|next| {
        let next = next?;
        if answer.is_empty() || answer == next {
            answer = next;
            Some(())
        } else {
            next.is_empty().then_some(())
        }
    })?;
    Some(answer)
}

pub(super) fn range_of(statement: &Statement) -> Range<usize> {
    match statement {
        Statement::Simple(simple) => simple.range.clone(),
        _ => 0..0,
    }
}
