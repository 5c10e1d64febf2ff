//! One source, from its first byte to its end: which format it is in, and its reader.

use super::csv::Csv;
use super::list::List;
use super::problem::EstateProblem;
use super::resources::{MEMBERS, Reading, Resources};
use super::store::Store;
use crate::model::choice;
use crate::text::quoted;
use aksplan_fast::{Json, NoJson};
use macro_rules_attribute::apply;

/// Formats of a source.
#[apply(choice!)]
pub enum EstateFormat {
    /// Comma-separated values with a header, `cidr` and `name`.
    Csv = "csv",
    /// A range a line, and behind it who has it.
    List = "list",
    /// JSON of networks: `az network vnet list`, Azure Resource Manager, Azure Resource Graph,
    /// objects with `cidr` and `name`.
    Json = "json",
}

/// Bytes within which a source shows what it is.
const HEAD: usize = 64 * 1024;

/// A source that is being read.
pub(super) struct Source {
    format: Option<EstateFormat>,
    reader: Reader,
}

enum Reader {
    /// What came so far, too little to tell the format.
    Head(Vec<u8>),
    Csv(Box<Csv>),
    List(List),
    Json(Box<(Json, Resources)>),
    /// It can't be read; the rest of it is passed over.
    Broken,
}

impl Source {
    pub fn new(format: Option<EstateFormat>) -> Self {
        Self { format, reader: Reader::Head(Vec::new()) }
    }

    pub fn add(&mut self, bytes: &[u8], store: &mut Store) {
        let Reader::Head(head) = &mut self.reader else { return self.read(bytes, store) };
        // A first piece is nearly always enough: then nothing is copied.
        if head.is_empty() && shows_format(bytes) {
            self.start(bytes, store);
            return self.read(without_mark(bytes), store);
        }
        head.extend_from_slice(bytes);
        if shows_format(head) {
            self.start_with_head(store);
        }
    }

    pub fn end(&mut self, store: &mut Store) {
        self.start_with_head(store);
        match &mut self.reader {
            Reader::Csv(csv) => csv.end(store),
            Reader::List(list) => list.end(store),
            Reader::Json(reader) => {
                let (json, resources) = &mut **reader;
                if let Err(error) = json.end() {
                    broken(&error, resources.records, store);
                }
            }
            Reader::Head(_) | Reader::Broken => {}
        }
    }

    fn start_with_head(&mut self, store: &mut Store) {
        if let Reader::Head(head) = &mut self.reader {
            let head = std::mem::take(head);
            self.start(&head, store);
            self.read(without_mark(&head), store);
        }
    }

    fn read(&mut self, bytes: &[u8], store: &mut Store) {
        match &mut self.reader {
            Reader::Csv(csv) => csv.add(bytes, store),
            Reader::List(list) => list.add(bytes, store),
            Reader::Json(reader) => {
                let (json, resources) = &mut **reader;
                let read = json.add(bytes, &mut Reading { resources, store });
                if let Err(error) = read {
                    broken(&error, resources.records, store);
                    self.reader = Reader::Broken;
                }
            }
            Reader::Head(_) | Reader::Broken => {}
        }
    }

    fn start(&mut self, head: &[u8], store: &mut Store) {
        if head.starts_with(&[0xff, 0xfe]) || head.iter().take(1000).any(|it| *it == 0) {
            store.problem(EstateProblem {
                message: "this is no text in UTF-8".to_string(),
                help: "write it in UTF-8; in PowerShell, `… | Out-File -Encoding utf8`".to_string(),
                fatal: true,
                ..EstateProblem::default()
            });
            self.reader = Reader::Broken;
            return;
        }
        let head = without_mark(head);
        self.reader = match self.format.unwrap_or_else(|| format_of(head)) {
            EstateFormat::Csv => {
                let header = first_line(head).map_or(head, |(line, _)| line);
                Reader::Csv(Box::new(Csv::new(header)))
            }
            EstateFormat::List => Reader::List(List::default()),
            EstateFormat::Json => {
                Reader::Json(Box::new((Json::new(MEMBERS), Resources::default())))
            }
        };
    }
}

fn broken(error: &NoJson, records: u32, store: &mut Store) {
    let at = crate::text::grouped(i64::try_from(error.at).unwrap_or(i64::MAX));
    store.problem(EstateProblem {
        record: Some(records.saturating_add(1)),
        message: if error.found.is_empty() {
            format!("this is no JSON behind byte {at}: it ends in the middle of a value")
        } else {
            let found = String::from_utf8_lossy(&error.found);
            format!("this is no JSON behind byte {at}: there is {}", quoted(&found))
        },
        help: format!(
            "{} before it were read; write the file anew, and completely",
            crate::text::count(records, "resource")
        ),
        fatal: true,
        ..EstateProblem::default()
    });
}

/// Text without a byte order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Whether a beginning tells the format: a line that is no remark, or many bytes.
fn shows_format(head: &[u8]) -> bool {
    let text = without_mark(head).trim_ascii_start();
    let is_json = text.starts_with(b"{") || text.starts_with(b"[");
    is_json || head.len() >= HEAD || first_line(text).is_some_and(|(_, is_whole)| is_whole)
}

fn format_of(head: &[u8]) -> EstateFormat {
    let text = head.trim_ascii_start();
    if text.starts_with(b"{") || text.starts_with(b"[") {
        return EstateFormat::Json;
    }
    match first_line(text) {
        Some((line, _)) if Csv::looks_like(line) => EstateFormat::Csv,
        _ => EstateFormat::List,
    }
}

/// The first line that is no remark, and whether it is whole.
fn first_line(text: &[u8]) -> Option<(&[u8], bool)> {
    let mut rest = text;
    loop {
        let end = memchr::memchr(b'\n', rest);
        let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default().trim_ascii();
        if !line.is_empty() && !line.starts_with(b"#") {
            return Some((line, end.is_some()));
        }
        rest = rest.get(end? + 1..)?;
    }
}
