//! From what people have to a [`Plan`].

mod json;
mod lenient;
mod position;
#[allow(dead_code, reason = "the reader of az scripts is built on it")]
mod shell;

pub use json::json;
pub(crate) use lenient::{FromJson, Reader, Record, kind_of};
pub use lenient::{ReadProblem, ReadProblemKind};
pub use position::Positions;

use crate::model::Plan;
use crate::text::grouped;
use serde_json::Value;
use std::fmt;

/// Something that is no plan at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotAPlan {
    /// Why not.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The place, as a JSON Pointer; empty: the whole.
    pub path: String,
    /// Line in the text, counted from 1; 0 where it was no text.
    pub line: usize,
    /// Column in the text, counted from 1.
    pub column: usize,
}

impl fmt::Display for NotAPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.message),
            line => write!(f, "line {line}, column {}: {}", self.column, self.message),
        }
    }
}

impl std::error::Error for NotAPlan {}

/// Items that all lists of a plan may have: more than a subscription may have clusters, pools and
/// subnets in use, and few enough to be judged in a moment.
pub const MOST_ITEMS: usize = 20_000;

/// Reads a plan, leaving out what it does not know and what is of a wrong type.
///
/// # Errors
/// When it is no object, or has more items in its lists than [`MOST_ITEMS`].
pub fn plan(value: &Value) -> Result<(Plan, Vec<ReadProblem>), NotAPlan> {
    let Value::Object(members) = value else {
        let found = kind_of(value);
        return Err(NotAPlan {
            message: format!("a plan is an object such as `{{\"clusters\": []}}`, not {found}"),
            help: "give an object with `virtualNetworks` and `clusters`".to_string(),
            ..NotAPlan::default()
        });
    };
    if items(value) > MOST_ITEMS {
        return Err(NotAPlan {
            message: format!(
                "the plan has more than {} items",
                grouped(i64::try_from(MOST_ITEMS).unwrap_or(i64::MAX))
            ),
            help: "plan less at once; long lists of ranges that exist belong into an estate"
                .to_string(),
            ..NotAPlan::default()
        });
    }
    Ok(lenient::read(members))
}

/// How many items all lists have together.
fn items(value: &Value) -> usize {
    match value {
        Value::Array(list) => list.len() + list.iter().map(items).sum::<usize>(),
        Value::Object(members) => members.values().map(items).sum(),
        _ => 0,
    }
}
