//! Where in a JSON text the value of a JSON Pointer stands.

use crate::finding::Position;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap};

/// Places of a text's values.
pub struct Positions<'t> {
    text: &'t str,
    lines: Vec<usize>,
    offsets: HashMap<String, usize>,
}

impl<'t> Positions<'t> {
    /// Notes where each value of a JSON text stands.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        // A byte order mark is no part of the first line.
        let text = text.trim_start_matches('\u{feff}');
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        let mut positions = Self { text, lines, offsets: HashMap::new() };
        if let Ok(root) = serde_json::from_str::<&RawValue>(text) {
            positions.note(String::new(), root);
        }
        positions
    }

    fn note(&mut self, path: String, value: &'t RawValue) {
        let inner = value.get();
        if inner.starts_with('{') {
            let members = serde_json::from_str::<BTreeMap<String, &RawValue>>(inner);
            for (name, member) in members.unwrap_or_default() {
                let name = name.replace('~', "~0").replace('/', "~1");
                self.note(format!("{path}/{name}"), member);
            }
        } else if inner.starts_with('[') {
            let items = serde_json::from_str::<Vec<&RawValue>>(inner);
            for (at, item) in items.unwrap_or_default().into_iter().enumerate() {
                self.note(format!("{path}/{at}"), item);
            }
        }
        // A raw value is a slice of the text it was read from.
        let offset = (inner.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.offsets.insert(path, offset);
    }

    /// Where the value at `path` begins; where there is none, the nearest that holds the place.
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
        let mut path = path;
        let offset = loop {
            if let Some(offset) = self.offsets.get(path) {
                break *offset;
            }
            path = &path[..path.rfind('/')?];
        };
        let line = self.lines.partition_point(|it| *it <= offset);
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let column = self.text.get(start..offset)?.chars().count() + 1;
        Some(Position { line: u32::try_from(line).ok()?, column: u32::try_from(column).ok()? })
    }
}
