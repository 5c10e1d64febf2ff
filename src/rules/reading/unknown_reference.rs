use crate::lower::ProblemKind;
use crate::rules::{Context, Report, rule};
use crate::text::{closest, quoted};

rule! {
    /// A name refers to something that the plan does not have.
    ///
    /// Subnets, route tables, NAT gateways, security groups, networks and identities are named
    /// where they are used. What lies outside the plan is named by its resource id.
    ///
    /// # Why
    ///
    /// To guess would put things together that were meant apart. Everything that depends on the
    /// name is left unjudged.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "vnetSubnet": "node" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "vnetSubnet": "vnet/nodes" }] }] }
    /// ```
    "unknown-reference", Error, Reading, NODE_SUBNETS,
    aliases: [
        "InvalidResourceReference",
        "SubnetNotFound",
        "--vnet-subnet-id is not a valid Azure resource ID",
    ]
}

/// Names that one that is not known is compared with, at most.
const COMPARED: usize = 1_000;

fn check(cx: &Context, report: &mut Report) {
    for problem in &cx.net.problems {
        let ProblemKind::Unknown { what, known } = &problem.kind else { continue };
        let text = &problem.text;
        let is_full = report.is_full();
        let near = known.get(..known.len().min(COMPARED)).unwrap_or_default();
        let near = if is_full { None } else { closest(text, near) };
        let finding =
            report.at(&problem.path, format!("there is no {what} {} in the plan", quoted(text)));
        match near {
            Some(name) => {
                finding.help(format!("did you mean `{name}`?")).fix_set(
                    format!("use `{name}`"),
                    &problem.path,
                    name,
                );
            }
            None if known.is_empty() => {
                finding.help(format!("add the {what} to the plan, or give its resource id"));
            }
            None => {
                let some: Vec<&str> = known.iter().take(10).map(String::as_str).collect();
                finding.help(format!("one of `{}`, or a resource id", some.join("`, `")));
            }
        }
    }
}
