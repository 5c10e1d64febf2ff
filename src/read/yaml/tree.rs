//! A YAML text as a tree in which aliases share what they stand for.

use super::{MOST_DEEP, MOST_STEPS, core_schema, help, not_a_plan, too_much};
use crate::read::NotAPlan;
use crate::text::quoted;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, Tag};
use serde_json::Value;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// A value and where it stands. To copy one costs the same whatever is in it.
#[derive(Clone)]
pub(super) struct Node {
    pub range: Range<usize>,
    pub what: Rc<What>,
    /// How many levels it holds.
    depth: usize,
}

pub(super) enum What {
    Leaf(Value),
    List(Vec<Node>),
    Map(Vec<Member>),
}

/// A property of an object.
#[derive(Clone)]
pub(super) struct Member {
    pub name: String,
    /// Where the name stands.
    pub range: Range<usize>,
    pub node: Node,
}

/// The first document of a text.
pub(super) struct Tree {
    pub root: Option<Node>,
    /// Where a second document begins.
    pub second: Option<usize>,
    pub told: Vec<Told>,
}

/// Something that was passed over.
pub(super) struct Told {
    /// Where it stands.
    pub at: usize,
    pub what: String,
    /// What to do.
    pub help: &'static str,
}

/// A list or an object whose end has not come yet.
struct Open {
    start: usize,
    anchor: usize,
    what: What,
    depth: usize,
    /// The property that waits for its value.
    name: Option<(String, Range<usize>)>,
    /// The objects to merge.
    merged: Vec<Node>,
    /// Where in the object each property is.
    at: HashMap<String, usize>,
}

struct Builder<'t> {
    text: &'t str,
    bytes: Bytes<'t>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    /// Properties that were merged.
    merged: usize,
    tree: Tree,
}

impl Tree {
    pub(super) fn of(text: &str) -> Result<Self, NotAPlan> {
        let mut builder = Builder {
            text,
            bytes: Bytes::of(text),
            open: Vec::new(),
            anchors: HashMap::new(),
            merged: 0,
            tree: Self { root: None, second: None, told: Vec::new() },
        };
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| {
                let at = builder.bytes.at(error.marker());
                let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
                let why = error.info();
                let help = help::help(why, before, rest);
                not_a_plan(text, at, format!("this is no YAML: {why}"), help)
            })?;
            if builder.take(event, span)? {
                break;
            }
        }
        Ok(builder.tree)
    }
}

