//! YAML plans: the same plan as in JSON, with each value's place in the text.

mod core_schema;
mod help;
mod tree;

use super::{Format, NotAPlan, Positions, Remark, RemarkKind, Text};
use crate::pointer::escaped;
use crate::text::quoted;
use serde_json::{Map, Value};
use tree::{Node, Tree, What};

/// Deepest nesting, as in serde_json.
const MOST_DEEP: usize = 128;
/// Values that all aliases together may stand for.
const MOST_STEPS: usize = 100_000;
/// Bytes of text that all aliases together may stand for.
const MOST_BYTES: usize = 4_000_000;
/// Longest path that is noted; a value behind a longer one has the place of what holds it.
const LONGEST_PATH: usize = 250;

/// Reads YAML 1.2 with the core schema, anchors, aliases and merge keys.
pub(super) fn read(text: &str) -> Result<Text<'_>, NotAPlan> {
    let mut tree = Tree::of(text)?;
    if let Some(error) = tree.root.as_ref().and_then(|it| something_else(it, text)) {
        return Err(error);
    }
    let Some(root) = tree.root.take().filter(|it| !it.is_nothing()) else {
        return Err(not_a_plan(text, 0, "the text is empty", "a plan begins with `clusters:`"));
    };
    if let Some(second) = tree.second {
        let message = "a second document begins here";
        return Err(not_a_plan(text, second, message, "a file holds one plan: take away the rest"));
    }
    let mut writer = Writer { text, positions: Positions::new(text), steps: 0, bytes: 0 };
    let plan = writer.write(&root, &mut String::new())?;
    let positions = writer.positions;
    let remarks = tree.told.into_iter().map(|told| {
        let kind = RemarkKind::NotUnderstood { what: told.what, help: told.help.to_string() };
        Remark { path: String::new(), position: positions.position(told.at), kind }
    });
    let remarks = remarks.collect();
    Ok(Text { format: Format::Plan, plan, positions, remarks })
}

/// What people have in YAML that is no plan.
fn something_else(root: &Node, text: &str) -> Option<NotAPlan> {
    let What::Map(members) = &*root.what else { return None };
    let find = |name: &str| members.iter().find(|it| it.name == name);
    let word = |name: &str| match &*find(name)?.node.what {
        What::Leaf(Value::String(word)) => Some(word.as_str()),
        _ => None,
    };
    let (at, message, help) = if let (Some(version), Some(kind)) =
        (find("apiVersion"), word("kind"))
    {
        let message = format!("this is a Kubernetes manifest of kind {}, no plan", quoted(kind));
        let help = "give the az script, ARM template, Terraform or plan that makes the cluster; \
                    what runs in it has no part in a plan";
        (version.range.start, message, help)
    } else if let (Some(on), Some(_)) = (find("on"), find("jobs")) {
        let message = "this is a GitHub workflow, no plan".to_string();
        let help = "give the text of the `run:` step that calls az, as an az script";
        (on.range.start, message, help)
    } else {
        let names = ["steps", "stages", "jobs"];
        let steps = names.into_iter().find_map(find)?;
        ["trigger", "pool", "pr", "schedules", "parameters", "variables"]
            .into_iter()
            .find_map(find)?;
        let message = "this is a pipeline, no plan".to_string();
        let help = "give the text of the script step that calls az, as an az script";
        (steps.range.start, message, help)
    };
    Some(not_a_plan(text, at, message, help))
}

/// An error at a place of the text.
fn not_a_plan(
    text: &str,
    at: usize,
    message: impl Into<String>,
    help: impl Into<String>,
) -> NotAPlan {
    let place = Positions::new(text).position(at);
    NotAPlan {
        message: message.into(),
        help: help.into(),
        path: String::new(),
        line: place.line as usize,
        column: place.column as usize,
    }
}

fn too_much(text: &str, at: usize) -> NotAPlan {
    not_a_plan(text, at, "the aliases of this text stand for too much", "write out what is meant")
}

/// Writes a tree as JSON, within bounds.
struct Writer<'t> {
    text: &'t str,
    positions: Positions<'t>,
    steps: usize,
    bytes: usize,
}

