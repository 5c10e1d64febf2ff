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
//! let check = aksplan::check_value(&plan, "2026-11-23".parse().unwrap());
//! assert!(check.findings.iter().any(|it| it.rule == "service-cidr-overlaps-subnet"));
//! ```

pub mod azure_facts;
pub mod catalogue;
pub mod example;
pub mod finding;
pub mod fix;
pub mod layout;
pub mod lower;
pub mod model;
pub mod net;
pub mod read;
pub mod rules;
pub mod text;
pub mod version;
#[cfg(feature = "wasm")]
mod wasm;

pub use fix::apply_fix;

use finding::Finding;
use jiff::civil::Date;
use layout::Layout;
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

/// Judges a plan on a day. Whatever the value is, this returns: what can't be read is a finding.
#[must_use]
pub fn check_value(value: &Value, as_of: Date) -> Check {
    match read::plan(value) {
        Ok((plan, reading)) => {
            let mut check = check_plan(&plan, &reading, as_of);
            for fix in check.findings.iter_mut().filter_map(|it| it.fix.as_mut()) {
                fix.patch = fix::complete(value, &fix.patch);
            }
            check
        }
        Err(error) => Check { findings: vec![rules::not_a_plan(&error)], ..Check::default() },
    }
}

/// Judges a plan that was read, with what was left out in reading.
#[must_use]
pub fn check_plan(plan: &model::Plan, reading: &[read::ReadProblem], as_of: Date) -> Check {
    let net = lower::lower(plan);
    let layout = layout::layout(&net);
    let context = rules::Context { plan, reading, net: &net, layout: &layout, as_of };
    Check { findings: rules::check(&context), layout }
}
