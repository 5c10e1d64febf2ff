use crate::finding::Severity;
use crate::model::PoolMode;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster has fewer than three system nodes.
    ///
    /// # Why
    ///
    /// With one node the cluster's own parts stop while it is replaced, as every upgrade does. Two
    /// are the least for production, three are advised: one a zone.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "count": 1 }] }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "count": 2 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "count": 3 }] }] }
    /// ```
    "system-pool-few-nodes", Warning, AgentPools, SYSTEM_POOLS,
    profile: Recommended,
    aliases: ["Azure.AKS.MinNodeCount", "AZR-000024", "7f7ae535-a5ba-4665-b7e0-c451dbdda01f"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| !it.spec.existing) {
        let pools = || cluster.pools.iter().filter(|it| it.mode == PoolMode::System);
        let nodes: u64 = pools().map(|it| u64::from(super::least_nodes(it))).sum();
        let Some(first) = pools().next() else { continue };
        let (text, severity) = match nodes {
            1 => (
                "the cluster has 1 system node, at least 2 are needed for upgrades",
                Severity::Warning,
            ),
            2 => ("the cluster has 2 system nodes, 3 are advised", Severity::Info),
            _ => continue,
        };
        let property = if first.spec.enable_auto_scaling { "minCount" } else { "count" };
        let path = first.at(property);
        let finding = report.at(&path, text);
        finding.severity(severity).help("use 3 system nodes, one a zone");
        if pools().count() == 1 && first.nodes >= 3 || !first.spec.enable_auto_scaling {
            finding.fix_set(format!("set `{property}` to 3"), path, 3);
        }
    }
}