impl Writer<'_> {
    /// The value of a node. No deeper than the tree, whose depth has a limit.
    fn write(&mut self, node: &Node, path: &mut String) -> Result<Value, NotAPlan> {
        self.steps += 1;
        if path.len() <= LONGEST_PATH {
            self.positions.note(path.clone(), node.range.clone());
        }
        let holder = path.len();
        let value = match &*node.what {
            What::Leaf(value) => {
                self.bytes += value.as_str().map_or(0, str::len);
                value.clone()
            }
            What::List(items) => {
                let mut list = Vec::new();
                for (at, item) in items.iter().enumerate() {
                    enter(path, &at.to_string());
                    list.push(self.write(item, path)?);
                    path.truncate(holder);
                }
                Value::Array(list)
            }
            What::Map(members) => {
                let mut map = Map::new();
                for member in members {
                    self.bytes += member.name.len();
                    enter(path, &member.name);
                    map.insert(member.name.clone(), self.write(&member.node, path)?);
                    path.truncate(holder);
                }
                Value::Object(map)
            }
        };
        // A text alone can't reach these: it takes two bytes for a value.
        if self.steps > MOST_STEPS + self.text.len() || self.bytes > MOST_BYTES + self.text.len() {
            return Err(too_much(self.text, node.range.start));
        }
        Ok(value)
    }
}

