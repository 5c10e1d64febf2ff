//! Whatever text stands in a plan, what is written says that text and nothing else.
//!
//! The reader is asked for every place of a plan that takes text, so that none can be forgotten. Each
//! place gets a harmless word of its own; the script runs, under the real bash with the stand-in for az
//! (`tests/stand-in/az`), and again with hostile texts in place of the words. What az sees must be the
//! same but for the texts. What az itself would take for something else (a file, an option, a list)
//! is modelled here; such a text must be refused, and no other. The model is held to a table of what the
//! real az makes of texts (`tests/az/readings.json`), to which `tests/az/readings.test.mjs` holds az.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod cases;
mod shape;
mod stand_in;

use aksplan::write::{RenderOptions, Target, render};
use cases::cases;
use proptest::prelude::*;
use serde_json::{Value, json};
use stand_in::{Azure, Run, assert_clean, changes};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A plan with a harmless word at each of its places for text.
struct Template {
    name: &'static str,
    plan: Value,
    /// The place of each word, without positions in lists.
    places: Vec<String>,
    /// How it goes with the words themselves.
    made: Told,
    gone: Told,
}

/// What was told by running a script.
struct Told {
    calls: Vec<Call>,
    raw: Vec<Vec<String>>,
    said: String,
    /// What the script keeps of the plan that no command says.
    kept: Value,
}

/// A call as az sees it.
#[derive(Clone, Debug, PartialEq)]
struct Call {
    command: Vec<String>,
    options: Vec<(String, Seen)>,
}

/// A value as az sees it.
#[derive(Clone, Debug, PartialEq)]
enum Seen {
    Texts(Vec<String>),
    Pairs(BTreeMap<String, String>),
    Json(Value),
    /// Something else than text was meant to be: why.
    Misread(&'static str),
}

fn word(nth: usize) -> String {
    format!("tq{nth:03}x")
}

/// The numbers of the words in a text.
fn words_in(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices("tq").filter_map(|(at, _)| {
        let digits = text.get(at + 2..at + 5)?;
        text.get(at + 5..)?.starts_with('x').then_some(())?;
        digits.parse().ok()
    })
}

/// A text with texts for its words.
fn with_texts(text: &str, texts: &[String]) -> String {
    let mut text = text.to_string();
    let numbers: BTreeSet<usize> = words_in(&text).collect();
    for nth in numbers {
        text = text.replace(&word(nth), &texts[nth]);
    }
    text
}

/// JSON with texts for its words, as the function says.
fn json_with_texts(value: &Value, of: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => json!(of(text)),
        Value::Array(items) => items.iter().map(|it| json_with_texts(it, of)).collect(),
        Value::Object(members) => {
            let members = members.iter().map(|(name, it)| (of(name), json_with_texts(it, of)));
            Value::Object(members.collect())
        }
        other => other.clone(),
    }
}

/// Arguments whose value `az aks` splits at commas.
const COMMAS: &[&str] = &[
    "--ip-families",
    "--pod-cidrs",
    "--service-cidrs",
    "--load-balancer-outbound-ips",
    "--load-balancer-outbound-ip-prefixes",
    "--nat-gateway-outbound-ips",
    "--nat-gateway-outbound-ip-prefixes",
    "--api-server-authorized-ip-ranges",
    "--aad-admin-group-object-ids",
    "--nodepool-taints",
    "--node-taints",
    "--ids",
];

/// Arguments of names with values.
const PAIRS: &[&str] = &["--tags", "--nodepool-tags", "--labels", "--nodepool-labels"];

/// Arguments that take lists, in the commands that read az's shorthand.
const LISTS: &[&str] = &[
    "--address-prefixes",
    "--dns-servers",
    "--delegations",
    "--zone",
    "--public-ip-addresses",
    "--source-address-prefixes",
    "--destination-address-prefixes",
    "--destination-port-ranges",
];

