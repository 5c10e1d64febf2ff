//! Texts that could not be read.

pub(super) mod not_a_plan;
mod unknown_reference;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[&not_a_plan::RULE, &unknown_reference::RULE];
