//! JSON text, with a remedy for what people get wrong in it.

use super::NotAPlan;
use serde_json::Value;

/// Reads JSON.
///
/// # Errors
/// Where and why the text is no JSON, and what to do.
pub fn json(text: &str) -> Result<Value, NotAPlan> {
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        let why = message.rsplit_once(" at line ").map_or(&*message, |(why, _)| why);
        let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
        // serde_json counts bytes; people count characters.
        let before = line.get(..error.column().saturating_sub(1)).unwrap_or(line);
        NotAPlan {
            message: format!("this is no JSON: {why}"),
            help: help(text, line.get(before.len()..).unwrap_or_default(), why).to_string(),
            path: String::new(),
            line: error.line(),
            column: before.chars().count() + 1,
        }
    })
}

/// What to do where `why` is wrong at the start of `rest`.
fn help(text: &str, rest: &str, why: &str) -> &'static str {
    let starts = |text: &str, with: &[&str]| with.iter().any(|it| text.starts_with(it));
    if text.trim().is_empty() {
        "the text is empty: a plan begins with `{\"clusters\": [`"
    } else if !starts(text.trim_start(), &["{", "[", "\"", "/", "'"]) {
        "plans are read as JSON: an object with `virtualNetworks` and `clusters`"
    } else if starts(rest, &["//", "/*", "#"]) {
        "JSON has no comments: take this one away"
    } else if starts(rest, &["'", "\u{201c}", "\u{201d}"]) {
        "write names and texts in straight double quotes"
    } else if why.starts_with("trailing comma") {
        "take away the comma after the last item"
    } else if why.starts_with("EOF") {
        "the text ends too early: close every `\"`, `]` and `}` that is open"
    } else if why.starts_with("expected `,`") {
        "put a comma between the items, and close what is open"
    } else if why.starts_with("key must") {
        "write the property's name in double quotes"
    } else if why.starts_with("trailing characters") {
        "a file holds one plan: take away what comes after its last `}`"
    } else if why.starts_with("recursion") {
        "no plan is nested so deep: look for brackets that are never closed"
    } else {
        "mend the text here; a value is a text in double quotes, a number, `true`, `false`, a list or an object"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_is_told_with_place_and_remedy() {
        for (text, line, column, help) in [
            ("", 1, 1, "the text is empty"),
            ("{\n  \"a\": 1,\n}", 3, 1, "take away the comma"),
            ("{\n  // a\n}", 2, 3, "no comments"),
            ("{ 'a': 1 }", 1, 3, "straight double quotes"),
            ("{ a: 1 }", 1, 3, "name in double quotes"),
            ("{ \"ä\": 1 \"b\": 2 }", 1, 10, "put a comma"),
            ("{} {}", 1, 4, "one plan"),
            ("{ \"a\": [1", 1, 9, "ends too early"),
            ("#!/bin/sh\naz aks create", 1, 1, "read as JSON"),
        ] {
            let error = json(text).unwrap_err();
            assert_eq!((error.line, error.column), (line, column), "{text}: {error:?}");
            assert!(error.help.contains(help), "{text}: {error:?}");
        }
    }
}
