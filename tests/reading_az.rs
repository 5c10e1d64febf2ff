//! Scripts that aksplan writes, read again.

#![cfg(feature = "readers")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod examples;

use aksplan::lower::lower;
use aksplan::model::Plan;
use aksplan::read::{Format, Remark, RemarkKind, text};
use aksplan::rules::ALL;
use aksplan::steps::{Steps, steps};
use aksplan::write::{RenderOptions, Target, render};
use examples::examples;

fn script(plan: &Plan) -> String {
    render(plan, Target::Az, RenderOptions::default()).text
}

/// What a script says that was written from a plan.
struct Again {
    steps: Steps,
    remarks: Vec<Remark>,
    /// The script that is written from what was read.
    script: String,
}

fn again(written: &str) -> Again {
    let read = text(written, None).unwrap();
    assert_eq!(read.format, Format::Az);
    let (plan, problems) = aksplan::read::plan(&read.plan).unwrap();
    assert_eq!(problems, []);
    Again { steps: steps(&lower(&plan)), remarks: read.remarks, script: script(&plan) }
}

/// What is written says all that the plan does: read again, it has the same steps and gives the
/// same text, and nothing in it goes unread.
#[test]
fn a_script_gives_its_plan_back() {
    insta::glob!("fixtures/*.json", |path| {
        let file = std::fs::read_to_string(path).unwrap();
        let plan = aksplan::read::plan(&aksplan::read::json(&file).unwrap()).unwrap().0;
        let written = script(&plan);
        let again = again(&written);
        assert_eq!(again.remarks, []);
        assert_eq!(again.steps, steps(&lower(&plan)));
        assert_eq!(again.script, written);
    });
}

/// Plans of the rules' examples that no script of az says.
const UNSAYABLE: &[&str] = &[
    // Two of one name are one to Azure.
    "duplicate-name",
    "duplicate-pool-name",
    // az makes a cluster with a system pool.
    "system-pool-missing",
    // az takes a subnet for the API server only where the API server is in it.
    "api-server-subnet-unused",
    // A subnet that the plan does not have, or has twice, has no id that az would take.
    "unknown-reference",
    "ambiguous-reference",
    // az does not take the value, and so its reading says.
    "outbound-block-is-preview",
    "flatcar-ended",
    "windows-annual-ended",
];

#[test]
fn scripts_of_all_examples_give_their_plans_back() {
    let mut count = 0;
    let mut unlike = Vec::new();
    for rule in ALL.iter().flat_map(|it| it.iter()) {
        for plan in examples(rule.docs) {
            let (written, wanted) = (script(&plan), steps(&lower(&plan)));
            // What can't be written is a script that says so.
            if written.contains("\nexit 1\n") {
                continue;
            }
            count += 1;
            let again = again(&written);
            let is_same = again.steps == wanted && again.script == written;
            // What a plan carries for az is said to be carried.
            let carried = |it: &Remark| matches!(it.kind, RemarkKind::Carried { .. });
            if !(is_same && again.remarks.iter().all(carried)) {
                unlike.push(rule.id);
            }
        }
    }
    assert!(count > 600, "{count} examples");
    unlike.retain(|it| !UNSAYABLE.contains(it));
    assert_eq!(unlike, Vec::<&str>::new());
}

/// A script of more than 300 lines as people have them: everything in it is known.
#[test]
fn a_long_script_is_read_to_the_last_argument() {
    let script = include_str!("reading/az/landing-zone.sh");
    assert!(script.lines().count() > 300);
    let read = text(script, None).unwrap();
    let (plan, problems) = aksplan::read::plan(&read.plan).unwrap();
    assert_eq!(problems, []);
    assert_eq!((plan.clusters.len(), plan.virtual_networks.len()), (3, 4));
    let is_lost =
        |it: &&Remark| !matches!(it.kind, RemarkKind::Carried { .. } | RemarkKind::NotKept { .. });
    assert_eq!(read.remarks.iter().filter(is_lost).collect::<Vec<_>>(), Vec::<&Remark>::new());
}
