//! The functions of template expressions that need nothing but their arguments.

use super::node::{Kind, Node};
use crate::net::parse_cidr;
use ipnet::IpNet;
use serde_json::Number;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The value of a function; nothing where there is no such function or no value for these
/// arguments.
pub(super) fn call(name: &str, arguments: &[Node]) -> Option<Kind> {
    let first = arguments.first();
    let second = arguments.get(1);
    let text = |at: usize| arguments.get(at).and_then(plain);
    let int = |at: usize| arguments.get(at).and_then(Node::as_int);
    Some(match name {
        "concat" => concat(arguments)?,
        "format" => Kind::Text(format(&text(0)?, arguments.get(1..)?)?),
        "string" => Kind::Text(
            plain(first?)
                .unwrap_or_else(|| first.map(|it| it.to_json().to_string()).unwrap_or_default()),
        ),
        "int" => number(int(0)?),
        "bool" => Kind::Bool(first?.as_bool().or_else(|| Some(first?.as_int()? != 0))?),
        "tolower" => Kind::Text(text(0)?.to_lowercase()),
        "toupper" => Kind::Text(text(0)?.to_uppercase()),
        "trim" => Kind::Text(text(0)?.trim().to_string()),
        "replace" => Kind::Text(replaced(&text(0)?, &text(1)?, &text(2)?)?),
        "split" => split(&text(0)?, second?)?,
        "join" => {
            let parts: Vec<String> = first?.items().iter().map(plain).collect::<Option<_>>()?;
            let between = text(1)?;
            (parts.len().saturating_mul(between.len()) < LONGEST).then_some(())?;
            Kind::Text(parts.join(&between))
        }
        "first" => end(first?, true)?,
        "last" => end(first?, false)?,
        "length" => number(i64::try_from(length(first?)?).ok()?),
        "substring" => {
            let from = usize::try_from(int(1)?).ok()?;
            let most = int(2).map_or(Some(usize::MAX), |it| usize::try_from(it).ok())?;
            Kind::Text(text(0)?.chars().skip(from).take(most).collect())
        }
        "take" | "skip" => part(name, first?, usize::try_from(int(1)?.max(0)).ok()?)?,
        "startswith" => Kind::Bool(text(0)?.to_lowercase().starts_with(&text(1)?.to_lowercase())),
        "endswith" => Kind::Bool(text(0)?.to_lowercase().ends_with(&text(1)?.to_lowercase())),
        "indexof" => {
            let at = text(0)?.to_lowercase().find(&text(1)?.to_lowercase());
            number(at.map_or(-1, |it| i64::try_from(it).unwrap_or(-1)))
        }
        "empty" => Kind::Bool(match &first?.kind {
            Kind::Null => true,
            _ => length(first?)? == 0,
        }),
        "contains" => contains(first?, second?)?,
        "createarray" | "array" if name == "createarray" || !first?.is_list() => {
            Kind::List(arguments.to_vec())
        }
        "array" => first?.kind.clone(),
        "createobject" => {
            let pairs = arguments.chunks_exact(2);
            let pairs =
                pairs.map(|it| Some((it.first()?.as_text()?.to_string(), it.get(1)?.clone())));
            Kind::Object(pairs.collect::<Option<_>>()?)
        }
        "union" => union(arguments)?,
        "intersection" => {
            let (first, second) = (first?.items(), second?.items());
            let both = first.iter().filter(|it| second.iter().any(|other| same(it, other)));
            Kind::List(both.cloned().collect())
        }
        "range" => {
            let (start, count) = (int(0)?, int(1)?);
            let end = start.checked_add(count).filter(|_| (0..=10_000).contains(&count))?;
            let range = &first?.range;
            Kind::List((start..end).map(|it| Node::new(number(it), range)).collect())
        }
        "padleft" => {
            let (text, wanted) =
                (text(0)?, usize::try_from(int(1)?).ok().filter(|it| *it <= 1000)?);
            let fill = second_last(arguments).unwrap_or(' ');
            let missing = wanted.saturating_sub(text.chars().count());
            Kind::Text(std::iter::repeat_n(fill, missing).chain(text.chars()).collect())
        }
        "json" => {
            let node = super::node::read(&text(0)?).ok()?;
            node.kind
        }
        "items" => {
            let pair = |(name, value): &(String, Node)| {
                let key = Node::text(name.clone(), &value.range);
                let members = vec![("key".to_string(), key), ("value".to_string(), value.clone())];
                Node::new(Kind::Object(members), &value.range)
            };
            Kind::List(first?.members().iter().map(pair).collect())
        }
        "objectkeys" => {
            let key = |(name, value): &(String, Node)| Node::text(name.clone(), &value.range);
            Kind::List(first?.members().iter().map(key).collect())
        }
        "flatten" => {
            let lists = first?.items().iter().flat_map(|it| it.items().iter().cloned());
            Kind::List(lists.collect())
        }
        _ => return logic(name, arguments).or_else(|| numbers(name, arguments)),
    })
}

