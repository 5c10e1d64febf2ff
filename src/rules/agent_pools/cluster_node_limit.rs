use crate::azure_facts::limits::NODES_PER_CLUSTER;
use crate::finding::Severity;
use crate::rules::{Context, Report, rule};
use crate::text::grouped;

rule! {
    /// A cluster has more than five thousand nodes.
    ///
    /// That is the most AKS supports. Where only the autoscalers' maximums add up to more, the
    /// cluster is made, and scaling stops early.
    ///
    /// # Why
    ///
    /// The service refuses nodes past the limit, at the moment when the load asks for them. More
    /// nodes are more clusters.
    ///
    /// # Arithmetic
    ///
    /// The pools together, with the autoscaler's maximum: 3 + 5 × 1,000 = **5,003**.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "sku": { "tier": "Standard" },
    ///     "agentPools": [
    ///       { }, { "count": 1000 },
    ///       { "name": "a", "count": 1000 }, { "name": "b", "count": 1000 },
    ///       { "name": "c", "count": 1000 }, { "name": "d", "count": 1000 }
    ///     ]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "count": 5 }] }] }
    /// ```
    "cluster-node-limit", Error, AgentPools, QUOTAS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let most = NODES_PER_CLUSTER.value;
    for cluster in &cx.net.clusters {
        let sum = |nodes: fn(&crate::lower::Pool) -> u32| -> u64 {
            cluster.pools.iter().map(|it| u64::from(nodes(it))).sum()
        };
        let (start, greatest) = (sum(|it| it.start), sum(|it| it.nodes));
        let (nodes, what, severity) = if start > u64::from(most) {
            (start, "the pools have", Severity::Error)
        } else if greatest > u64::from(most) {
            (greatest, "the autoscalers may bring", Severity::Warning)
        } else {
            continue;
        };
        let nodes = grouped(i64::try_from(nodes).unwrap_or(i64::MAX));
        report
            .at(
                cluster.at("agentPools"),
                format!("{what} {nodes} nodes, a cluster has at most {}", grouped(most)),
            )
            .severity(severity)
            .help("spread the nodes over several clusters");
    }
}