/// Goes to a member or an item; a path that got too long stays as it is.
fn enter(path: &mut String, name: &str) {
    if path.len() > LONGEST_PATH {
        return;
    }
    path.push('/');
    let end = name.char_indices().nth(LONGEST_PATH).map_or(name.len(), |(at, _)| at);
    path.push_str(&escaped(name.get(..end).unwrap_or_default()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::fmt::Write;

    fn value(text: &str) -> Value {
        read(text).unwrap_or_else(|error| panic!("{text}: {error:?}")).plan
    }

    /// The text of each value's place.
    fn places(text: &str) -> Vec<(String, &str)> {
        let positions = read(text).unwrap().positions;
        let mut all: Vec<_> =
            positions.all().map(|(path, range)| (path.to_string(), range)).collect();
        all.sort_by_key(|(path, range)| (range.start, path.clone()));
        all.into_iter().map(|(path, range)| (path, &text[range])).collect()
    }

    #[test]
    fn scalars_are_those_of_the_core_schema() {
        let text = "{ a: ~, b: null, c: true, d: False, e: yes, f: 010, g: 0x1F, h: 0o17, i: -3, \
                    j: 1.30, spotMaxPrice: 0.10, k: .inf, l: '1', m: \"a\\tb\", n: 23:00, o: +01:00, \
                    p: 2026-12-01, q: !!str 7, r: 1e3, s: , t: 99999999999999999999 }";
        let expected = json!({
            "a": null, "b": null, "c": true, "d": false, "e": "yes", "f": 10, "g": 31, "h": 15,
            "i": -3, "j": "1.30", "spotMaxPrice": 0.1, "k": ".inf", "l": "1", "m": "a\tb",
            "n": "23:00", "o": "+01:00", "p": "2026-12-01", "q": "7", "r": "1e3", "s": null,
            "t": "99999999999999999999",
        });
        assert_eq!(value(text), expected);
    }

    #[test]
    fn every_value_has_its_place() {
        let text = "# größe\nclusters:\n- name: größe # n\n  zones: [1, '2']\n  note: |\n    a\n    b\nx/y~z: {}\n";
        assert_eq!(
            places(text),
            [
                ("", &text[text.find("clusters").unwrap()..text.len() - 1]),
                ("/clusters", "name: größe # n\n  zones: [1, '2']\n  note: |\n    a\n    b"),
                ("/clusters/0", "name: größe # n\n  zones: [1, '2']\n  note: |\n    a\n    b"),
                ("/clusters/0/name", "größe"),
                ("/clusters/0/zones", "[1, '2']"),
                ("/clusters/0/zones/0", "1"),
                ("/clusters/0/zones/1", "'2'"),
                ("/clusters/0/note", "a\n    b"),
                ("/x~1y~0z", "{}"),
            ]
            .map(|(path, text)| (path.to_string(), text))
        );
    }

    #[test]
    fn anchors_aliases_and_merge_keys() {
        let text = "a: &a { x: 1, y: 2 }\nb: *a\nc: { <<: *a, y: 3 }\n\
                    d: { y: 4, <<: [{ z: 5 }, *a] }\ne: &e [*a]\n";
        let expected = json!({
            "a": { "x": 1, "y": 2 },
            "b": { "x": 1, "y": 2 },
            "c": { "x": 1, "y": 3 },
            "d": { "y": 4, "z": 5, "x": 1 },
            "e": [{ "x": 1, "y": 2 }],
        });
        assert_eq!(value(text), expected);
        let b = places(text).into_iter().find(|it| it.0 == "/b/x").unwrap();
        assert_eq!(b.1, "1");
        let b = places(text).into_iter().find(|it| it.0 == "/b").unwrap();
        assert_eq!(b.1, "*a");
    }

    #[test]
    fn what_is_passed_over_is_told() {
        let text = "a: 1\nb: !vault x\na: 2\n";
        let remarks = read(text).unwrap().remarks.into_iter().map(|it| {
            let RemarkKind::NotUnderstood { what, .. } = it.kind else { panic!("{it:?}") };
            (it.position.line, it.position.column, what)
        });
        let expected =
            [(2, 4, "tag `!vault`".to_string()), (1, 1, "the earlier of two `a`".to_string())];
        assert_eq!(remarks.collect::<Vec<_>>(), expected);
        assert_eq!(value(text), json!({ "a": 2, "b": "x" }));
    }

    #[test]
    fn what_is_no_plan_is_told_with_place_and_remedy() {
        for (text, line, column, help) in [
            ("", 1, 1, "begins with"),
            ("# nothing\n---\n", 1, 1, "begins with"),
            ("a:\n\t- b\n", 2, 2, "spaces"),
            ("a:\n  b: 1\n c: 2\n", 3, 2, "column"),
            ("a: b: c\n", 1, 5, "quotes"),
            ("a: [1, 2\nb: 1\n", 2, 2, "close"),
            ("a: \"x\n", 1, 4, "close"),
            ("a: 1\nb\nc: 2\n", 3, 1, "colon"),
            ("a: {{ .Values.x }}\n", 1, 5, "quotes"),
            ("a: *b\n", 1, 4, "anchor"),
            ("a: &a [*a]\n", 1, 8, "anchor"),
            ("a: { <<: 1 }\n", 1, 10, "object"),
            ("a: 1\n---\nb: 2\n", 2, 1, "one plan"),
            ("apiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Pod\n", 1, 1, "az script"),
            ("name: x\non: push\njobs: {}\n", 2, 1, "`run:`"),
            ("trigger: none\nsteps: []\n", 2, 1, "script step"),
            ("a: @b\n", 1, 4, "quotes"),
            ("a: %b\n", 1, 4, "quotes"),
            ("größe: \"ü\" ä: 1\n", 1, 12, "quotes"),
        ] {
            let error = read(text).map(|it| it.plan).unwrap_err();
            assert_eq!((error.line, error.column), (line, column), "{text}: {error:?}");
            assert!(error.help.contains(help), "{text}: {error:?}");
        }
    }

    #[test]
    fn aliases_and_nesting_have_bounds() {
        let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_string();
        for at in 1..20 {
            let aliases = vec![format!("*a{}", at - 1); 10].join(", ");
            let _ = writeln!(laughs, "a{at}: &a{at} [{aliases}]");
        }
        assert!(read(&laughs).is_err());
        let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), "*a, ".repeat(1_000));
        assert!(read(&long).is_err());
        assert!(read(&"[".repeat(100_000)).is_err());
        assert!(read(&"- ".repeat(100_000)).is_err());
        assert!(read(&"? ".repeat(100_000)).is_err());
        assert!(read(&"&a ".repeat(100_000)).is_err());
        let mut deep = String::from("a0: &a0 x\n");
        for at in 1..2_000 {
            let _ = writeln!(deep, "a{at}: &a{at} [[[[[[[[*a{}]]]]]]]]", at - 1);
        }
        assert!(read(&deep).is_err());
        let wide = format!("{}: [{}]\n", "x".repeat(1_000), "1, ".repeat(100_000));
        assert_eq!(read(&wide).unwrap().positions.all().count(), 1);
    }
}