/// What az makes of its arguments: its own expansion of files, argparse, the shorthand of the commands
/// that are generated from Azure's descriptions, and the splitting of tags and lists.
fn seen(call: &[String], files: &[Vec<String>]) -> Call {
    let options_from = call.iter().position(|it| it.starts_with('-')).unwrap_or(call.len());
    let command: Vec<String> = call[..options_from].to_vec();
    let has_shorthand = ["network", "identity"].contains(&command[0].as_str())
        && command[..] != ["network", "public-ip", "create"];
    let mut options: Vec<(String, Vec<&str>)> = Vec::new();
    for argument in &call[options_from..] {
        if argument.starts_with('-') {
            let (flag, value) = argument.split_once('=').unzip();
            options.push((flag.unwrap_or(argument).to_string(), value.into_iter().collect()));
        } else if let Some((_, values)) = options.last_mut() {
            values.push(argument);
        }
    }
    let is_file = |text: &str| {
        let value = text.split_once('=').map_or(text, |(_, value)| value);
        // No file is called like the end of JSON.
        value.len() > 1 && value.starts_with('@') && !value.ends_with(['}', ']'])
    };
    let any_file = call.iter().any(|it| is_file(it));
    let meaning = |(flag, values): (String, Vec<&str>)| {
        let is_pairs = PAIRS.contains(&flag.as_str());
        let seen = if any_file {
            Seen::Misread("a file")
        } else if values.contains(&"--") {
            Seen::Misread("the end of options")
        } else if let Some(file) = files.iter().find(|it| values == [it[0].as_str()]) {
            Seen::Json(serde_json::from_str(&file[1]).unwrap())
        } else if is_pairs && has_shorthand {
            shorthand_pairs(&values)
        } else if is_pairs {
            let pairs = values.iter().filter(|it| !it.is_empty());
            let pairs = pairs.map(|it| it.split_once('=').unwrap_or((it, "")));
            Seen::Pairs(pairs.map(|(name, it)| (name.to_string(), it.to_string())).collect())
        } else if has_shorthand && LISTS.contains(&flag.as_str()) {
            shorthand_list(&values)
        } else if has_shorthand {
            values
                .iter()
                .map(|it| shorthand(it))
                .collect::<Result<_, _>>()
                .map_or_else(Seen::Misread, Seen::Texts)
        } else if command[0] == "aks" && COMMAS.contains(&flag.as_str()) {
            let parts = values.iter().flat_map(|it| it.split(','));
            Seen::Texts(parts.map(|it| it.trim().to_string()).collect())
        } else {
            Seen::Texts(values.iter().map(ToString::to_string).collect())
        };
        (flag, seen)
    };
    let options = options.into_iter().map(meaning).collect();
    Call { command, options }
}

/// A single value in az's shorthand.
fn shorthand(text: &str) -> Result<String, &'static str> {
    match text {
        "null" => Err("nothing"),
        "??" => Err("a call for help"),
        _ if text.starts_with('\'') => Err("a quoted text"),
        _ => Ok(text.to_string()),
    }
}

/// What az's shorthand takes for a name before an equals sign.
fn partial_name(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once('=')?;
    let inner = |it: char| it.is_ascii_alphanumeric() || "_-.[]'/".contains(it);
    (!name.is_empty() && name.chars().all(inner)).then_some((name, value))
}

/// Names with values in az's shorthand: each by itself, or all as JSON.
fn shorthand_pairs(values: &[&str]) -> Seen {
    if let [json] = values
        && let Ok(Value::Object(members)) = serde_json::from_str(json)
    {
        let text = |it: &Value| it.as_str().map(str::to_string).unwrap();
        return Seen::Pairs(members.iter().map(|(name, it)| (name.clone(), text(it))).collect());
    }
    let mut pairs = BTreeMap::new();
    for text in values {
        let Some((name, value)) = partial_name(text) else {
            return Seen::Misread("no name with a value");
        };
        if name.contains(['.', '[', '\'', '/']) || value.is_empty() || value.contains('\n') {
            return Seen::Misread("a path, or no value");
        }
        match shorthand(value) {
            Ok(value) => pairs.insert(name.to_string(), value),
            Err(why) => return Seen::Misread(why),
        };
    }
    Seen::Pairs(pairs)
}

