//! What words come to.

use super::cursor::{is_unknown, unknown};
use super::run::Runner;
use super::syntax::{
    Block, Change, Expansion, Index, Input, Item, Kind, Output, Piece, Source, Statement, is_name,
};
use super::values::{Text, Value};
use super::{Dialect, Word, arithmetic, pattern};
use std::ops::Range;

/// What an expansion comes to.
enum Got {
    Unset,
    One(Text),
    Many(Vec<Text>),
}

/// A word that is being put together.
#[derive(Default)]
struct Fields {
    done: Vec<Word>,
    text: String,
    parts: usize,
    literal: Option<Range<usize>>,
    /// Where the word stands that gave all of it.
    place: Option<Range<usize>>,
    /// Something stands here, be it empty.
    is_there: bool,
}

impl Fields {
    fn add(&mut self, text: &str, literal: Option<Range<usize>>, is_there: bool) {
        if text.is_empty() && !is_there {
            return;
        }
        self.is_there = true;
        // What is empty adds nothing to where the value comes from.
        if self.parts == 0 || self.text.is_empty() {
            self.literal = literal;
        } else if !text.is_empty() {
            self.literal = None;
        }
        self.place = None;
        self.parts += 1;
        self.text.push_str(text);
    }

    fn end(&mut self, range: &Range<usize>) {
        if self.is_there {
            let text = std::mem::take(&mut self.text);
            let range = self.place.take().unwrap_or_else(|| range.clone());
            self.done.push(Word { text, range, literal: self.literal.take() });
        }
        *self = Self { done: std::mem::take(&mut self.done), ..Self::default() };
    }
}

impl Runner<'_, '_> {
    /// The words that a word comes to.
    pub fn fields(&mut self, source: &Source) -> Vec<Word> {
        const MOST: usize = 1000;
        let choices: usize = source
            .pieces
            .iter()
            .map(|it| if let Piece::Braces(options) = it { options.len() } else { 1 })
            .try_fold(1_usize, usize::checked_mul)
            .unwrap_or(usize::MAX);
        if choices == 1 || choices > MOST {
            return self.expanded(source, None, 0, true);
        }
        (0..choices).flat_map(|choice| self.expanded(source, None, choice, true)).collect()
    }

    /// A word as one, as assignments take it; `naming` is what it is assigned to.
    pub fn one(&mut self, source: &Source, naming: Option<&str>) -> Word {
        let words = self.expanded(source, naming, 0, false);
        let mut words = words.into_iter();
        let Some(first) = words.next() else {
            let range = source.range.clone();
            return Word { text: String::new(), range, literal: None };
        };
        words.fold(first, |mut all, next| {
            all.text.push(' ');
            all.text.push_str(&next.text);
            all.literal = None;
            all
        })
    }

    /// What is assigned: PowerShell's lists stay lists.
    pub fn value(&mut self, source: &Source, name: &str) -> Value {
        if self.dialect == Dialect::PowerShell
            && let [Piece::Expansion(expansion)] = source.pieces.as_slice()
            && let Kind::Variable { name: from, index: Index::None, change: Change::None } =
                &expansion.kind
            && let Some(Value::List(items)) = self.variables.get(from)
        {
            let items = items.clone();
            self.spend(items.iter().map(|it| it.1.text.len() + 1).sum());
            return Value::List(items);
        }
        let word = self.one(source, Some(name));
        Value::One(Text { text: word.text, literal: word.literal, place: None })
    }

    /// The items of a list.
    pub fn items(&mut self, items: &[(Option<Source>, Source)]) -> Vec<(String, Text)> {
        let mut done: Vec<(String, Text)> = Vec::new();
        for (key, item) in items {
            let words = self.fields(item);
            let key = key.as_ref().map(|it| self.one(it, None).text);
            for word in words {
                let key = key.clone().unwrap_or_else(|| done.len().to_string());
                let place = Some(word.range);
                done.push((key, Text { text: word.text, literal: word.literal, place }));
            }
        }
        done
    }