impl Builder<'_> {
    /// Takes an event; whether that was enough.
    fn take(&mut self, event: Event, span: Span) -> Result<bool, NotAPlan> {
        let range = self.bytes.at(&span.start)..self.bytes.at(&span.end);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.tell_tag(tag.as_deref(), &range);
                let is_text = style != ScalarStyle::Plain
                    || self.is_name_next()
                    || tag.is_some_and(|it| is_core(&it, "str"));
                let name = self.open.last().and_then(|it| it.name.as_ref());
                let value = if is_text {
                    Value::String(text.into_owned())
                } else {
                    core_schema::value(&text, name.map_or("", |it| it.0.as_str()))
                };
                let range = self.trimmed(range);
                self.put(Node { range, what: Rc::new(What::Leaf(value)), depth: 0 }, anchor)?;
            }
            Event::SequenceStart(anchor, tag) => {
                self.tell_tag(tag.as_deref(), &range);
                self.open(What::List(Vec::new()), anchor, range.start)?;
            }
            Event::MappingStart(anchor, tag) => {
                self.tell_tag(tag.as_deref(), &range);
                self.open(What::Map(Vec::new()), anchor, range.start)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end)?,
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor) else {
                    let message = "an alias stands within its own anchor";
                    let help = "a value can't hold itself: take the anchor or the alias away";
                    return Err(not_a_plan(self.text, range.start, message, help));
                };
                // The alias is the place of the whole; what is in it stands at the anchor.
                let node = Node { range, ..node.clone() };
                self.put(node, 0)?;
            }
            Event::DocumentStart(_) => {
                if self.tree.root.as_ref().is_some_and(|it| !it.is_nothing()) {
                    self.tree.second = Some(range.start);
                    return Ok(true);
                }
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(false)
    }

    /// Whether the name of a property comes next.
    fn is_name_next(&self) -> bool {
        let open = self.open.last();
        open.is_some_and(|it| matches!(it.what, What::Map(_)) && it.name.is_none())
    }

    fn open(&mut self, what: What, anchor: usize, start: usize) -> Result<(), NotAPlan> {
        if self.is_name_next() {
            return Err(self.no_name(start));
        }
        if self.open.len() >= MOST_DEEP {
            return Err(self.too_deep(start));
        }
        let (merged, at) = (Vec::new(), HashMap::new());
        self.open.push(Open { start, anchor, what, depth: 0, name: None, merged, at });
        Ok(())
    }

    fn no_name(&self, at: usize) -> NotAPlan {
        let message = "a list or an object can't be the name of a property";
        let help = "put a text that begins with `{` or `[` into quotes";
        not_a_plan(self.text, at, message, help)
    }

    fn too_deep(&self, at: usize) -> NotAPlan {
        let help = "no plan is nested so deep: look for brackets that are never closed";
        not_a_plan(self.text, at, "the text is nested too deep", help)
    }

    /// Ends the list or object that was opened last.
    fn close(&mut self, end: usize) -> Result<(), NotAPlan> {
        let Some(mut open) = self.open.pop() else { return Ok(()) };
        for merged in std::mem::take(&mut open.merged) {
            self.merge(&merged, &mut open)?;
        }
        let range = self.trimmed(open.start..end.max(open.start));
        let node = Node { range, what: Rc::new(open.what), depth: open.depth };
        self.put(node, open.anchor)
    }

    /// Merges an object into another one, whose own properties count.
    fn merge(&mut self, from: &Node, into: &mut Open) -> Result<(), NotAPlan> {
        let What::Map(more) = &*from.what else {
            let help = "`<<` takes an alias of an object, or a list of such";
            let message = "only an object can be merged";
            return Err(not_a_plan(self.text, from.range.start, message, help));
        };
        self.merged += more.len();
        if self.merged > MOST_STEPS {
            return Err(too_much(self.text, from.range.start));
        }
        let What::Map(members) = &mut into.what else { return Ok(()) };
        into.depth = into.depth.max(from.depth);
        for member in more {
            if !into.at.contains_key(&member.name) {
                into.at.insert(member.name.clone(), members.len());
                members.push(member.clone());
            }
        }
        Ok(())
    }

    /// Puts a value where it belongs.
    fn put(&mut self, node: Node, anchor: usize) -> Result<(), NotAPlan> {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let levels = self.open.len() + node.depth;
        if levels > MOST_DEEP {
            return Err(self.too_deep(node.range.start));
        }
        let Some(open) = self.open.last_mut() else {
            self.tree.root = Some(node);
            return Ok(());
        };
        open.depth = open.depth.max(node.depth + 1);
        let members = match &mut open.what {
            What::Leaf(_) => return Ok(()),
            What::List(items) => {
                items.push(node);
                return Ok(());
            }
            What::Map(members) => members,
        };
        let Some((name, range)) = open.name.take() else {
            let What::Leaf(Value::String(name)) = &*node.what else {
                return Err(self.no_name(node.range.start));
            };
            open.name = Some((name.clone(), node.range));
            return Ok(());
        };
        if name == "<<" {
            match &*node.what {
                What::List(items) => open.merged.extend(items.iter().cloned()),
                _ => open.merged.push(node),
            }
        } else if let Some(member) = open.at.get(&name).and_then(|at| members.get_mut(*at)) {
            let what = format!("the earlier of two {}", quoted(&name));
            let help = "the last one counts: take one of them away";
            self.tree.told.push(Told { at: member.range.start, what, help });
            *member = Member { name, range, node };
        } else {
            open.at.insert(name.clone(), members.len());
            members.push(Member { name, range, node });
        }
        Ok(())
    }

    /// Tells of a tag that says more than the core schema does. It stands before its value.
    fn tell_tag(&mut self, tag: Option<&Tag>, range: &Range<usize>) {
        let known = ["str", "int", "float", "bool", "null", "map", "seq"];
        let Some(tag) = tag.filter(|tag| !known.iter().any(|it| is_core(tag, it))) else { return };
        let what = format!("tag {}", quoted(&tag.to_string()));
        let help = "write the value itself, without a tag";
        self.tree.told.push(Told { at: range.start, what, help });
    }

    /// Without white space and comments at the end, where a block's end lies.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let mut text = self.text.get(range.clone()).unwrap_or_default();
        loop {
            text = text.trim_end();
            let line = text.rfind('\n').map_or(0, |at| at + 1);
            match text.get(line..) {
                Some(last) if line > 0 && last.trim_start().starts_with('#') => {
                    text = text.get(..line).unwrap_or_default();
                }
                _ => break range.start..range.start + text.len(),
            }
        }
    }
}

impl Node {
    pub(super) fn is_nothing(&self) -> bool {
        matches!(&*self.what, What::Leaf(Value::Null))
    }
}

fn is_core(tag: &Tag, name: &str) -> bool {
    tag.is_yaml_core_schema() && tag.suffix == name
}

/// Where the parser's characters stand: it counts characters, texts are cut at bytes.
struct Bytes<'t> {
    text: &'t str,
    /// Byte offset of every so many characters.
    steps: Vec<usize>,
}

/// Characters from one noted offset to the next.
const STEP: usize = 256;

impl<'t> Bytes<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, steps: text.char_indices().step_by(STEP).map(|(at, _)| at).collect() }
    }

    fn at(&self, mark: &Marker) -> usize {
        let step = self.steps.get(mark.index() / STEP).copied().unwrap_or(self.text.len());
        let rest = self.text.get(step..).unwrap_or_default();
        step + rest.char_indices().nth(mark.index() % STEP).map_or(rest.len(), |it| it.0)
    }
}