/// A list in az's shorthand: words, or all as JSON.
fn shorthand_list(values: &[&str]) -> Seen {
    if let [json] = values
        && let Ok(Value::Array(items)) = serde_json::from_str(json)
    {
        return Seen::Texts(items.iter().map(|it| it.as_str().unwrap().to_string()).collect());
    }
    let mut texts = Vec::new();
    for text in values {
        // A list in brackets, a value of an item.
        if text.starts_with('[') || partial_name(text).is_some() {
            return Seen::Misread("more than a text");
        }
        match shorthand(text) {
            Ok(text) => texts.push(text),
            Err(why) => return Seen::Misread(why),
        }
    }
    Seen::Texts(texts)
}

/// A call with texts for its words.
fn call_with_texts(call: &Call, texts: &[String]) -> Call {
    let of = |text: &String| with_texts(text, texts);
    let options = call.options.iter().map(|(flag, seen)| {
        let seen = match seen {
            Seen::Texts(all) => Seen::Texts(all.iter().map(of).collect()),
            Seen::Pairs(pairs) => {
                Seen::Pairs(pairs.iter().map(|(name, it)| (of(name), of(it))).collect())
            }
            Seen::Json(json) => Seen::Json(json_with_texts(json, &|it| with_texts(it, texts))),
            Seen::Misread(why) => Seen::Misread(why),
        };
        (of(flag), seen)
    });
    Call { command: call.command.clone(), options: options.collect() }
}

fn script(plan: &Value, teardown: bool) -> String {
    let (plan, problems) = aksplan::read::plan(plan).unwrap();
    let unread = problems
        .iter()
        .filter(|it| !matches!(it.kind, aksplan::read::ReadProblemKind::Unresolved { .. }));
    assert_eq!(unread.count(), 0, "{problems:?}");
    render(&plan, Target::Az, RenderOptions { teardown }).text
}

/// What a script keeps of the plan for whoever reads it.
fn kept(script: &str) -> Value {
    let line = script.lines().find_map(|it| it.strip_prefix("# aksplan: "));
    line.map_or(Value::Null, |it| serde_json::from_str(it).unwrap())
}

fn told(run: &Run, script: &str) -> Told {
    Told {
        calls: run.calls.iter().map(|it| seen(it, &run.files)).collect(),
        raw: run.calls.clone(),
        said: run.said.clone(),
        kept: kept(script),
    }
}

/// What is changed of a plan with everything in it.
type Change = fn(&mut Value);

/// The plans that together lead every text into what is written.
const CHANGES: &[(&str, Change)] = &[
    ("everything new", |plan| {
        existing(plan, false);
        // A network outside the plan.
        let peer = &mut plan["virtualNetworks"][0]["peerings"][0];
        *peer = json!(format!("/virtualNetworks/{}", peer.as_str().unwrap()));
    }),
    ("everything there", |plan| existing(plan, true)),
    ("the other choices", |plan| {
        existing(plan, false);
        let cluster = &mut plan["clusters"][0];
        let members = cluster.as_object_mut().unwrap();
        members.remove("servicePrincipalProfile");
        members.remove("fqdnSubdomain");
        cluster["identity"]["type"] = json!("UserAssigned");
        cluster["serviceMeshProfile"]["mode"] = json!("Istio");
        let profile = cluster["networkProfile"].as_object_mut().unwrap();
        profile.remove("podCidr");
        profile.remove("serviceCidr");
        cluster["maintenanceConfigurations"][0]["notAllowedDates"] = json!([]);
        // What belongs together by name.
        let name = |plan: &Value, path: &str| plan.pointer(path).unwrap().clone();
        for (place, named) in [
            ("/clusters/0/agentPools/0/vnetSubnet", "/virtualNetworks/0/subnets/0/name"),
            ("/clusters/0/agentPools/1/podSubnet", "/virtualNetworks/0/subnets/0/name"),
            ("/clusters/0/apiServerAccessProfile/subnet", "/virtualNetworks/0/subnets/0/name"),
            ("/clusters/0/identity/userAssignedIdentity", "/identities/0/name"),
            ("/clusters/0/resourceGroup", "/resourceGroups/0/name"),
            ("/virtualNetworks/0/subnets/0/routeTable", "/routeTables/0/name"),
            ("/virtualNetworks/0/subnets/0/natGateway", "/natGateways/0/name"),
            ("/virtualNetworks/0/peerings/0", "/virtualNetworks/1/name"),
        ] {
            *plan.pointer_mut(place).unwrap() = name(plan, named);
        }
    }),
];

