//! Markdown, for documents and wikis.

use super::document::{Block, Document};
use std::fmt::Write;

/// A report as Markdown, with tables as GitHub and most wikis have them.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut text = format!("# {}\n", prose(&document.title));
    for section in &document.sections {
        if !section.title.is_empty() {
            let _ = write!(text, "\n## {}\n", prose(&section.title));
        }
        for it in &section.blocks {
            block(&mut text, it);
        }
    }
    text
}

fn block(text: &mut String, block: &Block) {
    text.push('\n');
    match block {
        Block::Text { text: it } => {
            let _ = writeln!(text, "{}", prose(it));
        }
        Block::List { items } => {
            for item in items {
                let _ = writeln!(text, "- {}", prose(item));
            }
        }
        Block::Table { caption, head, rows } => {
            if let Some(caption) = caption {
                let _ = write!(text, "### {}\n\n", prose(caption));
            }
            let _ = write!(text, "| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
            for row in rows {
                let cells: Vec<String> = row.iter().map(|it| cell(it)).collect();
                let _ = writeln!(text, "| {} |", cells.join(" | "));
            }
        }
    }
}

/// A text as Markdown that shows just that text: what is between backticks as code, and nothing
/// else as markup. An odd number of backticks is text of the user's.
fn prose(text: &str) -> String {
    marked(text, |code| code.replace(['\n', '\r', '\t'], " "))
}

/// The same in a table, where code has one escape: that of the table's bar.
fn cell(text: &str) -> String {
    marked(text, |code| code.replace(['\n', '\r', '\t'], " ").replace('|', "\\|"))
}

fn marked(text: &str, code: impl Fn(&str) -> String) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return word(text);
    }
    let parts = parts.iter().enumerate().map(|(at, part)| match at % 2 {
        0 => word(part),
        _ if part.is_empty() => String::new(),
        _ => format!("`{}`", code(part)),
    });
    parts.collect()
}

/// A text of the plan as Markdown that shows just that text, in a table as elsewhere.
fn word(text: &str) -> String {
    let mut quoted = String::new();
    for char in text.chars() {
        match char {
            '\n' | '\r' | '\t' => quoted.push(' '),
            '<' => quoted.push_str("&lt;"),
            '&' => quoted.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                quoted.push('\\');
                quoted.push(char);
            }
            _ => quoted.push(char),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_plan_stay_texts() {
        for (text, expected) in [
            ("v|net\n<b>", "v\\|net &lt;b>"),
            ("subnet `a|b` is *new*", "subnet `a\\|b` is \\*new\\*"),
            ("one ` alone", "one \\` alone"),
            ("# no heading", "\\# no heading"),
            ("![x](http://y)", "\\!\\[x\\](http://y)"),
        ] {
            assert_eq!(cell(text), expected);
        }
        assert_eq!(prose("`a|b`"), "`a|b`");
    }
}
