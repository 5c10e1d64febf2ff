//! Commands that a shell does itself, and those whose answer is plain.

use super::cursor::{is_unknown, unknown};
use super::run::{Answer, Runner};
use super::syntax::{Output, Simple, Source, Statement, is_name};
use super::values::{Text, Value};
use super::{Dialect, Word, pattern};

/// Commands that run another: their name, and options that take a value.
const PREFIXES: [(&str, &str); 11] = [
    ("sudo", "ugpC"),
    ("time", ""),
    ("command", ""),
    ("exec", ""),
    ("builtin", ""),
    ("nohup", ""),
    ("env", "u"),
    ("call", ""),
    ("winpty", ""),
    ("timeout", "sk"),
    ("nice", "n"),
];

/// Takes away `sudo` and the like from before a command.
pub(super) fn without_prefixes(words: &mut Vec<Word>) {
    let mut skipped = 0;
    while let Some(word) = words.get(skipped) {
        let found = PREFIXES.iter().find(|it| it.0 == word.text.to_ascii_lowercase());
        let Some((name, valued)) = found else { break };
        let mut at = skipped + 1;
        if *name == "command" && words.get(at).is_some_and(|it| it.text.eq_ignore_ascii_case("-v"))
        {
            break;
        }
        while let Some(option) = words.get(at).and_then(|it| it.text.strip_prefix('-')) {
            let takes = option.len() == 1 && valued.contains(option);
            at += if takes { 2 } else { 1 };
        }
        let is_number = |it: &Word| it.text.starts_with(|it: char| it.is_ascii_digit());
        if *name == "timeout" && words.get(at).is_some_and(is_number) {
            at += 1;
        }
        if *name == "env" {
            let is_set = |it: &&Word| it.text.split_once('=').is_some_and(|it| is_name(it.0));
            at += words.iter().skip(at).take_while(is_set).count();
        }
        if at >= words.len() {
            break;
        }
        skipped = at;
    }
    words.drain(..skipped);
}

/// Commands without an answer and without a word on Azure.
const SILENT: [&str; 50] = [
    ":",
    "true",
    "false",
    "set",
    "shopt",
    "trap",
    "exit",
    "return",
    "break",
    "continue",
    "cd",
    "wait",
    "sleep",
    "unset",
    "export",
    "declare",
    "local",
    "readonly",
    "typeset",
    "integer",
    "alias",
    "ulimit",
    "umask",
    "pushd",
    "popd",
    "hash",
    "let",
    "chmod",
    "mkdir",
    "rm",
    "setlocal",
    "endlocal",
    "pause",
    "goto",
    "title",
    "cls",
    "color",
    "write-host",
    "write-warning",
    "write-verbose",
    "write-error",
    "start-sleep",
    "set-strictmode",
    "throw",
    "out-null",
    "clear-host",
    "write-debug",
    "clear",
    "setopt",
    "emulate",
];

impl Runner<'_, '_> {
    /// Does a builtin. The outer answer: whether it is one; the inner: what it prints.
    pub fn builtin(&mut self, words: &[Word], input: Option<&Word>) -> Option<Answer> {
        let (name, arguments) = words.split_first()?;
        let texts: Vec<&str> = arguments.iter().map(|it| it.text.as_str()).collect();
        let name = name.text.to_ascii_lowercase();
        let nothing = Some(Some(String::new()));
        match name.as_str() {
            "shift" => {
                let count = texts.first().and_then(|it| it.parse().ok()).unwrap_or(1_usize);
                let rest: Vec<Text> =
                    self.variables.arguments().iter().skip(count).cloned().collect();
                self.spend(rest.iter().map(|it| it.text.len() + 1).sum());
                self.variables.set_arguments(rest);
                nothing
            }
            "set" if texts.first() == Some(&"--") => {
                let given = arguments.iter().skip(1);
                let given = given.map(|it| Text {
                    text: it.text.clone(),
                    literal: it.literal.clone(),
                    place: None,
                });
                self.variables.set_arguments(given.collect());
                nothing
            }
            "unset" => {
                for name in texts {
                    self.variables.unset(name);
                }
                nothing
            }
            "local" => {
                for name in texts.iter().filter(|it| is_name(it)) {
                    self.variables.set(name, Value::One(Text::default()), true);
                }
                nothing
            }
            "let" => {
                for text in texts {
                    self.arithmetic(text);
                }
                nothing
            }
            "[" | "[[" | "test" => {
                self.verdict = verdict(&texts);
                nothing
            }
            "echo" | "write-output" => Some(Some(echo(&texts))),
            "printf" => Some(printf(&texts)),
            "cat" | "get-content" | "type" if name != "type" || self.dialect == Dialect::Cmd => {
                match texts.as_slice() {
                    [] | ["-"] => Some(input.map(|it| it.text.clone())),
                    [file] => {
                        let known = self.files.get(*file).cloned();
                        self.spend(known.as_ref().map_or(0, String::len));
                        known.map(Some)
                    }
                    _ => None,
                }
            }
            "seq" => Some(seq(&texts)),
            "basename" | "dirname" if !texts.iter().any(|it| is_unknown(it)) => {
                let path = texts.first()?;
                let (folder, file) = path.rsplit_once('/').unwrap_or((".", path));
                let end = texts.get(1).copied().unwrap_or_default();
                let part =
                    if name == "dirname" { folder } else { file.strip_suffix(end).unwrap_or(file) };
                Some(Some(format!("{part}\n")))
            }
            "read" => {
                self.read(&texts, input);
                nothing
            }
            "mapfile" | "readarray" => {
                self.lines(&texts, input);
                nothing
            }
            "getopts" => {
                for name in [texts.get(1).copied().unwrap_or_default(), "OPTARG"] {
                    self.variables.set(name, Value::One(Text::made(unknown(name))), false);
                }
                nothing
            }
            "eval" => Some(self.eval(arguments, "eval")),
            "bash" | "sh" | "zsh" | "dash" => match arguments {
                [flags, text, ..] if flags.text.starts_with('-') && flags.text.ends_with('c') => {
                    Some(self.eval(std::slice::from_ref(text), &format!("{name} -c")))
                }
                _ => None,
            },
            "command" | "which" | "type" | "where" | "read-host" => Some(None),
            "xargs" => Some(self.xargs(arguments, input)),
            name if SILENT.contains(&name) => nothing,
            _ => None,
        }
    }