/// Says of everything whether it exists.
fn existing(value: &mut Value, exists: bool) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| existing(it, exists)),
        Value::Object(members) => {
            for (name, member) in members {
                if name == "existing" { *member = json!(exists) } else { existing(member, exists) }
            }
        }
        _ => {}
    }
}

impl Template {
    fn new((name, change): (&'static str, Change)) -> Self {
        let two = ["agentPools", "Cidrs", "virtualNetworks"];
        let items = |path: &str| if two.iter().any(|it| path.ends_with(it)) { 2 } else { 1 };
        let mut places = Vec::new();
        let mut plan = shape::filled(&items, &mut |path| {
            let parts = path.split('/').filter(|it| it.parse::<u32>().is_err());
            places.push(parts.collect::<Vec<_>>().join("/"));
            word(places.len() - 1)
        });
        change(&mut plan);
        let texts: Vec<String> = (0..places.len()).map(word).collect();
        let (made, gone) = run(&plan, &texts).unwrap_or_else(|it| panic!("{name}: {it}"));
        Self { name, plan, places, made, gone }
    }

    fn with_texts(&self, texts: &[String]) -> Value {
        json_with_texts(&self.plan, &|it| with_texts(it, texts))
    }

    /// The words that az is told, or that are kept beside.
    fn arrived(&self) -> BTreeSet<usize> {
        let mut arrived = BTreeSet::new();
        for told in [&self.made, &self.gone] {
            let calls = format!("{:?}{}", told.calls, told.kept);
            arrived.extend(words_in(&calls));
        }
        arrived
    }

    /// Whether az would misread the script if the text stood in it as it is.
    fn would_be_misread(&self, nth: usize, texts: &[String]) -> bool {
        // What this run has no need of says nothing.
        !self.arrived().contains(&nth)
            || [&self.made, &self.gone].into_iter().any(|told| {
                let calls = told.raw.iter().zip(&told.calls);
                let says = |raw: &[String]| raw.iter().any(|it| it.contains(&word(nth)));
                calls.filter(|(raw, _)| says(raw)).any(|(raw, call)| {
                    let raw: Vec<String> = raw.iter().map(|it| with_texts(it, texts)).collect();
                    // What is in files and named by them needs no judgement.
                    let is_json = |it: &(String, Seen)| matches!(it.1, Seen::Json(_));
                    let strip = |mut call: Call, like: &Call| {
                        call.options = call
                            .options
                            .into_iter()
                            .enumerate()
                            .filter(|(at, _)| !like.options.get(*at).is_some_and(is_json))
                            .map(|(_, it)| it)
                            .collect();
                        call
                    };
                    let wanted = call_with_texts(call, texts);
                    strip(seen(&raw, &[]), call) != strip(wanted, call)
                })
            })
    }
}

/// Runs a plan's script, and the one that takes it away again.
fn run(plan: &Value, texts: &[String]) -> Result<(Told, Told), String> {
    let (typed, _) = aksplan::read::plan(plan).unwrap();
    let mut azure = Azure::with_existing(&typed);
    let mut tell = |teardown| {
        let script = script(plan, teardown);
        assert_plain(&script);
        let run = azure.run(&script);
        assert!(!azure.has("pwned"), "{texts:?}\n{script}");
        if run.ok { Ok(told(&run, &script)) } else { Err(format!("{}\n{script}", run.complained)) }
    };
    Ok((tell(false)?, tell(true)?))
}

/// Nothing stands in a script that a terminal acts on or a reader mistakes.
fn assert_plain(script: &str) {
    let plain = |it: char| it == '\n' || (' '..='~').contains(&it) || it.is_alphanumeric();
    assert!(script.chars().all(plain), "{script}");
}

/// Whether a script does nothing but say what is wrong.
fn is_refusal(script: &str) -> bool {
    script.ends_with("\nexit 1\n")
}

/// Runs a template with texts and asks whether all came as they are.
fn assert_arrive(template: &Template, texts: &[String]) {
    let plan = template.with_texts(texts);
    let (made, gone) =
        run(&plan, texts).unwrap_or_else(|it| panic!("{}: {texts:?}\n{it}", template.name));
    for (told, wanted) in [(made, &template.made), (gone, &template.gone)] {
        let all = told.calls.iter().zip(&wanted.calls);
        for ((call, like), raw) in all.zip(&told.raw) {
            assert_eq!(*call, call_with_texts(like, texts), "{}: {raw:?}", template.name);
        }
        assert_eq!(told.calls.len(), wanted.calls.len(), "{}: {texts:?}", template.name);
        assert_eq!(told.said, with_texts(&wanted.said, texts), "{}: {texts:?}", template.name);
        let kept = json_with_texts(&wanted.kept, &|it| with_texts(it, texts));
        assert_eq!(told.kept, kept, "{}: {texts:?}", template.name);
    }
}

/// Places whose text goes nowhere, and why.
const NOWHERE: &[(&str, &str)] = &[("/$schema", "says what the file is, to an editor")];

static TEMPLATES: LazyLock<Vec<Template>> =
    LazyLock::new(|| CHANGES.iter().map(|it| Template::new(*it)).collect());

#[test]
fn every_text_of_a_plan_arrives_somewhere() {
    let all: BTreeSet<&String> = TEMPLATES.iter().flat_map(|it| &it.places).collect();
    let arrived = TEMPLATES.iter().flat_map(|it| it.arrived().into_iter().map(|at| &it.places[at]));
    let arrived: BTreeSet<&String> = arrived.collect();
    let nowhere: BTreeSet<&str> = NOWHERE.iter().map(|(place, _)| *place).collect();
    let missing: BTreeSet<&str> = all.difference(&arrived).map(|it| it.as_str()).collect();
    assert_eq!(missing, nowhere);
    assert!(all.len() > 100, "{}", all.len());
}

/// The model reads as the table says that az does.
#[test]
fn az_is_modelled_as_it_is() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/az/readings.json");
    let table: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let list = |value: &Value| -> Vec<String> { serde_json::from_value(value.clone()).unwrap() };
    let texts = list(&table["texts"]);
    for kind in table["kinds"].as_array().unwrap() {
        let misread = texts.iter().filter(|text| {
            let with = |it: &Value| json_with_texts(it, &|it| it.replace("TEXT", text));
            let meant = with(&kind["meant"]);
            let call = seen(&list(&with(&kind["words"])), &[]);
            let mut said = call.options.iter().map(|(_, it)| match it {
                Seen::Texts(texts) => json!(texts),
                Seen::Pairs(pairs) => json!(pairs),
                Seen::Json(json) => json.clone(),
                Seen::Misread(_) => Value::Null,
            });
            said.next_back() != Some(meant)
        });
        let misread: BTreeSet<&String> = misread.collect();
        let known = list(&kind["misread"]);
        assert_eq!(misread, known.iter().collect(), "{}", kind["words"]);
    }
}

