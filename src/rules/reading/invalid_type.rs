use crate::read::{ReadProblemKind, kind_of};
use crate::rules::{Context, Report, rule};
use crate::text::number;
use serde_json::{Value, json};

rule! {
    /// A value is of the wrong type.
    ///
    /// A number stands without quotes, a list in brackets, a switch is `true` or `false`. The value
    /// counts as not given.
    ///
    /// # Why
    ///
    /// What is not understood can't be judged: a number that counts as not given leaves a default
    /// in place that nobody chose.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "count": "3" }] }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "maxPods": -5 }] }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": "10.240.0.0/16" }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "count": 3 }] }] }
    /// ```
    "invalid-type", Error, Reading, REST_SPEC,
    aliases: ["InvalidRequestContent"]
}

fn check(cx: &Context, report: &mut Report) {
    for problem in cx.reading {
        let ReadProblemKind::WrongType { expected, found } = &problem.kind else { continue };
        let property = super::property(&problem.path);
        let is_too_large = found.as_u64().is_some() && expected.starts_with("whole number");
        let wanted = if is_too_large { "whole number up to 4,294,967,295" } else { expected };
        let given = kind_of(found);
        let finding =
            report.at(&problem.path, format!("`{property}` should be a {wanted}, not {given}"));
        finding.help(format!("give a {wanted}"));
        if let Some(value) = converted(found, expected) {
            finding.fix_set(format!("set `{property}` to {value}"), &problem.path, value);
        }
    }
}

/// The value that was meant, where the text or number says it plainly.
fn converted(found: &Value, expected: &str) -> Option<Value> {
    match (expected, found) {
        ("list", Value::String(_)) => Some(json!([found])),
        ("text in quotes", Value::Bool(_) | Value::Number(_)) => Some(json!(found.to_string())),
        ("number", Value::String(text)) => Some(json!(number(text)?)),
        ("`true` or `false`", Value::String(text)) => {
            match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "enabled" => Some(json!(true)),
                "false" | "no" | "off" | "disabled" => Some(json!(false)),
                _ => None,
            }
        }
        (_, Value::String(text)) if expected.starts_with("whole number") => {
            Some(json!(text.trim().replace([',', '_'], "").parse::<u32>().ok()?))
        }
        (_, Value::Number(it)) if expected.starts_with("whole number") => {
            let text = it.to_string();
            Some(json!(text.strip_suffix(".0")?.parse::<u32>().ok()?))
        }
        _ => None,
    }
}
