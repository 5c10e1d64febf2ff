//! A script as it is written: the same for every dialect.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

/// Commands in a row; functions keep theirs.
pub(super) type Block = Rc<[Item]>;

/// A statement and how it follows on the one before.
pub(super) struct Item {
    pub joined: Join,
    pub statement: Statement,
}

/// How a statement follows on the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// `;`, `&`, a new line.
    Then,
    /// `&&`
    And,
    /// `||`
    Or,
}

pub(super) enum Statement {
    Simple(Box<Simple>),
    /// Commands joined by `|`, or one that `!` stands before.
    Pipe(Vec<Statement>),
    /// `{ … }`, or `( … )`, whose variables are its own.
    Group {
        body: Block,
        has_own: bool,
        output: Output,
    },
    If(Vec<Arm>),
    Case {
        word: Source,
        arms: Vec<(Vec<Source>, Block)>,
    },
    /// `for name in words`; no words: those the script or function was given.
    For {
        name: String,
        words: Option<Vec<Source>>,
        body: Block,
    },
    /// `for ((start; test; step))`
    Count {
        head: [Source; 3],
        body: Block,
    },
    While {
        condition: Block,
        is_until: bool,
        body: Block,
    },
    Function {
        name: String,
        parameters: Rc<[Parameter]>,
        body: Block,
    },
    /// `((…))`
    Arithmetic(Source),
    /// PowerShell's `(…).name`.
    Asked {
        body: Block,
        query: String,
    },
}

/// One branch of an `if`; `else` has no condition.
pub(super) struct Arm {
    pub condition: Option<Block>,
    pub body: Block,
}

/// What a function of PowerShell calls what it is given.
pub(super) struct Parameter {
    pub name: String,
    pub default: Option<Source>,
}

/// A command: assignments, words, and where its input and output go.
#[derive(Default)]
pub(super) struct Simple {
    pub assignments: Vec<Assignment>,
    pub words: Vec<Source>,
    pub input: Input,
    pub output: Output,
    pub range: Range<usize>,
}

#[derive(Default)]
pub(super) enum Input {
    #[default]
    None,
    /// A here-document: it comes after the line that begins it.
    Document(Rc<OnceCell<Source>>),
    /// A here-string.
    Text(Source),
    /// `< file`
    File(Source),
}

/// Where standard output goes.
#[derive(Default)]
pub(super) enum Output {
    #[default]
    Answer,
    /// `> file`, `>> file`
    File { name: Source, appends: bool },
    /// `>&2`
    Elsewhere,
}

pub(super) struct Assignment {
    pub name: String,
    /// `name[key]=…`
    pub key: Option<Source>,
    pub value: Assigned,
    /// `+=`
    pub appends: bool,
    pub scope: Scope,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Where the variable is.
    Any,
    /// `local`, `declare`
    Function,
    /// For the command alone: `NAME=value command`.
    Command,
}

pub(super) enum Assigned {
    One(Source),
    List(Vec<(Option<Source>, Source)>),
    /// What commands print: PowerShell's `$x = az …`.
    Answer(Block),
}

/// A word as it is written.
#[derive(Default)]
pub(super) struct Source {
    pub pieces: Vec<Piece>,
    pub range: Range<usize>,
}

pub(super) enum Piece {
    /// Text, and where it stands: inside of its quotes.
    Text {
        text: String,
        range: Range<usize>,
        is_quoted: bool,
    },
    /// `{a,b}`, `{1..3}`
    Braces(Vec<String>),
    Expansion(Box<Expansion>),
}

pub(super) struct Expansion {
    pub kind: Kind,
    /// Whether its value is cut into words at its spaces.
    pub splits: bool,
    pub range: Range<usize>,
}

pub(super) enum Kind {
    Variable {
        name: String,
        index: Index,
        change: Change,
    },
    /// `$(…)`; the name that its answer has where it is not known.
    Command {
        body: Block,
        name: String,
    },
    /// `$((…))`
    Arithmetic(Source),
    /// A name that is nowhere given.
    Unknown(String),
    /// `<(…)`: a file with what commands print.
    File {
        body: Block,
        name: String,
    },
    /// PowerShell's `+`.
    Sum(Vec<Source>),
    /// PowerShell's `@(…)`, and a value in brackets.
    List(Vec<Source>),
    /// PowerShell's `'{0}' -f $x`.
    Format(Source, Vec<Source>),
    /// PowerShell's `$x -join ','`.
    Join(Source, Source),
}

/// Which items of a list.
pub(super) enum Index {
    None,
    /// `[@]`
    All,
    /// `[*]`
    Joined,
    Key(Source),
}

/// What is done with a variable's value.
pub(super) enum Change {
    None,
    /// `:-`, `-`, `:=`, `=`: what counts where there is none (or, with the colon, an empty one).
    Default {
        word: Source,
        even_empty: bool,
        is_kept: bool,
    },
    /// `:+`, `+`
    Alternative {
        word: Source,
        even_empty: bool,
    },
    /// `:?`, `?`
    Required,
    /// `#`, `##`, `%`, `%%`
    Trim {
        pattern: Source,
        from_end: bool,
        is_longest: bool,
    },
    /// `/`, `//`
    Replace {
        pattern: Source,
        with: Source,
        every: bool,
    },
    /// `:start:length`
    Cut {
        start: Source,
        length: Option<Source>,
    },
    /// `,,`, `^^`, `,`, `^`
    Case {
        is_upper: bool,
        every: bool,
    },
    /// `${#name}`
    Length,
    /// `${!name}`
    Indirect,
    /// `${!name[@]}`
    Keys,
    /// PowerShell's `.name`, with the methods that are known.
    Member(String),
    /// Anything else.
    Other,
}

impl Source {
    /// Text as a word.
    pub fn text(text: impl Into<String>, range: Range<usize>) -> Self {
        let piece = Piece::Text { text: text.into(), range: range.clone(), is_quoted: true };
        Self { pieces: vec![piece], range }
    }

    /// The word where it is nothing but text.
    pub fn plain(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Text { text, .. }] => Some(text),
            _ => None,
        }
    }
}

/// Whether a text is a name of a variable.
pub(super) fn is_name(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
        && text.bytes().next().is_some_and(|it| !it.is_ascii_digit())
}
