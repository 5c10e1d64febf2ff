//! A word while it is being read.

use super::cursor::with_names;
use super::syntax::{Expansion, Kind, Piece, Source};
use std::ops::Range;

/// A word that is being read.
#[derive(Default)]
pub(super) struct Pieces {
    pub done: Vec<Piece>,
    /// Text that goes on, and where it begins.
    bare: String,
    start: Option<usize>,
}

impl Pieces {
    /// Text without quotes that stands from `at` on.
    pub fn push(&mut self, at: usize, text: &str) {
        self.start.get_or_insert(at);
        self.bare.push_str(text);
    }

    /// Ends the text without quotes at `end`.
    pub fn flush(&mut self, end: usize, is_quoted: bool) {
        if let Some(start) = self.start.take() {
            let text = with_names(&self.bare, is_quoted).into_owned();
            self.bare.clear();
            self.done.push(Piece::Text { text, range: start..end, is_quoted });
        }
    }

    /// Whether the text that goes on ends with one of these.
    pub fn ends_with(&self, with: &[char]) -> bool {
        self.bare.ends_with(with)
    }

    /// Adds an expansion that stands at a place.
    pub fn expand(&mut self, range: Range<usize>, kind: Kind, is_quoted: bool) {
        self.flush(range.start, is_quoted);
        let expansion = Expansion { kind, splits: !is_quoted, range };
        self.done.push(Piece::Expansion(Box::new(expansion)));
    }

    /// The word, which began at `start` and ends at `end`.
    pub fn end(mut self, start: usize, end: usize, is_quoted: bool) -> Source {
        self.flush(end, is_quoted);
        Source { pieces: self.done, range: start..end }
    }
}