/// Texts that shells act on; each is put around a word.
const HOSTILE: &[&str] = &[
    "two words",
    "'",
    "\"",
    "'\"'\"",
    "$(touch pwned)",
    "`touch pwned`",
    "$HOME",
    "$ {HOME}",
    "$((1+1))",
    "; touch pwned;",
    "a\n touch pwned \nb",
    "\r\n# x",
    "\\",
    "\\\\'; touch pwned; '",
    " --output=json",
    "*?[a]{b;c}",
    "~",
    "!!",
    "é–“”‘’‚‛„\u{202e}\u{a0}日本語🦀",
    "e\u{301}\u{200d}\u{feff}",
    "\u{7f}\u{1b}[31m\u{7}\u{8}",
    "\u{85}\u{2028}\u{2029}",
    "\t",
    " ",
    "#",
    "%PATH%^&|<>()",
    "x\nJSON\ny",
    "x\nshellcheck disable=all\ny",
];

/// Texts that az takes for something else in one place or another, around the place's word.
const MISREAD: &[&str] = &[
    "@WORD",
    "name=@WORD",
    "-WORD",
    "--output=WORD",
    "'WORD'",
    "[WORD]",
    "[resourceGroup().WORD]",
    "{WORD:b}",
    "a.WORD",
    "WORD=b",
    "WORD=",
    "=WORD",
    "a,WORD",
    " WORD",
    "WORD\u{a0}",
    "~WORD",
];

