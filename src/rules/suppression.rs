//! Findings that a plan accepts, with a reason.
//!
//! What Azure refuses can't be accepted: an error stays, and the plan is told so. What was accepted
//! and is not found is told too, so that no suppression outlives its reason.

use super::reading::{suppression_refused, suppression_unused};
use super::{Context, Report, Rule, Topic};
use crate::finding::{Finding, Severity};
use crate::model::Suppression;

/// The findings of each rule.
type Found = Vec<(&'static Rule, Vec<Finding>)>;

/// Takes away the findings that the plan accepts, and says what is wrong with its suppressions.
pub(super) fn suppress(cx: &Context, mut found: Found) -> (Found, Vec<Finding>) {
    let mut refused = Report::new(&suppression_refused::RULE);
    let mut unused = Report::new(&suppression_unused::RULE);
    for (at, suppression) in cx.plan.suppress.iter().enumerate() {
        // A rule that there is not is another finding.
        let Some((rule, findings)) = found.iter_mut().find(|(it, _)| it.id == suppression.rule)
        else {
            continue;
        };
        let path = format!("/suppress/{at}");
        if suppression.reason.trim().is_empty() {
            suppression_refused::without_reason(&mut refused, &path, rule);
            continue;
        }
        let covered = |it: &Finding| covers(suppression, &it.path);
        let error = findings.iter().find(|it| covered(it) && it.severity == Severity::Error);
        if let Some(error) = error {
            suppression_refused::of_error(&mut refused, &path, error);
        } else if !findings.iter().any(covered) && !has_no_facts(cx, rule) {
            suppression_unused::report(&mut unused, &path, rule);
        }
        findings.retain(|it| !covered(it) || it.severity == Severity::Error);
    }
    let told = refused.into_findings().into_iter().chain(unused.into_findings()).collect();
    (found, told)
}

/// Whether a rule has nothing to look at because Azure was not asked.
fn has_no_facts(cx: &Context, rule: &Rule) -> bool {
    rule.topic == Topic::Preflight && cx.live.is_none()
}

/// Whether a suppression is for a place: its own, one within it, or any.
fn covers(suppression: &Suppression, path: &str) -> bool {
    let Some(own) = suppression.path.as_deref().map(|it| it.trim().trim_end_matches('/')) else {
        return true;
    };
    path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
