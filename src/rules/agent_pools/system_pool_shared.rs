use crate::azure_facts::limits::POOLS_PER_CLUSTER;
use crate::finding::set;
use crate::model::{OsType, PoolMode};
use crate::rules::{Context, Report, rule};

rule! {
    /// Applications may run on system nodes though there are nodes for them.
    ///
    /// The taint `CriticalAddonsOnly=true:NoSchedule` keeps a system pool for the cluster's own
    /// parts.
    ///
    /// # Why
    ///
    /// An application that takes all memory of a node takes CoreDNS or the metrics server with it,
    /// and every other application feels it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "nodeTaints": null }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "nodeTaints": ["CriticalAddonsOnly=true:NoSchedule"] }] }] }
    /// ```
    "system-pool-shared", Warning, AgentPools, SYSTEM_POOLS,
    profile: Recommended,
    aliases: ["CKV_AZURE_232", "5ee083cd-6ac3-4a83-8913-9549dd36cf56"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let system = || cluster.pools.iter().filter(|it| it.mode == PoolMode::System);
        let has_user_pool =
            cluster.pools.iter().any(|it| it.mode == PoolMode::User && it.os == OsType::Linux);
        if !has_user_pool || system().any(super::is_dedicated) {
            continue;
        }
        let Some(first) = system().next() else { continue };
        let text = format!("applications may run on system pool {}", super::quoted_name(first));
        let finding = report.at(first.at("nodeTaints"), text);
        finding.help(format!("add the taint `{}`", super::DEDICATED));
        if cluster.pools.len() <= POOLS_PER_CLUSTER.value as usize {
            let patch = system().map(|it| set(it.at("nodeTaints/-"), super::DEDICATED)).collect();
            finding.fix("keep the system pool for the cluster's own parts", patch);
        }
    }
}
