//! The report for whoever runs the network, as a document: sections of text, lists and tables, which
//! become Markdown or a page.
//!
//! Texts are as in findings: what is between `backticks` is the user's or Azure's word.

use super::sections;
use crate::finding::Finding;
use crate::layout::Layout;
use crate::lower::Lowered;
use jiff::civil::Date;
use serde::Serialize;

/// What a report is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The plan.
    pub plan: &'a Lowered<'a>,
    /// Its addresses.
    pub layout: &'a Layout,
    /// What the rules found, worst first.
    pub findings: &'a [Finding],
    /// The day that it was judged on.
    pub as_of: Date,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Document {
    /// What it is called.
    pub title: String,
    /// Its sections, in order.
    pub sections: Vec<Section>,
}

/// A section of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Section {
    /// What it is called; empty for the beginning.
    pub title: String,
    /// What is in it, in order.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub enum Block {
    /// A paragraph.
    Text {
        /// The text.
        text: String,
    },
    /// A list.
    List {
        /// Its items.
        items: Vec<String>,
    },
    /// A table.
    Table {
        /// What it shows, where a section has several.
        #[serde(skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
        /// Its columns.
        head: Vec<&'static str>,
        /// Its rows, a cell for each column.
        rows: Vec<Vec<String>>,
    },
}

impl Block {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// A table; nothing where there are no rows.
    pub(super) fn table(head: &[&'static str], rows: Vec<Vec<String>>) -> Option<Self> {
        (!rows.is_empty()).then(|| Self::Table { caption: None, head: head.to_vec(), rows })
    }

    /// A table with a caption.
    pub(super) fn captioned(
        caption: impl Into<String>,
        head: &[&'static str],
        rows: Vec<Vec<String>>,
    ) -> Option<Self> {
        let caption = Some(caption.into());
        (!rows.is_empty()).then(|| Self::Table { caption, head: head.to_vec(), rows })
    }
}

/// The report: which ranges are used and why, who takes how many addresses, what must lie apart, what
/// the network must let through, what is open, what was found.
///
/// ```
/// use aksplan::report::{Subject, document, markdown};
/// let value = aksplan::example::base();
/// let check = aksplan::check_value(&value, aksplan::example::AS_OF);
/// let (plan, _) = aksplan::read::plan(&value).unwrap();
/// let report = document(&Subject {
///     plan: &aksplan::lower::lower(&plan),
///     layout: &check.layout,
///     findings: &check.findings,
///     as_of: aksplan::example::AS_OF,
/// });
/// assert!(markdown(&report).contains("| 10.244.0.0/16 |"));
/// ```
#[must_use]
pub fn document(subject: &Subject) -> Document {
    let name = subject.plan.plan.name.as_deref().map(str::trim).filter(|it| !it.is_empty());
    Document {
        title: name
            .map_or_else(|| "Network report".to_string(), |it| format!("Network report: {it}")),
        sections: sections::ALL
            .iter()
            .map(|(title, write)| Section { title: (*title).to_string(), blocks: write(subject) })
            .filter(|it| !it.blocks.is_empty())
            .collect(),
    }
}
