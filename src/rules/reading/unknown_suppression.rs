use crate::rules::{Context, Report, all, rule};
use crate::text::{closest, quoted};

rule! {
    /// A suppression names no rule.
    ///
    /// Rules are suppressed by the names they have here; `aksplan explain` finds them by the names
    /// that other tools have for them.
    ///
    /// # Why
    ///
    /// What was meant to be accepted is told again and again, or a slip makes people believe that a
    /// finding is gone.
    ///
    /// ```json,fails
    /// { "suppress": [{ "rule": "AZR-000285", "reason": "for trying things out" }] }
    /// ```
    /// ```json,passes
    /// { "suppress": [{ "rule": "free-tier", "reason": "for trying things out" }] }
    /// ```
    "unknown-suppression", Warning, Reading, REST_SPEC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (at, suppression) in cx.plan.suppress.iter().enumerate() {
        let name = suppression.rule.trim();
        if all().any(|it| it.id == suppression.rule) {
            continue;
        }
        let path = format!("/suppress/{at}/rule");
        let is_full = report.is_full();
        let finding = report.at(&path, format!("there is no rule {}", quoted(name)));
        let is_alias = |it: &&crate::rules::Rule| {
            it.id == name || it.aliases.iter().any(|it| it.eq_ignore_ascii_case(name))
        };
        let near = || {
            let names: Vec<&str> = all().map(|it| it.id).collect();
            closest(name, &names).map(str::to_string)
        };
        let meant = all().find(is_alias).map(|it| it.id.to_string());
        match meant.or_else(|| if is_full { None } else { near() }) {
            Some(meant) => {
                let title = format!("suppress `{meant}`");
                finding.help(format!("did you mean `{meant}`?")).fix_set(title, path, meant);
            }
            None => {
                finding.help("see `aksplan rules` for the names, or take it out");
            }
        }
    }
}