    /// `read NAME…`
    fn read(&mut self, texts: &[&str], input: Option<&Word>) {
        let mut names = Vec::new();
        let mut at = 0;
        let mut is_list = false;
        while let Some(text) = texts.get(at) {
            match text.strip_prefix('-') {
                Some(flags) => {
                    is_list |= flags.contains('a');
                    at += usize::from(flags.ends_with(['p', 't', 'd', 'n', 'u', 'i']));
                }
                None => names.push(*text),
            }
            at += 1;
        }
        if names.is_empty() {
            names.push("REPLY");
        }
        let line = input.and_then(|it| it.text.lines().next()).filter(|it| !is_unknown(it));
        let separators = match self.variables.get("IFS") {
            Some(Value::One(it)) if !it.text.is_empty() => it.text.clone(),
            _ => " \t".to_string(),
        };
        let is_cut = |it: char| separators.contains(it);
        let Some(line) = line else {
            for name in names {
                let value = Value::One(Text::made(unknown(name)));
                let is_known = matches!(self.variables.get(name), Some(Value::One(it)) if !it.is_all_unknown());
                if !(self.doubts > 0 && is_known) {
                    self.variables.set(name, value, false);
                }
            }
            return;
        };
        if is_list {
            let items = line.split(is_cut).filter(|it| !it.is_empty()).map(Text::made).enumerate();
            let items = items.map(|(at, it)| (at.to_string(), it)).collect();
            self.variables.set(
                names.first().copied().unwrap_or_default(),
                Value::List(items),
                false,
            );
            return;
        }
        let mut parts = line.splitn(names.len(), is_cut);
        for name in names {
            let part = parts.next().unwrap_or_default();
            self.variables.set(name, Value::One(Text::made(part)), false);
        }
    }

    /// `mapfile NAME`: the lines of what is read.
    fn lines(&mut self, texts: &[&str], input: Option<&Word>) {
        let name = texts.iter().rfind(|it| is_name(it)).copied().unwrap_or("MAPFILE");
        let value = match input.filter(|it| !is_unknown(&it.text)) {
            Some(input) => {
                let lines = input.text.lines().map(Text::made).enumerate();
                Value::List(lines.map(|(at, it)| (at.to_string(), it)).collect())
            }
            None => Value::One(Text::made(unknown(name))),
        };
        self.variables.set(name, value, false);
    }

    /// `eval` or `bash -c`: words that hold nothing a shell would take for its own.
    fn eval(&mut self, arguments: &[Word], name: &str) -> Answer {
        let is_plain = |it: &Word| {
            let text = it.text.replace("${", "").replace('}', "");
            !text.contains(['"', '\'', '$', '`', '\\', '|', '&', ';', '<', '>', '(', ')'])
        };
        let again = arguments.iter().take_while(|it| it.text == "eval").count();
        let arguments = arguments.get(again..).unwrap_or_default();
        let range = arguments.first().map_or(0..0, |it| it.range.clone());
        if !arguments.iter().all(is_plain) {
            self.host.not_understood(
                range,
                format!("`{name}` of text with quotes or other signs of the shell in it"),
                "give the command itself; a list `A=(…)` and `\"${A[@]}\"` keep words apart",
            );
            return None;
        }
        let words: Vec<Word> = arguments
            .iter()
            .flat_map(|word| {
                word.text.split_whitespace().map(|it| Word {
                    text: it.to_string(),
                    range: word.range.clone(),
                    literal: None,
                })
            })
            .collect();
        let end = arguments.last().map_or(range.end, |it| it.range.end);
        self.again(words, range.start..end.max(range.start))
    }

