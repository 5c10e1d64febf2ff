//! The az scripts, run by the real bash against a stand-in for az (`tests/stand-in/az`).
//!
//! This proves that scripts are bash, that ShellCheck finds nothing, that a second run makes nothing,
//! that a teardown takes away what was made, and that texts of a plan arrive as the arguments they
//! were meant to be, whatever is in them. It does not prove that az has these arguments or that Azure
//! takes them: the stand-in accepts everything.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod stand_in;

use aksplan::model::Plan;
use aksplan::write::{RenderOptions, Target, render};
use serde_json::{Value, json};
use stand_in::{Azure, Run};
use std::path::{Path, PathBuf};
use std::process::Command;

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let files = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<_> =
        files.filter(|it| it.extension().is_some_and(|it| it == "json")).collect();
    files.sort();
    assert!(files.len() > 30, "{} fixtures", files.len());
    files
}

fn plan(value: &Value) -> Plan {
    let (plan, problems) = aksplan::read::plan(value).unwrap();
    assert_eq!(problems, []);
    plan
}

fn plan_in(file: &Path) -> Plan {
    plan(&aksplan::read::json(&std::fs::read_to_string(file).unwrap()).unwrap())
}

fn script(plan: &Plan, teardown: bool) -> String {
    render(plan, Target::Az, RenderOptions { teardown }).text
}

/// Bash and ShellCheck have nothing to say about scripts.
fn assert_clean(scripts: &[(String, String)]) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (name, text) in scripts {
        let file = folder.path().join(format!("{name}.sh"));
        std::fs::write(&file, text).unwrap();
        let bash = Command::new("bash").arg("-n").arg(&file).output().unwrap();
        assert!(bash.status.success() && bash.stderr.is_empty(), "{name}: {bash:?}\n{text}");
        files.push(file);
    }
    let output = Command::new("shellcheck")
        .args(["--norc", "--format=gcc"])
        .args(&files)
        .output()
        .expect("ShellCheck is needed; `npm test` installs it");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let directive = |line: &str| line.trim_start().starts_with("# shellcheck");
    assert!(!scripts.iter().any(|(_, text)| text.lines().any(directive)));
}

#[test]
fn scripts_are_clean() {
    let mut scripts = Vec::new();
    for file in fixtures() {
        let plan = plan_in(&file);
        let name = file.file_stem().unwrap().to_string_lossy().to_string();
        scripts.push((name.clone(), script(&plan, false)));
        scripts.push((format!("{name}-teardown"), script(&plan, true)));
    }
    assert_clean(&scripts);
}

/// Verbs that change something.
fn changes(run: &Run) -> Vec<String> {
    let verbs = ["create", "add", "register", "update", "enable", "enable-addons", "delete"];
    let verbs = [verbs.as_slice(), &["enable-ingress-gateway"]].concat();
    let changing = run.calls.iter().filter(|call| {
        let words: Vec<_> = call.iter().take_while(|it| !it.starts_with("--")).collect();
        words.last().is_some_and(|it| verbs.contains(&it.as_str()))
    });
    changing.map(|call| call.join(" ")).collect()
}

/// Runs, runs again, takes away, and takes away again.
fn live_through(file: &Path) {
    let plan = plan_in(file);
    let name = file.display();
    let mut azure = Azure::with_existing(&plan);
    let (script, teardown) = (script(&plan, false), self::script(&plan, true));

    let first = azure.run(&script);
    assert!(first.ok, "{name}: {first:?}");
    assert!(!changes(&first).is_empty(), "{name} makes nothing");
    assert!(first.said.ends_with("done\n"), "{name}: {first:?}");

    let second = azure.run(&script);
    assert!(second.ok, "{name}: {second:?}");
    assert_eq!(changes(&second), Vec::<String>::new(), "{name}");

    let made = changes(&first);
    let gone = azure.run(&teardown);
    assert!(gone.ok, "{name}: {gone:?}");
    let count =
        |calls: &[String], start: &str| calls.iter().filter(|it| it.starts_with(start)).count();
    let taken = changes(&gone);
    for kind in ["group", "network vnet", "identity", "network nat gateway"] {
        let made = count(&made, &format!("{kind} create"));
        assert_eq!(count(&taken, &format!("{kind} delete")), made, "{name}: {kind}");
    }
    assert_eq!(count(&taken, "aks delete"), count(&made, "aks create"), "{name}");
    assert!(taken.iter().all(|it| !it.contains("nodepool")), "{name}: {taken:?}");

    let again = azure.run(&teardown);
    assert!(again.ok, "{name}: {again:?}");
    assert_eq!(changes(&again), Vec::<String>::new(), "{name}");
}