/// Such texts that only stand whole.
const MISREAD_WHOLE: &[&str] = &["null", "??", "--", "@"];

/// Cases whose failure is shown as it is: every smaller one would run bash again.
fn unshrunk(usual: u32) -> ProptestConfig {
    ProptestConfig { max_shrink_iters: 0, ..cases(usual) }
}

/// A hostile text: one of the known, a few of them, or any characters, now and then very many.
fn hostile() -> impl Strategy<Value = String> {
    let known = || prop::sample::select(HOSTILE).prop_map(str::to_string);
    prop_oneof![
        8 => known(),
        4 => prop::collection::vec(known(), 2..5).prop_map(|it| it.concat()),
        4 => "[^\u{0}]{0,20}",
        1 => (known(), 100usize..400).prop_map(|(it, times)| it.repeat(times)),
    ]
}

/// Hostile around a word, without what means something to az in some places, and without what stands
/// for a value that is not known.
fn around(hostile: &str, nth: usize) -> String {
    let text = hostile.replace([',', '=', '/', '@'], "").replace("${", "$");
    // The stand-in keeps things under the first 240 bytes of their names.
    let before = if text.len() < 40 { text.as_str() } else { "" };
    format!("a{before}{}{text}z", word(nth))
}

proptest! {
    #![proptest_config(unshrunk(5))]

    /// Any text in every place at once arrives as it is.
    #[test]
    fn hostile_text_arrives_as_it_is(texts in prop::collection::vec(hostile(), 200)) {
        for template in &*TEMPLATES {
            let texts: Vec<String> =
                (0..template.places.len()).map(|nth| around(&texts[nth % 200], nth)).collect();
            assert_arrive(template, &texts);
        }
    }
}

/// Bash and ShellCheck have nothing to say about hostile scripts, and a second run changes nothing.
#[test]
fn hostile_scripts_are_clean_and_may_run_again() {
    let mut scripts = Vec::new();
    for template in &*TEMPLATES {
        let texts = (0..template.places.len()).map(|nth| around(HOSTILE[nth % HOSTILE.len()], nth));
        let plan = template.with_texts(&texts.collect::<Vec<_>>());
        let mut azure = Azure::with_existing(&aksplan::read::plan(&plan).unwrap().0);
        let (made, gone) = (script(&plan, false), script(&plan, true));
        assert!(azure.run(&made).ok, "{}", template.name);
        let second = azure.run(&made);
        assert!(second.ok, "{}: {}", template.name, second.complained);
        // Arguments for a cluster that exists are given to it each time.
        let again = changes(&second).into_iter().filter(|it| !it.starts_with("aks update"));
        assert_eq!(again.collect::<Vec<_>>(), Vec::<String>::new(), "{}", template.name);
        scripts.push((template.name.to_string(), made));
        scripts.push((format!("{}, gone", template.name), gone));
    }
    let mut refused = TEMPLATES[0].plan.clone();
    refused["resourceGroups"][0]["name"] = json!("@'$(touch pwned)\n");
    let script = script(&refused, false);
    let run = Azure::default().run(&script);
    assert!(!run.ok && run.calls.is_empty(), "{run:?}");
    assert!(run.complained.contains("takes for a file"), "{}", run.complained);
    scripts.push(("refused".to_string(), script));
    assert_clean(&scripts);
}