    fn expanded(
        &mut self,
        source: &Source,
        naming: Option<&str>,
        choice: usize,
        splits: bool,
    ) -> Vec<Word> {
        let mut fields = Fields::default();
        let mut choice = choice;
        let naming = naming.filter(|_| source.pieces.len() == 1);
        for piece in &source.pieces {
            match piece {
                Piece::Text { text, range, is_quoted } => {
                    self.spend(text.len());
                    fields.add(text, Some(range.clone()), *is_quoted);
                }
                Piece::Braces(options) => {
                    let length = options.len().max(1);
                    let option = options.get(choice % length).map_or("", String::as_str);
                    choice /= length;
                    fields.add(option, None, true);
                    // What is put together has no one place.
                    fields.literal = None;
                }
                Piece::Expansion(expansion) => {
                    let got = self.expansion(expansion, naming);
                    // PowerShell cuts what commands print, into lines; cmd and bash cut anything.
                    let is_cut = self.dialect != Dialect::PowerShell
                        || matches!(expansion.kind, Kind::Command { .. });
                    let splits_here = splits && expansion.splits && is_cut;
                    match got {
                        Got::Unset => fields.is_there |= !expansion.splits,
                        Got::One(text) => self.add(&mut fields, text, splits_here, source),
                        Got::Many(texts) => {
                            for (at, text) in texts.into_iter().enumerate() {
                                if at > 0 {
                                    fields.end(&source.range);
                                }
                                self.add(&mut fields, text, splits_here, source);
                            }
                        }
                    }
                }
            }
        }
        fields.end(&source.range);
        fields.done
    }

    /// Adds a value, cut at its spaces where it is not in quotes.
    fn add(&mut self, fields: &mut Fields, text: Text, splits: bool, source: &Source) {
        self.spend(text.text.len() + 1);
        let given = text.place.filter(|_| fields.parts == 0);
        if !splits {
            fields.add(&text.text, text.literal, true);
            fields.place = given;
            return;
        }
        let separators = match self.variables.get("IFS") {
            Some(Value::One(it)) if self.dialect == Dialect::Posix => it.text.clone(),
            _ if self.dialect == Dialect::PowerShell => "\r\n".to_string(),
            _ => " \t\n".to_string(),
        };
        let literal = text.literal.filter(|it| self.text.get(it.clone()) == Some(&text.text));
        let mut is_first = true;
        for part in parts(&text.text, &separators) {
            if !is_first {
                fields.end(&source.range);
            }
            is_first = false;
            let Some(value) = text.text.get(part.clone()) else { continue };
            let place = literal.as_ref().map(|it| it.start + part.start..it.start + part.end);
            fields.add(value, place, false);
            if part.len() == text.text.len() {
                fields.place.clone_from(&given);
            }
        }
    }

    fn expansion(&mut self, expansion: &Expansion, naming: Option<&str>) -> Got {
        match &expansion.kind {
            Kind::Variable { name, index, change } => self.variable(name, index, change),
            Kind::Command { body, name } => {
                if self.is_placeholder(body) {
                    return Got::One(Text::made(unknown(name)));
                }
                let text = match self.block(body) {
                    Some(answer) => answer.trim_end_matches(['\n', '\r']).to_string(),
                    None => unknown(naming.unwrap_or_else(|| name.lines().next().unwrap_or("$()"))),
                };
                Got::One(Text::made(text))
            }
            Kind::Arithmetic(source) => {
                let text = self.one(source, None).text;
                let number = self.arithmetic(&text);
                Got::One(Text::made(number.map_or_else(|| unknown(&text), |it| it.to_string())))
            }
            Kind::Unknown(name) => Got::One(Text::made(unknown(naming.unwrap_or(name)))),
            Kind::File { body, name } => {
                self.block(body);
                Got::One(Text::made(unknown(name)))
            }
            Kind::Sum(parts) => self.sum(parts),
            Kind::List(parts) => {
                let mut words: Vec<Word> = parts.iter().flat_map(|it| self.fields(it)).collect();
                let text = |it: Word| Text { text: it.text, literal: it.literal, place: None };
                match (words.len(), words.pop()) {
                    (1, Some(word)) => Got::One(text(word)),
                    (_, last) => Got::Many(words.into_iter().chain(last).map(text).collect()),
                }
            }
            Kind::Format(template, values) => self.format(template, values),
            Kind::Join(list, with) => {
                let with = self.one(with, None).text;
                let items: Vec<String> = self.fields(list).into_iter().map(|it| it.text).collect();
                Got::One(Text::made(items.join(&with)))
            }
        }
    }

