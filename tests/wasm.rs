//! The seam between Rust and JavaScript, called with JavaScript's values: what crosses it, in which
//! shape, and what is thrown. What the answers say about Azure is tested where it is decided.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use aksplan::wasm;
use js_sys::{Array, Function, JSON, Map, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// A JavaScript expression's value.
fn js(expression: &str) -> JsValue {
    Function::new_no_args(&format!("return {expression}")).call0(&JsValue::NULL).unwrap()
}

/// The value behind a path such as `findings.0.rule`.
fn at(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, key| Reflect::get(&value, &key.into()).unwrap())
}

fn text(value: &JsValue, path: &str) -> String {
    at(value, path).as_string().unwrap_or_else(|| panic!("no text at {path}"))
}

fn json(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

/// The rules of a check's findings.
fn rules(check: &JsValue) -> Vec<String> {
    let findings: Array = at(check, "findings").unchecked_into();
    findings.iter().map(|finding| text(&finding, "rule")).collect()
}

fn check(plan: &str) -> JsValue {
    wasm::check(&js(plan), &js("{ asOf: '2026-11-23' }")).unwrap()
}

/// The message of what was thrown.
fn thrown(error: wasm_bindgen::JsError) -> String {
    text(&error.into(), "message")
}

/// A plan with one error that has a fix.
const BROKEN: &str = r"({
    location: 'westeurope',
    resourceGroups: [{ name: 'rg' }],
    virtualNetworks: [{
        name: 'vnet',
        addressPrefixes: ['10.0.0.0/16'],
        subnets: [{ name: 'nodes', addressPrefix: '10.0.4.0/22' }],
    }],
    clusters: [{
        name: 'cluster',
        networkProfile: { networkPlugin: 'azure', serviceCidr: '10.0.0.0/16' },
        agentPools: [{ name: 'system', count: 3, maxPods: 30, vnetSubnet: 'nodes' }],
    }],
})";

#[wasm_bindgen_test]
fn a_check_is_plain_objects_lists_texts_and_numbers() {
    let check = check(BROKEN);
    assert!(rules(&check).contains(&"service-cidr-overlaps-subnet".to_string()));
    assert_eq!(text(&check, "findings.0.severity"), "error");
    assert_eq!(at(&check, "layout.subnets.0.usable").as_f64(), Some(1019.0));
    // What JSON can't carry (a Map, undefined, a BigInt) would be lost or thrown on the way.
    let copy = JSON::parse(&json(&check)).unwrap();
    let same = js("(a, b) => { const { isDeepStrictEqual } = process.getBuiltinModule('util');
        return isDeepStrictEqual(a, b); }");
    let same = same.unchecked_into::<Function>().call2(&JsValue::NULL, &check, &copy).unwrap();
    assert!(same.is_truthy(), "{}", json(&check));
}

#[wasm_bindgen_test]
fn whatever_is_given_as_a_plan_answers_findings() {
    for noise in [
        "undefined",
        "null",
        "true",
        "1.5",
        "NaN",
        "10n",
        "'text'",
        "[]",
        "[[[]]]",
        "Symbol('s')",
        "() => 1",
        "new Date(0)",
        "new Map([['clusters', 1]])",
        "new Uint8Array(8)",
        "{ clusters: 1 }",
        "{ clusters: [null, 1, 'x', [], {}] }",
        "{ clusters: [{ agentPools: [{ count: 1e300 }, { count: -1 }, { count: NaN }] }] }",
        "{ clusters: [{ agentPools: [{ count: 10n }, { count: 1.5 }, { name: '\\ud800' }] }] }",
        "{ clusters: [{ name: Symbol('s'), networkProfile: () => 1 }] }",
        "{ virtualNetworks: [{ subnets: [{ addressPrefix: new Date(0) }] }] }",
        "JSON.parse('{ \"__proto__\": { \"polluted\": 1 }, \"clusters\": [{ \"__proto__\": 1 }] }')",
        "Object.create(null)",
        "{ get clusters() { throw new Error('a getter that throws'); } }",
        "new Proxy({}, { ownKeys() { throw new Error('a proxy that throws'); } })",
        "(() => { const plan = {}; plan.clusters = [plan]; return plan; })()",
    ] {
        let answer = wasm::check(&js(noise), &JsValue::UNDEFINED);
        let answer = answer.unwrap_or_else(|error| panic!("{noise} throws: {}", thrown(error)));
        assert!(Array::is_array(&at(&answer, "findings")), "{noise}");
        assert!(Array::is_array(&at(&answer, "layout.subnets")), "{noise}");
    }
    assert!(js("{}.polluted").is_undefined());
}