/// A template for Azure Resource Manager says the texts: as they are, or quoted in an expression.
fn assert_arm_says(template: &Template, texts: &[String]) {
    let arm = |plan: &Value| -> Value {
        let (plan, _) = aksplan::read::plan(plan).unwrap();
        serde_json::from_str(&render(&plan, Target::Arm, RenderOptions::default()).text).unwrap()
    };
    let is_expression =
        |it: &str| it.starts_with('[') && it.ends_with(']') && !it.starts_with("[[");
    let quoted: Vec<String> = texts.iter().map(|it| it.replace('\'', "''")).collect();
    let plain = arm(&template.plan);
    let mut wanted = json_with_texts(&plain, &|it| {
        if is_expression(it) {
            return with_texts(it, &quoted);
        }
        let text = with_texts(it, texts);
        if text.starts_with('[') && text.ends_with(']') { format!("[{text}") } else { text }
    });
    // Nobody evaluates what stands there.
    wanted["metadata"] = json_with_texts(&plain["metadata"], &|it| with_texts(it, texts));
    assert_eq!(arm(&template.with_texts(texts)), wanted, "{}: {texts:?}", template.name);
}

proptest! {
    #![proptest_config(unshrunk(24))]

    #[test]
    fn arm_templates_say_the_texts(
        texts in prop::collection::vec(prop_oneof![
            hostile(),
            prop::sample::select(MISREAD).prop_map(|it| it.replace("WORD", "")),
        ], 200),
    ) {
        for template in &*TEMPLATES {
            let count = template.places.len();
            let around: Vec<String> =
                (0..count).map(|nth| around(&texts[nth % 200], nth)).collect();
            assert_arm_says(template, &around);
            // The texts to their ends, where nothing is found by its name.
            let bare = |nth: usize| format!("[{}{}]", word(nth), texts[nth % 200].replace(['/', '$'], ""));
            assert_arm_says(template, &(0..count).map(bare).collect::<Vec<_>>());
        }
    }
}

/// The bytes that a path stands for.
fn decoded(path: &str) -> String {
    let mut parts = path.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).unwrap()
}

fn requests(plan: &Value) -> Value {
    let (plan, _) = aksplan::read::plan(plan).unwrap();
    let text = render(&plan, Target::Requests, RenderOptions::default()).text;
    serde_json::from_str(&text).unwrap()
}

/// A template's plan with ids of resources where requests can't do without.
fn with_ids(template: &Template) -> Value {
    let problems = requests(&template.plan)["problems"].to_string();
    let ids: BTreeSet<usize> = words_in(&problems).collect();
    let provider =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/A.B/c";
    let texts = (0..template.places.len()).map(word).enumerate();
    let texts = texts
        .map(|(nth, word)| if ids.contains(&nth) { format!("{provider}/{word}") } else { word });
    template.with_texts(&texts.collect::<Vec<_>>())
}

/// Requests with decoded paths, and with numbers for the names that they call each other.
fn plain_requests(plan: &Value) -> Value {
    let mut requests = requests(plan);
    assert_eq!(requests["problems"], json!([]));
    let ids = requests["requests"].as_array().unwrap().iter();
    let ids: Vec<String> = ids.map(|it| it["id"].as_str().unwrap().to_string()).collect();
    let numbered = |text: &str| {
        let mut text = text.to_string();
        for (nth, id) in ids.iter().enumerate() {
            text = text.replace(&format!("${{{id}."), &format!("${{{nth}."));
        }
        text
    };
    for request in requests["requests"].as_array_mut().unwrap() {
        request["id"] = Value::Null;
        for needed in request["needs"].as_array_mut().unwrap() {
            *needed = json!(ids.iter().position(|it| it == needed.as_str().unwrap()).unwrap());
        }
        decode_paths(request);
    }
    json_with_texts(&requests, &numbered)
}

#[test]
fn requests_take_no_text_for_a_value_that_is_put_in() {
    let mut plan = with_ids(&TEMPLATES[0]);
    for text in ["${HOME:-x}", "${cluster/a(b).principalId}", "${}"] {
        plan["clusters"][0]["tags"] = json!({ "a": text });
        let said = requests(&plan);
        assert!(said["problems"][0].as_str().unwrap().contains(text), "{said}");
        assert_eq!(said["requests"], json!([]));
    }
}