/// Functions that answer yes or no, and the words for it.
fn logic(name: &str, arguments: &[Node]) -> Option<Kind> {
    let (first, second) = (arguments.first(), arguments.get(1));
    let int = |at: usize| arguments.get(at).and_then(Node::as_int);
    Some(match name {
        "equals" => Kind::Bool(same(first?, second?)),
        "greater" => Kind::Bool(int(0)? > int(1)?),
        "greaterorequals" => Kind::Bool(int(0)? >= int(1)?),
        "less" => Kind::Bool(int(0)? < int(1)?),
        "lessorequals" => Kind::Bool(int(0)? <= int(1)?),
        "not" => Kind::Bool(!first?.as_bool()?),
        "true" => Kind::Bool(true),
        "false" => Kind::Bool(false),
        "null" => Kind::Null,
        _ => return None,
    })
}

/// Functions of numbers and of ranges.
fn numbers(name: &str, arguments: &[Node]) -> Option<Kind> {
    let first = arguments.first();
    let text = |at: usize| arguments.get(at).and_then(plain);
    let int = |at: usize| arguments.get(at).and_then(Node::as_int);
    Some(match name {
        "add" => number(int(0)?.checked_add(int(1)?)?),
        "sub" => number(int(0)?.checked_sub(int(1)?)?),
        "mul" => number(int(0)?.checked_mul(int(1)?)?),
        "div" => number(int(0)?.checked_div(int(1)?)?),
        "mod" => number(int(0)?.checked_rem(int(1)?)?),
        "min" | "max" => {
            let numbers = if first?.is_list() { first?.items() } else { arguments };
            let mut numbers = numbers.iter().filter_map(Node::as_int);
            let start = numbers.next()?;
            number(numbers.fold(start, |a, b| if name == "min" { a.min(b) } else { a.max(b) }))
        }
        "cidrsubnet" => Kind::Text(cidr_subnet(&text(0)?, int(1)?, int(2)?)?),
        "cidrhost" => Kind::Text(cidr_host(&text(0)?, int(1)?)?),
        "parsecidr" => parse(&text(0)?, first?)?,
        _ => return None,
    })
}

/// Bytes that a text may grow by at most: no value of a template is so long.
const LONGEST: usize = 1 << 20;

/// The character that `padLeft` fills with.
fn second_last(arguments: &[Node]) -> Option<char> {
    plain(arguments.get(2)?)?.chars().next()
}

pub(super) fn number(it: i64) -> Kind {
    Kind::Number(Number::from(it))
}

/// A value as a text of its own.
pub(super) fn plain(node: &Node) -> Option<String> {
    Some(match &node.kind {
        Kind::Text(text) => text.clone(),
        Kind::Number(number) => number.to_string(),
        // As .NET writes them.
        Kind::Bool(true) => "True".to_string(),
        Kind::Bool(false) => "False".to_string(),
        _ => return None,
    })
}

fn concat(arguments: &[Node]) -> Option<Kind> {
    if arguments.first().is_some_and(Node::is_list) {
        return Some(Kind::List(
            arguments.iter().flat_map(|it| it.items().iter().cloned()).collect(),
        ));
    }
    Some(Kind::Text(arguments.iter().map(plain).collect::<Option<_>>()?))
}

/// `format('{0}-{1:D2}', 'a', 3)`, without what stands after a colon but leading zeros.
fn format(text: &str, arguments: &[Node]) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(rest.get(..at)?);
        let after = rest.get(at + 1..)?;
        let brace = rest.get(at..at + 1)?;
        if let Some(doubled) = after.strip_prefix(brace) {
            out.push_str(brace);
            rest = doubled;
            continue;
        }
        let (inside, after) = after.split_once('}')?;
        let (index, how) = inside.split_once(':').unwrap_or((inside, ""));
        let value = plain(arguments.get(index.trim().parse::<usize>().ok()?)?)?;
        let zeros = how.strip_prefix(['D', 'd', '0']).and_then(|it| it.parse::<usize>().ok());
        let width = zeros.filter(|it| *it <= 100).unwrap_or_default();
        out.extend(std::iter::repeat_n('0', width.saturating_sub(value.len())));
        out.push_str(&value);
        (out.len() < LONGEST).then_some(())?;
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// A text that grows beyond all use is none.
fn replaced(text: &str, old: &str, new: &str) -> Option<String> {
    let count = if old.is_empty() { 0 } else { text.matches(old).count() };
    (count.saturating_mul(new.len()) < LONGEST).then(|| match old {
        "" => text.to_string(),
        _ => text.replace(old, new),
    })
}

