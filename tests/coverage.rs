//! `docs/coverage.md`: every row of the catalogue has rules that exist, or a reason.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

/// A row of the tables.
struct Row<'t> {
    id: &'t str,
    rules: Vec<&'t str>,
    note: &'t str,
}

fn text() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/coverage.md")).unwrap()
}

/// The lines that begin with a section's letter and a number.
fn rows(text: &str) -> Vec<Row<'_>> {
    text.lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let &["", id, what, rules, note, ""] = cells.as_slice() else { return None };
            let number = id.strip_prefix(|it: char| ('A'..='G').contains(&it))?;
            number.parse::<u32>().ok()?;
            assert!(!what.is_empty(), "{id} does not say what goes wrong");
            Some(Row { id, rules: rules.split('`').skip(1).step_by(2).collect(), note })
        })
        .collect()
}

#[test]
fn every_row_has_rules_that_exist_or_a_reason() {
    let text = text();
    let known: BTreeSet<&str> = aksplan::rules::all().map(|it| it.id).collect();
    for Row { id, rules, note } in rows(&text) {
        for rule in &rules {
            assert!(known.contains(rule), "{id} names `{rule}`, which is no rule");
        }
        assert!(!rules.is_empty() || !note.is_empty(), "{id} has neither a rule nor a reason");
    }
}

/// Sections have so many rows, each once and in order.
#[test]
fn every_row_stands_once() {
    let sections = [('A', 50), ('B', 51), ('C', 23), ('D', 31), ('E', 42), ('F', 42), ('G', 20)];
    let wanted: Vec<String> = sections
        .iter()
        .flat_map(|(section, last)| (1..=*last).map(move |it| format!("{section}{it}")))
        .collect();
    let text = text();
    let found: Vec<String> = rows(&text).iter().map(|it| it.id.to_string()).collect();
    assert_eq!(found, wanted);
}

#[test]
fn the_numbers_are_right() {
    let text = text();
    let rows = rows(&text);
    let here = rows.iter().filter(|it| !it.rules.is_empty()).count();
    let (all, left_out) = (rows.len(), rows.len() - here);
    let line = format!("{all} rows: {here} with a rule here, {left_out} left out.");
    assert!(text.contains(&line), "the text does not say: {line}");
}
