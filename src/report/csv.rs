//! Comma-separated values (RFC 4180).

use super::rows;
use crate::layout::Layout;
use std::fmt::Write;

/// The address plan, one range a line, by address.
///
/// ```
/// let plan = aksplan::example::over_base(&serde_json::json!({}));
/// let (plan, _) = aksplan::read::plan(&plan).unwrap();
/// let layout = aksplan::layout::layout(&aksplan::lower::lower(&plan));
/// let text = aksplan::report::csv(&layout);
/// assert!(text.starts_with("cidr,first,last,kind,name,owner,usable,required,"));
/// assert!(text.contains("10.244.1.0/24,10.244.1.0,10.244.1.255,nodePods,node 2,cluster,"));
/// ```
#[must_use]
pub fn csv(layout: &Layout) -> String {
    let mut text = String::from(
        "cidr,first,last,kind,name,owner,usable,required,requiredWithUpgrade,free,why\r\n",
    );
    for row in rows(layout) {
        let range = row.cidr.map_or_else(
            || ",,".to_string(),
            |it| format!("{it},{},{}", it.network(), it.broadcast()),
        );
        let number = |it: Option<u64>| it.map(|it| it.to_string()).unwrap_or_default();
        let _ = write!(
            text,
            "{range},{},{},{},{},{},{},{},{}\r\n",
            row.kind,
            cell(&row.name),
            cell(&row.owner),
            number(row.usable),
            number(row.required),
            number(row.required_with_upgrade),
            row.free.map(|it| it.to_string()).unwrap_or_default(),
            cell(&row.why),
        );
    }
    text
}

/// What spreadsheets take for the beginning of a formula, the wide forms among them.
const FORMULA: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A text as a cell that reads back as that text, and that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let formula = text.starts_with(FORMULA);
    let text = if formula { format!("'{text}") } else { text.to_string() };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn texts_neither_break_out_of_their_cell_nor_compute() {
        for (text, expected) in [
            ("nodes", "nodes"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"\nthere", "\"say \"\"hi\"\"\nthere\""),
            ("=cmd()", "'=cmd()"),
            ("@x,y", "\"'@x,y\""),
            ("\u{ff1d}cmd()", "'\u{ff1d}cmd()"),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