#[test]
fn a_second_run_changes_nothing_and_teardown_takes_all_away() {
    // Most of the time goes into starting bash: two at a time, for machines of two cores.
    let fixtures = fixtures();
    std::thread::scope(|scope| {
        for half in fixtures.chunks(fixtures.len().div_ceil(2)) {
            scope.spawn(|| half.iter().for_each(|it| live_through(it)));
        }
    });
}

#[test]
fn what_should_exist_and_does_not_ends_the_script() {
    let file = fixtures().into_iter().find(|it| it.ends_with("02-subscription-and-groups.json"));
    let run = Azure::default().run(&script(&plan_in(&file.unwrap()), false));
    assert!(!run.ok);
    assert_eq!(run.complained, "error: there is no resource group rg-network\n");
    // rg-shop is made before rg-network is missed; nothing after.
    assert_eq!(changes(&run).len(), 1, "{run:?}");
}

#[test]
fn a_broken_az_is_not_taken_for_a_missing_resource() {
    let file = fixtures().into_iter().find(|it| it.ends_with("15-overlay-cilium.json")).unwrap();
    let run = Azure::default().run_with(&script(&plan_in(&file), false), &[("AZ_BROKEN", "1")]);
    assert!(!run.ok);
    assert_eq!(run.complained, "error: ERROR: the network is down\n");
    assert_eq!(changes(&run), Vec::<String>::new());
}

#[test]
fn a_secret_comes_from_the_environment_or_is_missed_by_name() {
    let file = fixtures().into_iter().find(|it| it.ends_with("08-kubenet-service-principal.json"));
    let script = script(&plan_in(&file.unwrap()), false);
    let run = Azure::default().run_with(&script, &[("AKSPLAN_CLIENT_SECRET", "")]);
    assert!(!run.ok);
    assert!(run.complained.starts_with("error: AKSPLAN_CLIENT_SECRET is not set"), "{run:?}");
    assert_eq!(run.calls, Vec::<Vec<String>>::new());

    let run = Azure::default().run_with(&script, &[("AKSPLAN_CLIENT_SECRET", "s3 cret$(x)")]);
    assert!(run.ok, "{run:?}");
    assert!(run.calls.iter().any(|it| it.contains(&"s3 cret$(x)".to_string())));
    assert!(!script.contains("s3 cret"));
}

#[test]
fn a_registration_that_never_ends_is_given_up() {
    let file = fixtures().into_iter().find(|it| it.ends_with("01-open-service-mesh.json")).unwrap();
    let plan = plan_in(&file);
    let run = Azure::with_existing(&plan)
        .run_with(&script(&plan, false), &[("AZ_NEVER_REGISTERED", "1")]);
    assert!(!run.ok);
    assert!(run.complained.contains("still Registering after 60 minutes"), "{}", run.complained);
    assert!(run.calls.len() < 400, "{}", run.calls.len());
}

/// A plan with a hostile text in every place that takes free text, from the given one on.
fn hostile(hostile: &[&str], first: usize) -> (Value, Vec<String>) {
    let mut texts = Vec::new();
    let name = hostile[first % hostile.len()];
    let mut at = |place: &str| {
        // Each place has a text of its own, with a hostile part in front and behind.
        let part = hostile[(first + texts.len()) % hostile.len()];
        let text = format!("{part}{place}{part}");
        texts.push(text.clone());
        text
    };
    let value = json!({
        "name": name,
        "subscription": at("subscription"),
        "location": at("location"),
        "resourceGroups": [{ "name": at("group") }],
        "networkSecurityGroups": [{ "name": at("nsg"), "securityRules": [{
            "name": at("rule"), "priority": 100, "sourceAddressPrefix": at("source"),
            "destinationAddressPrefix": at("destination"), "destinationPortRange": at("port"),
        }] }],
        "routeTables": [{ "name": at("table"), "routes": [{
            "name": at("route"), "addressPrefix": at("prefix"), "nextHopIpAddress": at("hop"),
        }] }],
        "natGateways": [{ "name": at("nat") }],
        "identities": [{ "name": at("identity") }],
        "features": [format!("x{}", at("feature"))],
        "virtualNetworks": [{
            "name": at("network"), "addressPrefixes": [at("space")], "dnsServers": [at("dns")],
            "subnets": [{ "name": at("subnet"), "addressPrefix": at("range"), "delegation": at("delegation") }],
        }],
        "clusters": [{
            "name": at("cluster"),
            "kubernetesVersion": at("version"),
            "nodeResourceGroup": at("nodegroup"),
            "dnsPrefix": at("dnsprefix"),
            "networkProfile": {
                "networkPlugin": "azure", "networkPluginMode": "overlay", "podCidr": at("podcidr"),
                "serviceCidr": at("servicecidr"), "dnsServiceIP": at("dnsip"),
            },
            "aadProfile": { "tenantID": at("tenant"), "adminGroupObjectIDs": [at("admins")] },
            "agentPools": [{
                "name": at("pool"), "mode": "System", "vmSize": at("size"), "vnetSubnet": "elsewhere",
                "nodeTaints": [at("taint")], "upgradeSettings": { "maxSurge": at("surge") },
                "availabilityZones": [at("zone")],
            }],
            "maintenanceConfigurations": [{
                "name": at("window"), "startTime": at("start"), "utcOffset": at("offset"),
                "schedule": { "daily": { "intervalDays": 1 } },
            }],
        }],
    });
    (value, texts)
}

