//! Plans of every shape: the reader is asked which properties there are and what each takes.

#![allow(dead_code, reason = "each test uses its part")]

use aksplan::read::{self, ReadProblem, ReadProblemKind};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// What stands at a place of the plan.
#[derive(Clone, Debug)]
enum Shape {
    Object(Vec<(&'static str, Shape)>),
    List(Box<Shape>),
    Map,
    Text,
    Words(&'static [&'static str]),
    Bool,
    Whole,
    Number,
}

static PLAN: LazyLock<Shape> = LazyLock::new(|| shape(&[]));

/// Every place of the plan, with list positions 0 and 1, and what stands there.
static PLACES: LazyLock<Vec<(String, Shape)>> = LazyLock::new(|| {
    let mut places = Vec::new();
    collect(&PLAN, "", &mut places);
    places
});

fn collect(shape: &Shape, path: &str, places: &mut Vec<(String, Shape)>) {
    if !path.is_empty() {
        places.push((path.to_string(), shape.clone()));
    }
    match shape {
        Shape::Object(members) => {
            for (name, member) in members {
                collect(member, &format!("{path}/{name}"), places);
            }
        }
        Shape::List(item) => {
            for at in 0..2 {
                collect(item, &format!("{path}/{at}"), places);
            }
        }
        _ => {}
    }
}

/// The shape at a place: names of properties, `0` for a list's item.
fn shape(path: &[&str]) -> Shape {
    let probe = |value: Value| -> Option<ReadProblem> {
        let plan = path.iter().rev().fold(value, |inner, name| match *name {
            "0" => json!([inner]),
            name => json!({ name: inner }),
        });
        if !plan.is_object() {
            return None;
        }
        read::plan(&plan).unwrap().1.into_iter().next()
    };
    let Some(problem) = probe(json!({ "?": 0 })) else { return Shape::Map };
    match problem.kind {
        ReadProblemKind::UnknownProperty { known, .. } => Shape::Object(
            known.iter().map(|name| (*name, shape(&[path, &[*name]].concat()))).collect(),
        ),
        ReadProblemKind::WrongType { expected, .. } => match expected.as_str() {
            "list" => Shape::List(Box::new(shape(&[path, &["0"]].concat()))),
            "text in quotes" => Shape::Text,
            "`true` or `false`" => Shape::Bool,
            "number" => Shape::Number,
            expected if expected.starts_with("whole number") => Shape::Whole,
            expected => match probe(json!("?")).map(|it| it.kind) {
                Some(ReadProblemKind::UnknownValue { known, .. }) => Shape::Words(known),
                other => panic!("at {path:?}: {expected}, {other:?}"),
            },
        },
        other @ (ReadProblemKind::UnknownValue { .. } | ReadProblemKind::Unresolved { .. }) => {
            panic!("at {path:?}: {other:?}")
        }
    }
}

/// Texts that mean something somewhere in a plan, well or badly written.
const TEXTS: &[&str] = &[
    "",
    " ",
    "nodes",
    "vnet",
    "vnet/nodes",
    "system",
    "user",
    "rg",
    "identity",
    "cluster",
    "other",
    "westeurope",
    "West Europe",
    "westus",
    "atlantis",
    "10.240.0.0/22",
    "10.240.0.0/16",
    "10.0.0.0/8",
    "10.0.0.0/16",
    "10.244.0.0/16",
    "10.244.0.0/24",
    "10.244.0.0/30",
    "10.0.0.10",
    "10.0.0.1",
    "10.0.0.0",
    "10.0.255.255",
    "10.254.0.0/14",
    "300.0.0.0/8",
    "0.0.0.0/0",
    "0.0.0.0/32",
    "::/0",
    "::1",
    "fd12:3456:789a::/64",
    "2001:db8::/129",
    "172.30.0.0/16",
    "172.16.0.0/12",
    "8.8.8.0/24",
    "255.255.255.255/32",
    "10.240.0.0/33",
    "1.2.3.4",
    "1.36",
    "1.36.2",
    "v1.34.1",
    "1.19",
    "latest",
    "33%",
    "0%",
    "200%",
    "2",
    "0",
    "-1",
    "4294967296",
    "1",
    "3",
    "az1",
    "none",
    "azure",
    "Azure",
    "Microsoft.ContainerService/managedClusters",
    "GatewaySubnet",
    "AzureFirewallSubnet",
    "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes",
    "/subscriptions/",
    "/",
    "//",
    "a/b/c",
    "https://me:secret@example.com/?sig=1",
    "http://10.0.0.4:3128",
    "http://[::1",
    "CriticalAddonsOnly=true:NoSchedule",
    "a=b:c",
    "=",
    "23:00",
    "+01:00",
    "2026-12-01",
    "99:99",
    "2026-13-40",
    "asm-1-30",
    "asm-",
    "Standard_D4s_v5",
    "Standard_B2s",
    "80/tcp",
    "9-1/udp",
    "VirtualAppliance",
    "é",
    "💥💥",
    "a\nb",
    "\"; rm -rf /; \"",
    "${HOME}",
    "\u{0}",
    "aksManagedAutoUpgradeSchedule",
];

fn text() -> BoxedStrategy<Value> {
    prop_oneof![
        8 => prop::sample::select(TEXTS).prop_map(|it| json!(it)),
        1 => "\\PC{0,12}".prop_map(|it| json!(it)),
    ]
    .boxed()
}

/// Numbers at which something changes.
const NUMBERS: &[u32] =
    &[0, 1, 2, 3, 9, 10, 30, 31, 110, 250, 251, 400, 1000, 1001, 5000, 65_536, u32::MAX];

fn whole() -> BoxedStrategy<Value> {
    prop_oneof![
        3 => (0u32..300).prop_map(|it| json!(it)),
        2 => prop::sample::select(NUMBERS).prop_map(|it| json!(it)),
    ]
    .boxed()
}

/// Values of a shape.
fn of_shape(shape: &Shape) -> BoxedStrategy<Value> {
    match shape {
        Shape::Text => text(),
        Shape::Words(words) => prop::sample::select(*words).prop_map(|it| json!(it)).boxed(),
        Shape::Bool => any::<bool>().prop_map(|it| json!(it)).boxed(),
        Shape::Whole => whole(),
        // A price with the five decimals that Azure takes.
        Shape::Number => {
            (-200_000i32..10_000_000).prop_map(|it| json!(f64::from(it) / 100_000.0)).boxed()
        }
        Shape::Map => prop::collection::btree_map("[a-z./-]{0,9}", text(), 0..3)
            .prop_map(|it| json!(it))
            .boxed(),
        Shape::List(item) => {
            prop::collection::vec(of_shape(item), 0..3).prop_map(Value::Array).boxed()
        }
        Shape::Object(members) => {
            // Few members of large objects, so that plans stay small.
            let few = 5.0 / f64::from(u32::try_from(members.len().max(5)).unwrap());
            let members: Vec<_> = members
                .iter()
                .map(|(name, shape)| {
                    let name = *name;
                    let value = prop::option::weighted(few.clamp(0.25, 0.9), of_shape(shape));
                    value.prop_map(move |it| it.map(|it| (name.to_string(), it)))
                })
                .collect();
            members
                .prop_map(|it| Value::Object(it.into_iter().flatten().collect::<Map<_, _>>()))
                .boxed()
        }
    }
}

/// Plans whose every value is of the right type.
pub fn plans() -> BoxedStrategy<Value> {
    of_shape(&PLAN)
}

/// Any JSON.
pub fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(|it| json!(it)),
        any::<i64>().prop_map(|it| json!(it)),
        any::<f64>().prop_map(|it| json!(it)),
        text(),
    ];
    let names: Vec<String> =
        PLACES.iter().filter_map(|(path, _)| path.rsplit('/').next()).map(str::to_string).collect();
    leaf.prop_recursive(5, 60, 8, move |inner| {
        let name = prop_oneof![5 => prop::sample::select(names.clone()), 1 => "\\PC{0,8}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::btree_map(name, inner, 0..8).prop_map(|it| json!(it)),
        ]
    })
}