    /// `$(name)` of Azure Pipelines: one word that is no command of the script's.
    fn is_placeholder(&self, body: &Block) -> bool {
        const COMMANDS: [&str; 12] = [
            "date", "pwd", "whoami", "hostname", "uuidgen", "nproc", "id", "uname", "az", "true",
            "ls", "get-date",
        ];
        let [Item { statement: Statement::Simple(simple), .. }] = &**body else { return false };
        let ([word], [], Output::Answer, Input::None) =
            (simple.words.as_slice(), simple.assignments.as_slice(), &simple.output, &simple.input)
        else {
            return false;
        };
        word.plain().is_some_and(|it| {
            !COMMANDS.contains(&it.to_ascii_lowercase().as_str())
                && !self.functions.contains_key(&self.function_key(it))
                && it.chars().all(|it| it.is_alphanumeric() || "_.-".contains(it))
        })
    }

    fn variable(&mut self, name: &str, index: &Index, change: &Change) -> Got {
        let got = self.looked_up(name, index);
        match change {
            Change::None | Change::Required => {
                if let (Got::Unset, false) = (&got, matches!(index, Index::All) && name == "@") {
                    return Got::One(Text::made(unknown(shown(name))));
                }
                got
            }
            Change::Default { word, even_empty, is_kept } => {
                let is_given = match &got {
                    Got::Unset => false,
                    Got::One(it) => !(it.is_all_unknown() || (*even_empty && it.text.is_empty())),
                    Got::Many(items) => !(*even_empty && items.is_empty()),
                };
                if is_given {
                    return got;
                }
                let word = self.one(word, None);
                let text = Text { text: word.text, literal: word.literal, place: None };
                if *is_kept {
                    self.variables.set(name, Value::One(text.clone()), false);
                }
                Got::One(text)
            }
            Change::Alternative { word, even_empty } => match &got {
                Got::Unset => Got::Unset,
                Got::One(it) if *even_empty && it.text.is_empty() => Got::Unset,
                Got::Many(items) if items.is_empty() => Got::Unset,
                _ => {
                    let words = self.fields(word);
                    let words = words.into_iter();
                    Got::Many(
                        words
                            .map(|it| Text { text: it.text, literal: it.literal, place: None })
                            .collect(),
                    )
                }
            },
            Change::Length => match got {
                Got::One(it) if is_unknown(&it.text) => Got::One(Text::made(unknown(name))),
                Got::One(it) => Got::One(Text::made(it.text.chars().count().to_string())),
                Got::Many(items) => Got::One(Text::made(items.len().to_string())),
                Got::Unset => Got::One(Text::made("0")),
            },
            Change::Indirect => match got {
                Got::One(it) if is_name(&it.text) => {
                    self.variable(&it.text, &Index::None, &Change::None)
                }
                _ => Got::One(Text::made(unknown(name))),
            },
            Change::Keys => match self.variables.get(name) {
                Some(Value::List(items)) => {
                    Got::Many(items.iter().map(|it| Text::made(it.0.clone())).collect())
                }
                _ => Got::One(Text::made(unknown(name))),
            },
            Change::Cut { start, length } => self.cut(name, got, start, length.as_ref()),
            Change::Member(member) => self.member(name, got, member),
            Change::Trim { .. } | Change::Replace { .. } | Change::Case { .. } | Change::Other => {
                match got {
                    Got::Unset => Got::One(Text::made(unknown(name))),
                    Got::One(text) => Got::One(self.changed(name, text, change)),
                    Got::Many(texts) => Got::Many(
                        texts.into_iter().map(|it| self.changed(name, it, change)).collect(),
                    ),
                }
            }
        }
    }

