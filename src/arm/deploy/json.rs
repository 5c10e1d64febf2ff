//! What stands where in an answer, and how it differs from what is wanted.

use super::AzureChange;
use serde_json::{Map, Value};

/// What stands at a place: a JSON Pointer in which `*` is any member. Null is nothing.
pub(super) fn pointed<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    let mut at = value;
    for part in pointer.split('/').skip(1) {
        at = match (at, part) {
            (Value::Object(members), "*") => members.values().next()?,
            (Value::Array(items), "*") => items.first()?,
            (Value::Object(members), _) => {
                members.get(&part.replace("~1", "/").replace("~0", "~"))?
            }
            (Value::Array(items), _) => items.get(part.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    (!at.is_null()).then_some(at)
}

/// All that stands at a place of which `*` is any member, but nulls.
pub(super) fn standing<'v>(value: &'v Value, pointer: &str) -> Vec<&'v Value> {
    let mut all = vec![value];
    for part in pointer.split('/').skip(1) {
        let members = |it: &'v Value| -> Vec<&'v Value> {
            match (it, part) {
                (Value::Object(members), "*") => members.values().collect(),
                (Value::Array(items), "*") => items.iter().collect(),
                (it, part) => pointed(it, &format!("/{part}")).into_iter().collect(),
            }
        };
        all = all.into_iter().flat_map(members).collect();
    }
    all.retain(|it| !it.is_null());
    all
}

/// The text at the first of some places that holds one.
pub(super) fn text_at<'v>(value: &'v Value, places: &[String]) -> Option<&'v str> {
    places.iter().find_map(|it| pointed(value, it)).and_then(Value::as_str)
}

/// What is wanted laid over what was found, member by member. A member that Azure writes in other case
/// is the same one, as Azure takes it.
pub(super) fn laid_over(below: &Value, above: &Value) -> Value {
    let (Value::Object(found), Value::Object(wanted)) = (below, above) else {
        return if same(below, above) { below.clone() } else { above.clone() };
    };
    let mut all = found.clone();
    for (name, value) in wanted {
        let name = name_in(found, name);
        let laid = found.get(name).map_or_else(|| value.clone(), |it| laid_over(it, value));
        all.insert(name.to_string(), laid);
    }
    Value::Object(all)
}

/// The name that a member has in an object, else the name itself.
fn name_in<'n>(found: &'n Map<String, Value>, name: &'n str) -> &'n str {
    if found.contains_key(name) {
        return name;
    }
    let other = found.keys().find(|it| it.eq_ignore_ascii_case(name));
    other.map_or(name, String::as_str)
}

/// Whether two values are the same to Azure: ids are, in whichever case.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => {
            one == other || (one.starts_with("/subscriptions/") && one.eq_ignore_ascii_case(other))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, it)| other.get(name).is_some_and(|other| same(it, other)))
        }
        _ => one == other,
    }
}

/// Where what is wanted differs from what was found, as places with both values.
pub(super) fn differences(found: &Value, wanted: &Value) -> Vec<(String, Option<Value>, Value)> {
    let mut all = Vec::new();
    differ(Some(found), wanted, String::new(), &mut all);
    all
}

fn differ(
    found: Option<&Value>,
    wanted: &Value,
    at: String,
    into: &mut Vec<(String, Option<Value>, Value)>,
) {
    match (found, wanted) {
        (Some(Value::Object(found)), Value::Object(wanted)) => {
            for (name, value) in wanted {
                let name = name_in(found, name);
                let escaped = name.replace('~', "~0").replace('/', "~1");
                differ(found.get(name), value, format!("{at}/{escaped}"), into);
            }
        }
        (Some(found), wanted) if same(found, wanted) => {}
        (found, wanted) => into.push((at, found.cloned(), wanted.clone())),
    }
}

/// The differences as changes of a request.
pub(super) fn changes(
    id: &str,
    title: &str,
    resource: &str,
    differences: Vec<(String, Option<Value>, Value)>,
) -> Vec<AzureChange> {
    let change = |(path, from, to)| AzureChange {
        id: id.to_string(),
        title: title.to_string(),
        resource: resource.to_string(),
        path,
        from,
        to: Some(to),
    };
    differences.into_iter().map(change).collect()
}

/// Whether a place holds the texts, one or a list; no texts: nothing.
pub(super) fn holds(value: &Value, places: &[String], texts: &[String]) -> Result<(), Vec<String>> {
    let found = places.iter().find_map(|it| pointed(value, it));
    let found: Vec<String> = match found {
        None => Vec::new(),
        Some(Value::Array(items)) => items.iter().map(plain).collect(),
        Some(other) => vec![plain(other)],
    };
    let is_same = found.len() == texts.len()
        && found.iter().zip(texts).all(|(one, other)| one.eq_ignore_ascii_case(other));
    if is_same { Ok(()) } else { Err(found) }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_wanted_is_laid_over_what_exists() {
        let found = json!({
            "id": "/subscriptions/S/x",
            "addonProfiles": { "omsAgent": { "enabled": false, "config": { "a": "1" } } },
            "zones": ["1"],
        });
        let wanted = json!({
            "id": "/subscriptions/s/X",
            "addonProfiles": { "omsagent": { "enabled": true } },
            "zones": ["1", "2"],
            "a/b": 1,
        });
        let laid = json!({
            "id": "/subscriptions/S/x",
            "addonProfiles": { "omsAgent": { "enabled": true, "config": { "a": "1" } } },
            "zones": ["1", "2"],
            "a/b": 1,
        });
        assert_eq!(laid_over(&found, &wanted), laid);
        let differing = differences(&found, &wanted);
        let places: Vec<&str> = differing.iter().map(|(at, _, _)| at.as_str()).collect();
        assert_eq!(places, ["/addonProfiles/omsAgent/enabled", "/zones", "/a~1b"]);
        assert_eq!(differences(&laid, &wanted), []);
    }

    #[test]
    fn places_are_found() {
        let value = json!({ "a": { "x": { "p": "1" } }, "b": ["2"], "c": null, "d~/": "3" });
        let text = |places: &[&str]| {
            let places: Vec<String> = places.iter().map(ToString::to_string).collect();
            text_at(&value, &places).map(str::to_string)
        };
        assert_eq!(text(&["/c", "/a/*/p"]).as_deref(), Some("1"));
        assert_eq!(text(&["/b/0"]).as_deref(), Some("2"));
        assert_eq!(text(&["/d~0~1"]).as_deref(), Some("3"));
        assert_eq!(text(&["/c", "/b/1", "/a/x/p/q"]), None);
        let at = ["/b".to_string()];
        assert_eq!(holds(&value, &at, &["2".to_string()]), Ok(()));
        assert_eq!(holds(&value, &at, &[]), Err(vec!["2".to_string()]));
    }
}
