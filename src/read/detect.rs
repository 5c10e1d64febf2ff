//! Which format a text is in.

use super::lenient::property_names;
use super::{Format, NotAPlan};
use crate::model::Plan;
use serde_json::Value;

/// The format of a text, by what it begins with and what its lines look like.
///
/// # Errors
/// When it is none that can be read, or can't be told.
pub fn detect(text: &str) -> Result<Format, NotAPlan> {
    detect_and_parse(text.trim_start_matches('\u{feff}')).map(|(format, _)| format)
}

/// The format of a text, and its JSON where it is some, so that nobody reads it a second time.
pub(super) fn detect_and_parse(text: &str) -> Result<(Format, Option<Value>), NotAPlan> {
    if !text.trim_start().starts_with(['{', '[', '"']) {
        return Ok((of_other(text.trim_start())?, None));
    }
    let value = serde_json::from_str(text).ok();
    Ok((of_json(text, value.as_ref())?, value))
}

fn of_other(text: &str) -> Result<Format, NotAPlan> {
    let without_comments = after_comments(text);
    let inner = without_comments.strip_prefix('{').map(str::trim_start);
    if inner.is_some_and(|it| it.starts_with('"')) {
        let value = serde_json::from_str(without_comments).ok();
        return of_json(without_comments, value.as_ref());
    }
    let mut counts = Counts::default();
    text.lines().for_each(|line| counts.line(line));
    counts.format(text)
}

/// The text without the lines of comments that it begins with.
fn after_comments(text: &str) -> &str {
    let mut rest = text;
    while rest.starts_with(['#', '/']) {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    rest
}

fn of_json(text: &str, value: Option<&Value>) -> Result<Format, NotAPlan> {
    let Some(value) = value else {
        let is_arm = text.contains("eploymentTemplate.json") || text.contains("\"Microsoft.");
        return Ok(if is_arm { Format::Arm } else { Format::Plan });
    };
    let has = |name: &str| value.get(name).is_some();
    let schema = value.get("$schema").and_then(Value::as_str).unwrap_or_default();
    if schema.to_ascii_lowercase().contains("deploymentparameters") {
        return Err(none(
            "these are the parameters of a template, which say nothing without it",
            "read the template, with these values as the `defaultValue` of its parameters",
        ));
    }
    Ok(if has("terraform_version") || has("planned_values") {
        Format::Terraform
    } else if is_arm(value) {
        Format::Arm
    } else {
        Format::Plan
    })
}

/// Whether a value is a template, a resource, or an answer that holds some.
fn is_arm(value: &Value) -> bool {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let first = |list: &Value| list.get(0).is_some_and(is_resource);
    value.is_array()
        || text("$schema").to_ascii_lowercase().contains("deploymenttemplate")
        || value.get("resources").is_some()
        || is_resource(value)
        || ["value", "data"].iter().any(|it| value.get(it).is_some_and(first))
}

fn is_resource(value: &Value) -> bool {
    let starts = |name: &str, with: &str| {
        value.get(name).and_then(Value::as_str).is_some_and(|it| it.starts_with(with))
    };
    starts("type", "Microsoft.")
        || starts("id", "/subscriptions/")
        || value.get("agentPoolProfiles").is_some()
}

/// How many lines look like what.
#[derive(Default)]
struct Counts {
    az: usize,
    terraform: usize,
    yaml: usize,
    bicep: usize,
    manifest: usize,
    pipeline: usize,
}

impl Counts {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim_start();
        let indented = trimmed.len() < line.len();
        let starts = |with: &[&str]| with.iter().any(|it| trimmed.starts_with(it));
        if starts(&["resource ", "data ", "module ", "variable ", "provider ", "output "]) {
            match trimmed.split_whitespace().nth(1).and_then(|it| it.chars().next()) {
                Some('"') => self.terraform += 1,
                _ if trimmed.contains("'Microsoft.") => self.bicep += 1,
                _ => {}
            }
        } else if starts(&["locals {", "terraform {"]) {
            self.terraform += 1;
        } else if starts(&["targetScope ", "param ", "@description("]) {
            self.bicep += 1;
        }
        if has_az(line) {
            self.az += 1;
        }
        let key = line.split_once(':').map(|(key, _)| key.trim_matches(['"', '\'']));
        match key.filter(|_| !indented) {
            Some("apiVersion" | "kind") => self.manifest += 1,
            Some("jobs" | "steps" | "stages") => self.pipeline += 1,
            Some(key) if property_names::<Plan>().contains(&key) => self.yaml += 1,
            _ => {}
        }
    }

    fn format(&self, text: &str) -> Result<Format, NotAPlan> {
        let counts =
            [(self.az, Format::Az), (self.terraform, Format::Terraform), (self.yaml, Format::Plan)];
        let best = counts.into_iter().rev().max_by_key(|(count, _)| *count);
        match best {
            Some((1.., format)) => Ok(format),
            _ if text.is_empty() => Err(none(
                "the text is empty",
                "a plan begins with `{\"clusters\": [`; az scripts, ARM JSON and Terraform are read too",
            )),
            _ if self.bicep > 0 => Err(none(
                "this is Bicep, which is not read",
                "turn it into ARM JSON with `az bicep build --file main.bicep --stdout` and read that",
            )),
            _ if self.manifest > 0 => Err(none(
                "this is a Kubernetes manifest, which says nothing of cluster and network",
                "read the script, template or `az aks show` output of the cluster itself",
            )),
            _ if text.starts_with("#!") => Ok(Format::Az),
            _ if self.pipeline > 0 => Err(none(
                "this is a pipeline or workflow without az commands",
                "read the script, template or Terraform that it runs",
            )),
            _ => Err(none(
                "this is no az script, ARM JSON, Terraform or plan",
                "name the format if it is one of these: az, arm, terraform or plan",
            )),
        }
    }
}

