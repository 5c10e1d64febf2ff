//! A command of az as it was given: its arguments with their values, by argparse's rules.

use super::arguments::{self, Argument, Command, Named, Values};
use crate::azure_facts::az_arguments::{Fate, Foreign, foreign};
use crate::read::shell;
use std::ops::Range;

/// A word of a script, or a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Word {
    pub text: String,
    range: Range<usize>,
    literal: Option<Range<usize>>,
}

impl Word {
    pub(super) fn of(word: &shell::Word) -> Self {
        let shell::Word { text, range, literal } = word.clone();
        Self { text, range, literal }
    }

    /// A text that a script does not have.
    pub(super) fn assumed(text: impl Into<String>, range: Range<usize>) -> Self {
        Self { text: text.into(), range, literal: None }
    }

    /// Where it stands: the text itself, where it is somewhere as a whole.
    pub(super) fn place(&self) -> Range<usize> {
        self.literal.clone().unwrap_or_else(|| self.range.clone())
    }

    /// A part of it that begins at a byte of its text.
    pub(super) fn part(&self, start: usize, text: &str) -> Self {
        let whole = self.literal.as_ref().filter(|it| it.len() == self.text.len());
        let literal = whole.map(|it| it.start + start..it.start + start + text.len());
        Self { text: text.to_string(), range: self.range.clone(), literal }
    }

    /// Its parts between separators.
    pub(super) fn split(&self, separator: char) -> Vec<Self> {
        let mut start = 0;
        let parts = self.text.split(separator).map(|text| {
            let part = self.part(start, text).trimmed(&[' ']);
            start += text.len() + separator.len_utf8();
            part
        });
        parts.collect()
    }

    /// Without these characters at either end.
    pub(super) fn trimmed(&self, characters: &[char]) -> Self {
        let tail = self.text.trim_start_matches(characters);
        let start = self.text.len() - tail.len();
        self.part(start, tail.trim_end_matches(characters))
    }

    /// Whether the script leaves open what it is, as a whole or in parts.
    pub(super) fn is_open(&self) -> bool {
        self.text.contains("${")
    }
}

/// An argument with its values.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub argument: Argument,
    /// Its name, in full.
    pub name: &'static str,
    /// Where its name stands.
    pub range: Range<usize>,
    pub values: Vec<Word>,
}

impl Given {
    /// Its first value, or where it has none its name.
    pub fn place(&self) -> Range<usize> {
        self.values.first().map_or_else(|| self.range.clone(), Word::place)
    }

    /// Name and values as they are kept for az.
    pub fn words(&self) -> Vec<String> {
        let name = self.argument.name();
        match self.values.as_slice() {
            [only] if only.text.starts_with('-') => vec![format!("{name}={}", only.text)],
            values => {
                let values = values.iter().map(|it| it.text.clone());
                std::iter::once(name.to_string()).chain(values).collect()
            }
        }
    }
}