    fn looked_up(&mut self, name: &str, index: &Index) -> Got {
        let arguments = self.variables.arguments();
        let is_function = self.variables.is_in_function();
        if name == "@" || name == "*" {
            let texts = arguments.to_vec();
            self.spend(texts.iter().map(|it| it.text.len() + 1).sum());
            return match index {
                Index::Joined => Got::One(self.joined(&texts)),
                _ => Got::Many(texts),
            };
        }
        if name == "#" && is_function {
            return Got::One(Text::made(arguments.len().to_string()));
        }
        if let Some(place) = name.parse::<usize>().ok().and_then(|it| it.checked_sub(1)) {
            return match arguments.get(place) {
                Some(text) => Got::One(text.clone()),
                None if is_function => Got::One(Text::default()),
                None => Got::Unset,
            };
        }
        let key = match index {
            Index::Key(key) => Some(self.one(key, None).text),
            _ => None,
        };
        match (self.variables.get(name), index) {
            (None, _) => Got::Unset,
            (Some(Value::One(text)), Index::Key(_)) if key.as_deref() != Some("0") => {
                if text.is_all_unknown() { Got::One(text.clone()) } else { Got::Unset }
            }
            (Some(Value::One(text)), _) => Got::One(text.clone()),
            (Some(Value::List(items)), Index::All) => {
                Got::Many(items.iter().map(|it| it.1.clone()).collect())
            }
            (Some(Value::List(items)), Index::Joined) => {
                let texts: Vec<Text> = items.iter().map(|it| it.1.clone()).collect();
                Got::One(self.joined(&texts))
            }
            (Some(Value::List(items)), Index::None) if self.dialect == Dialect::PowerShell => {
                Got::Many(items.iter().map(|it| it.1.clone()).collect())
            }
            (Some(Value::List(items)), Index::None) => {
                items.first().map_or(Got::Unset, |it| Got::One(it.1.clone()))
            }
            (Some(Value::List(items)), Index::Key(_)) => {
                let key = key.unwrap_or_default();
                let cost = items.len();
                let is_known = !is_unknown(&key);
                let from_end = key.parse::<i64>().ok().filter(|it| *it < 0);
                let found = match from_end.and_then(|it| usize::try_from(-it).ok()) {
                    Some(back) => items.len().checked_sub(back).and_then(|at| items.get(at)),
                    None => items.iter().find(|it| it.0 == key),
                };
                let got =
                    found.filter(|_| is_known).map_or(Got::Unset, |it| Got::One(it.1.clone()));
                self.spend(cost);
                got
            }
        }
    }

    /// Items as one text, with what separates words between them.
    fn joined(&self, texts: &[Text]) -> Text {
        let between = match self.variables.get("IFS") {
            Some(Value::One(it)) => it.text.chars().next().map(String::from).unwrap_or_default(),
            _ => " ".to_string(),
        };
        let texts: Vec<&str> = texts.iter().map(|it| it.text.as_str()).collect();
        Text::made(texts.join(&between))
    }

