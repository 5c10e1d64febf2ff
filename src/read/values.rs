//! Values of a plan in place of others in the Terraform or YAML that it was read from.
//!
//! The edited text is read again and must say just what was wanted, with nothing new that was not
//! understood; otherwise nothing is changed.

use super::{Format, Positions};
use crate::finding::PatchOperation;
use crate::pointer::escaped;
use serde_json::Value;
use std::ops::Range;

/// Part of a text, and what takes its place.
type Edit = (Range<usize>, String);

/// The text with the values of a patch; nothing where it has no place for one.
pub(crate) fn with_values(text: &str, patch: &[PatchOperation], format: Format) -> Option<String> {
    let read = super::text(text, Some(format)).ok()?;
    let wanted = crate::apply_fix(&read.plan, patch).ok()?;
    let mut edits = Vec::new();
    differences(text, &read.positions, "", (&read.plan, &wanted), &mut edits)?;
    let edited = edited(text, edits)?;
    let again = super::text(&edited, Some(format)).ok()?;
    let is_right = again.plan == wanted && again.remarks.len() <= read.remarks.len();
    is_right.then_some(edited)
}

/// The edits that make one value of the plan another; nothing where more is to change than values.
fn differences(
    text: &str,
    positions: &Positions,
    path: &str,
    (old, new): (&Value, &Value),
    edits: &mut Vec<Edit>,
) -> Option<()> {
    match (old, new) {
        _ if old == new => {}
        (Value::Object(old), Value::Object(new)) if old.keys().eq(new.keys()) => {
            for ((name, old), new) in old.iter().zip(new.values()) {
                let name = escaped(name);
                differences(text, positions, &format!("{path}/{name}"), (old, new), edits)?;
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (at, (old, new)) in old.iter().zip(new).enumerate() {
                differences(text, positions, &format!("{path}/{at}"), (old, new), edits)?;
            }
        }
        _ => edits.push(edit(text, positions, path, old, new)?),
    }
    Some(())
}

fn edit(text: &str, positions: &Positions, path: &str, old: &Value, new: &Value) -> Option<Edit> {
    let holder = path.rsplit_once('/').map(|it| it.0);
    let range = positions.range(path).or_else(|| positions.range(holder?))?;
    let range = item(text, &range, old).unwrap_or(range);
    let written = text.get(range.clone())?;
    let quote = written.chars().next().filter(|it| matches!(it, '"' | '\''));
    let bare = quote.map_or(written, |it| written.trim_matches(it));
    if bare != plain(old)? {
        return None;
    }
    let quote = quote.filter(|_| new.is_string()).map(String::from).unwrap_or_default();
    Some((range, format!("{quote}{}{quote}", plain(new)?)))
}

/// Where an item of a list stands that has no place of its own, if it is in the list once.
fn item(text: &str, list: &Range<usize>, old: &Value) -> Option<Range<usize>> {
    let quoted = format!("\"{}\"", plain(old)?);
    let list_text = text.get(list.clone()).filter(|it| it.starts_with('['))?;
    let mut found = list_text.match_indices(&quoted);
    let (at, _) = found.next().filter(|_| found.next().is_none())?;
    Some(list.start + at..list.start + at + quoted.len())
}

/// A value as Terraform and YAML take it without any escape.
fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        _ => return None,
    };
    let is_safe = |it: char| it.is_ascii_alphanumeric() || "-_./:,=%+".contains(it);
    (!text.is_empty() && text.chars().all(is_safe)).then_some(text)
}

/// The text with its edits; nothing when two want the same place.
fn edited(text: &str, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort_by_key(|(range, _)| range.start);
    let mut edited = String::new();
    let mut at = 0;
    for (range, new) in edits {
        edited.push_str(text.get(at..range.start)?);
        edited.push_str(&new);
        at = range.end;
    }
    edited.push_str(text.get(at..)?);
    Some(edited)
}

#[cfg(test)]
mod tests {
    use crate::finding::set;
    use crate::fix_text;

    #[test]
    fn terraform_takes_values_in_place_of_others() {
        let text = "resource \"azurerm_virtual_network\" \"a\" {\n  name = \"vnet\"\n  \
            address_space = [\"10.0.0.0/8\"]\n}\nresource \"azurerm_subnet\" \"b\" {\n  \
            name = \"b\"\n  virtual_network_name = azurerm_virtual_network.a.name\n  \
            address_prefixes = [\"10.9.0.0/24\"]\n}\n";
        let patch = [
            set("/virtualNetworks/0/addressPrefixes/0", "10.0.0.0/16"),
            set("/virtualNetworks/0/subnets/0/addressPrefix", "10.0.1.0/24"),
        ];
        let patch = crate::fix::complete(&crate::read::text(text, None).unwrap().plan, &patch);
        let fixed = fix_text(text, &patch, None).unwrap();
        assert_eq!(fixed, text.replace("/8", "/16").replace("10.9.0.0", "10.0.1.0"));
    }

    #[test]
    fn yaml_takes_values_in_place_of_others() {
        let text = "location: westeurope # here\nclusters:\n  - name: 'a'\n";
        let patch = [set("/location", "northeurope"), set("/clusters/0/name", "b")];
        assert_eq!(
            fix_text(text, &patch, None).unwrap(),
            "location: northeurope # here\nclusters:\n  - name: 'b'\n"
        );
        for patch in [set("/clusters/0/dnsPrefix", "b"), set("/location", "a # b")] {
            assert!(fix_text(text, &[patch], None).is_err());
        }
    }

    #[test]
    fn other_json_stays_as_it_is() {
        let text = "{ \"resources\": [], \"location\": \"a\" }";
        assert!(fix_text(text, &[set("/location", "b")], None).is_err());
    }
}
