use crate::lower::ProblemKind;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// `maxSurge` or `maxUnavailable` is neither a number nor a share.
    ///
    /// Both are a number of nodes, `2`, or a share of the pool's nodes, `33%`.
    ///
    /// # Why
    ///
    /// The service refuses the pool's upgrade settings. A share is rounded up to whole nodes.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "upgradeSettings": { "maxSurge": "a third" } }] }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "upgradeSettings": { "maxSurge": "-1" } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "upgradeSettings": { "maxSurge": "33%" } }] }] }
    /// ```
    "share-syntax", Error, Reading, UPGRADE_POOLS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for problem in cx.net.problems.iter().filter(|it| it.kind == ProblemKind::Share) {
        let property = super::property(&problem.path);
        let text = quoted(&problem.text);
        report
            .at(
                &problem.path,
                format!("`{property}` is a number or a share, and {text} is neither"),
            )
            .help("give a number of nodes such as `2`, or a share such as `33%`");
    }
}
