//! Lists: a range a line, behind it who has it.

use super::cidr;
use super::owner::{EstateKind, NOBODY};
use super::problem::EstateProblem;
use super::store::{MOST_PREFIXES, Place, Store};
use aksplan_fast::plain_lines;

/// Bytes of a line that are read.
const LONGEST: usize = 4 * 1024;

/// Reads a list, in pieces that end anywhere.
#[derive(Default)]
pub(super) struct List {
    /// The beginning of the line that the last piece ended in.
    begun: Vec<u8>,
    lines: u32,
}

impl List {
    pub fn add(&mut self, mut bytes: &[u8], store: &mut Store) {
        loop {
            if self.begun.is_empty() {
                let most = MOST_PREFIXES;
                let (at, lines) = plain_lines(bytes, NOBODY, &mut store.apart.v4, most);
                self.lines = self.lines.saturating_add(lines);
                bytes = bytes.get(at..).unwrap_or_default();
            }
            let Some(end) = memchr::memchr(b'\n', bytes) else { break };
            self.begin(bytes.get(..end).unwrap_or_default());
            self.finish(store);
            bytes = bytes.get(end + 1..).unwrap_or_default();
        }
        self.begin(bytes);
    }

    pub fn end(&mut self, store: &mut Store) {
        if !self.begun.is_empty() {
            self.finish(store);
        }
    }

    fn begin(&mut self, bytes: &[u8]) {
        let room = LONGEST.saturating_sub(self.begun.len());
        self.begun.extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
    }

    fn finish(&mut self, store: &mut Store) {
        self.lines = self.lines.saturating_add(1);
        let line = std::mem::take(&mut self.begun);
        put(line.trim_ascii(), self.lines, store);
        self.begun = line;
        self.begun.clear();
    }
}

/// Reads a line: a range, then blanks and its owner. Nothing, and what follows `#`, is a remark.
fn put(line: &[u8], number: u32, store: &mut Store) {
    if line.is_empty() || line.starts_with(b"#") {
        return;
    }
    let end = line.iter().position(u8::is_ascii_whitespace).unwrap_or(line.len());
    let (range, name) = line.split_at(end);
    let name = String::from_utf8_lossy(name);
    let name = name.trim_matches(|it: char| it.is_whitespace() || it == '#');
    let read = match cidr::read(range) {
        Ok(read) => Some(read),
        Err(slip) => {
            store.problem(EstateProblem {
                line: Some(number),
                message: slip.message,
                help: slip.help,
                ..EstateProblem::default()
            });
            slip.taken
        }
    };
    if let Some(read) = read {
        let owner = store.own(name, EstateKind::Range, 0, 0);
        store.put(&read, owner, Place::Apart);
    }
}
