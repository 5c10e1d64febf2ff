//! Variables and what they hold.

use super::cursor::is_unknown;
use std::collections::HashMap;
use std::ops::Range;

/// A text, and where it stands as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_field_names, reason = "a text's text is what words call it too")]
pub(super) struct Text {
    pub text: String,
    pub literal: Option<Range<usize>>,
    /// Where the word stands that gave it to a function or to a list.
    pub place: Option<Range<usize>>,
}

impl Text {
    /// Text that is put together.
    pub fn made(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Whether nothing of it is known.
    pub fn is_all_unknown(&self) -> bool {
        let inside = self.text.strip_prefix("${").and_then(|it| it.strip_suffix('}'));
        inside.is_some_and(|it| !is_unknown(it))
    }
}

/// What a variable holds.
#[derive(Clone, Debug)]
pub(super) enum Value {
    One(Text),
    /// Items by their keys; lists that are counted have `0`, `1`, ….
    List(Vec<(String, Text)>),
}

/// What belongs to a script, a function that runs, or a part with variables of its own.
pub(super) struct Frame {
    pub kind: FrameKind,
    pub variables: HashMap<String, Value>,
    /// What the script or function was given; nothing where that is its caller's.
    pub arguments: Vec<Text>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
    Script,
    Function,
    /// What is assigned here is forgotten after it.
    Own,
    /// The variables that one command is given.
    Command,
}

impl FrameKind {
    /// Whether it has arguments of its own.
    fn is_given(self) -> bool {
        matches!(self, Self::Script | Self::Function)
    }
}

/// All variables, innermost last.
pub(super) struct Variables {
    frames: Vec<Frame>,
    /// Names differ in case alone: bash.
    pub is_exact: bool,
}

impl Variables {
    pub fn new(is_exact: bool) -> Self {
        let mut variables = Self { frames: Vec::new(), is_exact };
        variables.enter(FrameKind::Script, Vec::new());
        variables
    }

    pub fn enter(&mut self, kind: FrameKind, arguments: Vec<Text>) {
        self.frames.push(Frame { kind, variables: HashMap::new(), arguments });
    }

    pub fn leave(&mut self) {
        self.frames.pop();
    }

    fn key(&self, name: &str) -> String {
        if self.is_exact { name.to_string() } else { name.to_lowercase() }
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        let key = self.key(name);
        self.frames.iter().rev().find_map(|it| it.variables.get(&key))
    }

    /// The variables that a change of this one goes to.
    fn frame(&mut self, key: &str, is_local: bool) -> Option<&mut HashMap<String, Value>> {
        let wanted = |it: &&mut Frame| {
            let takes_all = matches!(it.kind, FrameKind::Script | FrameKind::Own);
            is_local || takes_all || it.variables.contains_key(key)
        };
        self.frames.iter_mut().rev().find(wanted).map(|it| &mut it.variables)
    }

    pub fn set(&mut self, name: &str, value: Value, is_local: bool) {
        let key = self.key(name);
        if let Some(frame) = self.frame(&key, is_local) {
            frame.insert(key, value);
        }
    }

    /// The variable itself, where it is set in the frame that a change goes to.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let key = self.key(name);
        self.frame(&key, false)?.get_mut(&key)
    }

    pub fn unset(&mut self, name: &str) {
        let key = self.key(name);
        if let Some(frame) = self.frames.iter_mut().rev().find(|it| it.variables.contains_key(&key))
        {
            frame.variables.remove(&key);
        }
    }

    /// Whether a function runs; otherwise the script's own arguments are asked for.
    pub fn is_in_function(&self) -> bool {
        self.frames.iter().any(|it| it.kind == FrameKind::Function)
    }

    fn given(&self) -> Option<&Frame> {
        self.frames.iter().rev().find(|it| it.kind.is_given())
    }

    /// What the script or function was given.
    pub fn arguments(&self) -> &[Text] {
        self.given().map(|it| it.arguments.as_slice()).unwrap_or_default()
    }

    pub fn set_arguments(&mut self, arguments: Vec<Text>) {
        if let Some(frame) = self.frames.iter_mut().rev().find(|it| it.kind.is_given()) {
            frame.arguments = arguments;
        }
    }
}