fn change(
    value: impl Fn(&Shape) -> BoxedStrategy<Value> + 'static,
) -> BoxedStrategy<(String, Value)> {
    (0..PLACES.len())
        .prop_flat_map(move |at| {
            let (path, shape) = &PLACES[at];
            (Just(path.clone()), value(shape))
        })
        .boxed()
}

/// A few places of the plan, each with a value of its shape.
pub fn changes() -> impl Strategy<Value = Vec<(String, Value)>> {
    prop::collection::vec(change(of_shape), 1..12)
}

/// A few places of the plan, each with any value.
pub fn noise_changes() -> impl Strategy<Value = Vec<(String, Value)>> {
    prop::collection::vec(change(|_| any_json().boxed()), 1..8)
}

/// A plan with everything in it that a plan may say: a text for each place of texts (for maps one for
/// a name and one for its value), the first of all words, `true`, a number. Lists have one item, or
/// as many as `items` says.
pub fn filled(items: &dyn Fn(&str) -> usize, text: &mut dyn FnMut(&str) -> String) -> Value {
    fill(&PLAN, "", items, text)
}

fn fill(
    shape: &Shape,
    path: &str,
    items: &dyn Fn(&str) -> usize,
    text: &mut dyn FnMut(&str) -> String,
) -> Value {
    match shape {
        Shape::Text => json!(text(path)),
        Shape::Map => json!({ text(&format!("{path}/name")): text(&format!("{path}/value")) }),
        Shape::Words(words) => json!(words[0]),
        Shape::Bool => json!(true),
        Shape::Whole => json!(1),
        Shape::Number => json!(1.5),
        Shape::List(item) => {
            (0..items(path)).map(|at| fill(item, &format!("{path}/{at}"), items, text)).collect()
        }
        Shape::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, shape)| {
                    let value = fill(shape, &format!("{path}/{name}"), items, text);
                    ((*name).to_string(), value)
                })
                .collect(),
        ),
    }
}

/// Puts a value to a place, making what holds it where it can be made.
pub fn put(plan: &mut Value, path: &str, value: Value) {
    let mut place = plan;
    for name in path.split('/').skip(1) {
        let at = name.parse::<usize>().ok();
        if place.is_null() {
            *place = if at.is_some() { json!([]) } else { json!({}) };
        }
        place = match (place, at) {
            (Value::Array(items), Some(at)) => {
                while items.len() <= at {
                    items.push(Value::Null);
                }
                &mut items[at]
            }
            (Value::Object(members), _) => members.entry(name).or_insert(Value::Null),
            _ => return,
        };
    }
    *place = value;
}