    /// `xargs command`: with what is piped in at its end, or where `{}` stands.
    fn xargs(&mut self, arguments: &[Word], input: Option<&Word>) -> Answer {
        let mut at = 0;
        let mut place: Option<String> = None;
        while let Some(option) = arguments.get(at).filter(|it| it.text.starts_with('-')) {
            let has_value = option.text.len() == 2
                && "InPLds".contains(option.text.get(1..).unwrap_or_default());
            if let Some(name) = option.text.strip_prefix("-I") {
                let next = arguments.get(at + 1).map(|it| it.text.clone());
                place = if name.is_empty() { next } else { Some(name.to_string()) };
            }
            at += if has_value { 2 } else { 1 };
        }
        let command = arguments.get(at..).unwrap_or_default();
        let Some(first) = command.first() else {
            let trimmed = input.map(|it| it.text.split_whitespace().collect::<Vec<_>>().join(" "));
            return trimmed;
        };
        let range = first.range.start..command.last().map_or(first.range.end, |it| it.range.end);
        let given = input.map_or_else(|| unknown("xargs"), |it| it.text.clone());
        let mut words: Vec<Word> = command.to_vec();
        match &place {
            Some(place) => {
                for word in words.iter_mut().filter(|it| it.text.contains(place.as_str())) {
                    if self.spend(given.len().saturating_mul(word.text.len() + 1)) {
                        return None;
                    }
                    word.text = word.text.replace(place.as_str(), given.trim());
                    word.literal = None;
                }
            }
            None => words.extend(given.split_whitespace().map(|it| Word {
                text: it.to_string(),
                range: range.clone(),
                literal: None,
            })),
        }
        self.again(words, range)
    }

    /// Runs a command as if it were asked for a part of its answer alone.
    pub fn with_query(&mut self, simple: &Simple, piped: Option<Word>, query: &str) -> Answer {
        let mut words: Vec<Word> = simple.words.iter().flat_map(|it| self.fields(it)).collect();
        without_prefixes(&mut words);
        let is_az = words.first().is_some_and(|it| it.text == "az");
        let is_asked = words.iter().any(|it| it.text.starts_with("--query"));
        if is_az && !is_asked {
            let range = words.last().map_or(0..0, |it| it.range.clone());
            words.extend(["--query", query, "--output", "tsv"].map(|it| Word {
                text: it.to_string(),
                range: range.clone(),
                literal: None,
            }));
            let command = super::Command {
                words,
                range: simple.range.clone(),
                input: piped,
                writes_to: None,
            };
            return self.host.run(&command);
        }
        let range = simple.range.clone();
        self.again_with(words, range, piped);
        None
    }

    /// What a command in a pipe makes of what it is given.
    pub fn filter(&mut self, simple: &Simple, given: Answer) -> Answer {
        let words: Vec<Word> = simple.words.iter().flat_map(|it| self.fields(it)).collect();
        let texts: Vec<String> = words.iter().map(|it| it.text.to_ascii_lowercase()).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let given = given?;
        self.spend(given.len());
        let lines = given.lines().count();
        match texts.as_slice() {
            ["out-null"] => Some(String::new()),
            ["xargs"] => Some(given.split_whitespace().collect::<Vec<_>>().join(" ")),
            ["tr", "-d", deleted] => {
                let deleted =
                    deleted.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
                let is_plain = deleted.chars().all(|it| it.is_whitespace() || "\"',".contains(it))
                    || deleted == "[:space:]";
                let is_deleted = |it: char| {
                    deleted.contains(it) || (deleted == "[:space:]" && it.is_whitespace())
                };
                let keep = |it: &char| !is_deleted(*it);
                is_plain.then(|| given.chars().filter(keep).collect())
            }
            ["out-string" | "more" | "less" | "sort" | "uniq" | "column", ..] if lines <= 1 => {
                Some(given)
            }
            ["head" | "tail", ..] if lines <= 1 => Some(given),
            ["head", "-1" | "-n1"] | ["head", "-n", "1"] => {
                given.lines().next().map(str::to_string)
            }
            ["tail", "-1" | "-n1"] | ["tail", "-n", "1"] => {
                given.lines().last().map(str::to_string)
            }
            _ => None,
        }
    }
}

