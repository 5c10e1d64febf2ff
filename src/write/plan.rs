//! The plan as JSON: properties in the model's order, two spaces, a newline at the end.

use crate::model::Plan;

pub(super) fn text(plan: &Plan) -> String {
    // Text keys and finite numbers always make JSON; a plan without them is an empty one.
    let json = serde_json::to_string_pretty(plan).unwrap_or_else(|_| "{}".to_string());
    format!("{json}\n")
}
