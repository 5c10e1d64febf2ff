//! Fixes in a JSON text: what a fix does not touch stays as it was typed.

use crate::finding::{PatchOp, PatchOperation};
use crate::pointer::unescaped;
use crate::read::{Format, detect};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::ops::Range;

/// Applies a finding's fix to the text that it was found in, JSON of a plan or a script of az
/// commands: line breaks, indentation and order stay as they are, and what is new is written like what
/// stands beside it.
///
/// ```
/// use aksplan::finding::{remove, set};
/// let text = "{\n  \"name\": \"a\",   \"tags\": { \"x\": \"y\" }\n}\n";
/// let patch = [set("/location", "westeurope"), remove("/tags/x")];
/// assert_eq!(
///     aksplan::fix_text(text, &patch, None).unwrap(),
///     "{\n  \"name\": \"a\",   \"tags\": {},\n  \"location\": \"westeurope\"\n}\n",
/// );
/// ```
///
/// Terraform and YAML take values in place of others, as far as those stand in the text as they are.
///
/// # Errors
/// When the text is another one by now, so that a place of the fix is no longer there, and when the
/// fix can't be written into a text of its format.
pub fn fix_text(
    text: &str,
    patch: &[PatchOperation],
    format: Option<Format>,
) -> Result<String, String> {
    let inner = text.trim_start_matches('\u{feff}');
    // JSON that is broken by now is told as such.
    let format = format.or_else(|| detect(inner).ok()).unwrap_or(Format::Plan);
    if format != Format::Plan || !inner.trim_start().starts_with('{') {
        return in_other(inner, patch, format).map(|it| {
            let mark = text.get(..text.len() - inner.len()).unwrap_or_default();
            format!("{mark}{it}")
        });
    }
    let mut text = text.to_string();
    for operation in patch {
        let (place, new) = edit(&text, operation)
            .ok_or_else(|| format!("there is no place `{}` in the text", operation.path))?;
        text.replace_range(place, &new);
    }
    Ok(text)
}

/// Fixes in a text that is no plan in JSON.
fn in_other(text: &str, patch: &[PatchOperation], format: Format) -> Result<String, String> {
    #[cfg(feature = "readers")]
    match format {
        Format::Az => return crate::read::edited_script(text, patch),
        Format::Plan | Format::Terraform => {
            if let Some(fixed) = crate::read::with_values(text, patch, format) {
                return Ok(fixed);
            }
        }
        Format::Arm => {}
    }
    let _ = (text, patch, format);
    Err("this fix can't be written into the text: apply it to the plan that was read, and write \
         the plan"
        .to_string())
}

/// The part of the text that an operation replaces, and with what.
fn edit(text: &str, operation: &PatchOperation) -> Option<(Range<usize>, String)> {
    let root = text.trim_start_matches('\u{feff}');
    let root: &RawValue = serde_json::from_str(root).ok()?;
    let (parent, name) = operation.path.rsplit_once('/')?;
    let mut holder = Holder::of(text, root)?;
    for name in parent.split('/').skip(1) {
        let (_, value) = holder.members.into_iter().find(|it| it.0 == unescaped(name))?;
        holder = Holder::of(text, value)?;
    }
    let name = unescaped(name);
    let at = holder.members.iter().position(|it| it.0 == name);
    let value = operation.value.clone().unwrap_or_default();
    match (operation.op, at) {
        (PatchOp::Remove, at) => Some((holder.place_of_member(at?)?, String::new())),
        (PatchOp::Add, Some(at)) if holder.is_list => {
            let value = holder.written(&value);
            let start = holder.places.get(at)?.start;
            Some((start..start, format!("{value},{}", holder.gap)))
        }
        (_, Some(at)) => Some((holder.places.get(at)?.clone(), holder.written(&value))),
        (PatchOp::Add, None) => {
            let is_end = name == "-" || name == holder.members.len().to_string();
            (!holder.is_list || is_end).then(|| holder.added(&name, &value))
        }
        (PatchOp::Replace, None) => None,
    }
}

