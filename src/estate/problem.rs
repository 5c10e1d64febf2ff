//! What could not be read, and what to do about it.

use serde::Serialize;

/// Something in a source that could not be read as it stands. What is beside it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct EstateProblem {
    /// Which source it is in, counted from 0; `end` begins the next.
    pub source: u32,
    /// Line, counted from 1, of a list or of CSV.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Which resource of JSON, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Nothing behind it was read, or nothing of the source at all.
    pub fatal: bool,
}

/// What could not be read of all sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct EstateProblems {
    /// How many there are.
    pub total: u32,
    /// The first 1,000 of them, and every one that ended the reading of a source.
    pub list: Vec<EstateProblem>,
}

/// So many are kept.
const KEPT: usize = 1_000;

impl EstateProblems {
    pub(super) fn add(&mut self, problem: EstateProblem) {
        self.total = self.total.saturating_add(1);
        // Sources without number could each be broken.
        if self.list.len() < KEPT || problem.fatal && self.list.len() < 2 * KEPT {
            self.list.push(problem);
        }
    }
}