fn split(text: &str, separators: &Node) -> Option<Kind> {
    let own = [separators.clone()];
    let all = if separators.is_list() { separators.items() } else { own.as_slice() };
    let all: Vec<&str> = all.iter().map(Node::as_text).collect::<Option<_>>()?;
    let mut parts = vec![text];
    for separator in all.iter().filter(|it| !it.is_empty()) {
        parts = parts.iter().flat_map(|it| it.split(separator)).collect();
    }
    Some(Kind::List(parts.into_iter().map(|it| Node::text(it, &separators.range)).collect()))
}

fn end(node: &Node, first: bool) -> Option<Kind> {
    Some(match &node.kind {
        Kind::List(items) => {
            let item = if first { items.first() } else { items.last() };
            item.map_or(Kind::Null, |it| it.kind.clone())
        }
        Kind::Text(text) => {
            let character = if first { text.chars().next() } else { text.chars().last() };
            Kind::Text(character.map(String::from).unwrap_or_default())
        }
        _ => return None,
    })
}

fn length(node: &Node) -> Option<usize> {
    Some(match &node.kind {
        Kind::List(items) => items.len(),
        Kind::Object(members) => members.len(),
        Kind::Text(text) => text.chars().count(),
        _ => return None,
    })
}

fn part(name: &str, node: &Node, count: usize) -> Option<Kind> {
    let takes = name == "take";
    Some(match &node.kind {
        Kind::List(items) => {
            let at = count.min(items.len());
            let (start, rest) = items.split_at(at);
            Kind::List(if takes { start } else { rest }.to_vec())
        }
        Kind::Text(text) if takes => Kind::Text(text.chars().take(count).collect()),
        Kind::Text(text) => Kind::Text(text.chars().skip(count).collect()),
        _ => return None,
    })
}

fn contains(holder: &Node, wanted: &Node) -> Option<Kind> {
    Some(Kind::Bool(match &holder.kind {
        Kind::List(items) => items.iter().any(|it| same(it, wanted)),
        Kind::Object(_) => holder.get(wanted.as_text()?).is_some(),
        Kind::Text(text) => text.contains(&plain(wanted)?),
        _ => return None,
    }))
}

/// Whether two values are the same, wherever they stand; texts in any case, as ARM has it.
pub(super) fn same(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Text(a), Kind::Text(b)) => a.eq_ignore_ascii_case(b),
        (Kind::List(a), Kind::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Kind::Object(_), Kind::Object(_)) => a.to_json() == b.to_json(),
        (a, b) => a == b,
    }
}

fn union(arguments: &[Node]) -> Option<Kind> {
    if arguments.iter().all(Node::is_list) {
        let mut all: Vec<Node> = Vec::new();
        for item in arguments.iter().flat_map(Node::items) {
            if !all.iter().any(|it| same(it, item)) {
                all.push(item.clone());
            }
        }
        return Some(Kind::List(all));
    }
    let mut members: Vec<(String, Node)> = Vec::new();
    for argument in arguments {
        let Kind::Object(more) = &argument.kind else { return None };
        for (name, value) in more {
            lay_over(&mut members, name, value);
        }
    }
    Some(Kind::Object(members))
}

/// The later value wins; objects become one.
fn lay_over(members: &mut Vec<(String, Node)>, name: &str, value: &Node) {
    match members.iter_mut().find(|(it, _)| it.eq_ignore_ascii_case(name)) {
        Some((_, own)) => match (&mut own.kind, &value.kind) {
            (Kind::Object(own), Kind::Object(more)) => {
                for (name, value) in more {
                    lay_over(own, name, value);
                }
            }
            _ => own.clone_from(value),
        },
        None => members.push((name.to_string(), value.clone())),
    }
}

/// The `index`-th range of length `prefix` in a network.
fn cidr_subnet(network: &str, prefix: i64, index: i64) -> Option<String> {
    let prefix = u8::try_from(prefix).ok()?;
    let index = u32::try_from(index).ok()?;
    match parse_cidr(network).ok()? {
        IpNet::V4(net) => crate::net::nth(&net, prefix, index).map(|it| it.to_string()),
        IpNet::V6(net) => {
            let shift = 128_u32.checked_sub(u32::from(prefix))?;
            let bits = u32::from(prefix.checked_sub(net.prefix_len())?);
            (bits >= 32 || u64::from(index) < 1 << bits).then_some(())?;
            let offset = u128::from(index).checked_shl(shift).unwrap_or_default();
            let start = u128::from(net.network()).checked_add(offset)?;
            Some(format!("{}/{prefix}", Ipv6Addr::from(start)))
        }
    }
}

