use crate::lower::ProblemKind;
use crate::net::CidrError;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A range does not begin at its first address.
    ///
    /// `10.254.0.0/14` spans `10.252.0.0` to `10.255.255.255`, so it is written `10.252.0.0/14`.
    /// Azure refuses the other spelling. The range it lies in is what the plan goes on with.
    ///
    /// # Why
    ///
    /// The slip is often the wrong length or the wrong address, and then the range is not the one
    /// that was meant: look at both.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.254.0.0/14" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.252.0.0/14" } }] }
    /// ```
    "cidr-host-bits", Error, Reading, REST_SPEC,
    aliases: ["InvalidCIDRNotation", "InvalidNetworkAddress"]
}

fn check(cx: &Context, report: &mut Report) {
    for problem in &cx.net.problems {
        let ProblemKind::Cidr(CidrError::HostBits(net)) = &problem.kind else { continue };
        let text = quoted(&problem.text);
        let message = format!("{text} does not begin at its first address, {}", net.network());
        report
            .at(&problem.path, message)
            .help(format!("write `{net}`, or another range if that is too much"))
            .fix_set(format!("write `{net}`"), &problem.path, net.to_string());
    }
}