/// What is wrong with the words of a command.
#[derive(Clone, Debug)]
pub(super) enum Slip {
    /// A name that the command does not have; perhaps another was meant.
    Unknown { word: Word, meant: Option<&'static str> },
    /// A name that az itself does not have, or no longer.
    Foreign { word: Word, fate: Fate },
    /// The beginning of several names.
    Ambiguous { word: Word, names: Vec<&'static str> },
    /// A value that belongs to no argument.
    Stray(Word),
    /// An argument that needs a value and has none.
    NoValue { name: &'static str, range: Range<usize> },
    /// A value that az refuses.
    Refused { name: &'static str, value: Word, choices: &'static str },
}

/// A command of az as it was given.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub command: Command,
    pub range: Range<usize>,
    pub given: Vec<Given>,
    pub slips: Vec<Slip>,
}

impl Call {
    /// Reads the words after `az`, as far as they name a command.
    pub fn of(words: &[shell::Word], range: Range<usize>, suggests: bool) -> Result<Self, Named> {
        let names = words.iter().map(|it| it.text.as_str()).take_while(|it| !it.starts_with('-'));
        let names: Vec<&str> = names.collect();
        let (command, used) = match arguments::command_named(&names, suggests) {
            Named::Command(command, used) => (command, used),
            other => return Err(other),
        };
        let mut call = Self { command, range, given: Vec::new(), slips: Vec::new() };
        call.read(words.get(used..).unwrap_or_default(), suggests);
        Ok(call)
    }

    fn read(&mut self, words: &[shell::Word], suggests: bool) {
        let command = self.command;
        let is_value =
            |word: &&shell::Word| command.word_named(&word.text, false) == arguments::Word::Value;
        let mut rest = words;
        while let Some((word, behind)) = rest.split_first() {
            rest = behind;
            let take = |most: usize| -> Vec<Word> {
                behind.iter().take(most).take_while(is_value).map(Word::of).collect()
            };
            match command.word_named(&word.text, suggests && self.slips.len() < MOST_SUGGESTIONS) {
                arguments::Word::Value => {
                    // A word processor makes dashes of hyphens.
                    let plain = word.text.trim_start_matches(['–', '—', '−', '-']);
                    if plain.len() == word.text.len() {
                        self.slips.push(Slip::Stray(Word::of(word)));
                        continue;
                    }
                    let name = format!("{}{plain}", if plain.len() > 1 { "--" } else { "-" });
                    let meant = match command.word_named(&name, false) {
                        arguments::Word::Argument { argument, spelling, value: None }
                            if plain.len() < word.text.len() =>
                        {
                            Some((argument, spelling))
                        }
                        _ => None,
                    };
                    let Some((argument, name)) = meant else {
                        self.slips.push(Slip::Stray(Word::of(word)));
                        continue;
                    };
                    let (least, most) = bounds(argument);
                    let values = take(most);
                    rest = behind.get(values.len()..).unwrap_or_default();
                    self.slips.push(Slip::Unknown { word: Word::of(word), meant: Some(name) });
                    let range = word.range.clone();
                    self.take(Given { argument, name, range, values }, least);
                }
                arguments::Word::Ambiguous(names) => {
                    let values = take(1);
                    rest = behind.get(values.len()..).unwrap_or_default();
                    self.slips.push(Slip::Ambiguous { word: Word::of(word), names });
                }
                arguments::Word::Unknown(meant) => {
                    let whole = Word::of(word);
                    let (name, value) = match word.text.split_once('=') {
                        Some((name, value)) => (name, Some(value)),
                        None => (word.text.as_str(), None),
                    };
                    let foreign = foreign(command.name, name);
                    let most = match foreign.map(|it| it.values) {
                        _ if value.is_some() => 0,
                        Some('0') => 0,
                        Some('1') => 1,
                        _ => usize::MAX,
                    };
                    let mut values = take(most);
                    rest = behind.get(values.len()..).unwrap_or_default();
                    values.extend(value.map(|it| whole.part(whole.text.len() - it.len(), it)));
                    if let Some(foreign) = foreign {
                        self.foreign(&whole, foreign, values);
                    } else {
                        let word = whole.part(0, name);
                        self.slips.push(Slip::Unknown { word, meant });
                    }
                }
                arguments::Word::Argument { argument, spelling, value } => {
                    let (least, most) = bounds(argument);
                    let whole = Word::of(word);
                    let values = match value {
                        Some(text) => vec![whole.part(whole.text.len() - text.len(), text)],
                        None => take(most),
                    };
                    if value.is_none() {
                        rest = behind.get(values.len()..).unwrap_or_default();
                    }
                    let range = word.range.clone();
                    self.take(Given { argument, name: spelling, range, values }, least);
                }
            }
        }
    }

    /// An argument that az no longer has; what takes its place is taken as if it was given.
    fn foreign(&mut self, word: &Word, foreign: &'static Foreign, values: Vec<Word>) {
        let range = word.place();
        self.slips.push(Slip::Foreign { word: word.clone(), fate: foreign.fate });
        let (instead, values) = match foreign.fate {
            Fate::Renamed { instead, .. } => (instead, values),
            Fate::Removed { instead, .. } => {
                let mut words = instead.split(' ');
                let name = words.next().unwrap_or_default();
                (name, words.map(|it| Word::assumed(it, range.clone())).collect())
            }
            Fate::Preview => return,
        };
        if let arguments::Word::Argument { argument, spelling, .. } = self.command.word(instead) {
            let least = usize::from(!matches!(argument.values(), Values::None | Values::Optional));
            if values.len() >= least {
                self.given.push(Given { argument, name: spelling, range, values });
            }
        }
    }

    fn take(&mut self, given: Given, least: usize) {
        if given.values.len() < least {
            self.slips.push(Slip::NoValue { name: given.name, range: given.range });
            return;
        }
        let refused =
            given.values.iter().find(|it| !it.is_open() && !given.argument.takes(&it.text));
        if let Some(value) = refused {
            self.slips.push(Slip::Refused {
                name: given.name,
                value: value.clone(),
                choices: given.argument.choices().unwrap_or_default(),
            });
        }
        self.given.push(given);
    }

    /// Takes an argument; of one that is given twice the last counts.
    pub fn take_given(&mut self, name: &str) -> Option<Given> {
        let named = |it: &Given| it.argument.spellings().any(|it| it == name);
        let last = self.given.iter().rposition(named)?;
        let given = self.given.remove(last);
        self.given.retain(|it| !named(it));
        Some(given)
    }

    /// Takes an argument's only value.
    pub fn take_one(&mut self, name: &str) -> Option<Word> {
        self.take_given(name)?.values.into_iter().next()
    }

    /// Whether an argument is given.
    pub fn has(&self, name: &str) -> bool {
        self.given.iter().any(|it| it.argument.spellings().any(|it| it == name))
    }

    /// The command with its name, such as `az aks create`.
    pub fn title(&self) -> String {
        format!("az {}", self.command.name)
    }
}

/// Slips of a script that get a suggestion: looking for one takes its time.
pub(super) const MOST_SUGGESTIONS: usize = 200;

/// How many values an argument takes.
fn bounds(argument: Argument) -> (usize, usize) {
    match argument.values() {
        Values::None => (0, 0),
        Values::One => (1, 1),
        Values::Optional => (0, 1),
        Values::Some => (1, usize::MAX),
        Values::Any => (0, usize::MAX),
    }
}
