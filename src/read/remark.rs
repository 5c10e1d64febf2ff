//! What a reader has to say of its text.

use crate::finding::Position;

/// Something of a text that did not become a value of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// What it is about, as a JSON Pointer into the plan; empty: the whole.
    pub path: String,
    /// Where it stands.
    pub position: Position,
    /// What there is to say.
    pub kind: RemarkKind,
}

/// What there is to say of it. Each of these is a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum RemarkKind {
    /// The command or resource has no such argument.
    UnknownArgument {
        /// Its name.
        name: String,
        /// What it was given to, such as `az aks create`.
        of: String,
        /// The argument that was probably meant.
        meant: Option<String>,
    },
    /// The command or resource no longer has the argument.
    RemovedArgument {
        /// Its name.
        name: String,
        /// What it was given to.
        of: String,
        /// The version that took it away, such as `azure-cli 2.60`.
        since: String,
        /// What to write now; empty: nothing takes its place.
        instead: String,
    },
    /// The argument has another name now.
    RenamedArgument {
        /// Its name.
        name: String,
        /// What it was given to.
        of: String,
        /// Its name now.
        instead: String,
        /// The version that renamed it.
        since: String,
    },
    /// The command takes the argument only together with another.
    LoneArgument {
        /// Its name.
        name: String,
        /// What it was given to.
        of: String,
        /// The arguments of which one is missing.
        needs: &'static [&'static str],
    },
    /// az refuses the value that an argument has.
    RefusedValue {
        /// The argument's name.
        name: String,
        /// What it was given to.
        of: String,
        /// The value.
        value: String,
        /// What az takes.
        wanted: &'static str,
    },
    /// The plan has no property for it; it is kept on the resource and written back as it was.
    Carried {
        /// Its name.
        name: String,
        /// What it was given to.
        of: String,
    },
    /// It was understood, and the plan has no place for it.
    NotKept {
        /// What it is.
        what: String,
        /// Why the plan goes without, or what to do.
        why: String,
    },
    /// It could not be read.
    NotUnderstood {
        /// What it is.
        what: String,
        /// What to do.
        help: String,
    },
}
