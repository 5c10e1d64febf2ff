use crate::read::ReadProblemKind;
use crate::rules::{Context, Report, rule};
use crate::text::{closest, quoted};

rule! {
    /// A property does not have this value.
    ///
    /// Azure compares these words letter by letter: `Calico` is not `calico`. A word in the wrong
    /// case is taken for the right one by the other rules; any other value counts as not given.
    ///
    /// # Why
    ///
    /// Azure refuses it. A value that counts as not given leaves a default in place that nobody
    /// chose.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPolicy": "Calico" } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "weave" } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "ipFamilies": ["ipv4"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPolicy": "calico" } }] }
    /// ```
    "invalid-value", Error, Reading, REST_SPEC,
    aliases: [
        "InvalidParameter",
        "invalid choice",
        "UnsupportedOutboundType",
        "is not a valid value for",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for problem in cx.reading {
        let ReadProblemKind::UnknownValue { value, known } = &problem.kind else { continue };
        let property = super::property(&problem.path);
        let finding =
            report.at(&problem.path, format!("`{property}` has no value {}", quoted(value)));
        match closest(value, known) {
            Some(word) => {
                let title = format!("set `{property}` to `{word}`");
                let help = format!("did you mean `{word}`? One of `{}`", known.join("`, `"));
                finding.help(help).fix_set(title, &problem.path, word);
            }
            None => {
                finding.help(format!("one of `{}`", known.join("`, `")));
            }
        }
    }
}
