//! What is asked for after the findings. The page's first wasm does without it.

use super::{ReadOptions, any_value, argument, beside, day, error, estate_of, judged, object};
use crate::finding::{Finding, PatchOperation, Severity};
use crate::rules::Terms;
use crate::write::{self, Target};
use crate::{Check, catalogue, explain, layout, lower, read, recommend, report, traffic};
use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// How to write a report.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportOptions {
    /// The format.
    to: ReportFormat,
    /// The day to judge the plan on, as `2026-11-23`; absent: today.
    #[serde(default)]
    #[tsify(optional)]
    as_of: Option<String>,
    /// What exists already; the plan's ranges are held against it.
    #[cfg(feature = "estate")]
    #[serde(default)]
    #[tsify(optional, type = "Estate")]
    estate: Option<u32>,
}

/// Formats of a report.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum ReportFormat {
    /// Comma-separated values, one range a line.
    Csv,
    /// Markdown with tables.
    Markdown,
}

/// How to judge a plan for a report.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct NetworkReportOptions {
    /// The day to judge the plan on, as `2026-11-23`; absent: today.
    #[tsify(optional)]
    as_of: Option<String>,
    /// What exists already; the plan's ranges are held against it.
    #[cfg(feature = "estate")]
    #[tsify(optional, type = "Estate")]
    estate: Option<u32>,
}
estate_of!(ReportOptions, NetworkReportOptions);

/// How to write a plan.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RenderOptions {
    /// What to write it as.
    to: Target,
    /// The reverse: take away what the plan makes.
    #[serde(default)]
    #[tsify(optional)]
    teardown: Option<bool>,
    /// Write it even though it has errors.
    #[serde(default)]
    #[tsify(optional)]
    force: Option<bool>,
    /// The day to judge it on, as `2026-11-23`; absent: today.
    #[serde(default)]
    #[tsify(optional)]
    as_of: Option<String>,
}

/// A plan that was written, or why it was not.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct RenderAnswer {
    /// The plan has errors, and nothing was written.
    refused: bool,
    /// What was written; absent when it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    text: Option<String>,
    /// A name for the file; absent when it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    file_name: Option<&'static str>,
    /// What the rules found, worst first.
    findings: Vec<Finding>,
}

/// Beside what to lay a plan out.
#[derive(Default, Deserialize, Tsify)]
#[serde(deny_unknown_fields, default)]
pub struct LayoutOptions {
    /// What exists already; the plan's ranges are held against it.
    #[cfg(feature = "estate")]
    #[tsify(optional, type = "Estate")]
    estate: Option<u32>,
}
estate_of!(LayoutOptions);

/// Lays out the addresses of a plan: who takes how many, and why.
#[wasm_bindgen(js_name = layout, unchecked_return_type = "Layout")]
pub fn layout_of(
    #[wasm_bindgen(unchecked_param_type = "Plan")] plan: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "LayoutOptions")] options: &JsValue,
) -> Result<JsValue, JsError> {
    let options: LayoutOptions = argument(options)?;
    let (plan, _) = read::plan(&any_value(plan).map_err(error)?).map_err(error)?;
    let plan = lower::lower(&plan);
    beside(options.estate(), |elsewhere| object(&layout::layout_beside(&plan, elsewhere)))?
}

/// Writes a plan for whoever runs the network: its ranges as a table for spreadsheets, or the report
/// as Markdown.
#[wasm_bindgen(js_name = report)]
pub fn report_of(
    #[wasm_bindgen(unchecked_param_type = "Plan")] plan: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "ReportOptions")] options: &JsValue,
) -> Result<String, JsError> {
    let options: ReportOptions = argument(options)?;
    let estate = options.estate();
    reported(plan, options.as_of, estate, |subject| match options.to {
        ReportFormat::Csv => report::csv(subject.layout),
        ReportFormat::Markdown => report::markdown(&report::document(subject)),
    })
}

/// The report for whoever runs the network: which ranges are used and why, who takes how many
/// addresses, what must lie apart, what must be let through, what is open, what was found.
#[wasm_bindgen(js_name = networkReport, unchecked_return_type = "Document")]
pub fn network_report(
    #[wasm_bindgen(unchecked_param_type = "Plan")] plan: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "NetworkReportOptions")] options: &JsValue,
) -> Result<JsValue, JsError> {
    let options: NetworkReportOptions = argument(options)?;
    let estate = options.estate();
    object(&reported(plan, options.as_of, estate, report::document)?)
}