#[test]
fn hostile_text_arrives_as_it_is() {
    let hostile_texts = [
        "plain",
        "two words",
        "'",
        "\"",
        "'\"'\"",
        "$(touch pwned)",
        "`touch pwned`",
        "${HOME:-x}",
        "; touch pwned;",
        "a\n touch pwned \nb",
        "\r\n# x",
        "\\",
        "\\'; touch pwned; '",
        "-",
        "--yes ",
        "--output=json",
        "*?[a]{b,c}",
        "~",
        "!!",
        "é–“”’\u{202e}\u{a0}日本語🦀",
        "\u{7f}\u{1b}[31m",
        "\t",
        " ",
        "#",
        "x\nJSON\ny",
        "x\nshellcheck disable=all\ny",
    ];
    let mut scripts = Vec::new();
    // More places than texts: every run has them all, each run elsewhere.
    for nth in (0..hostile_texts.len()).step_by(4) {
        let (value, texts) = hostile(&hostile_texts, nth);
        assert!(texts.len() > hostile_texts.len());
        let (plan, _) = aksplan::read::plan(&value).unwrap();
        let script = script(&plan, false);
        let mut azure = Azure::default();
        let run = azure.run(&script);
        assert!(run.ok, "{nth}: {run:?}\n{script}");
        assert!(!azure.has("pwned"), "{nth}\n{script}");
        for text in texts {
            let arrived = run.calls.iter().flatten().any(|argument| {
                let value = argument.starts_with("--").then(|| argument.split_once('=')).flatten();
                *argument == text || value.is_some_and(|(_, value)| value == text)
            });
            // A feature has an `x` in front, so that it is a name and not a path.
            let arrived = arrived || run.calls.iter().flatten().any(|it| *it == format!("x{text}"));
            assert!(arrived, "{text:?} did not arrive\n{script}\n{:?}", run.calls);
        }
        let second = azure.run(&script);
        assert!(second.ok && changes(&second).is_empty(), "{nth}: {second:?}");
        let teardown = self::script(&plan, true);
        let gone = azure.run(&teardown);
        assert!(gone.ok && !azure.has("pwned"), "{nth}: {gone:?}");
        scripts.push((format!("hostile-{nth}"), script));
        scripts.push((format!("hostile-{nth}-teardown"), teardown));
    }
    assert_clean(&scripts);
}

/// What az itself would take for something else has no way into an argument: the script says so and
/// does nothing.
#[test]
fn what_az_would_misread_stops_the_script() {
    let (value, _) = hostile(&["plain"], 0);
    let misread = [
        ("/resourceGroups/0/name", json!("@/etc/passwd"), "takes for a file"),
        ("/clusters/0/dnsPrefix", json!("nul\u{0}byte"), "NUL"),
        ("/virtualNetworks/0/dnsServers", json!(["10.0.0.4", "--subscription=x"]), "dash"),
    ];
    for (path, text, why) in misread {
        let mut value = value.clone();
        *value.pointer_mut(path).unwrap() = text;
        let (plan, _) = aksplan::read::plan(&value).unwrap();
        let script = script(&plan, false);
        let run = Azure::default().run(&script);
        assert!(!run.ok && run.complained.contains(why), "{path}: {run:?}");
        assert_eq!(run.calls, Vec::<Vec<String>>::new(), "{path}");
        assert_clean(&[("misread".to_string(), script)]);
    }
    let mut value = value.clone();
    value["tags"] = json!({ "--subscription": "other", "team": "shop" });
    let (plan, _) = aksplan::read::plan(&value).unwrap();
    let run = Azure::default().run(&script(&plan, false));
    assert!(!run.ok && run.complained.contains("dash"), "{run:?}");
}
