//! Fixes: made complete when they are found, applied when they are wanted.

mod in_text;

pub use in_text::fix_text;

use crate::finding::{PatchOp, PatchOperation, replace, set};
use serde_json::{Value, json};

/// Makes a patch one that RFC 6902 accepts for this plan: objects that a new member needs are added
/// first, what is to be taken away and is not there is left, and what is set in a list replaces
/// what is there.
pub(crate) fn complete(plan: &Value, patch: &[PatchOperation]) -> Vec<PatchOperation> {
    // What is of another type counts as not given everywhere, and gives way.
    let there = |place: &str, is_list: bool| {
        plan.pointer(place).is_some_and(|it| if is_list { it.is_array() } else { it.is_object() })
    };
    let mut done: Vec<PatchOperation> = Vec::new();
    for operation in patch {
        let place = operation.path.as_str();
        if operation.op == PatchOp::Remove {
            if plan.pointer(place).is_some() || is_made(&done, place) {
                done.push(operation.clone());
            }
            continue;
        }
        let mut parent_is_list = false;
        for parent in parents(place) {
            let is_list = names_item(place.get(parent.len() + 1..).unwrap_or_default());
            if !there(parent, is_list) && !is_made(&done, parent) {
                done.push(set(parent, if is_list { json!([]) } else { json!({}) }));
            }
            parent_is_list = is_list;
        }
        let value = operation.value.clone().unwrap_or_default();
        let is_item = parent_is_list && plan.pointer(place).is_some();
        done.push(if is_item { replace(place, value) } else { set(place, value) });
    }
    done
}

/// The pointers that hold a pointer's place, outermost first, without the whole.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').skip(1).map(|(at, _)| path.get(..at).unwrap_or_default())
}

/// Whether the rest of a pointer goes on with an item of a list.
fn names_item(rest: &str) -> bool {
    let name = rest.split('/').next().unwrap_or_default();
    name == "-" || (!name.is_empty() && name.bytes().all(|it| it.is_ascii_digit()))
}

/// Whether one of the operations makes what is at a place, or what holds it.
fn is_made(done: &[PatchOperation], place: &str) -> bool {
    done.iter().filter(|it| it.op != PatchOp::Remove).any(|made| {
        let rest = place.strip_prefix(made.path.as_str());
        rest.and_then(|rest| made.value.as_ref()?.pointer(rest)).is_some()
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::remove;

    fn applied(plan: &Value, patch: &[PatchOperation]) -> Value {
        apply_fix(plan, &complete(plan, patch)).unwrap()
    }

    #[test]
    fn missing_parents_are_made_once() {
        let plan = json!({ "clusters": [{}] });
        let patch = [
            set("/clusters/0/networkProfile/podCidr", "10.244.0.0/16"),
            set("/clusters/0/networkProfile/serviceCidr", "10.0.0.0/16"),
        ];
        assert_eq!(complete(&plan, &patch).len(), 3);
        let profile = json!({ "podCidr": "10.244.0.0/16", "serviceCidr": "10.0.0.0/16" });
        assert_eq!(applied(&plan, &patch), json!({ "clusters": [{ "networkProfile": profile }] }));
    }

    #[test]
    fn items_are_replaced_and_appended() {
        let plan = json!({ "features": ["a", "b"] });
        let patch = [set("/features/1", "c"), set("/features/-", "d")];
        assert_eq!(applied(&plan, &patch), json!({ "features": ["a", "c", "d"] }));
        assert_eq!(applied(&json!({}), &[set("/features/-", "d")]), json!({ "features": ["d"] }));
    }

    #[test]
    fn what_is_not_there_is_not_taken_away() {
        assert_eq!(complete(&json!({}), &[remove("/features")]), []);
    }
}