#[wasm_bindgen_test]
fn a_plan_of_any_depth_answers_findings() {
    for deep in [
        "JSON.parse('['.repeat(300000) + ']'.repeat(300000))",
        "JSON.parse('{\"clusters\":'.repeat(100000) + '1' + '}'.repeat(100000))",
    ] {
        assert!(!rules(&check(deep)).is_empty());
    }
    assert!(rules(&check(BROKEN)).contains(&"service-cidr-overlaps-subnet".to_string()));
}

#[wasm_bindgen_test]
fn options_are_read_strictly() {
    let refused = |options: &str| thrown(wasm::check(&js("{}"), &js(options)).unwrap_err());
    for day in ["today", "2026-11-31", "2026-1-1", "+123-01-01", "2026-11-23T00:00:00Z", ""] {
        let message = refused(&format!("{{ asOf: '{day}' }}"));
        assert_eq!(message, format!("`{day}` is no day; give one such as `2026-11-23`"));
    }
    assert!(refused("{ asof: '2026-11-23' }").contains("`asof`"));
    assert!(refused("7").contains('7'));
    let needs = wasm::recommend(&js("{ windows: 'perhaps', made: 'up' }"));
    assert!(needs.is_err());
}

#[wasm_bindgen_test]
fn without_options_a_plan_is_judged_today() {
    let now = wasm::check(&js(BROKEN), &JsValue::UNDEFINED).unwrap();
    let day = js("{ asOf: new Date().toISOString().slice(0, 10) }");
    assert_eq!(json(&now), json(&wasm::check(&js(BROKEN), &day).unwrap()));
}

#[wasm_bindgen_test]
fn a_fix_makes_a_new_plan_without_the_finding() {
    let typed = r"({ name: 'mine', clustres: [{ name: 'c' }],
        virtualNetworks: [{ tags: { b: 'B', a: 'A' }, name: 'v' }] })";
    let plan = js(typed);
    let found = check(typed);
    let findings: Array = at(&found, "findings").unchecked_into();
    let finding = findings.iter().find(|it| text(it, "rule") == "unknown-argument").unwrap();
    let fixed = wasm::apply_fix(&plan, &at(&finding, "fix.patch")).unwrap();

    assert_eq!(json(&plan), json(&js(typed)), "the plan that was given stays as it is");
    assert_eq!(text(&fixed, "clusters.0.name"), "c");
    assert_eq!(json(&at(&fixed, "virtualNetworks")), json(&at(&plan, "virtualNetworks")));
    let left = rules(&wasm::check(&fixed, &JsValue::UNDEFINED).unwrap());
    assert!(!left.contains(&"unknown-argument".to_string()));
}

#[wasm_bindgen_test]
fn a_fix_for_another_plan_is_refused() {
    let patch = js("[{ op: 'replace', path: '/clusters/4/name', value: 'x' }]");
    assert!(thrown(wasm::apply_fix(&js(BROKEN), &patch).unwrap_err()).contains("/clusters/4/name"));
    assert!(wasm::apply_fix(&js(BROKEN), &js("[{ op: 'test' }]")).is_err());
    assert!(wasm::apply_fix(&js(BROKEN), &js("'noise'")).is_err());
}

#[wasm_bindgen_test]
fn a_text_comes_back_as_the_plan_that_was_typed() {
    let typed = js("{ clusters: [{ name: 'c', agentPools: [{ count: 3, made_up: 1 }] }] }");
    let read = wasm::read_text(&json(&typed), &JsValue::UNDEFINED).unwrap();
    assert_eq!(text(&read, "format"), "plan");
    assert_eq!(json(&at(&read, "plan")), json(&typed));
}