/// An object or a list in a text.
struct Holder<'t> {
    text: &'t str,
    /// Between its brackets.
    inside: Range<usize>,
    is_list: bool,
    /// What it holds, by place in the text; items of lists are named by their position.
    members: Vec<(String, &'t RawValue)>,
    /// Where these values stand.
    places: Vec<Range<usize>>,
    /// The space before each member.
    gap: &'t str,
}

impl<'t> Holder<'t> {
    fn of(text: &'t str, value: &'t RawValue) -> Option<Self> {
        let place = |it: &RawValue| {
            // A raw value is a slice of the text it was read from.
            let start = (it.get().as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
            Some(start..start + it.get().len())
        };
        let whole = place(value)?;
        let is_list = value.get().starts_with('[');
        let mut members: Vec<(String, &RawValue)> = if is_list {
            let items: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
            items.into_iter().enumerate().map(|(at, it)| (at.to_string(), it)).collect()
        } else {
            let members: HashMap<String, &RawValue> = serde_json::from_str(value.get()).ok()?;
            members.into_iter().collect()
        };
        members.sort_by_key(|it| it.1.get().as_ptr() as usize);
        let places: Vec<Range<usize>> =
            members.iter().map(|it| place(it.1)).collect::<Option<_>>()?;
        let inside = whole.start + 1..whole.end - 1;
        let first = text.get(inside.clone())?;
        let gap = first.get(..first.len() - first.trim_start().len())?;
        Some(Self { text, inside, is_list, members, places, gap })
    }

    /// What goes when a member goes: its comma too, and all space where it was alone.
    fn place_of_member(&self, at: usize) -> Option<Range<usize>> {
        let member = self.places.get(at)?;
        let start = match at.checked_sub(1) {
            Some(before) => return Some(self.places.get(before)?.end..member.end),
            None => self.inside.start + self.gap.len(),
        };
        if self.places.len() == 1 {
            return Some(self.inside.clone());
        }
        // To where the next member begins.
        let rest = self.text.get(member.end..)?;
        let next = rest.trim_start().strip_prefix(',')?.trim_start();
        Some(start..self.text.len() - next.len())
    }

    /// A new last member.
    fn added(&self, name: &str, value: &Value) -> (Range<usize>, String) {
        let name = if self.is_list { String::new() } else { format!("{}: ", Value::from(name)) };
        match self.places.last() {
            Some(last) => {
                let value = self.written(value);
                (last.end..last.end, format!(",{}{name}{value}", self.gap))
            }
            None if self.is_list => (self.inside.clone(), self.written(value)),
            None => (self.inside.clone(), format!(" {name}{} ", self.written(value))),
        }
    }

    /// A value as it is written among these members: on several lines where they are.
    fn written(&self, value: &Value) -> String {
        let indent = self.gap.rsplit_once('\n').map(|it| it.1);
        let Some(indent) = indent.filter(|_| is_deep(value)) else { return on_one_line(value) };
        let unit = unit(self.text);
        let mut written = Vec::new();
        let format = serde_json::ser::PrettyFormatter::with_indent(unit.as_bytes());
        let mut writer = serde_json::Serializer::with_formatter(&mut written, format);
        if serde::Serialize::serialize(value, &mut writer).is_err() {
            return on_one_line(value);
        }
        let end = if self.gap.contains("\r\n") { "\r\n" } else { "\n" };
        String::from_utf8_lossy(&written).replace('\n', &format!("{end}{indent}"))
    }
}

/// Whether a value is better written on several lines.
fn is_deep(value: &Value) -> bool {
    let is_nested = |it: &Value| it.is_object() || it.is_array();
    match value {
        Value::Object(map) => map.values().any(is_nested) || map.len() > 3,
        Value::Array(items) => items.iter().any(is_nested),
        _ => false,
    }
}

/// JSON on one line, as people space it.
fn on_one_line(value: &Value) -> String {
    match value {
        Value::Object(map) if !map.is_empty() => {
            let members = map.iter().map(|(name, value)| {
                format!("{}: {}", Value::from(name.as_str()), on_one_line(value))
            });
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(on_one_line).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// What a text is indented by: the space before its first indented line.
fn unit(text: &str) -> String {
    let indented = text.lines().skip(1).find_map(|line| {
        let space = line.len() - line.trim_start().len();
        line.get(..space).filter(|it| !it.is_empty() && it.len() < line.len())
    });
    indented.unwrap_or("  ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{remove, replace, set};
    use serde_json::json;

    fn fixed(text: &str, patch: &[PatchOperation]) -> String {
        let fixed = fix_text(text, patch, None).unwrap();
        let value = serde_json::from_str(text).unwrap();
        let read: Value = serde_json::from_str(&fixed).unwrap();
        assert_eq!(read, crate::apply_fix(&value, patch).unwrap(), "{fixed}");
        fixed
    }

    #[test]
    fn other_formats_are_refused_in_words() {
        let error = fix_text("hello\n", &[set("/location", "a")], None).unwrap_err();
        assert!(error.contains("write the plan"), "{error}");
    }

    #[test]
    fn only_what_a_fix_names_changes() {
        let text = "{ \"b\": 1,\n\n  \"a\": [ 1, 2 ], \"ä\": { \"x/y\": null } }";
        for (patch, expected) in [
            (set("/b", "é"), "{ \"b\": \"é\",\n\n  \"a\": [ 1, 2 ], \"ä\": { \"x/y\": null } }"),
            (remove("/b"), "{ \"a\": [ 1, 2 ], \"ä\": { \"x/y\": null } }"),
            (remove("/a"), "{ \"b\": 1, \"ä\": { \"x/y\": null } }"),
            (remove("/ä"), "{ \"b\": 1,\n\n  \"a\": [ 1, 2 ] }"),
            (remove("/ä/x~1y"), "{ \"b\": 1,\n\n  \"a\": [ 1, 2 ], \"ä\": {} }"),
            (remove("/a/0"), "{ \"b\": 1,\n\n  \"a\": [ 2 ], \"ä\": { \"x/y\": null } }"),
            (replace("/a/1", 3), "{ \"b\": 1,\n\n  \"a\": [ 1, 3 ], \"ä\": { \"x/y\": null } }"),
            (set("/a/0", 0), "{ \"b\": 1,\n\n  \"a\": [ 0, 1, 2 ], \"ä\": { \"x/y\": null } }"),
            (set("/a/-", 3), "{ \"b\": 1,\n\n  \"a\": [ 1, 2, 3 ], \"ä\": { \"x/y\": null } }"),
            (
                set("/c", json!({})),
                "{ \"b\": 1,\n\n  \"a\": [ 1, 2 ], \"ä\": { \"x/y\": null }, \"c\": {} }",
            ),
        ] {
            assert_eq!(fixed(text, &[patch]), expected);
        }
    }

    #[test]
    fn what_is_new_is_written_like_what_stands_beside_it() {
        let text = "{\r\n\t\"clusters\": [\r\n\t\t{ \"name\": \"a\" }\r\n\t]\r\n}";
        let deep = json!({ "enabled": true, "more": { "a": [1, "2"] } });
        assert_eq!(
            fixed(text, &[set("/x", deep), set("/clusters/0/tags", json!({ "a": "b" }))]),
            "{\r\n\t\"clusters\": [\r\n\t\t{ \"name\": \"a\", \"tags\": { \"a\": \"b\" } }\r\n\t],\
             \r\n\t\"x\": {\r\n\t\t\"enabled\": true,\r\n\t\t\"more\": {\r\n\t\t\t\"a\": [\r\n\t\t\t\t1,\
             \r\n\t\t\t\t\"2\"\r\n\t\t\t]\r\n\t\t}\r\n\t}\r\n}",
        );
        assert_eq!(fixed("{}", &[set("/a", json!([])), set("/a/0", 1)]), "{ \"a\": [1] }");
    }

    #[test]
    fn a_place_that_is_gone_is_told() {
        for patch in [remove("/a"), replace("/a", 1), set("/a/b", 1), set("/l/7", 1)] {
            assert!(fix_text("{ \"l\": [] }", &[patch], None).unwrap_err().contains("no place"));
        }
        assert!(fix_text("no JSON", &[set("/a", 1)], None).is_err());
    }
}
