use super::judge_name;
use crate::azure_facts::names;
use crate::rules::{Context, Report, rule};

rule! {
    /// A managed identity's name is one that Azure refuses.
    ///
    /// A name has 3 to 128 letters, digits, `_` and `-` and starts with a letter or digit.
    ///
    /// # Why
    ///
    /// The identity is the first thing a script makes; all roles and the cluster depend on it.
    ///
    /// ```json,fails
    /// { "identities": [{ }, { "name": "id" }] }
    /// ```
    /// ```json,passes
    /// { "identities": [{ }, { "name": "id-kubelet" }] }
    /// ```
    "identity-name", Error, Cluster, NAME_RULES,
    aliases: ["Azure.Identity.UserAssignedName"]
}

fn check(cx: &Context, report: &mut Report) {
    for (nth, identity) in cx.plan.identities.iter().enumerate() {
        judge_name(report, &names::IDENTITY, format!("/identities/{nth}/name"), &identity.name);
    }
}
