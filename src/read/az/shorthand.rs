//! az's shorthand syntax for lists and objects: `[{name:nodes,address-prefix:10.0.0.0/24}]`, and
//! JSON, which is nearly the same.

use serde_json::{Map, Value};

/// How deep lists and objects may stand in each other.
const DEEPEST: usize = 16;

/// The value that a text says, where it is a list or an object.
pub(super) fn read(text: &str) -> Option<Value> {
    let text = text.trim();
    if !text.starts_with(['[', '{']) {
        return None;
    }
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let mut rest = text;
    let value = value(&mut rest, DEEPEST)?;
    rest.trim().is_empty().then_some(value)
}

fn value(rest: &mut &str, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    *rest = rest.trim_start();
    if take(rest, '[') {
        let mut items = Vec::new();
        while !take(rest, ']') {
            items.push(value(rest, depth)?);
            if !take(rest, ',') && !rest.trim_start().starts_with(']') {
                return None;
            }
        }
        return Some(Value::Array(items));
    }
    if take(rest, '{') {
        let mut members = Map::new();
        while !take(rest, '}') {
            let name = word(rest, &[':', '=', ',', '}'])?;
            if !take(rest, ':') && !take(rest, '=') {
                return None;
            }
            members.insert(name, value(rest, depth)?);
            if !take(rest, ',') && !rest.trim_start().starts_with('}') {
                return None;
            }
        }
        return Some(Value::Object(members));
    }
    word(rest, &[',', ']', '}']).map(Value::String)
}

/// Takes a character, if it is the next.
fn take(rest: &mut &str, character: char) -> bool {
    let tail = rest.trim_start().strip_prefix(character);
    tail.map(|it| *rest = it).is_some()
}

/// A text up to one of the characters, or between quotes.
fn word(rest: &mut &str, ends: &[char]) -> Option<String> {
    let start = rest.trim_start();
    let quote = start.chars().next().filter(|it| ['\'', '"'].contains(it));
    let (text, tail) = match quote {
        Some(quote) => start.get(1..)?.split_once(quote)?,
        None => start.split_at(start.find(ends)?),
    };
    *rest = tail;
    Some(text.trim().to_string())
}

/// A member of an object, however its name is spelled: `addressPrefix`, `address-prefix`,
/// `address_prefix`.
pub(super) fn member<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    let members = object.as_object()?;
    let plain = |it: &str| it.replace(['-', '_'], "").to_lowercase();
    members.iter().find(|(own, _)| plain(own) == plain(name)).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn shorthand_is_read_as_json_is() {
        let nodes = json!([{ "name": "nodes", "address-prefix": "10.0.0.0/24" }]);
        for (text, expected) in [
            ("[{name:nodes,address-prefix:10.0.0.0/24}]", Some(nodes.clone())),
            (r#"[{"name":"nodes","address-prefix":"10.0.0.0/24"}]"#, Some(nodes)),
            ("{ a : 1 , b : 'x, y' }", Some(json!({ "a": "1", "b": "x, y" }))),
            ("[a,[b,c]]", Some(json!(["a", ["b", "c"]]))),
            ("[]", Some(json!([]))),
            ("plain", None),
            ("[a", None),
            ("{a}", None),
            ("[a]b", None),
            (&"[".repeat(100_000), None),
        ] {
            assert_eq!(read(text), expected, "{}", text.get(..20).unwrap_or(text));
        }
    }

    #[test]
    fn members_have_several_spellings() {
        let object = json!({ "address-prefix": 1 });
        assert_eq!(member(&object, "addressPrefix"), Some(&json!(1)));
        assert_eq!(member(&object, "name"), None);
    }
}