#[wasm_bindgen_test]
fn a_text_that_is_no_plan_is_refused_with_its_place() {
    let read = |text: &str| wasm::read_text(text, &js("{ from: 'plan' }"));
    let message = thrown(read("{\n  \"clusters\": [,]\n}").unwrap_err());
    assert!(message.contains("line 2, column 16"), "{message}");
    assert!(read("[]").is_err());
    assert!(read("").is_err());
    assert!(wasm::read_text("{}", &js("{ from: 'noise' }")).is_err());
}

#[wasm_bindgen_test]
fn findings_of_a_text_know_their_line() {
    let plan = js(BROKEN);
    let pretty = JSON::stringify_with_replacer_and_space(&plan, &JsValue::NULL, &2.into()).unwrap();
    let checked = wasm::check_text(&String::from(pretty), &JsValue::UNDEFINED).unwrap();
    assert!(at(&checked, "findings.0.source.line").as_f64().unwrap() > 1.0);

    let unread = wasm::check_text("{\n oops", &JsValue::UNDEFINED).unwrap();
    assert_eq!(at(&unread, "error.source.line").as_f64(), Some(2.0));
}

#[wasm_bindgen_test]
fn a_layout_and_the_catalogue_are_plain_objects() {
    let layout = wasm::layout_of(&js(BROKEN), &JsValue::UNDEFINED).unwrap();
    assert_eq!(at(&layout, "subnets.0.usable").as_f64(), Some(1019.0));
    let catalogue = wasm::rules().unwrap();
    assert!(!catalogue.is_instance_of::<Map>() && catalogue.is_instance_of::<Object>());
    assert!(Array::is_array(&at(&catalogue, "rules")));
}

#[wasm_bindgen_test]
fn a_broken_plan_is_written_only_when_forced() {
    let render = |options: &str| wasm::render(&js(BROKEN), &js(options));
    let refused = render("{ to: 'az', asOf: '2026-11-23' }").unwrap();
    assert_eq!(at(&refused, "refused"), JsValue::TRUE);
    assert!(at(&refused, "text").is_undefined());
    assert!(rules(&refused).contains(&"service-cidr-overlaps-subnet".to_string()));

    let forced = render("{ to: 'az', force: true }").unwrap();
    assert_eq!(at(&forced, "refused"), JsValue::FALSE);
    assert!(text(&forced, "text").starts_with("#!/usr/bin/env bash\n# Makes the plan"));
    let teardown = render("{ to: 'az', force: true, teardown: true }").unwrap();
    assert!(text(&teardown, "text").contains("az aks delete"));
    let plan = render("{ to: 'plan', force: true }").unwrap();
    assert_eq!(text(&plan, "fileName"), "plan.json");
    assert!(text(&plan, "text").ends_with("}\n"));

    assert!(thrown(render("{ to: 'abacus' }").unwrap_err()).contains("abacus"));
    assert!(render("{}").is_err());
}

/// A new estate of a text, in pieces of seven bytes.
fn estate(text: &str) -> wasm::Estate {
    let estate = wasm::Estate::new();
    for piece in text.as_bytes().chunks(7) {
        estate.add(&js_sys::Uint8Array::from(piece), &JsValue::UNDEFINED).unwrap();
    }
    estate.end();
    estate
}

