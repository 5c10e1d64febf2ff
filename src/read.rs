//! From what people have to a [`Plan`].

mod lenient;
mod position;

pub use lenient::{ReadProblem, ReadProblemKind};
pub use position::Positions;

use crate::model::Plan;
use serde_json::Value;
use std::fmt;

/// Something that is no plan at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAPlan {
    /// Why not, and what to do.
    pub message: String,
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

/// Reads JSON.
///
/// # Errors
/// Where and why the text is no JSON.
pub fn json(text: &str) -> Result<Value, NotAPlan> {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(&*message, |(message, _)| message);
        NotAPlan {
            message: format!("this is no JSON: {message}"),
            line: error.line(),
            column: error.column(),
        }
    })
}

/// Reads a plan, leaving out what it does not know and what is of a wrong type.
///
/// # Errors
/// When it is no object, or more of it is wrong than right.
pub fn plan(value: &Value) -> Result<(Plan, Vec<ReadProblem>), NotAPlan> {
    let problem = |message: String| NotAPlan { message, line: 0, column: 0 };
    if !value.is_object() {
        let found = lenient::kind_of(value);
        return Err(problem(format!(
            "a plan is an object such as {{\"clusters\": []}}, not {found}"
        )));
    }
    lenient::read(value).map_err(|first| {
        problem(format!(
            "too many values are of a wrong type for this to be a plan; the first is at `{}`: {}",
            first.path, first.kind
        ))
    })
}
