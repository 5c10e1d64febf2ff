//! Text in bash. The only way from a plan's text into a script is through [`quote`], [`comment`] and
//! [`here_document`].

use std::fmt::Write;

/// A piece of bash that expands to exactly one word, or stands quoted in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    code: String,
    /// What it expands to, where that is known beforehand.
    text: Option<String>,
}

impl Word {
    /// Text as it is.
    pub fn text(text: &str) -> Self {
        Self { code: quote(text), text: Some(text.to_string()) }
    }

    /// A number.
    pub fn number(number: impl Into<f64>) -> Self {
        let code = number.into().to_string();
        Self { text: Some(code.clone()), code }
    }

    /// The value of a variable.
    pub fn variable(variable: &Variable) -> Self {
        Self { code: format!("\"${}\"", variable.name), text: variable.text.clone() }
    }

    /// The value of a variable of the script's own.
    pub fn local(name: &str) -> Self {
        Self { code: format!("\"${name}\""), text: None }
    }

    /// A file in the folder that a variable names; of the file's name, letters and digits stay.
    pub fn file(folder: &str, name: &str) -> Self {
        let plain =
            |it: char| if it.is_ascii_alphanumeric() { it.to_ascii_lowercase() } else { '-' };
        let name: String = name.chars().take(80).map(plain).collect();
        Self { code: format!("\"${folder}/{name}.json\""), text: None }
    }

    /// Fixed words and variables' values in a row, in double quotes.
    pub fn template(parts: &[Part]) -> Self {
        let mut code = String::from('"');
        for (at, part) in parts.iter().enumerate() {
            match part {
                Part::Fixed(text) => code.push_str(text),
                Part::Variable(it) => {
                    let next = parts.get(at + 1);
                    let runs_on = matches!(next, Some(Part::Fixed(text))
                        if text.starts_with(|it: char| it.is_ascii_alphanumeric() || it == '_'));
                    let braces = runs_on || matches!(next, Some(Part::Text(_)));
                    let _ = if braces {
                        write!(code, "${{{}}}", it.name)
                    } else {
                        write!(code, "${}", it.name)
                    };
                }
                Part::Text(text) => {
                    let _ = write!(code, "\"{}\"", quote(text));
                }
            }
        }
        code.push('"');
        // An empty pair of quotes at an end adds nothing.
        let code =
            code.strip_suffix("\"\"").filter(|it| !it.is_empty()).unwrap_or(&code).to_string();
        Self { code, text: None }
    }

    /// As bash.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What it expands to, where that is known beforehand.
    pub fn text_of(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Whether a command would take it for an option.
    pub fn is_dashed(&self) -> bool {
        self.text.as_ref().is_some_and(|it| it.starts_with('-'))
    }
}

/// A part of a word in double quotes.
pub(super) enum Part {
    /// Words of ours, without anything that bash knows.
    Fixed(&'static str),
    /// A variable's value.
    Variable(Variable),
    /// Text as it is.
    Text(String),
}

/// A variable of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variable {
    pub name: String,
    /// Its value, where that is known beforehand.
    pub text: Option<String>,
}

/// Text as one word of bash.
///
/// Plain text stands bare, most other text in quotes. What bash, a terminal or a reader could
/// mistake (control characters, quotes of any script, `$`, backticks, backslashes) is escaped byte by
/// byte in `$'…'`, so that a script's text never depends on the locale.
pub(crate) fn quote(text: &str) -> String {
    let bare = |it: char| it.is_ascii_alphanumeric() || "_./:@%+,-".contains(it);
    if !text.is_empty() && text.chars().all(bare) {
        return text.to_string();
    }
    let single = |it: char| match it {
        '\'' | '\\' | '$' | '`' | '~' => false,
        ' '..='~' => true,
        _ => it.is_alphanumeric(),
    };
    if text.chars().all(single) {
        return format!("'{text}'");
    }
    let double = |it: char| it == '\'' || (single(it) && it != '"' && it != '!');
    if text.chars().all(double) {
        return format!("\"{text}\"");
    }
    let mut code = String::from("$'");
    for character in text.chars() {
        match character {
            '\'' | '\\' => code.extend(['\\', character]),
            '\n' => code.push_str("\\n"),
            '\t' => code.push_str("\\t"),
            ' '..='~' => code.push(character),
            _ if character.is_alphanumeric() => code.push(character),
            _ => {
                for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(code, "\\x{byte:02x}");
                }
            }
        }
    }
    code.push('\'');
    code
}

