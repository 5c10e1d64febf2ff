//! From what people have to a [`Plan`].

#[cfg(feature = "readers")]
mod arm;
#[cfg(feature = "readers")]
mod az;
mod detect;
#[cfg(feature = "readers")]
#[allow(dead_code, reason = "the readers are built on it")]
mod draft;
mod json;
mod lenient;
mod position;
#[cfg(feature = "readers")]
#[allow(dead_code, reason = "the readers are built on it")]
mod references;
mod remark;
#[cfg(feature = "readers")]
#[allow(dead_code, reason = "the reader of az scripts is built on it")]
mod shell;
#[cfg(feature = "readers")]
mod terraform;
mod unknown;
#[cfg(feature = "readers")]
mod values;
#[cfg(feature = "readers")]
mod yaml;

#[cfg(feature = "readers")]
pub(crate) use az::edit::edited as edited_script;
pub use detect::detect;
pub use json::json;
pub(crate) use lenient::{FromJson, Reader, Record, kind_of};
pub use lenient::{ReadProblem, ReadProblemKind};
pub use position::Positions;
pub use remark::{Remark, RemarkKind};
pub use unknown::unknowns;
pub(crate) use unknown::{braced_of, unknowns_of};
#[cfg(feature = "readers")]
pub(crate) use values::with_values;

use crate::model::{Plan, choice};
use crate::text::grouped;
use macro_rules_attribute::apply;
use serde_json::Value;
use std::fmt;

/// A format that texts are read from.
#[apply(choice!)]
pub enum Format {
    /// A plan, in JSON or YAML.
    Plan = "plan",
    /// A shell script with az commands: bash, PowerShell or cmd.
    Az = "az",
    /// JSON of Azure Resource Manager: a template, or what `az … show` and `list` print.
    Arm = "arm",
    /// Terraform with the azurerm provider, or what `terraform show -json` prints.
    Terraform = "terraform",
}

/// A text as a plan.
#[derive(Clone, Debug)]
pub struct Text<'t> {
    /// The format that it is in.
    pub format: Format,
    /// The plan, as it was typed; what is unknown in it is still there.
    pub plan: Value,
    /// Where its values stand in the text.
    pub positions: Positions<'t>,
    /// What did not become a value of the plan.
    pub remarks: Vec<Remark>,
}

/// Reads a text in a format, or in the one it looks like.
///
/// # Errors
/// Where and why the text is no plan at all.
pub fn text(text: &str, format: Option<Format>) -> Result<Text<'_>, NotAPlan> {
    let text = text.trim_start_matches('\u{feff}');
    let (format, json) = match format {
        Some(format) => (format, None),
        None => detect::detect_and_parse(text)?,
    };
    match format {
        Format::Plan => plan_text(text, json),
        #[cfg(feature = "readers")]
        Format::Az => Ok(noting_nothing(az::read(text))),
        #[cfg(feature = "readers")]
        Format::Terraform => terraform::read(text).map(noting_nothing),
        #[cfg(feature = "readers")]
        Format::Arm => arm::read(text).map(noting_nothing),
        #[cfg(not(feature = "readers"))]
        other => Err(NotAPlan {
            message: format!("`{other}` is not read here"),
            help: "give a plan as JSON".to_string(),
            line: 1,
            column: 1,
            ..NotAPlan::default()
        }),
    }
}

/// A text that makes nothing that a plan is about must not look like one that is fine.
#[cfg(feature = "readers")]
fn noting_nothing(mut text: Text<'_>) -> Text<'_> {
    let has = |list| text.plan.get(list).and_then(Value::as_array).is_some_and(|it| !it.is_empty());
    if !has("clusters") && !has("virtualNetworks") {
        text.remarks.push(Remark {
            path: String::new(),
            position: text.positions.position(0),
            kind: RemarkKind::NotUnderstood {
                what: "any cluster or network in this text".to_string(),
                help: "give the text that makes them, or that says what they are".to_string(),
            },
        });
    }
    text
}

/// Reads a plan in JSON, or in YAML where it does not begin as JSON does.
fn plan_text(text: &str, parsed: Option<Value>) -> Result<Text<'_>, NotAPlan> {
    #[cfg(feature = "readers")]
    if !text.trim_start().starts_with(['{', '[', '"']) {
        return yaml::read(text);
    }
    let plan = match parsed {
        Some(plan) => plan,
        None => json(text)?,
    };
    Ok(Text { format: Format::Plan, plan, positions: Positions::of(text), remarks: Vec::new() })
}

/// Something that is no plan at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotAPlan {
    /// Why not.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The place, as a JSON Pointer; empty: the whole.
    pub path: String,
    /// Line in the text, counted from 1; 0 where it was no text.
    pub line: usize,
    /// Column in the text, counted from 1.
    pub column: usize,
}

impl fmt::Display for NotAPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.message),
            line => write!(f, "line {line}, column {}: {}", self.column, self.message),
        }
    }
}

impl std::error::Error for NotAPlan {}

/// Items that all lists of a plan may have: more than a subscription may have clusters, pools and
/// subnets in use, and few enough to be judged in a moment.
pub const MOST_ITEMS: usize = 20_000;

/// Reads a plan, leaving out what it does not know and what is of a wrong type.
///
/// # Errors
/// When it is no object, or has more items in its lists than [`MOST_ITEMS`].
pub fn plan(value: &Value) -> Result<(Plan, Vec<ReadProblem>), NotAPlan> {
    let Value::Object(members) = value else {
        let found = kind_of(value);
        return Err(NotAPlan {
            message: format!("a plan is an object such as `{{\"clusters\": []}}`, not {found}"),
            help: "give an object with `virtualNetworks` and `clusters`".to_string(),
            ..NotAPlan::default()
        });
    };
    if items(value) > MOST_ITEMS {
        return Err(NotAPlan {
            message: format!(
                "the plan has more than {} items",
                grouped(i64::try_from(MOST_ITEMS).unwrap_or(i64::MAX))
            ),
            help: "plan less at once; long lists of ranges that exist belong into an estate"
                .to_string(),
            ..NotAPlan::default()
        });
    }
    Ok(lenient::read(members))
}

/// How many items all lists have together.
fn items(value: &Value) -> usize {
    match value {
        Value::Array(list) => list.len() + list.iter().map(items).sum::<usize>(),
        Value::Object(members) => members.values().map(items).sum(),
        _ => 0,
    }
}
