//! The az scripts, run by the real bash against a stand-in for az (`tests/stand-in/az`).
//!
//! This proves that scripts are bash, that ShellCheck finds nothing, that a second run makes nothing,
//! and that a teardown takes away what was made. It does not prove that az has these arguments or that
//! Azure takes them: the stand-in accepts everything. What becomes of hostile texts stands in
//! `quoting.rs`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod stand_in;

use aksplan::model::Plan;
use aksplan::write::{RenderOptions, Target, render};
use serde_json::Value;
use stand_in::{Azure, assert_clean, changes};
use std::path::{Path, PathBuf};

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
    // Pools go with their cluster; from one that stays, where their subnet goes.
    let stays = plan.clusters.iter().any(|it| it.existing);
    assert!(stays || taken.iter().all(|it| !it.contains("nodepool")), "{name}: {taken:?}");

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
