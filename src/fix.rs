//! Fixes: made complete when they are found, applied when they are wanted.

mod in_text;

pub use in_text::fix_text;

use crate::finding::{PatchOp, PatchOperation, replace, set};
use crate::text::quoted;
use serde_json::{Value, json};

/// Makes a patch one that RFC 6902 accepts for this plan: objects that a new member needs are added
/// first, what is to be taken away and is not there is left, and what is set in a list replaces
/// what is there.
pub(crate) fn complete(plan: &Value, patch: &[PatchOperation]) -> Vec<PatchOperation> {
    // What is of another type counts as not given everywhere, and gives way.
    let can_hold = |place: &str, rest: &str| match plan.pointer(place) {
        Some(Value::Array(_)) => names_item(rest),
        Some(Value::Object(_)) => !(rest == "-" || rest.starts_with("-/")),
        _ => false,
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
        for parent in parents(place) {
            let rest = place.get(parent.len() + 1..).unwrap_or_default();
            if !can_hold(parent, rest) && !is_made(&done, parent) {
                let empty = if names_item(rest) { json!([]) } else { json!({}) };
                done.push(put(plan, parent, empty));
            }
        }
        done.push(put(plan, place, operation.value.clone().unwrap_or_default()));
    }
    done
}

/// The operation that puts a value to a place: an item that is there in a list is replaced, since
/// setting it would move it back.
fn put(plan: &Value, place: &str, value: Value) -> PatchOperation {
    let holder = place.rsplit_once('/').and_then(|(holder, _)| plan.pointer(holder));
    let is_item = holder.is_some_and(Value::is_array) && plan.pointer(place).is_some();
    if is_item { replace(place, value) } else { set(place, value) }
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

/// Applies a finding's fix to the plan that it was found in. What the fix does not touch stays in
/// the order in which it was typed.
///
/// # Errors
/// When the plan is another one by now, so that a place of the fix is no longer there.
pub fn apply_fix(plan: &Value, patch: &[PatchOperation]) -> Result<Value, String> {
    let mut plan = plan.clone();
    for operation in patch {
        apply(&mut plan, operation).ok_or_else(|| {
            format!("the plan has changed: there is no {} in it", quoted(&operation.path))
        })?;
    }
    Ok(plan)
}

/// Does one operation as RFC 6902 says; nothing where its place is not there.
fn apply(plan: &mut Value, operation: &PatchOperation) -> Option<()> {
    let (holder, name) = operation.path.rsplit_once('/')?;
    let value = operation.value.clone().unwrap_or_default();
    match plan.pointer_mut(holder)? {
        Value::Object(members) => {
            let name = crate::pointer::unescaped(name);
            match operation.op {
                PatchOp::Add => drop(members.insert(name, value)),
                PatchOp::Replace => *members.get_mut(&name)? = value,
                PatchOp::Remove => drop(members.shift_remove(&name)?),
            }
        }
        Value::Array(items) => {
            let at = if name == "-" { items.len() } else { name.parse().ok()? };
            match operation.op {
                PatchOp::Add if at <= items.len() => items.insert(at, value),
                PatchOp::Replace => *items.get_mut(at)? = value,
                PatchOp::Remove if at < items.len() => drop(items.remove(at)),
                PatchOp::Add | PatchOp::Remove => return None,
            }
        }
        _ => return None,
    }
    Some(())
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
    fn what_is_not_touched_keeps_its_order() {
        let plan = json!({ "z": 1, "b": 2, "y": [1, 2, 3], "a/b~": 4, "x": 5 });
        let patch = [remove("/b"), remove("/y/0"), replace("/a~1b~0", 6), set("/z", 0)];
        let fixed = apply_fix(&plan, &patch).unwrap();
        assert_eq!(fixed.to_string(), r#"{"z":0,"y":[2,3],"a/b~":6,"x":5}"#);
    }

    #[test]
    fn a_place_that_is_gone_is_an_error() {
        let plan = json!({ "a": [1], "b": "text" });
        for patch in [
            set("/c/d", 1),
            set("/b/c", 1),
            set("/a/3", 1),
            replace("/c", 1),
            replace("/a/-", 1),
            remove("/a/1"),
            remove("/c"),
            remove(""),
        ] {
            let message = apply_fix(&plan, &[patch]).unwrap_err();
            assert!(message.starts_with("the plan has changed: there is no `"), "{message}");
        }
    }

    #[test]
    fn an_empty_item_is_replaced_and_a_member_may_be_called_by_a_number() {
        let plan = json!({ "clusters": [null, { "tags": { "a": "b" } }], "features": {} });
        let patch =
            [set("/clusters/0/name", "c"), set("/clusters/1/tags/1", "d"), set("/features/-", "e")];
        let clusters = json!([{ "name": "c" }, { "tags": { "1": "d", "a": "b" } }]);
        let expected = json!({ "clusters": clusters, "features": ["e"] });
        assert_eq!(applied(&plan, &patch), expected);
    }

    #[test]
    fn what_is_not_there_is_not_taken_away() {
        assert_eq!(complete(&json!({}), &[remove("/features")]), []);
    }
}
