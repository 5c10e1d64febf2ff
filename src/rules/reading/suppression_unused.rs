use crate::rules::{Context, Report, Rule, rule};

rule! {
    /// A suppression is for something that is not found.
    ///
    /// # Why
    ///
    /// What it was for may have been mended, or it names another place. It would hide the finding
    /// when it comes back. Without the suppression it would be told.
    ///
    /// ```json,fails
    /// { "suppress": [{ "rule": "kubenet-ending", "reason": "moves next year" }] }
    /// ```
    /// ```json,fails
    /// { "suppress": [{ "rule": "free-tier", "path": "/clusters/1", "reason": "for trying things out" }] }
    /// ```
    /// ```json,passes
    /// { "suppress": [{ "rule": "free-tier", "reason": "for trying things out" }] }
    /// ```
    "suppression-unused", Warning, Reading, REST_SPEC,
    aliases: []
}

/// Nothing to look for: it follows from the findings of all rules.
fn check(_: &Context, _: &mut Report) {}

pub(in crate::rules) fn report(report: &mut Report, path: &str, rule: &Rule) {
    report
        .at(path, format!("`{}` is suppressed and finds nothing there", rule.id))
        .help("take the suppression out, or mend its `path`")
        .fix_remove("take the suppression out", path);
}