    /// `${name:start:length}`
    fn cut(&mut self, name: &str, got: Got, start: &Source, length: Option<&Source>) -> Got {
        let number = |it: &Source| it.plain().unwrap_or_default().to_string();
        let start = self.arithmetic(&number(start));
        let length = length.map(|it| self.arithmetic(&number(it)));
        let not_known = || Got::One(Text::made(unknown(name)));
        let (Some(start), false) = (start, length == Some(None)) else { return not_known() };
        let length = length.flatten();
        let range = |count: usize| {
            let count = i64::try_from(count).ok()?;
            let from = if start < 0 { count + start } else { start }.clamp(0, count);
            let to = match length {
                Some(it) if it < 0 => count + it,
                Some(it) => from.saturating_add(it),
                None => count,
            };
            Some(usize::try_from(from).ok()?..usize::try_from(to.clamp(from, count)).ok()?)
        };
        match got {
            Got::One(it) if !is_unknown(&it.text) => {
                let characters: Vec<char> = it.text.chars().collect();
                let part = range(characters.len()).and_then(|it| characters.get(it));
                Got::One(Text::made(part.unwrap_or_default().iter().collect::<String>()))
            }
            Got::Many(items) => {
                // `${@:1}` begins with the first, and `${list[@]:0}` too.
                let shift = i64::from(name == "@" || name == "*");
                let from = usize::try_from((start - shift).max(0)).unwrap_or(0);
                let most = length.and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX);
                Got::Many(items.into_iter().skip(from).take(most).collect())
            }
            _ => not_known(),
        }
    }

    /// A text that is trimmed, replaced in, or written in another case.
    fn changed(&mut self, name: &str, text: Text, change: &Change) -> Text {
        let not_known = Text::made(unknown(name));
        if is_unknown(&text.text) {
            return not_known;
        }
        let text = text.text;
        match change {
            Change::Trim { pattern: source, from_end, is_longest } => {
                let wanted = self.one(source, None).text;
                self.spend(text.len());
                if is_unknown(&wanted) {
                    return not_known;
                }
                pattern::trimmed(&text, &wanted, *from_end, *is_longest)
                    .map_or(not_known, Text::made)
            }
            Change::Replace { pattern: source, with, every } => {
                let wanted = self.one(source, None).text;
                let with = self.one(with, None).text;
                if is_unknown(&wanted) || !pattern::is_plain(&wanted) || wanted.is_empty() {
                    return not_known;
                }
                let longest = (text.len() / wanted.len() + 1).saturating_mul(with.len());
                if self.spend(text.len().saturating_add(longest)) {
                    return not_known;
                }
                let count = if *every { usize::MAX } else { 1 };
                Text::made(text.replacen(&wanted, &with, count))
            }
            Change::Case { is_upper, every } => {
                let change =
                    |it: &str| if *is_upper { it.to_uppercase() } else { it.to_lowercase() };
                let first = text.chars().next().map_or(0, char::len_utf8);
                let (first, rest) = text.split_at_checked(first).unwrap_or_default();
                let rest = if *every { change(rest) } else { rest.to_string() };
                Text::made(change(first) + &rest)
            }
            _ => not_known,
        }
    }

    /// A member of a value of PowerShell's.
    fn member(&mut self, name: &str, got: Got, member: &str) -> Got {
        let path = format!("{}.{member}", shown(name));
        let (first, rest) = member.split_once('.').unwrap_or((member, ""));
        let method = first.to_ascii_lowercase();
        let text = match got {
            Got::Many(items) => {
                if matches!(method.as_str(), "count" | "length") {
                    return Got::One(Text::made(items.len().to_string()));
                }
                let key = first.trim_matches(['\'', '"']);
                let found = match self.variables.get(name) {
                    Some(Value::List(items)) => items
                        .iter()
                        .find(|it| it.0.eq_ignore_ascii_case(key))
                        .map(|it| it.1.clone()),
                    _ => None,
                };
                match found {
                    Some(text) if rest.is_empty() => return Got::One(text),
                    Some(text) => {
                        return Got::One(
                            self.method(text, rest).unwrap_or_else(|| Text::made(unknown(&path))),
                        );
                    }
                    None => return Got::One(Text::made(unknown(&path))),
                }
            }
            Got::One(text) if !is_unknown(&text.text) => text,
            _ => return Got::One(Text::made(unknown(&path))),
        };
        Got::One(self.method(text, member).unwrap_or_else(|| Text::made(unknown(&path))))
    }

    /// What PowerShell's methods of texts answer, of those that are known.
    fn method(&mut self, text: Text, member: &str) -> Option<Text> {
        self.spend(text.text.len());
        let member = member.to_ascii_lowercase();
        match member.as_str() {
            "trim()" => Some(Text {
                text: text.text.trim().to_string(),
                literal: text.literal,
                place: None,
            }),
            "tostring()" => Some(text),
            "tolower()" | "tolowerinvariant()" => Some(Text::made(text.text.to_lowercase())),
            "toupper()" | "toupperinvariant()" => Some(Text::made(text.text.to_uppercase())),
            "length" => Some(Text::made(text.text.chars().count().to_string())),
            _ => None,
        }
    }

    /// PowerShell's `+`: numbers are added, anything else stands in a row.
    fn sum(&mut self, parts: &[Source]) -> Got {
        let mut all: Vec<Text> = Vec::new();
        let mut is_list = false;
        for part in parts {
            let words = self.fields(part);
            is_list |= words.len() > 1;
            all.extend(words.into_iter().map(|it| Text {
                text: it.text,
                literal: it.literal,
                place: None,
            }));
        }
        if is_list {
            return Got::Many(all);
        }
        let numbers: Option<Vec<i64>> = all.iter().map(|it| it.text.parse().ok()).collect();
        let sum = numbers.and_then(|it| it.into_iter().try_fold(0_i64, i64::checked_add));
        Got::One(match (sum, all.len()) {
            (_, 1) => all.pop().unwrap_or_default(),
            (Some(sum), _) => Text::made(sum.to_string()),
            _ => Text::made(all.into_iter().map(|it| it.text).collect::<String>()),
        })
    }

    /// PowerShell's `'{0}-{1}' -f $a, $b`.
    fn format(&mut self, template: &Source, values: &[Source]) -> Got {
        let mut text = self.one(template, None).text;
        let values: Vec<String> =
            values.iter().flat_map(|it| self.fields(it)).map(|it| it.text).collect();
        for (at, value) in values.iter().enumerate().take(10) {
            if self.spend(text.len().saturating_mul(value.len() / 3 + 1)) {
                break;
            }
            text = text.replace(&format!("{{{at}}}"), value);
        }
        Got::One(Text::made(text))
    }

    /// A number, by the names of variables too.
    pub fn arithmetic(&mut self, text: &str) -> Option<i64> {
        arithmetic::evaluate(text, self)
    }
}

