use crate::lower::{Cluster, Pool};
use crate::model::PoolMode;
use crate::rules::{Context, Report, rule};
use serde_json::json;
use std::collections::HashSet;

rule! {
    /// Every pool is kept for the cluster's own parts.
    ///
    /// With the taint `CriticalAddonsOnly` on all pools no application finds a node. A user pool is
    /// needed beside a dedicated system pool.
    ///
    /// # Why
    ///
    /// Deployments are accepted and stay pending. It shows when the first application is put in.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "agentPools": [{ }, { "mode": "System", "nodeTaints": ["CriticalAddonsOnly=true:NoSchedule"] }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "mode": "User" }] }] }
    /// ```
    "user-pool-missing", Warning, AgentPools, SYSTEM_POOLS,
    profile: Recommended,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(first) = cluster.pools.first() else { continue };
        let is_kept = |it: &Pool| it.mode == PoolMode::Gateway || super::is_dedicated(it);
        if cluster.spec.existing
            || super::makes_nodes(cluster)
            || !cluster.pools.iter().all(is_kept)
        {
            continue;
        }
        let text = "every pool has the taint `CriticalAddonsOnly`, no application finds a node";
        let finding = report.at(cluster.at("agentPools"), text);
        finding.help("add a pool of mode User");
        let name = free_name(cluster);
        let pool = json!({
            "name": name,
            "mode": "User",
            "vmSize": first.spec.vm_size,
            "count": 3,
            "vnetSubnet": first.spec.vnet_subnet,
            "podSubnet": first.spec.pod_subnet,
        });
        finding.fix_set(format!("add a user pool `{name}`"), cluster.at("agentPools/-"), pool);
    }
}

/// A name that no pool of the cluster has.
fn free_name(cluster: &Cluster) -> String {
    let taken: HashSet<&str> = cluster.pools.iter().map(|it| it.spec.name.as_str()).collect();
    let mut names = std::iter::once("user".to_string()).chain((2..).map(|it| format!("user{it}")));
    names.find(|it| !taken.contains(it.as_str())).unwrap_or_default()
}
