//! Fixes: made complete when they are found, applied when they are wanted.

use crate::finding::{PatchOp, PatchOperation, replace, set};
use serde_json::{Value, json};

/// Makes a patch one that RFC 6902 accepts for this plan: objects that a new member needs are added
/// first, what is to be taken away and is not there is left, and what is set in a list replaces
/// what is there.
pub(crate) fn complete(plan: &Value, patch: &[PatchOperation]) -> Vec<PatchOperation> {
    let mut now = plan.clone();
    let mut done = Vec::new();
    let mut apply = |operation: PatchOperation, now: &mut Value| {
        if apply_fix(now, std::slice::from_ref(&operation)).is_ok_and(|it| {
            *now = it;
            true
        }) {
            done.push(operation);
        }
    };
    for operation in patch {
        let place = operation.path.as_str();
        if operation.op == PatchOp::Remove {
            apply(operation.clone(), &mut now);
            continue;
        }
        for parent in parents(place) {
            if now.pointer(parent).is_none_or(Value::is_null) {
                let next = place.get(parent.len() + 1..).unwrap_or_default();
                let is_list =
                    next.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
                apply(set(parent, if is_list { json!([]) } else { json!({}) }), &mut now);
            }
        }
        let in_list =
            parents(place).last().and_then(|it| now.pointer(it)).is_some_and(Value::is_array);
        let value = operation.value.clone().unwrap_or_default();
        if in_list && now.pointer(place).is_some() {
            apply(replace(place, value), &mut now);
        } else {
            apply(set(place, value), &mut now);
        }
    }
    done
}

/// The pointers that hold a pointer's place, outermost first, without the whole.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').skip(1).map(|(at, _)| path.get(..at).unwrap_or_default())
}

/// Applies a finding's fix to the plan that it was found in.
///
/// # Errors
/// When the plan is another one by now, so that a place of the fix is no longer there.
pub fn apply_fix(plan: &Value, patch: &[PatchOperation]) -> Result<Value, String> {
    let to_error = |error: serde_json::Error| error.to_string();
    let patch = serde_json::to_value(patch).map_err(to_error)?;
    let patch: json_patch::Patch = serde_json::from_value(patch).map_err(to_error)?;
    let mut plan = plan.clone();
    json_patch::patch(&mut plan, &patch).map_err(|error| error.to_string())?;
    Ok(plan)
}
