//! CSV with a header: `cidr`, and who has it.

use super::cidr::{self, Read};
use super::owner::{EstateKind, ResourceId};
use super::problem::EstateProblem;
use super::store::{Place, Store};
use crate::text::{listed, quoted};
use aksplan_fast::{Row as PlainRow, plain_rows};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Bytes of a row that are read.
const LONGEST: usize = 1024 * 1024;
const MOST_COLUMNS: usize = 4_096;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Cidr,
    Name,
    Kind,
    Id,
}

const COLUMNS: &[(Column, &[&str])] = &[
    (
        Column::Cidr,
        &["cidr", "addressprefix", "addressprefixes", "prefix", "network", "range", "subnet"],
    ),
    (Column::Name, &["name", "owner", "vnet", "virtualnetwork", "description", "displayname"]),
    (Column::Kind, &["kind", "type"]),
    (Column::Id, &["id", "resourceid"]),
];

impl Column {
    fn named(cell: &str) -> Option<Self> {
        let plain: String = cell.chars().filter(|it| it.is_alphanumeric()).collect();
        let plain = plain.to_lowercase();
        COLUMNS.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(column, _)| *column)
    }
}

/// Reads CSV, in pieces that end anywhere.
pub(super) struct Csv {
    reader: Reader,
    row: Row,
    /// Which column each of these is; nothing before the first row.
    columns: Option<Vec<Option<Column>>>,
    delimiter: u8,
    /// Line that the row begins in.
    line: u32,
    /// Lines that went past the reader.
    plain_lines: u32,
    /// The reader is at the beginning of a row.
    is_between: bool,
    plain: Vec<PlainRow>,
}

/// The cells of a row, one behind the other.
struct Row {
    text: Vec<u8>,
    length: usize,
    ends: Vec<usize>,
    cells: usize,
}

impl Csv {
    /// A reader of what has that header.
    pub fn new(line: &[u8]) -> Self {
        let count = |it: u8| line.split(|byte| *byte == it).count();
        let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(|it| count(*it));
        let delimiter = delimiter.unwrap_or(b',');
        let reader = ReaderBuilder::new().delimiter(delimiter).comment(Some(b'#')).build();
        let row = Row { text: vec![0; 1024], length: 0, ends: vec![0; 16], cells: 0 };
        Self {
            reader,
            row,
            columns: None,
            delimiter,
            line: 1,
            plain_lines: 0,
            is_between: false,
            plain: Vec::new(),
        }
    }

    /// Whether a line looks like a header, or like a row of several cells.
    pub fn looks_like(line: &[u8]) -> bool {
        let has_cells = line.iter().any(|it| matches!(it, b',' | b';' | b'\t'));
        let text = String::from_utf8_lossy(line);
        has_cells || Column::named(text.trim().trim_matches('"')) == Some(Column::Cidr)
    }

    pub fn add(&mut self, bytes: &[u8], store: &mut Store) {
        self.read(bytes, false, store);
    }

    pub fn end(&mut self, store: &mut Store) {
        self.read(&[], true, store);
    }

