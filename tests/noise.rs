//! Large and hostile plans are judged in bounded time: nothing takes the square of their size.

use aksplan::check_value;
use aksplan::example::AS_OF;
use aksplan::read::MOST_ITEMS;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// As many items as a plan may have in `parts` such lists.
fn many(parts: usize, item: impl Fn(usize) -> Value) -> Value {
    (0..MOST_ITEMS / parts - 100).map(item).collect()
}

/// Judges a plan. The bound is a hundred times what it takes on an idle machine, and a small part
/// of what the square of the size would take.
fn judged(what: &str, plan: &Value) {
    let start = Instant::now();
    let check = check_value(plan, AS_OF);
    let taken = start.elapsed();
    println!("{what}: {} findings in {taken:?}", check.findings.len());
    assert!(check.findings.iter().all(|it| it.rule != "not-a-plan"), "{what} is not judged");
    assert!(taken < Duration::from_secs(30), "{what} takes {taken:?}");
}

#[test]
fn many_clusters() {
    judged("empty clusters", &json!({ "clusters": many(1, |_| json!({})) }));
    let named = |at| json!({ "name": format!("c{at}"), "agentPools": [{ "vnetSubnet": "nodes" }] });
    judged(
        "clusters",
        &json!({
            "resourceGroups": [{ "name": "rg" }],
            "virtualNetworks": [{ "name": "v", "addressPrefixes": ["10.0.0.0/8"],
                                  "subnets": [{ "name": "nodes", "addressPrefix": "10.0.0.0/16" }] }],
            "clusters": many(2, named),
        }),
    );
}

#[test]
fn many_pools() {
    let pool = |at| json!({ "name": format!("p{at}"), "vnetSubnet": format!("s{}", at % 7) });
    judged("pools", &json!({ "clusters": [{ "agentPools": many(1, pool) }] }));
    let subnets: Vec<Value> = (0..7).map(|at| json!({ "name": format!("s{at}") })).collect();
    let network = json!([{ "name": "v", "subnets": subnets }]);
    let pools = json!([{ "agentPools": many(1, pool) }]);
    judged("pools in subnets", &json!({ "virtualNetworks": network, "clusters": pools }));
}

#[test]
fn many_subnets() {
    let equal = |at| json!({ "name": format!("s{at}"), "addressPrefix": "10.0.0.0/24" });
    let apart = |at: usize| {
        json!({ "name": format!("s{at}"),
                "addressPrefix": format!("10.{}.{}.0/24", at / 256 % 256, at % 256) })
    };
    let network = |subnets| {
        json!({ "virtualNetworks": [{ "name": "v", "addressPrefixes": ["10.0.0.0/8"],
                                      "subnets": subnets }],
                "clusters": [{ "agentPools": [{ "vnetSubnet": "s1" }] }] })
    };
    judged("empty subnets", &network(many(1, |_| json!({}))));
    judged("equal subnets", &network(many(1, equal)));
    judged("subnets", &network(many(1, apart)));
    let pools = many(2, |at| json!({ "vnetSubnet": format!("s{at}") }));
    let mut plan = network(many(2, apart));
    plan["clusters"] = json!([{ "agentPools": pools }]);
    judged("subnets with a pool each", &plan);
}

#[test]
fn many_references() {
    let networks = many(2, |at| json!({ "name": format!("v{at}"), "peerings": ["v0"] }));
    judged("peerings", &json!({ "virtualNetworks": networks }));
    let names = many(1, |at| json!(format!("v{at}")));
    judged("peerings of one", &json!({ "virtualNetworks": [{ "name": "v", "peerings": names }] }));
    let tables = many(2, |at| json!({ "name": format!("t{at}") }));
    let subnets = many(2, |at| json!({ "name": "s", "routeTable": format!("x{at}") }));
    judged(
        "route tables",
        &json!({
            "routeTables": tables, "virtualNetworks": [{ "name": "v", "subnets": subnets }],
        }),
    );
    let subnets = many(3, |_| json!({ "name": "s" }));
    let network = json!([{ "name": "a", "subnets": subnets }, { "name": "b", "subnets": subnets }]);
    let pools = many(3, |_| json!({ "vnetSubnet": "s" }));
    let clusters = json!([{ "agentPools": pools }]);
    judged("ambiguous names", &json!({ "virtualNetworks": network, "clusters": clusters }));
}

#[test]
fn many_ranges() {
    let book = many(1, |at| json!({ "name": format!("n{at}"), "cidr": "10.0.0.0/8" }));
    judged(
        "address book",
        &json!({
            "addressBook": book,
            "virtualNetworks": [{ "name": "v", "addressPrefixes": ["10.0.0.0/16"] }],
            "clusters": [{ "name": "c" }],
        }),
    );
    let prefixes = many(1, |_| json!("10.0.0.0/16"));
    judged(
        "prefixes",
        &json!({ "virtualNetworks": [{ "name": "v", "addressPrefixes": prefixes }] }),
    );
    let ranges = many(2, |at| json!(format!("10.{}.0.0/16", at % 256)));
    judged(
        "service CIDRs",
        &json!({
            "clusters": [{ "networkProfile": { "serviceCidrs": ranges, "podCidrs": ranges } }],
        }),
    );
}

#[test]
fn many_what_is_no_plan() {
    let unknown = many(1, |at| json!([format!("name{at}"), at]));
    let members = unknown
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it[0].as_str().unwrap().to_string(), it[1].clone()));
    judged("unknown properties", &Value::Object(members.collect()));
    judged("wrong types", &json!({ "clusters": many(1, |at| json!(at)) }));
    judged(
        "wrong words",
        &json!({ "clusters": many(1, |_| {
        json!({ "networkProfile": { "networkPlugin": "weave" }, "count": "x" })
    }) }),
    );
    judged("a long text", &json!({ "location": "x".repeat(1_000_000) }));
    judged("a long name", &json!({ "x".repeat(1_000_000): 1 }));
    judged(
        "wrong ranges",
        &json!({ "addressBook": many(1, |at| json!({ "cidr": at.to_string() })) }),
    );
    let items = vec![json!({}); MOST_ITEMS + 1];
    let check = check_value(&json!({ "clusters": items }), AS_OF);
    assert_eq!(check.findings.first().map(|it| it.rule.as_str()), Some("not-a-plan"));
    let text = "clusters:[{\"a\":1}]".repeat(50_000);
    assert!(aksplan::read::json(&text).is_err());
}
