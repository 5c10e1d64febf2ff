use crate::azure_facts::limits::{MIN_MAX_PODS, PODS_PER_POOL};
use crate::rules::{Context, Report, rule};
use crate::text::count;

rule! {
    /// A pool has room for fewer than thirty pods.
    ///
    /// With `maxPods` below 30 the pool needs enough nodes to hold 30 pods in all: three nodes at
    /// 10.
    ///
    /// # Why
    ///
    /// The cluster's own parts take a good part of thirty. The service refuses a pool that could
    /// hold little else.
    ///
    /// # Arithmetic
    ///
    /// Nodes × `maxPods`, where the autoscaler is on its minimum of nodes: 2 × 10 = **20** of
    /// **30**.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "maxPods": 10, "count": 2 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "maxPods": 10, "count": 3 }] }] }
    /// ```
    "max-pods-of-pool", Error, AgentPools, IP_PLANNING,
    aliases: ["InsufficientAgentPoolMaxPodsPerAgentPool"]
}

fn check(cx: &Context, report: &mut Report) {
    let least = PODS_PER_POOL.value;
    for (_, pool) in cx.net.pools() {
        let room = u64::from(pool.nodes) * u64::from(pool.max_pods);
        let in_range = pool.max_pods >= MIN_MAX_PODS.value;
        // A pool that starts empty gets its nodes later.
        if pool.nodes == 0 || !in_range || room >= u64::from(least) {
            continue;
        }
        let path = pool.at("maxPods");
        let text = format!(
            "pool {} has room for {room} pods: {} x {}; the least is {least}",
            super::quoted_name(pool),
            count(pool.nodes, "node"),
            pool.max_pods
        );
        let enough = least.div_ceil(pool.nodes);
        report
            .at(&path, text)
            .help(format!("set `maxPods` to at least {enough}, or add nodes"))
            .fix_set(format!("set `maxPods` to {enough}"), path, enough);
    }
}
