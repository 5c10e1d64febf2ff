use crate::lower::ProblemKind;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A resource id, a link or a name stands where a range belongs.
    ///
    /// Subnets are referred to by name or id in `vnetSubnet`; `podCidr` and `addressPrefix` are
    /// ranges of numbers.
    ///
    /// # Why
    ///
    /// The service refuses the plan for a range that it can't read, and does not say that something
    /// else was pasted there.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "pods" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.244.0.0/16" } }] }
    /// ```
    "cidr-is-resource-id", Error, Reading, REST_SPEC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for problem in cx.net.problems.iter().filter(|it| it.kind == ProblemKind::CidrIsId) {
        let text = problem.text.trim();
        let what = if text.starts_with('/') {
            "a resource id"
        } else if text.contains("://") {
            "a link"
        } else {
            "a name"
        };
        let property = super::property(&problem.path);
        report
            .at(&problem.path, format!("`{property}` is a range, and {} is {what}", quoted(text)))
            .help("give a range such as `10.0.0.0/16`; subnets are named in `vnetSubnet`");
    }
}