fn none(message: &str, help: &str) -> NotAPlan {
    let (message, help) = (message.to_string(), help.to_string());
    NotAPlan { message, help, line: 1, column: 1, ..NotAPlan::default() }
}

/// Whether a line runs az.
fn has_az(line: &str) -> bool {
    let is_comment = line.trim_start().starts_with(['#', ':']);
    let word = |it: &&str| it.trim_start_matches(['$', '(', '`', '"', '@', '!', '{', '=']) == "az";
    let mut words = line.split_whitespace().skip_while(|it| {
        let inner = it.rsplit('=').next().unwrap_or(it);
        !word(&inner)
    });
    !is_comment
        && words.next().is_some()
        && words.next().is_some_and(|it| it.starts_with(|it: char| it.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        for (text, expected) in [
            ("{ \"clusters\": [] }", "plan"),
            ("\u{feff}\n{ \"clusters\": [", "plan"),
            ("clusters:\n  - name: a\n", "plan"),
            ("---\nlocation: westeurope\n", "plan"),
            ("# mine\n{ \"location\": \"westeurope\", }\n", "plan"),
            ("#!/bin/sh\n[ -z \"$A\" ] && exit\naz group list", "az"),
            ("#!/bin/bash\necho hi\n", "az"),
            ("RG=a\naz group create -n $RG", "az"),
            ("ID=\"$(az network vnet show -n a)\"", "az"),
            ("$id = az network vnet show -n a", "az"),
            ("resource \"azurerm_subnet\" \"a\" {\n}\n# az aks create", "terraform"),
            ("variable \"x\" {}\n", "terraform"),
            ("{ \"terraform_version\": \"1.9\", \"values\": {} }", "terraform"),
            (
                "{ \"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/\
                 deploymentTemplate.json#\", \"resources\": [] }",
                "arm",
            ),
            ("{ \"value\": [{ \"id\": \"/subscriptions/a\" }] }", "arm"),
            ("[{ \"name\": \"a\", \"agentPoolProfiles\": [] }]", "arm"),
            ("[]", "arm"),
        ] {
            let found = detect(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(found.as_str(), expected, "{text}");
        }
        for (text, help) in [
            ("", "a plan begins with"),
            ("param location string\nresource a 'Microsoft.X/y@1' = {", "az bicep build"),
            ("apiVersion: v1\nkind: Service\n", "az aks show"),
            ("trigger: none\nsteps:\n- script: make\n", "that it runs"),
            ("{ \"$schema\": \"x/deploymentParameters.json#\" }", "`defaultValue`"),
            ("hello world", "az, arm, terraform or plan"),
        ] {
            let error = detect(text).unwrap_err();
            assert!(error.help.contains(help), "{text}: {error:?}");
        }
    }
}
