use super::resource_group;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;
use std::collections::BTreeMap;

rule! {
    /// A node resource group is one that exists for something else.
    ///
    /// AKS makes the node resource group itself and removes it with the cluster. It can't be a
    /// group of the plan, nor that of another cluster.
    ///
    /// # Why
    ///
    /// What else is in the group would be removed with the cluster. The service refuses it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "nodeResourceGroup": "rg" }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "nodeResourceGroup": "rg-nodes" }] }
    /// ```
    "node-resource-group-taken", Error, Cluster, REST_SPEC,
    aliases: ["NodeResourceGroupAlreadyExists", "NodeResourceGroupSameAsResourceGroup"]
}

fn check(cx: &Context, report: &mut Report) {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for (nth, group) in cx.plan.resource_groups.iter().enumerate() {
        taken.insert(group.name.to_ascii_lowercase(), format!("/resourceGroups/{nth}/name"));
    }
    for cluster in cx.net.clusters.iter().filter(|it| !it.spec.existing) {
        if let Some(own) = resource_group(cx, cluster.spec.resource_group.as_deref()) {
            taken.entry(own.to_ascii_lowercase()).or_insert_with(|| cluster.at("resourceGroup"));
        }
    }
    for cluster in cx.net.clusters.iter().filter(|it| !it.spec.existing) {
        let Some(name) = &cluster.spec.node_resource_group else { continue };
        let path = cluster.at("nodeResourceGroup");
        if let Some(other) = taken.insert(name.to_ascii_lowercase(), path.clone()) {
            report
                .at(
                    path,
                    format!("the node resource group {} is used for something else", quoted(name)),
                )
                .help("give the nodes a resource group of their own, or leave it to AKS")
                .related(other, "used here");
        }
    }
}
