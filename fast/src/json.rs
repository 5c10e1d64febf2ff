//! JSON in pieces that end anywhere, walked once and never held.
//!
//! An estate is hundreds of megabytes of which a hundredth is of use, and it comes in pieces. So this
//! reads what it needs as it goes by and skips the rest a word at a time: a tree would take several
//! times the text's own size, and typed reading would need each piece to end where a resource does.

/// What a value is, and each item where it is a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its number: where its members are in the table of them.
    pub number: u8,
    /// It is of use as a text.
    pub takes_text: bool,
}

/// What the members of objects are, by their names in any case; the first is what a document is.
pub type Members = &'static [&'static [(&'static str, Node)]];

/// Who is told what goes by.
pub trait Sink {
    /// A text in a list or an object, as it is written between its quotation marks.
    fn text(&mut self, node: Node, text: &[u8], has_escapes: bool, is_item: bool);
    /// A list or an object begins.
    fn open(&mut self, node: Node, is_object: bool);
    /// A list or an object ends.
    fn close(&mut self, node: Node, is_object: bool);
}

/// What is of no use.
const OTHER: Node = Node { number: u8::MAX, takes_text: false };
const DOCUMENT: Node = Node { number: 0, takes_text: true };

/// Bytes of a text that are kept; an id has less than a thousand.
const LONGEST_TEXT: usize = 16 * 1024;

/// Lists and objects in each other.
const DEEPEST: usize = 512;

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// A document, or nothing more.
    Document,
    /// A value.
    Value,
    /// The first item of a list, or its end.
    FirstItem,
    /// The first name of an object, or its end.
    FirstName,
    /// A name.
    Name,
    /// The colon between a name and its value.
    Colon,
    /// A comma, or the end of the list or object.
    Next,
    /// More of a text.
    Text { is_name: bool, is_kept: bool },
    /// What follows a backslash in a text.
    Escaped { is_name: bool, is_kept: bool },
    /// More of a number, or of `true`, `false` or `null`.
    Word,
}

/// A list or an object that is open.
#[derive(Clone, Copy)]
struct Open {
    node: Node,
    is_object: bool,
}

/// Why a text is no JSON.
#[derive(Debug)]
pub struct NoJson {
    /// What stands there; nothing: it ends.
    pub found: Vec<u8>,
    /// Bytes before it.
    pub at: u64,
}

/// Reads JSON, in pieces that end anywhere.
pub struct Json {
    members: Members,
    open: Vec<Open>,
    state: State,
    /// What the next value is.
    node: Node,
    /// The beginning of a text that is kept, as it is written.
    text: Vec<u8>,
    has_escapes: bool,
    /// Bytes of earlier pieces.
    before: u64,
}

impl Json {
    /// A reader at the beginning of a text.
    #[must_use]
    pub fn new(members: Members) -> Self {
        Self {
            members,
            open: Vec::new(),
            state: State::Document,
            node: DOCUMENT,
            text: Vec::new(),
            has_escapes: false,
            before: 0,
        }
    }

    /// Reads on.
    ///
    /// # Errors
    /// Where it is no JSON any more.
    pub fn add(&mut self, bytes: &[u8], sink: &mut dyn Sink) -> Result<(), NoJson> {
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            match (self.state, byte) {
                (State::Text { is_name, is_kept }, _) => {
                    at = self.text(bytes, at, is_name, is_kept, sink);
                    continue;
                }
                (State::Escaped { is_name, is_kept }, _) => {
                    if is_kept {
                        self.keep(&[byte]);
                    }
                    self.state = State::Text { is_name, is_kept };
                }
                (State::Word, _) => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    at += rest.iter().take_while(|it| is_word(**it)).count();
                    if at < bytes.len() {
                        self.state = State::Next;
                    }
                    continue;
                }
                (_, b' ' | b'\n' | b'\r' | b'\t') => {
                    at = after_blanks(bytes, at + 1);
                    continue;
                }
                (State::Value | State::FirstItem, b'"') => {
                    self.state = State::Text { is_name: false, is_kept: self.node.takes_text };
                }
                (State::FirstName | State::Name, b'"') => {
                    let is_kept =
                        self.open.last().is_some_and(|it| !self.members_of(it.node).is_empty());
                    self.state = State::Text { is_name: true, is_kept };
                }
                (State::Colon, b':') => self.state = State::Value,
                (State::Next, b',') => {
                    let is_object = self.open.last().is_some_and(|it| it.is_object);
                    self.state = if is_object { State::Name } else { State::Value };
                }
                (State::Document | State::Value | State::FirstItem, b'{' | b'[') => {
                    if self.open.len() >= DEEPEST {
                        return Err(self.no_json(bytes, at));
                    }
                    if self.state == State::Document {
                        self.node = DOCUMENT;
                    }
                    let is_object = byte == b'{';
                    self.open.push(Open { node: self.node, is_object });
                    sink.open(self.node, is_object);
                    self.state = if is_object { State::FirstName } else { State::FirstItem };
                }
                (State::FirstName | State::Next, b'}') if self.is_in(true) => self.close(sink),
                (State::FirstItem | State::Next, b']') if self.is_in(false) => self.close(sink),
                (State::Value | State::FirstItem, _) if is_word(byte) => self.state = State::Word,
                _ => return Err(self.no_json(bytes, at)),
            }
            at += 1;
        }
        self.before += bytes.len() as u64;
        Ok(())
    }

    /// The end: nothing may be open.
    ///
    /// # Errors
    /// Something is.
    pub fn end(&mut self) -> Result<(), NoJson> {
        match self.state {
            State::Document => Ok(()),
            _ => Err(self.no_json(&[], 0)),
        }
    }

    fn no_json(&self, bytes: &[u8], at: usize) -> NoJson {
        let found = bytes.get(at..bytes.len().min(at + 12)).unwrap_or_default();
        NoJson { found: found.to_vec(), at: self.before + at as u64 }
    }

    fn is_in(&self, is_object: bool) -> bool {
        self.open.last().is_some_and(|it| it.is_object == is_object)
    }

    fn close(&mut self, sink: &mut dyn Sink) {
        if let Some(Open { node, is_object }) = self.open.pop() {
            sink.close(node, is_object);
        }
        match self.open.last() {
            Some(around) => {
                // In a list, the next item is what the list is.
                self.node = around.node;
                self.state = State::Next;
            }
            None => self.state = State::Document,
        }
    }

    /// More of a text from there on; answers where to go on.
    fn text(
        &mut self,
        bytes: &[u8],
        from: usize,
        is_name: bool,
        is_kept: bool,
        sink: &mut dyn Sink,
    ) -> usize {
        let rest = bytes.get(from..).unwrap_or_default();
        let end = memchr::memchr2(b'"', b'\\', rest);
        let part = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let Some(end) = end else {
            if is_kept {
                self.keep(part);
            }
            return bytes.len();
        };
        let at = from + end;
        if bytes.get(at) == Some(&b'\\') {
            if is_kept {
                self.keep(part);
                self.keep(b"\\");
                self.has_escapes = true;
            }
            self.state = State::Escaped { is_name, is_kept };
            return at + 1;
        }
        if !is_kept {
            if is_name {
                self.node = OTHER;
            }
        } else if self.text.is_empty() {
            self.whole(part, is_name, sink);
        } else {
            self.keep(part);
            let text = std::mem::take(&mut self.text);
            self.whole(&text, is_name, sink);
            self.has_escapes = false;
            self.text = text;
            self.text.clear();
        }
        self.state = if is_name { State::Colon } else { State::Next };
        at + 1
    }

    fn keep(&mut self, part: &[u8]) {
        let room = LONGEST_TEXT.saturating_sub(self.text.len());
        self.text.extend_from_slice(part.get(..room.min(part.len())).unwrap_or_default());
    }

    /// A text that was read to its end.
    fn whole(&mut self, text: &[u8], is_name: bool, sink: &mut dyn Sink) {
        if is_name {
            let around = self.open.last().map_or(OTHER, |it| it.node);
            let members = self.members_of(around).iter();
            let found =
                members.copied().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(text));
            self.node = found.map_or(OTHER, |(_, node)| node);
        } else {
            sink.text(self.node, text, self.has_escapes, self.is_in(false));
        }
    }

    fn members_of(&self, node: Node) -> &'static [(&'static str, Node)] {
        self.members.get(usize::from(node.number)).copied().unwrap_or_default()
    }
}

/// Whether it may be part of a number or of a word.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')
}

/// What is not blank from there on. Lines begin with many blanks.
#[inline]
fn after_blanks(bytes: &[u8], mut at: usize) -> usize {
    const BLANKS: u64 = u64::from_ne_bytes([b' '; 8]);
    let word = |at: usize| bytes.get(at..at + 8)?.try_into().ok().map(u64::from_ne_bytes);
    while word(at) == Some(BLANKS) {
        at += 8;
    }
    while bytes.get(at).is_some_and(|it| matches!(it, b' ' | b'\n' | b'\r' | b'\t')) {
        at += 1;
    }
    at
}
