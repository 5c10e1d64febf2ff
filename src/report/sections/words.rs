//! What the words mean that a reader of the network may not know.

use super::traffic;
use crate::glossary::terms;
use crate::report::document::{Block, Subject};

pub(super) fn words(it: &Subject) -> Vec<Block> {
    let mut told: Vec<String> = it.layout.ranges.iter().map(ToString::to_string).collect();
    for block in traffic::traffic(it) {
        match block {
            Block::Table { caption, rows, .. } => {
                told.extend(caption.into_iter().chain(rows.into_iter().flatten()));
            }
            Block::Text { text } => told.push(text),
            Block::List { items } => told.extend(items),
        }
    }
    let told = told.join(" ");
    let used = terms().iter().filter(|term| !term.plain && term.is_in(&told));
    let rows = used
        .filter_map(|term| Some(vec![term.names.first()?.clone(), term.text.clone()]))
        .collect();
    Block::table(&["word", "meaning"], rows).into_iter().collect()
}
