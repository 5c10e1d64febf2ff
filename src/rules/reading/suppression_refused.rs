use crate::finding::Finding;
use crate::rules::{Context, Report, Rule, rule};

rule! {
    /// A suppression is for an error, or has no reason.
    ///
    /// # Why
    ///
    /// What Azure refuses fails whether or not the plan accepts it, so errors are always shown.
    /// Warnings and infos can be accepted with a reason, for whoever reads the plan next.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "serviceCidr": "10.240.0.0/16", "dnsServiceIP": "10.240.0.10" } }],
    ///   "suppress": [{ "rule": "service-cidr-overlaps-subnet", "reason": "we know" }] }
    /// ```
    /// ```json,fails
    /// { "suppress": [{ "rule": "free-tier" }] }
    /// ```
    /// ```json,passes
    /// { "suppress": [{ "rule": "free-tier", "path": "/clusters/0", "reason": "for trying things out" }] }
    /// ```
    "suppression-refused", Warning, Reading, REST_SPEC,
    aliases: []
}

/// Nothing to look for: it follows from the findings of all rules.
fn check(_: &Context, _: &mut Report) {}

pub(in crate::rules) fn of_error(report: &mut Report, path: &str, error: &Finding) {
    report
        .at(format!("{path}/rule"), format!("`{}` found an error, which stays", error.rule))
        .help("mend it: Azure refuses it all the same")
        .related(error.path.clone(), error.message.clone());
}

pub(in crate::rules) fn without_reason(report: &mut Report, path: &str, rule: &Rule) {
    report
        .at(format!("{path}/reason"), format!("`{}` is suppressed without a reason", rule.id))
        .help("say in `reason` why it is accepted");
}
