//! The boundary to JavaScript: objects in, objects out, types by tsify. Nothing else in the crate
//! knows of JavaScript; what has a say about Azure stands elsewhere.
//!
//! Plans come in as any object. What can't be read is a finding, not an exception.

#![expect(
    clippy::missing_errors_doc,
    reason = "these comments become the package's documentation, where errors are thrown"
)]

#[cfg(feature = "answers")]
mod answers;
#[cfg(feature = "estate")]
mod estate;

#[cfg(all(feature = "azure", target_arch = "wasm32"))]
mod azure;

#[cfg(feature = "answers")]
pub use answers::*;
#[cfg(all(feature = "azure", target_arch = "wasm32"))]
pub use azure::*;
#[cfg(feature = "estate")]
pub use estate::*;

use crate::finding::{PatchOperation, Position};
#[cfg(not(feature = "estate"))]
use crate::layout::Elsewhere;
use crate::read::{Format, NotAPlan};
use crate::rules::{Profile, Terms};
use crate::{Check, read, text};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// How to judge a plan.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CheckOptions {
    /// The day to judge it on, as `2026-11-23`; absent: today.
    #[tsify(optional)]
    as_of: Option<String>,
    /// How much is asked of it; absent: `recommended`.
    #[tsify(optional)]
    profile: Option<Profile>,
    /// What exists already; the plan's ranges are held against it.
    #[cfg(feature = "estate")]
    #[tsify(optional, type = "Estate")]
    estate: Option<u32>,
}

/// The number of the estate that options name.
macro_rules! estate_of {
    ($($Options:ident),*) => {
        $(impl $Options {
            #[cfg(feature = "estate")]
            const fn estate(&self) -> Option<u32> {
                self.estate
            }

            #[cfg(not(feature = "estate"))]
            const fn estate(&self) -> Option<u32> {
                None
            }
        })*
    };
}
#[cfg(feature = "answers")]
use estate_of;
estate_of!(CheckOptions, CheckTextOptions);

/// How to read a text.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ReadOptions {
    /// The format that it is in; absent: what it looks like.
    #[tsify(optional)]
    from: Option<Format>,
}

/// How to read and judge a text.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CheckTextOptions {
    /// The format that it is in; absent: what it looks like.
    #[tsify(optional)]
    from: Option<Format>,
    /// The day to judge it on, as `2026-11-23`; absent: today.
    #[tsify(optional)]
    as_of: Option<String>,
    /// How much is asked of it; absent: `recommended`.
    #[tsify(optional)]
    profile: Option<Profile>,
    /// What exists already; the plan's ranges are held against it.
    #[cfg(feature = "estate")]
    #[tsify(optional, type = "Estate")]
    estate: Option<u32>,
}

/// What was read.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ReadAnswer {
    /// The format that the text is in.
    format: Format,
    /// The plan as it was typed; what is unknown in it is still there.
    #[tsify(type = "Plan")]
    plan: Value,
}

/// The estates that options name; without the feature `estate` there is none.
#[cfg(not(feature = "estate"))]
#[expect(clippy::unnecessary_wraps, reason = "as with the feature")]
fn beside<T>(
    _: Option<u32>,
    answer: impl FnOnce(Option<&dyn Elsewhere>) -> T,
) -> Result<T, JsError> {
    Ok(answer(None))
}

/// Why a text could not be read.
#[derive(Serialize, Tsify)]
pub struct ReadError {
    /// What is wrong.
    message: String,
    /// What to do.
    help: String,
    /// The place in the plan, as a JSON Pointer; empty: the whole.
    path: String,
    /// The place in the text.
    source: Position,
}

/// The answer for a text that could not be read.
#[derive(Serialize, Tsify)]
pub struct Unread {
    /// Why not.
    error: ReadError,
}

impl From<NotAPlan> for Unread {
    fn from(error: NotAPlan) -> Self {
        let NotAPlan { message, help, path, line, column } = error;
        let count = |it: usize| u32::try_from(it.max(1)).unwrap_or(u32::MAX);
        let source = Position { line: count(line), column: count(column) };
        Self { error: ReadError { message, help, path, source } }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "made for `map_err`")]
fn error(message: impl ToString) -> JsError {
    JsError::new(&message.to_string())
}

/// A JavaScript value as what a function takes; nothing counts as an empty object. What is unknown
/// in it is refused, which reading it property by property would not notice.
fn argument<T: DeserializeOwned>(value: &JsValue) -> Result<T, JsError> {
    let value = if value.is_undefined() { json!({}) } else { any_value(value).map_err(error)? };
    serde_json::from_value(value).map_err(error)
}

