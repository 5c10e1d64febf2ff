use crate::lower::ProblemKind;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A name refers to several things of the plan.
    ///
    /// Two networks may each have a subnet `nodes`. Which one is meant is said with the network's
    /// name before it.
    ///
    /// # Why
    ///
    /// To guess would put a cluster into the wrong network, where it works and reaches nothing.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{}, {
    ///     "name": "other",
    ///     "addressPrefixes": ["10.250.0.0/16"],
    ///     "subnets": [{ "name": "nodes", "addressPrefix": "10.250.0.0/22" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{}, {
    ///     "name": "other",
    ///     "addressPrefixes": ["10.250.0.0/16"],
    ///     "subnets": [{ "name": "machines", "addressPrefix": "10.250.0.0/22" }] }] }
    /// ```
    "ambiguous-reference", Error, Reading, NODE_SUBNETS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for problem in &cx.net.problems {
        let ProblemKind::Ambiguous { what, choices } = &problem.kind else { continue };
        let message = format!("several networks have a {what} {}", quoted(&problem.text));
        report.at(&problem.path, message).help(format!("one of `{}`", choices.join("`, `")));
    }
}
