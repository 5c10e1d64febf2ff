use crate::azure_facts::limits::POOLS_PER_CLUSTER;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster has more than a hundred pools.
    ///
    /// That is the most AKS supports.
    ///
    /// # Why
    ///
    /// The service refuses the pool past that. Larger fleets are several clusters, which also fail
    /// and are upgraded one at a time.
    ///
    /// ```json,fails
    /// { "clusters": [{ "sku": { "tier": "Standard" }, "agentPools": [
    ///   {},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},
    ///   {},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},
    ///   {},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},
    ///   {},{},{},{},{},{},{},{},{},{},{}
    /// ] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { }] }] }
    /// ```
    "pool-limit", Error, AgentPools, QUOTAS,
    aliases: ["MaxAgentPoolCountReached"]
}

fn check(cx: &Context, report: &mut Report) {
    let most = POOLS_PER_CLUSTER.value as usize;
    for cluster in cx.net.clusters.iter().filter(|it| it.pools.len() > most) {
        let pools = cluster.pools.len();
        report
            .at(cluster.at("agentPools"), format!("{pools} pools, a cluster has at most {most}"))
            .help("merge pools of the same kind, or spread them over several clusters");
    }
}
