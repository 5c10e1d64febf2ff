//! Scripts that aksplan writes, read again.

#![cfg(feature = "readers")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aksplan::lower::lower;
use aksplan::model::Plan;
use aksplan::read::{Format, text};
use aksplan::steps::steps;
use aksplan::write::{RenderOptions, Target, render};

fn script(plan: &Plan) -> String {
    render(plan, Target::Az, RenderOptions::default()).text
}

/// What is written says all that the plan does: read again, it has the same steps and gives the
/// same text, and nothing in it goes unread.
#[test]
fn a_script_gives_its_plan_back() {
    insta::glob!("fixtures/*.json", |path| {
        let file = std::fs::read_to_string(path).unwrap();
        let plan = aksplan::read::plan(&aksplan::read::json(&file).unwrap()).unwrap().0;
        let written = script(&plan);
        let read = text(&written, None).unwrap();
        assert_eq!(read.format, Format::Az);
        assert_eq!(read.remarks, []);
        let (again, problems) = aksplan::read::plan(&read.plan).unwrap();
        assert_eq!(problems, []);
        assert_eq!(steps(&lower(&again)), steps(&lower(&plan)));
        assert_eq!(script(&again), written);
    });
}