impl arithmetic::Names for Runner<'_, '_> {
    fn number(&mut self, name: &str) -> Option<i64> {
        match self.variables.get(name) {
            Some(Value::One(text)) => text.text.trim().parse().ok(),
            _ => None,
        }
    }

    fn set(&mut self, name: &str, number: Option<i64>) {
        let text = number.map_or_else(|| unknown(name), |it| it.to_string());
        self.variables.set(name, Value::One(Text::made(text)), false);
    }
}

/// The name of a variable as people say it.
fn shown(name: &str) -> &str {
    ["env:", "script:", "global:", "Env:"]
        .into_iter()
        .find_map(|it| name.strip_prefix(it))
        .unwrap_or(name)
}

/// The parts of a text between separators. Names of what is not known stay whole. Where the text
/// begins or ends with a separator, an empty part does.
fn parts(text: &str, separators: &str) -> Vec<Range<usize>> {
    let mut done = Vec::new();
    let mut start = 0;
    let mut in_name = false;
    let mut before = ' ';
    let mut last_cut = usize::MAX;
    for (at, character) in text.char_indices() {
        if in_name {
            in_name = character != '}';
        } else if before == '$' && character == '{' {
            in_name = true;
        } else if separators.contains(character) {
            // Separators in a row are one, and one at the start ends the word before it.
            if start < at || (at == 0 && last_cut == usize::MAX) {
                done.push(start..at);
            }
            last_cut = at;
            start = at + character.len_utf8();
        }
        before = character;
    }
    done.push(start..text.len());
    done
}
