use super::judge_name;
use crate::azure_facts::names;
use crate::rules::{Context, Report, rule};

rule! {
    /// A resource group's name is one that Azure refuses.
    ///
    /// A name has 1 to 90 letters, digits, `_`, `(`, `)`, `-` and `.`, and no `.` at the end.
    ///
    /// # Why
    ///
    /// The group is the first thing a script makes: everything else is in it.
    ///
    /// ```json,fails
    /// { "resourceGroups": [{ "name": "rg." }], "clusters": [{ "resourceGroup": "rg." }] }
    /// ```
    /// ```json,passes
    /// { "resourceGroups": [{ "name": "rg.aks(1)" }] }
    /// ```
    "resource-group-name", Error, Cluster, NAME_RULES,
    aliases: ["Azure.ResourceGroup.Name"]
}

fn check(cx: &Context, report: &mut Report) {
    for (nth, group) in cx.plan.resource_groups.iter().enumerate() {
        let path = format!("/resourceGroups/{nth}/name");
        judge_name(report, &names::RESOURCE_GROUP, path, &group.name);
    }
}
