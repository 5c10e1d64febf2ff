//! Plans Azure Kubernetes Service (AKS) clusters and their networks.
//!
//! One [`Plan`](model::Plan) is the truth. It is lowered to typed values ([`lower`]), laid out
//! ([`layout`]) and judged by the rules ([`rules`]); findings name the place, the numbers, the
//! remedy and the source. What the plan asks for becomes steps, which the writers turn into scripts.
//!
//! Nothing here knows JavaScript, the time, or the network: the day a plan is judged on is an
//! argument. The boundary to JavaScript is the module `wasm` (feature `wasm`).
//!
//! ```
//! let plan = aksplan::example::over_base(&serde_json::json!({
//!     "clusters": [{ "networkProfile": { "serviceCidr": "10.240.0.0/16" } }],
//! }));
//! let check = aksplan::check_value(&plan, aksplan::example::AS_OF);
//! assert!(check.findings.iter().any(|it| it.rule == "service-cidr-overlaps-subnet"));
//! ```

mod alternatives;
#[cfg(feature = "azure")]
pub mod arm;
mod arm_names;
pub mod azure_facts;
pub mod catalogue;
#[cfg(feature = "estate")]
pub mod estate;
pub mod example;
pub mod explain;
pub mod finding;
pub mod fix;
pub mod glossary;
pub mod layout;
pub mod live;
pub mod lower;
pub mod model;
pub mod net;
mod pointer;
pub mod read;
pub mod recommend;
pub mod report;
pub mod rules;
pub mod steps;
pub mod text;
pub mod traffic;
pub mod upgrade;
pub mod version;
#[cfg(feature = "wasm")]
pub mod wasm;
pub mod write;

pub use fix::{apply_fix, fix_text};

use finding::{Finding, Position};
use layout::Layout;
use rules::Terms;
use serde::Serialize;
use serde_json::Value;

/// What there is to say about a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Check {
    /// What the rules found, worst first.
    pub findings: Vec<Finding>,
    /// The plan's addresses.
    pub layout: Layout,
}

/// Judges a plan on a day, or by other terms. Whatever the value is, this returns: what can't be read
/// is a finding.
#[must_use]
pub fn check_value<'e>(value: &Value, terms: impl Into<Terms<'e>>) -> Check {
    match read::plan(value) {
        Ok((plan, reading)) => check_typed(value, &plan, &reading, &[], terms.into()),
        Err(error) => Check::of_no_plan(&error),
    }
}

impl Check {
    /// What there is to say about something that is no plan at all.
    #[must_use]
    pub fn of_no_plan(error: &read::NotAPlan) -> Self {
        Self { findings: vec![rules::not_a_plan(error)], ..Self::default() }
    }
}

/// What there is to say about a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct CheckedText {
    /// The format that the text is in.
    pub format: read::Format,
    /// The plan as it was typed; what is unknown in it is still there.
    #[cfg_attr(feature = "wasm", tsify(type = "Plan"))]
    pub plan: Value,
    /// What the rules found with its places in the text: worst first, then in the text's order.
    pub findings: Vec<Finding>,
    /// The plan's addresses.
    pub layout: Layout,
}

/// Reads a text, in a format or in the one it looks like, and judges the plan in it on a day, or by
/// other terms.
///
/// # Errors
/// Where and why the text is no plan at all.
pub fn check_text<'e>(
    text: &str,
    format: Option<read::Format>,
    terms: impl Into<Terms<'e>>,
) -> Result<CheckedText, read::NotAPlan> {
    let read::Text { format, plan: value, positions, remarks } = read::text(text, format)?;
    let (plan, reading) = read::plan(&value).map_err(|error| {
        let place = positions.find(&error.path).unwrap_or(Position { line: 1, column: 1 });
        read::NotAPlan { line: place.line as usize, column: place.column as usize, ..error }
    })?;
    let Check { mut findings, layout } =
        check_typed(&value, &plan, &reading, &remarks, terms.into());
    for finding in &mut findings {
        if finding.source.is_none() {
            finding.source = positions.find(&finding.path);
        }
        for related in &mut finding.related {
            related.source = positions.find(&related.path);
        }
    }
    findings.sort_by_key(|it| (it.severity, it.source));
    Ok(CheckedText { format, plan: value, findings, layout })
}

/// Judges a plan that was read from `value`, to which its fixes can be applied.
fn check_typed(
    value: &Value,
    plan: &model::Plan,
    reading: &[read::ReadProblem],
    remarks: &[read::Remark],
    terms: Terms,
) -> Check {
    let mut check = check_plan(plan, reading, remarks, terms);
    alternatives::settle(&mut check.findings, value, reading, terms);
    for finding in &mut check.findings {
        if let Some(fix) = &mut finding.fix {
            fix.patch = fix::complete(value, &fix.patch);
        }
        // One that has nothing to change, such as leaving out what is only assumed, is none.
        finding.fix.take_if(|it| it.patch.is_empty());
    }
    check
}

/// Judges a plan that was read, with what was left out in reading and what its reader remarked.
#[must_use]
pub fn check_plan<'e>(
    plan: &model::Plan,
    reading: &[read::ReadProblem],
    remarks: &[read::Remark],
    terms: impl Into<Terms<'e>>,
) -> Check {
    let Terms { as_of, profile, elsewhere, live } = terms.into();
    // What Azure says is asked for with the rest of what is asked of Azure.
    let live = if cfg!(feature = "azure") { live } else { None };
    let completed = live.map(|it| live::Completed::of(plan, it));
    let typed = plan;
    let plan = completed.as_ref().map_or(plan, |it| &it.plan);
    let net = lower::lower(plan);
    let around = live.map(|it| live::Around { ranges: it.ranges(&net), beside: elsewhere });
    let elsewhere = around.as_ref().map(|it| it as &dyn layout::Elsewhere).or(elsewhere);
    let layout = layout::layout_beside(&net, elsewhere);
    let context = rules::Context {
        plan,
        typed,
        reading,
        remarks,
        net: &net,
        layout: &layout,
        as_of,
        profile,
        elsewhere,
        live,
    };
    let mut findings = rules::check(&context);
    if let Some(completed) = &completed {
        // How what exists is named and written is nobody's mistake.
        let is_of_plan = |it: &Finding| {
            let topic = rules::topic_of(&it.rule);
            !completed.is_added(&it.path)
                || !matches!(topic, Some(rules::Topic::Reading | rules::Topic::Cluster))
        };
        findings.retain(is_of_plan);
        for finding in &mut findings {
            completed.place(finding);
        }
    }
    Check { findings, layout }
}