#[wasm_bindgen_test]
fn an_estate_answers_plain_objects() {
    let estate = estate("cidr,name\n10.0.0.0/16,hub\n10.0.4.0/22,lab\n10.9.0.0/33,bad\n");
    assert_eq!(estate.size(), 2);
    assert_eq!(at(&estate.problems().unwrap(), "list.0.line").as_f64(), Some(4.0));
    let overlaps = estate.overlaps(&js("{ limit: 1 }")).unwrap();
    assert_eq!(at(&overlaps, "total").as_f64(), Some(1.0));
    assert_eq!(text(&overlaps, "groups.0.members.1"), "lab");
    let free = estate.free_space(&js("({ within: '10.0.0.0/14', prefix: 16, limit: 2 })")).unwrap();
    assert_eq!(json(&at(&free, "blocks")), r#"["10.1.0.0/16","10.2.0.0/16"]"#);
    let none = estate.free_space(&js("({ within: '10.0.0.0/16' })")).unwrap();
    assert_eq!(json(&at(&none, "blocks")), "[]");
    let owners = estate.owners("10.0.5.1").unwrap();
    assert_eq!(text(&owners, "1.name"), "lab");
    let collisions = estate.collisions("10.0.0.0/8", &JsValue::UNDEFINED).unwrap();
    assert_eq!(at(&collisions, "total").as_f64(), Some(2.0));
    let prefixes = estate.prefixes(&JsValue::UNDEFINED).unwrap();
    assert_eq!(at(&prefixes, "first.1").as_f64(), Some(167_773_184.0));
    assert_eq!(at(&prefixes, "length.1").as_f64(), Some(22.0));
    let nested = estate.prefixes(&js("({ nested: true })")).unwrap();
    assert_eq!(at(&nested, "first.length").as_f64(), Some(0.0));
    assert!(estate.memory() > 0);
}

#[wasm_bindgen_test]
fn questions_to_an_estate_are_read_strictly() {
    let estate = estate("10.0.0.0/16\n");
    let free = |options: &str| thrown(estate.free_space(&js(options)).unwrap_err());
    assert_eq!(free("undefined"), "`within` is missing, such as `10.0.0.0/8`");
    assert!(free("({ within: '10.0.0.1/8' })").contains("write `10.0.0.0/8`"));
    assert!(free("({ within: '10.0.0.0/8', prefix: 33 })").contains("from 8 to 32"));
    assert!(free("({ within: '10.0.0.0/8', size: 16 })").contains("`size`"));
    assert!(thrown(estate.owners("hub").unwrap_err()).contains("`hub` is no address"));
    assert!(estate.overlaps(&js("'noise'")).is_err());
    assert!(estate.add(&js_sys::Uint8Array::new_with_length(1), &js("({ format: 'x' })")).is_err());
}

#[wasm_bindgen_test]
fn a_plan_is_checked_beside_an_estate() {
    let estate = estate("10.0.64.0/20 shop\n");
    let with = |check: &Function| -> Result<JsValue, JsValue> {
        check.call1(&JsValue::NULL, &JsValue::from(estate.to_json()))
    };
    let options = with(&js("estate => ({ asOf: '2026-11-23', estate })").unchecked_into()).unwrap();
    let found = wasm::check(&js(BROKEN), &options).unwrap();
    assert!(rules(&found).contains(&"network-overlaps-foreign-range".to_string()));
    assert!(!rules(&check(BROKEN)).contains(&"network-overlaps-foreign-range".to_string()));
    let layout = wasm::layout_of(&js(BROKEN), &js(&format!("{{ estate: {} }}", estate.to_json())));
    let conflicts: Array = at(&layout.unwrap(), "conflicts").unchecked_into();
    assert!(conflicts.iter().any(|it| text(&it, "b.name") == "shop"));
    drop(estate);
    let gone = wasm::check(&js(BROKEN), &options).unwrap_err();
    assert!(thrown(gone).contains("was given back"));
}

#[wasm_bindgen_test]
fn a_report_comes_as_text_and_as_sections_and_packets_are_told() {
    let plan = js(BROKEN);
    let how = |to: &str| js(&format!("{{ to: '{to}', asOf: '2026-11-23' }}"));
    let markdown = wasm::report_of(&plan, &how("markdown")).ok().unwrap();
    assert!(markdown.starts_with("# Network report\n"), "{markdown}");
    assert!(wasm::report_of(&plan, &how("csv")).ok().unwrap().starts_with("cidr,first,last"));
    let report = wasm::network_report(&plan, &js("{ asOf: '2026-11-23' }")).ok().unwrap();
    assert_eq!(text(&report, "title"), "Network report");
    assert_eq!(text(&report, "sections.1.blocks.0.kind"), "table");
    let traffic = wasm::traffic_of(&plan).ok().unwrap();
    assert_eq!(text(&traffic, "0.holders.0.range"), "10.0.4.0/22");
    assert_eq!(text(&traffic, "0.journeys.0.way"), "podToPod");
    assert_eq!(text(&traffic, "0.journeys.0.verdict"), "arrives");
}