/// The same, in quotes even where it is plain, as settings are that people change.
pub(super) fn quote_always(text: &str) -> String {
    let code = quote(text);
    if code == text { format!("'{text}'") } else { code }
}

/// Text for the middle of a comment: on one line, and nothing that a terminal or reader could
/// mistake.
pub(super) fn comment(text: &str) -> String {
    const LONGEST: usize = 120;
    let plain = |it: char| {
        if it == ' ' || it.is_ascii_graphic() || it.is_alphanumeric() { it } else { '?' }
    };
    let mut short: String = text.chars().take(LONGEST).map(plain).collect();
    if text.chars().count() > LONGEST {
        short.push_str("...");
    }
    short
}

/// JSON as a here-document: ASCII alone, so that no line of it can end the document.
pub(super) fn here_document(json: &serde_json::Value) -> String {
    let text = serde_json::to_string_pretty(json).unwrap_or_default();
    format!("<<'JSON'\n{}\nJSON\n", ascii(&text))
}

/// JSON text in ASCII, without anything that a terminal acts on.
pub(super) fn ascii(json: &str) -> String {
    let mut ascii = String::new();
    for character in json.chars() {
        if character.is_ascii() && character != '\u{7f}' {
            ascii.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(ascii, "\\u{unit:04x}");
            }
        }
    }
    ascii
}

/// Why az would not take a text as an argument as it stands, whatever the shell does: it reads files
/// for values that start with `@`.
pub(crate) fn unsayable(text: &str) -> Option<&'static str> {
    if text.contains('\0') {
        return Some("holds a NUL character, which no command takes");
    }
    // Where there is an equals sign, az looks behind it and nowhere else.
    let value = text.split_once('=').map_or(text, |(_, value)| value);
    if value.starts_with('@') && value.len() > 1 {
        return Some("has a value that starts with `@`, which az takes for a file");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::process::Command;

    #[test]
    fn plain_text_stays_readable() {
        let cases = [
            ("10.0.0.0/16", "10.0.0.0/16"),
            ("", "''"),
            ("two words", "'two words'"),
            ("Müller", "'Müller'"),
            ("it's", "\"it's\""),
            ("$(x)", "$'$(x)'"),
            ("a\nb", "$'a\\nb'"),
            ("\u{202e}", "$'\\xe2\\x80\\xae'"),
            ("\\'", "$'\\\\\\''"),
        ];
        for (text, code) in cases {
            assert_eq!(quote(text), code);
        }
        assert_eq!(quote_always("batch"), "'batch'");
        assert_eq!(comment("a\nb\u{1b}[31m"), "a?b?[31m");
        assert_eq!(comment(&"x".repeat(500)).len(), 123);
    }

    #[test]
    fn here_documents_end_where_they_should() {
        let json = serde_json::json!({ "JSON": "JSON\nJSON\n$(x)`y`\u{1f980}’" });
        let script = format!("cat {}", here_document(&json));
        let output = Command::new("bash").args(["-c", &script]).output().unwrap();
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap(), json);
        assert!(output.stdout.is_ascii());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// Whatever the text, bash sees that text: alone, as a setting, and inside a longer word.
        #[test]
        fn bash_sees_the_text(texts in prop::collection::vec("[^\u{0}]{0,40}", 1..60)) {
            let mut script = String::new();
            for text in &texts {
                let variable = Variable { name: "X".to_string(), text: None };
                let parts = [
                    Part::Fixed("a/"),
                    Part::Text(text.clone()),
                    Part::Fixed("b"),
                    Part::Variable(variable),
                    Part::Text(text.clone()),
                ];
                let whole = Word::template(&parts);
                let _ = writeln!(script, "X={}", quote_always(text));
                let _ = writeln!(script, "# {}", comment(text));
                let _ = writeln!(script, "printf '%s\\0' {} \"$X\" {}", quote(text), whole.code());
            }
            let output = Command::new("bash").env("LC_ALL", "C").args(["-c", &script]).output().unwrap();
            let said = String::from_utf8(output.stdout).unwrap();
            let wanted: String = texts
                .iter()
                .flat_map(|it| [it.clone(), it.clone(), format!("a/{it}b{it}{it}")])
                .map(|it| it + "\0")
                .collect();
            prop_assert_eq!(said, wanted);
        }
    }
}