/// The `index`-th usable address of a network.
fn cidr_host(network: &str, index: i64) -> Option<String> {
    let net = parse_cidr(network).ok()?;
    let offset = u32::try_from(index).ok()?.checked_add(1)?;
    crate::net::host(&net, offset).map(|it| it.to_string())
}

fn parse(network: &str, node: &Node) -> Option<Kind> {
    let net = parse_cidr(network).ok()?;
    let beside = |address: IpAddr, by: i128| -> Option<String> {
        Some(match address {
            IpAddr::V4(it) => {
                let number = u32::try_from(i128::from(u32::from(it)) + by).ok()?;
                Ipv4Addr::from(number).to_string()
            }
            IpAddr::V6(it) => {
                let number = i128::try_from(u128::from(it)).ok()?.checked_add(by)?;
                Ipv6Addr::from(u128::try_from(number).ok()?).to_string()
            }
        })
    };
    let text = |it: String| Node::text(it, &node.range);
    let (network, broadcast) = (net.network(), net.broadcast());
    let members = [
        ("network", Some(text(network.to_string()))),
        ("netmask", Some(text(net.netmask().to_string()))),
        ("broadcast", Some(text(broadcast.to_string()))),
        ("firstUsable", beside(network, 1).map(text)),
        ("lastUsable", beside(broadcast, -1).map(text)),
        ("cidr", Some(Node::new(number(i64::from(net.prefix_len())), &node.range))),
    ];
    let members = members.into_iter().filter_map(|(name, it)| Some((name.to_string(), it?)));
    Some(Kind::Object(members.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::arm::node::read;
    use serde_json::{Value, json};

    fn value(name: &str, arguments: &Value) -> Option<Value> {
        let node = read(&arguments.to_string()).unwrap();
        call(name, node.items()).map(|kind| Node::new(kind, &(0..0)).to_json())
    }

    #[test]
    fn functions_do_what_azure_does() {
        for (name, arguments, expected) in [
            ("concat", json!(["a", 1, true]), json!("a1True")),
            ("concat", json!([[1], [2, 3]]), json!([1, 2, 3])),
            ("format", json!(["{0}-{1:D2}-{{x}}", "a", 3]), json!("a-03-{x}")),
            ("tolower", json!(["ÄB"]), json!("äb")),
            ("replace", json!(["a-b", "-", ""]), json!("ab")),
            ("split", json!(["a,b;c", [",", ";"]]), json!(["a", "b", "c"])),
            ("join", json!([["a", "b"], "-"]), json!("a-b")),
            ("substring", json!(["abcdef", 2, 3]), json!("cde")),
            ("first", json!([["a", "b"]]), json!("a")),
            ("last", json!(["abc"]), json!("c")),
            ("length", json!([{ "a": 1 }]), json!(1)),
            ("empty", json!([null]), json!(true)),
            ("equals", json!(["A", "a"]), json!(true)),
            ("contains", json!([["A"], "a"]), json!(true)),
            ("contains", json!([{ "Key": 1 }, "key"]), json!(true)),
            (
                "union",
                json!([{ "a": { "x": 1 } }, { "a": { "y": 2 } }]),
                json!({ "a": { "x": 1, "y": 2 } }),
            ),
            ("range", json!([3, 2]), json!([3, 4])),
            ("div", json!([7, 2]), json!(3)),
            ("padleft", json!(["7", 3, "0"]), json!("007")),
            ("json", json!(["{\"a\": [1]}"]), json!({ "a": [1] })),
            ("cidrsubnet", json!(["10.0.0.0/16", 24, 3]), json!("10.0.3.0/24")),
            ("cidrsubnet", json!(["fd00::/48", 64, 1]), json!("fd00:0:0:1::/64")),
            ("cidrhost", json!(["10.0.0.0/16", 9]), json!("10.0.0.10")),
            ("createobject", json!(["a", 1]), json!({ "a": 1 })),
            ("int", json!(["12"]), json!(12)),
            ("string", json!([[1]]), json!("[1]")),
        ] {
            assert_eq!(value(name, &arguments), Some(expected), "{name} {arguments}");
        }
        let parsed = value("parsecidr", &json!(["10.0.0.0/29"])).unwrap();
        assert_eq!(parsed["lastUsable"], "10.0.0.6");
        for (name, arguments) in [
            ("div", json!([1, 0])),
            ("cidrsubnet", json!(["10.0.0.0/24", 25, 2])),
            ("cidrsubnet", json!(["10.0.0.0/24", 23, 0])),
            ("format", json!(["{9}", "a"])),
            ("range", json!([0, 1_000_000])),
            ("add", json!([i64::MAX, 1])),
            ("nosuch", json!([])),
        ] {
            assert_eq!(value(name, &arguments), None, "{name} {arguments}");
        }
    }
}
