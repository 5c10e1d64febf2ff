use crate::read::ReadProblemKind;
use crate::rules::{Context, Report, rule};
use crate::text::{count, quoted};
use std::collections::BTreeMap;

rule! {
    /// A value is not known.
    ///
    /// `${name}` in a plan stands for what a script leaves to its environment, or a module to its
    /// caller. The value is neither judged nor counted; everything else is.
    ///
    /// # Why
    ///
    /// What is built on it may still be wrong: the verdict is as good as what is known.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "${POD_CIDR}" } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "name": "aks-${var.env}", "agentPools": [{ "count": "${COUNT}" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.200.0.0/16" } }] }
    /// ```
    "unresolved-value", Info, Reading, AZ_AKS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for problem in cx.reading {
        if let ReadProblemKind::Unresolved { name, .. } = &problem.kind {
            places.entry(name).or_default().push(&problem.path);
        }
    }
    for (name, places) in places {
        let [first, others @ ..] = places.as_slice() else { continue };
        let often = match others.len() {
            0 => String::new(),
            more => format!(", here and in {}", count(more, "other place")),
        };
        let message =
            format!("{} has no value{often}: what depends on it is not judged", quoted(name));
        let finding = report.at(*first, message);
        finding.help(format!("put a value in place of `${{{name}}}`"));
        for other in others.iter().take(10) {
            finding.related(*other, "the same");
        }
    }
}
