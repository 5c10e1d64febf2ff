//! Named unknowns: a text in a plan that contains `${name}` stands for a value that is not known.

use super::{ReadProblem, ReadProblemKind};
use crate::pointer::escaped;
use serde_json::Value;

/// The names in a text.
///
/// ```
/// let names: Vec<&str> = aksplan::read::unknowns("aks-${ENV}-${var.region}").collect();
/// assert_eq!(names, ["ENV", "var.region"]);
/// ```
pub fn unknowns(text: &str) -> impl Iterator<Item = &str> {
    let names = text.split("${").skip(1).filter_map(|it| it.split_once('}')).map(|(name, _)| name);
    names.filter(|it| !it.is_empty() && it.chars().all(is_of_name))
}

/// Whether it can be part of an unknown's name, such as `var.pools["a"].size`, `my group` or the text
/// of a command whose answer is not known.
fn is_of_name(it: char) -> bool {
    !it.is_control() && !"${}".contains(it)
}

/// The names in all texts of a value, each once.
pub(crate) fn unknowns_of(value: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    note(value, &mut String::new(), &mut problems);
    let mut names = Vec::new();
    for problem in problems {
        if let ReadProblemKind::Unresolved { name, .. } = problem.kind
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// What stands between `${` and `}` in texts of a value and is no unknown, each once.
pub(crate) fn braced_of(value: &Value) -> Vec<String> {
    fn collect(value: &Value, found: &mut Vec<String>) {
        let mut add = |text: &str| {
            let known: Vec<&str> = unknowns(text).collect();
            let all = text.split("${").skip(1).filter_map(|it| it.split_once('}'));
            for (inner, _) in all.filter(|(it, _)| !known.contains(it)) {
                if !found.iter().any(|it| it == inner) {
                    found.push(inner.to_string());
                }
            }
        };
        match value {
            Value::String(text) => add(text),
            Value::Array(items) => items.iter().for_each(|it| collect(it, found)),
            Value::Object(members) => {
                members.keys().for_each(|it| add(it));
                members.values().for_each(|it| collect(it, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(value, &mut found);
    found
}

/// Notes the values that hold an unknown.
pub(super) fn note(value: &Value, path: &mut String, problems: &mut Vec<ReadProblem>) {
    let mut enter = |part: &str, value: &Value, problems: &mut Vec<ReadProblem>| {
        let holder = path.len();
        path.push('/');
        path.push_str(&escaped(part));
        // Of a tag or label the name may be unknown too.
        note(&Value::from(part), path, problems);
        note(value, path, problems);
        path.truncate(holder);
    };
    match value {
        Value::String(text) if text.contains("${") => {
            let is_subscription = has_unknown_subscription(text);
            for name in unknowns(text) {
                let kind = ReadProblemKind::Unresolved { name: name.to_string(), is_subscription };
                problems.push(ReadProblem { path: path.clone(), kind });
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                enter(&at.to_string(), item, problems);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                enter(name, member, problems);
            }
        }
        _ => {}
    }
}

/// Whether a text is a resource id of which nothing but the subscription is unknown.
fn has_unknown_subscription(text: &str) -> bool {
    let rest = text.strip_prefix("/subscriptions/${").and_then(|it| it.split_once('}'));
    rest.is_some_and(|(_, rest)| rest.starts_with('/') && !rest.contains("${"))
}
