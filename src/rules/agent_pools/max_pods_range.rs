use crate::azure_facts::limits::{MAX_MAX_PODS, MIN_MAX_PODS};
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool's `maxPods` is below 10 or above 250.
    ///
    /// Fewer would leave no room beside the cluster's own agents, more AKS does not support. The
    /// number can't be changed once the pool is made.
    ///
    /// # Why
    ///
    /// The service refuses the pool, and az with it. How many pods a node may have decides its
    /// addresses, so there is no way round the limit but more nodes.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "maxPods": 300 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "maxPods": 250 }] }] }
    /// ```
    "max-pods-range", Error, AgentPools, QUOTAS,
    aliases: ["--max-pods", "InsufficientMaxPods", "MaxPodsLimitExceeded"]
}

fn check(cx: &Context, report: &mut Report) {
    let range = MIN_MAX_PODS.value..=MAX_MAX_PODS.value;
    for (_, pool) in cx.net.pools() {
        let Some(pods) = pool.spec.max_pods.filter(|it| !range.contains(it)) else { continue };
        let (least, most) = (range.start(), range.end());
        let near = pods.clamp(*least, *most);
        let path = pool.at("maxPods");
        report
            .at(&path, format!("`maxPods` is {pods}, not {least} to {most}"))
            .help(format!("use {least} to {most}; it can't be changed later"))
            .fix_set(format!("use {near}"), path, near);
    }
}
