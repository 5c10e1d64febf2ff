//! The ways out: what a plan becomes.
//!
//! Writers see [`Steps`](crate::steps::Steps), never the plan; only `plan` writes the plan itself.

mod arm;
mod az;
mod bash;
mod bodies;
mod plan;
pub mod requests;

#[cfg(feature = "readers")]
pub(crate) use bash::{quote, unsayable};

use crate::lower::lower;
use crate::model::{Plan, choice};
use crate::steps::steps;
use macro_rules_attribute::apply;
use std::fmt;

/// What a plan can be written as.
#[apply(choice!)]
pub enum Target {
    /// A bash script for the Azure command line.
    Az = "az",
    /// A template for Azure Resource Manager.
    Arm = "arm",
    /// Requests to Azure Resource Manager, as JSON.
    Requests = "requests",
    /// The plan itself, as JSON in one order and indentation.
    Plan = "plan",
}

/// How to write a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RenderOptions {
    /// The reverse: take away what the plan makes.
    pub teardown: bool,
}

/// A plan that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// A name for the file.
    pub file_name: &'static str,
}

/// Why a plan can't be written so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// What can't be done.
    pub message: &'static str,
    /// What to do instead.
    pub help: &'static str,
}

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.help)
    }
}

/// Whether a target can be written with these options.
///
/// # Errors
/// Why not, and what to do.
pub fn possible(target: Target, options: RenderOptions) -> Result<(), Impossible> {
    if target == Target::Arm && options.teardown {
        return Err(Impossible {
            message: "a template makes resources and takes none away",
            help: "write the teardown as a script: `az` with `teardown`",
        });
    }
    Ok(())
}

/// Writes a plan, whatever the plan says; see [`possible`] for what options there are. Never fails:
/// what can't be written as it stands becomes a script that says so and stops.
#[must_use]
pub fn render(plan: &Plan, target: Target, options: RenderOptions) -> Rendered {
    match target {
        Target::Az => {
            let steps = steps(&lower(plan));
            if options.teardown {
                Rendered { text: az::teardown(&steps), file_name: "teardown.sh" }
            } else {
                Rendered { text: az::script(&steps), file_name: "deploy.sh" }
            }
        }
        Target::Arm => {
            let text = arm::template(&steps(&lower(plan)));
            Rendered { text, file_name: "azuredeploy.json" }
        }
        Target::Requests => {
            let steps = steps(&lower(plan));
            let (requests, file_name) = if options.teardown {
                (requests::teardown(&steps), "teardown.json")
            } else {
                (requests::requests(&steps), "requests.json")
            };
            Rendered { text: requests::text(&requests), file_name }
        }
        Target::Plan => Rendered { text: plan::text(plan), file_name: "plan.json" },
    }
}

/// The environment variable that a service principal's secret is read from: one for each service
/// principal, numbered where there are several.
fn secret_variable(nth: usize) -> String {
    match nth {
        0 => "AKSPLAN_CLIENT_SECRET".to_string(),
        nth => format!("AKSPLAN_CLIENT_SECRET_{}", nth + 1),
    }
}
