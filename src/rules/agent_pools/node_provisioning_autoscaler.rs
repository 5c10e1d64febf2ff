use crate::finding::{remove, set};
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool's autoscaler is on beside node auto-provisioning.
    ///
    /// Both would add and remove nodes. Azure refuses to have both in a cluster.
    ///
    /// # Why
    ///
    /// Each would undo what the other did, and the pods would move with every turn.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "nodeProvisioningProfile": { "mode": "Auto" },
    ///     "agentPools": [{ }, { "enableAutoScaling": true, "minCount": 3, "maxCount": 5 }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "nodeProvisioningProfile": { "mode": "Auto" } }] }
    /// ```
    "node-provisioning-autoscaler", Error, AgentPools, NODE_PROVISIONING,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        if !super::makes_nodes(cluster) || !pool.spec.enable_auto_scaling {
            continue;
        }
        let path = pool.at("enableAutoScaling");
        let text = format!(
            "pool {} has the autoscaler on beside node auto-provisioning",
            super::quoted_name(pool)
        );
        let changes =
            vec![set(&path, false), remove(pool.at("minCount")), remove(pool.at("maxCount"))];
        report
            .at(path, text)
            .help("switch the pool's autoscaler off, or set provisioning to `Manual`")
            .related(cluster.at("nodeProvisioningProfile/mode"), "node auto-provisioning")
            .fix("switch the autoscaler off", changes);
    }
}
