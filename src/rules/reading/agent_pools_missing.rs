use crate::rules::{Context, Report, rule};
use crate::text::quoted;
use serde_json::json;

rule! {
    /// A new cluster has no agent pool.
    ///
    /// A cluster is made with at least one pool, of mode System. AKS Automatic makes its own.
    ///
    /// # Why
    ///
    /// Without nodes the cluster's own parts have nowhere to run; az adds a pool that nobody
    /// planned, templates are refused.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "existing": true, "agentPools": [] }] }
    /// ```
    "agent-pools-missing", Error, Reading, SYSTEM_POOLS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        if cluster.pools.is_empty() && !cluster.spec.existing && !cluster.is_automatic() {
            let pool = json!({ "name": "system", "mode": "System", "count": 3 });
            let path = cluster.at("agentPools");
            report
                .at(&path, format!("cluster {} has no agent pool", quoted(&cluster.spec.name)))
                .help("add at least one pool of mode System")
                .fix_set("add a system pool of 3 nodes", &path, json!([pool]));
        }
    }
}
