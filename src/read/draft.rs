//! A plan in the making: values under the plan's names, each with its place in the text.

use super::{Format, Positions, Remark, RemarkKind, Text};
use crate::pointer::unescaped;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::ops::Range;

/// What a reader fills while it goes through its text.
pub(super) struct Draft<'t> {
    plan: Value,
    positions: Positions<'t>,
    remarks: Vec<(Range<usize>, String, RemarkKind)>,
}

impl<'t> Draft<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut positions = Positions::new(text);
        positions.note("", 0..text.len());
        Self { plan: Value::Object(Map::new()), positions, remarks: Vec::new() }
    }

    /// Adds an object to a list; answers its path.
    pub fn push(&mut self, list: &str, range: Range<usize>) -> String {
        let at = self.get(list).and_then(Value::as_array).map_or(0, Vec::len);
        if at == 0 {
            self.set(list, Value::Array(Vec::new()), range.clone());
        }
        let path = format!("{list}/{at}");
        self.set(&path, Value::Object(Map::new()), range);
        path
    }

    /// Sets the value at a path, whether or not it is there; objects on the way are made.
    pub fn set(&mut self, path: &str, value: impl Into<Value>, range: Range<usize>) {
        let Some(place) = place(&mut self.plan, path) else { return };
        *place = value.into();
        self.positions.note(path, range);
    }

    pub fn get(&self, path: &str) -> Option<&Value> {
        self.plan.pointer(path)
    }

    /// Takes a member away; answers what it was.
    pub fn take(&mut self, path: &str) -> Option<Value> {
        let (holder, name) = path.rsplit_once('/')?;
        let Value::Object(members) = self.plan.pointer_mut(holder)? else { return None };
        members.shift_remove(&unescaped(name))
    }

    /// The item of a list that has the name, in any case.
    pub fn find(&self, list: &str, name: &str) -> Option<String> {
        let at = position_of(self.get(list)?.as_array()?, name)?;
        Some(format!("{list}/{at}"))
    }

    /// Notes another place for the value at a path.
    pub fn note(&mut self, path: &str, range: Range<usize>) {
        self.positions.note(path, range);
    }

    pub fn range(&self, path: &str) -> Option<Range<usize>> {
        self.positions.range(path)
    }

    pub fn remark(&mut self, range: Range<usize>, path: &str, what: RemarkKind) {
        self.remarks.push((range, path.to_string(), what));
    }

    /// Fills in what the text does not say: members that are missing, and items of lists that have
    /// no item of their `name`. What the text says stays; items stand in the order of those below.
    pub fn lay_under(&mut self, below: &Value) {
        lay_under(&mut self.plan, below);
    }

    /// The plan as it stands, with the plan's own references.
    pub fn named(&self) -> Value {
        let mut plan = self.plan.clone();
        super::references::to_names(&mut plan);
        plan
    }

    /// The plan, with resource ids of what is in it as the plan's own references.
    pub fn finish(mut self, format: Format) -> Text<'t> {
        super::references::to_names(&mut self.plan);
        let positions = self.positions;
        let remarks = self.remarks.into_iter().map(|(range, path, kind)| {
            let position = positions.position(range.start);
            Remark { path, position, kind }
        });
        let remarks = remarks.collect();
        Text { format, plan: self.plan, positions, remarks }
    }
}

/// The item that has the name, in any case.
fn position_of(items: &[Value], name: &str) -> Option<usize> {
    items.iter().position(|it| name_of(it).is_some_and(|it| it.eq_ignore_ascii_case(name)))
}

fn name_of(item: &Value) -> Option<&str> {
    item.get("name").and_then(Value::as_str)
}

fn lay_under(above: &mut Value, below: &Value) {
    match (above, below) {
        (Value::Object(above), Value::Object(below)) => {
            for (name, value) in below {
                match above.get_mut(name) {
                    Some(own) => lay_under(own, value),
                    None => {
                        above.insert(name.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Array(above), Value::Array(below)) => lay_items_under(above, below),
        _ => {}
    }
}

fn lay_items_under(above: &mut Vec<Value>, below: &[Value]) {
    let key = |item: &Value| name_of(item).map(str::to_ascii_lowercase);
    let mut own: HashMap<String, usize> = HashMap::new();
    for (at, name) in above.iter().map(key).enumerate() {
        own.entry(name.unwrap_or_default()).or_insert(at);
    }
    let mut order: HashMap<String, usize> = HashMap::new();
    for item in below {
        let Some(name) = key(item) else { continue };
        match own.get(&name).and_then(|at| above.get_mut(*at)) {
            Some(own) => lay_under(own, item),
            None => above.push(item.clone()),
        }
        let at = order.len();
        order.entry(name).or_insert(at);
    }
    let place = |it: &Value| key(it).and_then(|it| order.get(&it)).copied();
    above.sort_by_cached_key(|it| place(it).unwrap_or(usize::MAX));
}

/// The value at a path. Objects on the way are made, and so is the next item of a list.
pub(super) fn place<'v>(root: &'v mut Value, path: &str) -> Option<&'v mut Value> {
    let mut value = root;
    for part in path.split('/').skip(1) {
        if value.is_null() {
            *value = Value::Object(Map::new());
        }
        value = match value {
            Value::Object(members) => members.entry(unescaped(part)).or_insert(Value::Null),
            Value::Array(items) => {
                let at = if part == "-" { items.len() } else { part.parse().ok()? };
                if at == items.len() {
                    items.push(Value::Null);
                }
                items.get_mut(at)?
            }
            _ => return None,
        };
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_set_where_they_belong() {
        let mut draft = Draft::new("some text");
        let cluster = draft.push("/clusters", 0..4);
        draft.set(&format!("{cluster}/name"), "aks", 5..9);
        draft.set(&format!("{cluster}/networkProfile/podCidr"), "10.0.0.0/16", 5..9);
        let second = draft.push("/clusters", 5..9);
        draft.set(&format!("{second}/tags/a~1b"), "c", 5..9);
        assert_eq!(draft.find("/clusters", "AKS"), Some("/clusters/0".to_string()));
        assert_eq!(draft.take("/clusters/1/tags/a~1b"), Some(json!("c")));
        let text = draft.finish(Format::Az);
        let first = json!({ "name": "aks", "networkProfile": { "podCidr": "10.0.0.0/16" } });
        assert_eq!(text.plan, json!({ "clusters": [first, { "tags": {} }] }));
        assert_eq!(text.positions.find("/clusters/0/name").unwrap().column, 6);
    }

    #[test]
    fn what_the_text_says_stays_over_what_is_laid_under() {
        let mut draft = Draft::new("");
        let cluster = draft.push("/clusters", 0..0);
        draft.set(&format!("{cluster}/name"), "aks", 0..0);
        draft.set(&format!("{cluster}/location"), "westeurope", 0..0);
        draft.lay_under(&json!({
            "clusters": [
                { "name": "AKS", "location": "northeurope", "plannedServices": 4 },
                { "name": "other" },
            ],
            "addressBook": [{ "name": "office", "cidr": "10.0.0.0/8" }],
        }));
        let aks = json!({ "name": "aks", "location": "westeurope", "plannedServices": 4 });
        let book = json!([{ "name": "office", "cidr": "10.0.0.0/8" }]);
        let expected = json!({ "clusters": [aks, { "name": "other" }], "addressBook": book });
        assert_eq!(draft.finish(Format::Az).plan, expected);
    }
}
