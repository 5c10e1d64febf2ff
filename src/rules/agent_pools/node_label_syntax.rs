use super::labels;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A node label is one that Kubernetes refuses.
    ///
    /// A label's name and value have at most 63 letters, digits, `-`, `_` and `.`, with a letter or
    /// digit at both ends; a value may be empty. A prefix before a `/` is a DNS name.
    ///
    /// # Why
    ///
    /// az and the service refuse it. Pods that select nodes by the label would find none.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "nodeLabels": { "team": "web & api" } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "nodeLabels": { "example.com/team": "web" } }] }] }
    /// ```
    "node-label-syntax", Error, AgentPools, AZ_NODEPOOL,
    aliases: ["--labels", "--nodepool-labels"]
}

fn check(cx: &Context, report: &mut Report) {
    for (path, key, value) in labels(cx) {
        let (prefix, name) = match key.split_once('/') {
            Some((prefix, name)) => (Some(prefix), name),
            None => (None, key),
        };
        let why = if prefix.is_some_and(|it| !is_dns_name(it)) {
            format!("the prefix of label {} is no DNS name", quoted(key))
        } else if !is_name(name) {
            format!("{} is no name of a label", quoted(key))
        } else if !value.is_empty() && !is_name(value) {
            format!("{} is no value of a label", quoted(value))
        } else {
            continue;
        };
        report.at(path, why).help(
            "use at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends",
        );
    }
}

fn is_name(text: &str) -> bool {
    let is_inner = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    let is_end = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric());
    let (first, last) = (text.chars().next(), text.chars().last());
    text.len() <= 63 && text.chars().all(is_inner) && is_end(first) && is_end(last)
}

fn is_dns_name(text: &str) -> bool {
    let is_inner = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    let is_label = |it: &str| !it.is_empty() && it.chars().all(is_inner);
    let is_label = |it: &str| is_label(it) && !it.starts_with('-') && !it.ends_with('-');
    text.len() <= 253 && text.split('.').all(is_label)
}
