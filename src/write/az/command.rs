//! One az command, an argument a line.

use crate::azure_facts::az_arguments;
use crate::model::StringMap;
use crate::write::bash::{Word, unsayable};
use std::fmt::Write;

/// An az command.
#[derive(Clone, Debug)]
pub(super) struct Az {
    verb: &'static str,
    options: Vec<(&'static str, Vec<Word>)>,
    /// Arguments that are written as they are, a line each.
    carried: Vec<Vec<Word>>,
    /// Why az would not take an argument as it stands.
    problems: Vec<String>,
}

impl Az {
    /// The command of this name, without `az`.
    pub fn new(verb: &'static str) -> Self {
        Self { verb, options: Vec::new(), carried: Vec::new(), problems: Vec::new() }
    }

    /// Whether az reads values of this command in its shorthand, in which `null` is nothing, `??` asks
    /// for help, and quotes, brackets and equals signs mean something.
    fn reads_shorthand(&self) -> bool {
        let starts = |it| self.verb.starts_with(it);
        (starts("network ") && self.verb != "network public-ip create") || starts("identity ")
    }

    /// An option with a value.
    pub fn with(mut self, flag: &'static str, value: Word) -> Self {
        if let Some(text) = value.text_of() {
            if let Some(why) = unsayable(text) {
                self.refuse(flag, text, why);
            } else if text == "--" {
                self.refuse(flag, text, "is what ends the options of a command");
            } else if self.reads_shorthand()
                && (["null", "??"].contains(&text) || text.starts_with('\''))
            {
                self.refuse(flag, text, "is no text in az's shorthand");
            }
        }
        self.options.push((flag, vec![value]));
        self
    }

    /// An option with a text.
    pub fn text(mut self, flag: &'static str, text: impl AsRef<str>) -> Self {
        if az_arguments::is_refused(self.verb, flag, text.as_ref()) {
            self.refuse(
                flag,
                text.as_ref(),
                "is none of its values; Azure Resource Manager may take it from a template, \
                 which --to arm writes",
            );
        }
        self.with(flag, Word::text(text.as_ref()))
    }

    /// An option with a text, where there is one.
    pub fn maybe(self, flag: &'static str, text: Option<impl AsRef<str>>) -> Self {
        match text {
            Some(text) => self.text(flag, text),
            None => self,
        }
    }

    /// An option with a word that Azure knows, where there is one.
    pub fn choice(self, flag: &'static str, word: Option<impl ToString>) -> Self {
        self.maybe(flag, word.map(|it| it.to_string()))
    }

    /// An option with a number, where there is one.
    pub fn number(self, flag: &'static str, number: Option<u32>) -> Self {
        match number {
            Some(number) => self.with(flag, Word::number(number)),
            None => self,
        }
    }

    /// An option with a value, where there is one.
    pub fn word(self, flag: &'static str, value: Option<Word>) -> Self {
        match value {
            Some(value) => self.with(flag, value),
            None => self,
        }
    }

    /// An option with several values, where there are any.
    pub fn list(self, flag: &'static str, texts: &[impl AsRef<str>]) -> Self {
        if texts.is_empty() {
            return self;
        }
        self.words(flag, texts.iter().map(|it| Word::text(it.as_ref())).collect())
    }

    /// An option with tags or labels, where there are any: `name=value`, a word each.
    pub fn pairs(mut self, flag: &'static str, pairs: &StringMap) -> Self {
        let words = pairs.iter().map(|(name, value)| format!("{name}={value}"));
        let words: Vec<Word> = words.map(|it| Word::text(&it)).collect();
        if words.is_empty() {
            return self;
        }
        if self.reads_shorthand() {
            if pairs.iter().all(|(name, value)| is_name(name) && is_plain(value)) {
                self.options.push((flag, words));
                return self;
            }
            return self.json(flag, pairs);
        }
        for name in pairs.keys().filter(|it| it.contains('=')) {
            self.refuse(flag, name, "is a name with an equals sign, at which az ends the name");
        }
        self.words(flag, words)
    }

    /// An option with several words.
    pub fn words(mut self, flag: &'static str, words: Vec<Word>) -> Self {
        let texts = || words.iter().filter_map(Word::text_of);
        if self.reads_shorthand() && texts().count() == words.len() && !texts().all(is_plain) {
            let texts: Vec<String> = texts().map(str::to_string).collect();
            return self.json(flag, &texts);
        }
        for text in words.iter().filter_map(Word::text_of) {
            if let Some(why) = unsayable(text) {
                self.refuse(flag, text, why);
            } else if text == "--" || (words.len() > 1 && text.starts_with('-')) {
                let why = "starts with a dash, as options do, and there is no other way to say it";
                self.refuse(flag, text, why);
            }
        }
        self.options.push((flag, words));
        self
    }