fn decode_paths(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(decode_paths),
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(path) if name == "path" => {
                        *path = decoded(path);
                        // The name of a role assignment is made of the texts, here and below.
                        if let Some((before, _)) = path.split_once("/roleAssignments/") {
                            *path = before.to_string();
                        }
                    }
                    Value::String(text) if name == "is" && text.len() == 36 => text.clear(),
                    // What is sent is said as it is.
                    _ if name == "body" => {}
                    other => decode_paths(other),
                }
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(unshrunk(24))]

    #[test]
    fn requests_say_the_texts(texts in prop::collection::vec(hostile(), 200)) {
        for template in &*TEMPLATES {
            let count = template.places.len();
            // What looks like a value that is put in is refused.
            let plain = |nth: usize| around(&texts[nth % 200].replace('{', ""), nth);
            let texts: Vec<String> = (0..count).map(plain).collect();
            let plan = with_ids(template);
            let of = |it: &str| with_texts(it, &texts);
            let wanted = json_with_texts(&plain_requests(&plan), &of);
            let said = plain_requests(&json_with_texts(&plan, &of));
            prop_assert_eq!(said, wanted, "{}: {:?}", template.name, texts);
        }
    }
}

/// What az would take for something else is refused, and nothing else is: each text in each place.
#[test]
fn what_az_would_misread_is_refused_and_no_more() {
    let refused: usize = std::thread::scope(|scope| {
        let all: Vec<_> = TEMPLATES.iter().map(|it| scope.spawn(|| misread(it))).collect();
        all.into_iter().map(|it| it.join().unwrap()).sum()
    });
    assert!(refused > 100, "{refused}");
}

/// Puts each text in each place, and returns how many are refused.
fn misread(template: &Template) -> usize {
    let words: Vec<String> = (0..template.places.len()).map(word).collect();
    // What is carried for az is as az reads it.
    let places: Vec<usize> =
        (0..words.len()).filter(|nth| !template.places[*nth].ends_with("azArguments")).collect();
    let with = |places: &[usize], text: &str| -> Vec<String> {
        let texts = words.iter().enumerate().map(|(nth, word)| {
            if places.contains(&nth) { text.replace("WORD", word) } else { word.clone() }
        });
        texts.collect()
    };
    let refusal = |texts: &[String]| -> Option<String> {
        Some(script(&template.with_texts(texts), false)).filter(|it| is_refusal(it))
    };
    let mut refused = BTreeSet::new();
    for text in MISREAD {
        if let Some(script) = refusal(&with(&places, text)) {
            let (_, said) = script.split_once("pipefail").unwrap();
            refused.extend(words_in(said).map(|nth| (nth, *text)));
        }
    }
    for text in MISREAD_WHOLE {
        for some in places.chunks(8).filter(|it| refusal(&with(it, text)).is_some()) {
            let alone = some.iter().filter(|nth| refusal(&with(&[**nth], text)).is_some());
            refused.extend(alone.map(|nth| (*nth, *text)));
        }
    }
    // One that stands beside another in a value is named with it.
    refused.retain(|(nth, text)| {
        let texts = with(&[*nth], text);
        let place = &template.places[*nth];
        let is_right = template.would_be_misread(*nth, &texts);
        assert!(is_right || refusal(&texts).is_none(), "{text:?} at {place} is refused");
        is_right
    });
    // All that is taken: each place has another text each time.
    let all: Vec<&str> = [MISREAD, MISREAD_WHOLE].concat();
    for turn in 0..5 {
        let mut used = BTreeSet::new();
        let texts = words.iter().enumerate().map(|(nth, word)| {
            let text = all[(nth + turn * 4 + template.name.len()) % all.len()];
            let is_free = text.contains("WORD") || used.insert(text);
            let is_taken = places.contains(&nth) && !refused.contains(&(nth, text));
            if is_free && is_taken { text.replace("WORD", word) } else { word.clone() }
        });
        assert_arrive(template, &texts.collect::<Vec<_>>());
    }
    refused.len()
}