/// What is said of a plan that was judged.
fn reported<T>(
    plan: &JsValue,
    as_of: Option<String>,
    estate: Option<u32>,
    say: impl FnOnce(&report::Subject) -> T,
) -> Result<T, JsError> {
    let as_of = day(as_of)?;
    let value = any_value(plan);
    let (plan, _) = read::plan(value.as_ref().map_err(error)?).map_err(error)?;
    let plan = lower::lower(&plan);
    beside(estate, |elsewhere| {
        let Check { findings, layout } = judged(&value, Terms { elsewhere, ..as_of.into() });
        say(&report::Subject { plan: &plan, layout: &layout, findings: &findings, as_of })
    })
}

/// Who gets which address in each cluster, and how packets travel, on the plan's own numbers.
#[wasm_bindgen(js_name = traffic, unchecked_return_type = "ClusterTraffic[]")]
pub fn traffic_of(
    #[wasm_bindgen(unchecked_param_type = "Plan")] plan: &JsValue,
) -> Result<JsValue, JsError> {
    let (plan, _) = read::plan(&any_value(plan).map_err(error)?).map_err(error)?;
    let plan = lower::lower(&plan);
    object(&traffic::traffic(&plan, &layout::layout(&plan)))
}

/// Writes a plan as a script or as canonical JSON. A plan with errors is refused, unless `force`.
///
/// Throws when an option is none or asks for what can't be written, and with `force` when the plan
/// is no plan at all.
#[wasm_bindgen(unchecked_return_type = "RenderAnswer")]
pub fn render(
    #[wasm_bindgen(unchecked_param_type = "Plan")] plan: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "RenderOptions")] options: &JsValue,
) -> Result<JsValue, JsError> {
    let options: RenderOptions = argument(options)?;
    let value = any_value(plan);
    let findings = judged(&value, day(options.as_of)?.into()).findings;
    let is_broken = findings.iter().any(|it| it.severity == Severity::Error);
    if is_broken && options.force != Some(true) {
        return object(&RenderAnswer { refused: true, text: None, file_name: None, findings });
    }
    let (plan, _) = read::plan(&value.map_err(error)?).map_err(error)?;
    let how = write::RenderOptions { teardown: options.teardown == Some(true) };
    write::possible(options.to, how).map_err(error)?;
    let written = write::render(&plan, options.to, how);
    object(&RenderAnswer {
        refused: false,
        text: Some(written.text),
        file_name: Some(written.file_name),
        findings,
    })
}

/// Every rule, by topic.
#[wasm_bindgen(unchecked_return_type = "Catalogue")]
pub fn rules() -> Result<JsValue, JsError> {
    object(&catalogue::catalogue())
}

/// The rules that a question is about: a rule's name or alias, or the text of an Azure error.
#[wasm_bindgen(unchecked_return_type = "Explained")]
pub fn explain(question: &str) -> Result<JsValue, JsError> {
    object(&explain::explain(question))
}

/// Which way of addressing pods fits a set of needs, with reasons for and against each.
///
/// Throws when a need is unknown or of a wrong type.
#[wasm_bindgen(unchecked_return_type = "Recommendation")]
pub fn recommend(
    #[wasm_bindgen(unchecked_optional_param_type = "Needs")] needs: &JsValue,
) -> Result<JsValue, JsError> {
    object(&recommend::recommend(&argument(needs)?))
}

/// Applies a finding's fix to the text that it was found in; what it does not touch stays as it was
/// typed.
///
/// Throws when the text is another one by now, and when the fix can't be written into it: not every
/// value has a place in a script or in Terraform.
#[wasm_bindgen(js_name = fixText)]
pub fn fix_text(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "PatchOperation[]")] patch: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "ReadOptions")] options: &JsValue,
) -> Result<String, JsError> {
    let patch: Vec<PatchOperation> = argument(patch)?;
    let options: ReadOptions = argument(options)?;
    crate::fix_text(text, &patch, options.from).map_err(error)
}
