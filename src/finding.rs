//! What a rule has to say about a plan.

use crate::model::choice;
use macro_rules_attribute::apply;
use serde::Serialize;
use serde_json::Value;

/// How bad a finding is, worst first.
#[apply(choice!)]
pub enum Severity {
    /// Azure or az refuses it, or the cluster is broken.
    Error = "error",
    /// Accepted, but it will hurt.
    Warning = "warning",
    /// Good practice.
    Info = "info",
}

/// One thing found in a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Finding {
    /// The rule's name.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong and why, with the numbers.
    pub message: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The place in the plan, as a JSON Pointer; empty: the plan as a whole.
    pub path: String,
    /// Other places that have a part in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub related: Vec<Related>,
    /// The document that says so.
    pub url: String,
    /// Names that others give it: rules of other tools, error codes of the service.
    pub aliases: Vec<String>,
    /// A change of the plan that mends it, where one remedy is evident.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// Where it stands in the text that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Position>,
}

/// A place that has a part in a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Related {
    /// The place, as a JSON Pointer.
    pub path: String,
    /// Which part.
    pub message: String,
    /// Where it stands in the text that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Position>,
}

/// A change of the plan, as JSON Patch (RFC 6902).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Fix {
    /// What it does, such as ``set `serviceCidr` to 10.1.0.0/16``.
    pub title: String,
    /// The operations, in order.
    pub patch: Vec<PatchOperation>,
}

/// An operation of a JSON Patch.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct PatchOperation {
    /// `add` (which also sets what is there), `replace` or `remove`.
    pub op: PatchOp,
    /// The place, as a JSON Pointer.
    pub path: String,
    /// The new value; absent for `remove`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub value: Option<Value>,
}

/// What an operation of a JSON Patch does.
#[apply(choice!)]
pub enum PatchOp {
    /// Sets a member, or inserts into a list.
    Add = "add",
    /// Sets what is there.
    Replace = "replace",
    /// Takes away what is there.
    Remove = "remove",
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Position {
    /// Line, counted from 1.
    pub line: u32,
    /// Column, counted from 1.
    pub column: u32,
}

impl Finding {
    /// Says what to do.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help = Some(text.into());
        self
    }

    /// Says where in the text it stands, for what has no place in the plan.
    pub fn source(&mut self, position: Position) -> &mut Self {
        self.source = Some(position);
        self
    }

    /// Gives this finding another severity than its rule's.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Names another document than the rule's.
    pub fn url(&mut self, source: &crate::azure_facts::Source) -> &mut Self {
        self.url = source.url.to_string();
        self
    }

    /// Names another place that has a part in it.
    pub fn related(&mut self, path: impl Into<String>, message: impl Into<String>) -> &mut Self {
        self.related.push(Related { path: path.into(), message: message.into(), source: None });
        self
    }

    /// Offers a change of several operations.
    pub fn fix(&mut self, title: impl Into<String>, patch: Vec<PatchOperation>) -> &mut Self {
        self.fix = Some(Fix { title: title.into(), patch });
        self
    }

    /// Offers to set the property at `path`, whether or not it is there.
    pub fn fix_set(
        &mut self,
        title: impl Into<String>,
        path: impl Into<String>,
        value: impl Into<Value>,
    ) -> &mut Self {
        self.fix(title, vec![set(path, value)])
    }

    /// Offers to take away what is at `path`.
    pub fn fix_remove(&mut self, title: impl Into<String>, path: impl Into<String>) -> &mut Self {
        self.fix(title, vec![remove(path)])
    }
}

/// The operation that sets the member at `path`, whether or not it is there. The object that holds
/// it must be there; for a list's item use [`PatchOp::Replace`].
#[must_use]
pub fn set(path: impl Into<String>, value: impl Into<Value>) -> PatchOperation {
    PatchOperation { op: PatchOp::Add, path: path.into(), value: Some(value.into()) }
}

/// The operation that replaces what is at `path`.
#[must_use]
pub fn replace(path: impl Into<String>, value: impl Into<Value>) -> PatchOperation {
    PatchOperation { op: PatchOp::Replace, path: path.into(), value: Some(value.into()) }
}

/// The operation that takes away what is at `path`.
#[must_use]
pub fn remove(path: impl Into<String>) -> PatchOperation {
    PatchOperation { op: PatchOp::Remove, path: path.into(), value: None }
}