/// What a pipe's command asks of the JSON before it: `jq -r .id`.
pub(super) fn query_of(statement: &Statement) -> Option<String> {
    let Statement::Simple(simple) = statement else { return None };
    let words: Vec<&str> = simple.words.iter().map(Source::plain).collect::<Option<_>>()?;
    let (["jq", "-r" | "--raw-output" | "-er" | "-re", filter]
    | ["jq", filter, "-r" | "--raw-output"]) = words.as_slice()
    else {
        return None;
    };
    let path = filter.strip_prefix('.')?;
    let is_part = |it: char| it.is_alphanumeric() || "._[]".contains(it);
    (!path.is_empty() && path.chars().all(is_part) && !path.contains("[]"))
        .then(|| path.to_string())
}

/// Whether a command in a pipe only passes on what it is given, changed or not.
pub(super) fn is_filter(simple: &Simple) -> bool {
    const FILTERS: [&str; 20] = [
        "tr",
        "head",
        "tail",
        "sed",
        "awk",
        "grep",
        "egrep",
        "cut",
        "sort",
        "uniq",
        "wc",
        "jq",
        "column",
        "more",
        "less",
        "convertfrom-json",
        "out-null",
        "out-string",
        "select-object",
        "where-object",
    ];
    let name = simple.words.first().and_then(Source::plain).unwrap_or_default();
    let is_bare_xargs = name == "xargs" && simple.words.len() == 1;
    matches!(simple.output, Output::Answer)
        && (is_bare_xargs || FILTERS.contains(&name.to_ascii_lowercase().as_str()))
}

/// What `seq` counts, where that is not much.
fn seq(texts: &[&str]) -> Answer {
    let numbers: Option<Vec<i64>> = texts.iter().map(|it| it.parse().ok()).collect();
    let (from, to) = match *numbers?.as_slice() {
        [to] => (1, to),
        [from, to] => (from, to),
        _ => return None,
    };
    let is_short = to.saturating_sub(from) < 1000;
    let lines = (from..=to).map(|it| it.to_string() + "\n");
    is_short.then(|| lines.collect())
}

fn echo(texts: &[&str]) -> String {
    let flags =
        texts.iter().take_while(|it| matches!(**it, "-n" | "-e" | "-E" | "-ne" | "-en")).count();
    let (flags, texts) = texts.split_at_checked(flags).unwrap_or_default();
    let mut text = texts.join(" ");
    if flags.iter().any(|it| it.contains('e')) {
        text = text.replace("\\n", "\n").replace("\\t", "\t");
    }
    if !flags.iter().any(|it| it.contains('n')) {
        text.push('\n');
    }
    text
}

/// What `printf` prints, with `%s` and `%d`; nothing where its format holds more.
fn printf(texts: &[&str]) -> Answer {
    let (format, values) = match texts {
        ["-v", ..] | [] => return None,
        ["--", format, values @ ..] | [format, values @ ..] => (*format, values),
    };
    let format = format.replace("\\n", "\n").replace("\\t", "\t");
    let mut values = values.iter();
    let mut text = String::new();
    loop {
        let mut takes = false;
        let mut parts = format.split('%');
        text.push_str(parts.next().unwrap_or_default());
        while let Some(part) = parts.next() {
            if part.is_empty() {
                text.push('%');
                text.push_str(parts.next().unwrap_or_default());
                continue;
            }
            let rest = part.strip_prefix(['s', 'd', 'b', 'q'])?;
            text.push_str(values.next().copied().unwrap_or_default());
            text.push_str(rest);
            takes = true;
        }
        if !takes || values.len() == 0 {
            return Some(text);
        }
    }
}

/// What `[ … ]` comes to, where all of it is known.
fn verdict(texts: &[&str]) -> Option<bool> {
    let texts = match texts {
        [inside @ .., "]" | "]]"] => inside,
        _ => texts,
    };
    if texts.iter().any(|it| is_unknown(it)) {
        return None;
    }
    let number = |it: &str| it.trim().parse::<i64>().ok();
    match texts {
        ["!", rest @ ..] if rest.len() > 1 => verdict(rest).map(|it| !it),
        ["-z", text] => Some(text.is_empty()),
        [left, "=" | "==" | "-eq", right] if number(left).is_some() => {
            Some(number(left) == number(right))
        }
        [left, "=" | "==", right] if right.len() < 1000 && left.len() < 1000 => {
            (!right.contains('[')).then(|| pattern::fits(right, left))
        }
        [left, "!=", right] if pattern::is_plain(right) => Some(left != right),
        [left, sign @ ("-ne" | "-lt" | "-le" | "-gt" | "-ge"), right] => {
            let (left, right) = (number(left)?, number(right)?);
            Some(match *sign {
                "-ne" => left != right,
                "-lt" => left < right,
                "-le" => left <= right,
                "-gt" => left > right,
                _ => left >= right,
            })
        }
        [text] | ["-n", text] => Some(!text.is_empty()),
        _ => None,
    }
}
