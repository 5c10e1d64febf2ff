use super::{judge_name, resource_group};
use crate::azure_facts::names;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The name of a cluster's node resource group is too long or holds what Azure refuses.
    ///
    /// Where the plan names none, AKS calls it `MC_group_cluster_region`, and refuses the cluster
    /// when that has more than 80 characters.
    ///
    /// # Why
    ///
    /// It shows late, when everything else stands, and the cluster's name and region, which make it
    /// long, can't be changed.
    ///
    /// # Arithmetic
    ///
    /// `MC_` + group + `_` + cluster + `_` + region: 3 + 61 + 1 + 7 + 1 + 10 = **83**.
    ///
    /// ```json,fails
    /// { "resourceGroups": [{ "name": "platform-engineering-kubernetes-shared-services-production-we" }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "resourceGroups": [{ "name": "platform-engineering-kubernetes-shared-services-production-we" }],
    ///   "clusters": [{ "nodeResourceGroup": "platform-nodes" }]
    /// }
    /// ```
    "node-resource-group-name", Error, Cluster, AKS_NAMES,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let rule = &names::NODE_RESOURCE_GROUP;
    for cluster in cx.net.clusters.iter().filter(|it| !it.spec.existing) {
        let path = cluster.at("nodeResourceGroup");
        if let Some(name) = &cluster.spec.node_resource_group {
            judge_name(report, rule, path, name);
            continue;
        }
        let Some(group) = resource_group(cx, cluster.spec.resource_group.as_deref()) else {
            continue;
        };
        // A cluster's name that is too long by itself is told by its own rule.
        if cluster.spec.name.chars().count() > names::CLUSTER.length.1 {
            continue;
        }
        let name = format!("MC_{group}_{}_{}", cluster.spec.name, cluster.location);
        let (length, most) = (name.chars().count(), rule.length.1);
        if length > most {
            let text = format!(
                "the node resource group would be called {}, with {length} characters, the most is \
                 {most}",
                quoted(&name)
            );
            report.at(path, text).help("name it with `nodeResourceGroup`, or shorten the names");
        }
    }
}