    fn read(&mut self, mut bytes: &[u8], is_end: bool, store: &mut Store) {
        // To the reader, no more bytes are the end.
        while is_end || !bytes.is_empty() {
            if self.is_between {
                bytes = self.plain_rows(bytes, store);
                self.is_between = false;
                continue;
            }
            let Row { text, length, ends, cells } = &mut self.row;
            let out = text.get_mut(*length..).unwrap_or_default();
            let out_ends = ends.get_mut(*cells..).unwrap_or_default();
            let (result, taken, written, ended) = self.reader.read_record(bytes, out, out_ends);
            *length += written;
            *cells += ended;
            bytes = bytes.get(taken..).unwrap_or_default();
            match result {
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return,
                ReadRecordResult::OutputFull if text.len() < LONGEST => {
                    text.resize(text.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if ends.len() < MOST_COLUMNS => {
                    ends.resize(ends.len() * 2, 0);
                }
                // The rest of it is read as rows of its own, which are no ranges either.
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    self.problem(
                        store,
                        "the row is longer than 1 MiB, or has more than 4,096 cells".to_string(),
                        "look for a quotation mark that is never closed".to_string(),
                        false,
                    );
                    self.next_row();
                }
                ReadRecordResult::Record => {
                    self.row_is_read(store);
                    self.next_row();
                }
            }
        }
    }

    /// Rows of a range and a name without quotation marks, as most are: it takes a third of the time
    /// to read them here. Answers where another row begins.
    fn plain_rows<'b>(&mut self, bytes: &'b [u8], store: &mut Store) -> &'b [u8] {
        if self.columns.as_deref() != Some(&[Some(Column::Cidr), Some(Column::Name)]) {
            return bytes;
        }
        let end = plain_rows(bytes, self.delimiter, &mut self.plain);
        for row in self.plain.drain(..) {
            let name = bytes.get(row.name).unwrap_or_default();
            let owner = match std::str::from_utf8(name) {
                Ok(name) => store.own(name, EstateKind::Range, 0, 0),
                Err(_) => store.own(&as_text(name), EstateKind::Range, 0, 0),
            };
            store.put(&Read::V4(row.first, row.prefix), owner, Place::Apart);
            self.plain_lines = self.plain_lines.saturating_add(1);
            self.line = self.line.saturating_add(1);
        }
        bytes.get(end..).unwrap_or_default()
    }

    fn next_row(&mut self) {
        self.is_between = true;
        self.row.length = 0;
        self.row.cells = 0;
        let line = u32::try_from(self.reader.line()).unwrap_or(u32::MAX);
        self.line = line.saturating_add(self.plain_lines);
    }

    fn row_is_read(&mut self, store: &mut Store) {
        match self.columns.take() {
            None => self.columns = Some(self.header(store)),
            Some(columns) => {
                self.put(&columns, store);
                self.columns = Some(columns);
            }
        }
    }

    /// The columns that the first row names. A first row of ranges is no header.
    fn header(&mut self, store: &mut Store) -> Vec<Option<Column>> {
        let cells: Vec<String> =
            self.row.cells().map(|it| as_text(it).trim().to_string()).collect();
        let columns: Vec<Option<Column>> = cells.iter().map(|it| Column::named(it)).collect();
        if columns.contains(&Some(Column::Cidr)) {
            self.note_unread(&cells, &columns, store);
            return columns;
        }
        let is_range = |it: &String| cidr::read(it.as_bytes()).is_ok();
        if let Some(at) = cells.iter().position(is_range) {
            // Without a header the next cell is the name.
            let column = |it: usize| match it.checked_sub(at) {
                Some(0) => Some(Column::Cidr),
                Some(1) => Some(Column::Name),
                _ => None,
            };
            let columns: Vec<_> = (0..cells.len()).map(column).collect();
            self.put(&columns, store);
            return columns;
        }
        let named: Vec<String> = cells.iter().take(8).map(|it| quoted(it)).collect();
        self.problem(
            store,
            format!("the header has no column `cidr`, but {}", listed(&named)),
            "begin with a line such as `cidr,name`".to_string(),
            true,
        );
        Vec::new()
    }

    fn note_unread(&self, cells: &[String], columns: &[Option<Column>], store: &mut Store) {
        let unread = cells.iter().zip(columns).filter(|(_, column)| column.is_none());
        let unread: Vec<String> = unread.take(8).map(|(cell, _)| quoted(cell)).collect();
        if !unread.is_empty() {
            let (columns, are) =
                if unread.len() == 1 { ("column", "is") } else { ("columns", "are") };
            let message = format!("{columns} {} {are} not read", listed(&unread));
            let help = "the columns that are read are `cidr`, `name`, `kind` and `id`";
            self.problem(store, message, help.to_string(), false);
        }
    }

    fn put(&self, columns: &[Option<Column>], store: &mut Store) {
        if columns.is_empty() || self.row.cells().all(|it| it.trim_ascii().is_empty()) {
            return;
        }
        let cell = |wanted: Column| {
            let at = columns.iter().position(|it| *it == Some(wanted))?;
            self.row.cell(at).map(<[u8]>::trim_ascii)
        };
        let text = |wanted| cell(wanted).map(as_text).unwrap_or_default();
        let (name, kind, id) = (text(Column::Name), text(Column::Kind), text(Column::Id));
        let id = ResourceId::parse(&id);
        let kind = EstateKind::parse(&kind).or_else(|| EstateKind::of_type(&kind, &id));
        let group = store.owners.group(id.subscription, id.resource_group);
        let parent = match id.subnet {
            "" => 0,
            _ => store.own(id.name, EstateKind::VirtualNetwork, group, 0),
        };
        let named = [id.subnet, id.name].into_iter().find(|it| !it.is_empty());
        let name = if name.is_empty() { named.unwrap_or_default() } else { &name };
        let owner = store.own(name, kind.unwrap_or(EstateKind::Range), group, parent);
        // Several ranges in one cell, as the portal and spreadsheets write lists.
        let is_between = |it: &u8| matches!(it, b' ' | b',' | b';' | b'[' | b']' | b'"' | b'|');
        let cidrs = cell(Column::Cidr).unwrap_or_default();
        let mut has_some = false;
        for range in cidrs.split(is_between).filter(|it| !it.is_empty()) {
            has_some = true;
            match cidr::read(range) {
                Ok(read) => store.put(&read, owner, Place::Apart),
                Err(slip) => {
                    self.problem(store, slip.message, slip.help, false);
                    if let Some(read) = slip.taken {
                        store.put(&read, owner, Place::Apart);
                    }
                }
            }
        }
        if !has_some {
            let help = "write a range such as `10.0.0.0/16` into the column `cidr`";
            self.problem(store, "the row has no range".to_string(), help.to_string(), false);
        }
    }

    fn problem(&self, store: &mut Store, message: String, help: String, fatal: bool) {
        let line = Some(self.line);
        store.problem(EstateProblem { line, message, help, fatal, ..EstateProblem::default() });
    }
}

impl Row {
    fn cell(&self, at: usize) -> Option<&[u8]> {
        let end = *self.ends.get(..self.cells)?.get(at)?;
        let begin = at.checked_sub(1).and_then(|it| self.ends.get(it)).map_or(0, |it| *it);
        self.text.get(begin..end)
    }

    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.cells).filter_map(|at| self.cell(at))
    }
}

fn as_text(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}
