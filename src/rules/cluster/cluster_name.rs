use super::judge_name;
use crate::azure_facts::names;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster's name is one that AKS refuses.
    ///
    /// A name has 1 to 63 letters, digits, `_` and `-`, with a letter or digit at both ends.
    ///
    /// # Why
    ///
    /// The name stands in that of the node resource group and can't be changed: what is refused
    /// late costs the plan of names around it.
    ///
    /// # Decided
    ///
    /// AKS-Construction stops at 19 characters. The service, az, PSRule and Terraform take 63, and
    /// so it is here.
    ///
    /// ```json,fails
    /// { "clusters": [{ "name": "my cluster" }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "name": "my-cluster" }] }
    /// ```
    "cluster-name", Error, Cluster, REST_SPEC,
    aliases: ["Azure.AKS.Name", "AZR-000039"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let name = &cluster.spec.name;
        let Some(finding) = judge_name(report, &names::CLUSTER, cluster.at("name"), name) else {
            continue;
        };
        if let Some(better) = names::CLUSTER.mended(name) {
            finding.fix_set(format!("call it `{better}`"), cluster.at("name"), better);
        }
    }
}
