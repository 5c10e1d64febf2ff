//! Where in a text the values of a plan stand.

use crate::finding::Position;
use crate::pointer::escaped;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::ops::Range;

/// Places of a text's values, by JSON Pointer.
#[derive(Clone, Debug)]
pub struct Positions<'t> {
    text: &'t str,
    lines: Vec<usize>,
    ranges: BTreeMap<String, Range<usize>>,
    /// Bytes and characters are one.
    is_ascii: bool,
}

/// Values that are looked at to find the first one inside of another.
const MOST_INSIDE: usize = 100;

impl<'t> Positions<'t> {
    /// A text of which no place is noted yet.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        Self { text, lines, ranges: BTreeMap::new(), is_ascii: text.is_ascii() }
    }

    /// Notes where each value of a JSON text stands.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        // A byte order mark is no part of the first line.
        let mut positions = Self::new(text.trim_start_matches('\u{feff}'));
        if let Ok(root) = serde_json::from_str::<&RawValue>(positions.text) {
            positions.note_json(String::new(), root);
        }
        positions
    }

    /// Notes where the value at `path` stands.
    pub fn note(&mut self, path: impl Into<String>, range: Range<usize>) {
        self.ranges.insert(path.into(), range);
    }

    fn note_json(&mut self, path: String, value: &'t RawValue) {
        let inner = value.get();
        if inner.starts_with('{') {
            let members = serde_json::from_str::<BTreeMap<String, &RawValue>>(inner);
            for (name, member) in members.unwrap_or_default() {
                let name = escaped(&name);
                self.note_json(format!("{path}/{name}"), member);
            }
        } else if inner.starts_with('[') {
            let items = serde_json::from_str::<Vec<&RawValue>>(inner);
            for (at, item) in items.unwrap_or_default().into_iter().enumerate() {
                self.note_json(format!("{path}/{at}"), item);
            }
        }
        // A raw value is a slice of the text it was read from.
        let offset = (inner.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.note(path, offset..offset + inner.len());
    }

    /// The bytes that the value at `path` stands in.
    #[must_use]
    pub fn range(&self, path: &str) -> Option<Range<usize>> {
        self.ranges.get(path).cloned()
    }

    /// Every place that is noted.
    pub fn all(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.ranges.iter().map(|(path, range)| (path.as_str(), range.clone()))
    }

    /// Where the value at `path` begins; where that is not noted, the first of what is noted in it, or
    /// the nearest that holds the place.
    ///
    /// ```
    /// use aksplan::read::Positions;
    /// let positions = Positions::of("{\n  \"name\": \"prod\"\n}");
    /// let found = positions.find("/name").unwrap();
    /// assert_eq!((found.line, found.column), (2, 11));
    /// assert_eq!(positions.find("/location").unwrap().line, 1);
    /// ```
    #[must_use]
    pub fn find(&self, path: &str) -> Option<Position> {
        if !self.ranges.contains_key(path) {
            let below = format!("{path}/");
            let inside = self.ranges.range(below.clone()..).take(MOST_INSIDE);
            let inside = inside.take_while(|(it, _)| it.starts_with(&below));
            if let Some(start) = inside.map(|(_, range)| range.start).min() {
                return Some(self.position(start));
            }
        }
        let mut path = path;
        loop {
            if let Some(range) = self.ranges.get(path) {
                return Some(self.position(range.start));
            }
            path = path.get(..path.rfind('/')?)?;
        }
    }

    /// Line and column of a byte.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let line = self.lines.partition_point(|it| *it <= offset);
        let start = line.checked_sub(1).and_then(|it| self.lines.get(it)).copied();
        let start = start.unwrap_or_default();
        let before = offset.min(self.text.len()).saturating_sub(start);
        let before = match self.text.get(start..start + before) {
            Some(text) if !self.is_ascii => text.chars().count(),
            _ => before,
        };
        let count = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        Position { line: count(line.max(1)), column: count(before + 1) }
    }
}