    /// An option with JSON, which az takes wherever it takes its shorthand.
    fn json(self, flag: &'static str, value: &impl serde::Serialize) -> Self {
        let json = serde_json::to_string(value).unwrap_or_default();
        // Behind the first equals sign az would take `@` for a file, here as well.
        self.text(flag, json.replace("=@", "=\\u0040"))
    }

    /// An option with the texts in one value between commas, where there are any.
    pub fn commas(mut self, flag: &'static str, texts: &[String]) -> Self {
        if texts.is_empty() {
            return self;
        }
        for text in texts {
            if text.contains(',') || text.trim() != text {
                self.refuse(flag, text, "has a comma or a space at an end, where az ends a value");
            }
        }
        self.text(flag, texts.join(","))
    }

    /// An option without a value, where it is on.
    pub fn switch(mut self, flag: &'static str, on: bool) -> Self {
        if on {
            self.options.push((flag, Vec::new()));
        }
        self
    }

    /// Arguments that a plan carries for az: names with their values behind them.
    pub fn carried(mut self, words: &[String]) -> Self {
        for text in words {
            if text.contains('\0') {
                self.refuse("", text, unsayable(text).unwrap_or_default());
            }
            let word = Word::text(text);
            match self.carried.last_mut().filter(|_| !word.is_dashed()) {
                Some(argument) => argument.push(word),
                None => self.carried.push(vec![word]),
            }
        }
        self
    }

    fn refuse(&mut self, flag: &str, text: &str, why: &str) {
        let space = if flag.is_empty() { "" } else { " " };
        let code = Word::text(text);
        self.problems.push(format!(
            "az {}{space}{flag} can't take {}: it {why}",
            self.verb,
            code.code()
        ));
    }

    /// Why az would not take an argument as it stands.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// On one line.
    pub fn line(&self) -> String {
        let mut line = format!("az {}", self.verb);
        for option in &self.options {
            let _ = write!(line, " {}", argument(option, 0));
        }
        for words in &self.carried {
            let _ = write!(line, " {}", joined(words));
        }
        line
    }

    /// Between other words, on as few lines as it fits on.
    pub fn within(&self, before: &str, after: &str) -> String {
        let indent = before.chars().take_while(|it| *it == ' ').count() + 4;
        let mut text = format!("{before}az {}", self.verb);
        let mut width = text.chars().count();
        for (at, option) in self.options.iter().enumerate() {
            let argument = argument(option, 0);
            let is_last = at + 1 == self.options.len();
            let needed = argument.chars().count() + if is_last { after.len() } else { 2 };
            if width + 1 + needed > WIDTH {
                let _ = write!(text, " \\\n{:indent$}{argument}", "");
                width = indent + argument.chars().count();
            } else {
                let _ = write!(text, " {argument}");
                width += 1 + argument.chars().count();
            }
        }
        text.push_str(after);
        text.push('\n');
        text
    }

    /// An argument a line, values below each other; a short command on one line.
    pub fn lines(&self, indent: &str) -> String {
        let line = format!("{indent}{}\n", self.line());
        if line.chars().count() <= WIDTH && self.options.len() + self.carried.len() <= 3 {
            return line;
        }
        let valued = self.options.iter().filter(|(_, values)| !values.is_empty());
        let width = valued.map(|(flag, _)| flag.len()).max().unwrap_or_default();
        let mut lines = format!("{indent}az {}", self.verb);
        for option in &self.options {
            let _ = write!(lines, " \\\n{indent}  {}", argument(option, width));
        }
        for words in &self.carried {
            let _ = write!(lines, " \\\n{indent}  {}", joined(words));
        }
        lines.push('\n');
        lines
    }
}

/// Whether a text is itself in az's shorthand, as a value of a list too.
fn is_plain(text: &str) -> bool {
    let inner = |it: char| it.is_ascii_alphanumeric() || "_.-/:*".contains(it);
    text.starts_with(|it: char| it.is_ascii_alphanumeric() || it == '*')
        && text.chars().all(inner)
        && text != "null"
}

/// Whether az's shorthand takes a text for one name: a dot in it would lead into an object.
fn is_name(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_alphanumeric())
        && text.chars().all(|it| it.is_ascii_alphanumeric() || "_-".contains(it))
}

/// Columns of a line; what can't be broken runs over.
const WIDTH: usize = 100;

fn argument((flag, values): &(&'static str, Vec<Word>), width: usize) -> String {
    match values.as_slice() {
        [] => (*flag).to_string(),
        // Behind an equals sign a dash starts no option.
        [only] if only.is_dashed() => format!("{flag}={}", only.code()),
        values => format!("{flag:width$} {}", joined(values)),
    }
}

fn joined(words: &[Word]) -> String {
    let words: Vec<&str> = words.iter().map(Word::code).collect();
    words.join(" ")
}