/// Any JavaScript value as JSON. It comes over as text: faster than property by property, and
/// nothing that JSON can't carry (a cycle, a nesting without end, a getter that throws) comes so far.
fn any_value(plan: &JsValue) -> Result<Value, NotAPlan> {
    let no_plan = |message: String, help: String| NotAPlan { message, help, ..NotAPlan::default() };
    let json = js_sys::JSON::stringify(plan).map_err(|error| {
        let why = error.dyn_ref::<js_sys::Error>().map(js_sys::Error::message);
        let why = why.map_or_else(|| "JSON can't carry it".to_string(), String::from);
        let why = why.lines().next().unwrap_or_default();
        no_plan(
            format!("this is no plain data: {why}"),
            "give an object as JSON has it".to_string(),
        )
    })?;
    match json.as_string() {
        Some(json) => read::json(&json).map_err(|error| no_plan(error.message, error.help)),
        None => Ok(Value::Null),
    }
}

/// JSON as plain JavaScript objects.
fn object(value: &impl Serialize) -> Result<JsValue, JsError> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(error)
}

fn day(as_of: Option<String>) -> Result<Date, JsError> {
    let text = as_of.unwrap_or_else(|| {
        let now = String::from(js_sys::Date::new_0().to_iso_string());
        now.chars().take(10).collect()
    });
    text::date(&text)
        .ok_or_else(|| error(format!("`{text}` is no day; give one such as `2026-11-23`")))
}

fn terms(as_of: Option<String>, profile: Option<Profile>) -> Result<Terms<'static>, JsError> {
    let terms = Terms::from(day(as_of)?);
    Ok(Terms { profile: profile.unwrap_or(terms.profile), ..terms })
}

/// Judges a plan: findings, worst first, and the layout of its addresses.
///
/// Throws when `asOf` is no day. A plan never throws, however broken it is.
#[wasm_bindgen(unchecked_return_type = "Check")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "Plan")] plan: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: &JsValue,
) -> Result<JsValue, JsError> {
    let options: CheckOptions = argument(options)?;
    let estate = options.estate();
    let terms = terms(options.as_of, options.profile)?;
    let plan = any_value(plan);
    beside(estate, |elsewhere| object(&judged(&plan, Terms { elsewhere, ..terms })))?
}

fn judged(plan: &Result<Value, NotAPlan>, terms: Terms) -> Check {
    match plan {
        Ok(plan) => crate::check_value(plan, terms),
        Err(error) => Check::of_no_plan(error),
    }
}

/// Reads a text and judges the plan in it; findings carry their places in the text.
///
/// Answers an `error` when the text is no plan at all. Throws when `asOf` is no day.
#[wasm_bindgen(js_name = checkText, unchecked_return_type = "CheckedText | Unread")]
pub fn check_text(
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckTextOptions")] options: &JsValue,
) -> Result<JsValue, JsError> {
    let options: CheckTextOptions = argument(options)?;
    let estate = options.estate();
    let terms = terms(options.as_of, options.profile)?;
    beside(estate, |elsewhere| {
        match crate::check_text(text, options.from, Terms { elsewhere, ..terms }) {
            Ok(checked) => object(&checked),
            Err(error) => object(&Unread::from(error)),
        }
    })?
}

/// Reads a plan from a text: a plan in JSON or YAML, an az script, JSON of Azure Resource Manager,
/// Terraform.
///
/// Throws when the text is no plan at all; the message names line and column.
#[wasm_bindgen(js_name = read, unchecked_return_type = "ReadAnswer")]
pub fn read_text(
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "ReadOptions")] options: &JsValue,
) -> Result<JsValue, JsError> {
    let options: ReadOptions = argument(options)?;
    let read::Text { format, plan, .. } = read::text(text, options.from).map_err(error)?;
    read::plan(&plan).map_err(error)?;
    object(&ReadAnswer { format, plan })
}

/// The format that a text looks like, if it is one that can be read.
#[wasm_bindgen(js_name = formatOf, unchecked_return_type = "Format | undefined")]
#[must_use]
pub fn format_of(text: &str) -> Option<String> {
    read::detect(text).ok().map(|it| it.to_string())
}

/// Applies a finding's fix to the plan that it was found in, and returns the new plan.
///
/// Throws when the plan is another one by now.
#[wasm_bindgen(js_name = applyFix, unchecked_return_type = "Plan")]
pub fn apply_fix(
    #[wasm_bindgen(unchecked_param_type = "Plan")] plan: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "PatchOperation[]")] patch: &JsValue,
) -> Result<JsValue, JsError> {
    let patch: Vec<PatchOperation> = argument(patch)?;
    let plan = any_value(plan).map_err(error)?;
    object(&crate::apply_fix(&plan, &patch).map_err(error)?)
}
