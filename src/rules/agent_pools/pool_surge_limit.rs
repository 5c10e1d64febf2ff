use crate::azure_facts::limits::NODES_PER_POOL;
use crate::rules::{Context, Report, rule};
use crate::text::{count, grouped};

rule! {
    /// A pool has no room for the extra nodes of an upgrade.
    ///
    /// The extra nodes count towards the 1,000 of a scale set. A full pool can't be upgraded.
    ///
    /// # Why
    ///
    /// A pool that can't be upgraded falls out of support with its version. Two pools of half the
    /// size have room.
    ///
    /// # Arithmetic
    ///
    /// 1,000 nodes + a tenth of them in an upgrade = **1,000** + **100**.
    ///
    /// ```json,fails
    /// { "clusters": [{ "sku": { "tier": "Standard" }, "agentPools": [{ }, { "count": 1000 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "count": 3, "upgradeSettings": { "maxSurge": "33%" } }] }] }
    /// ```
    "pool-surge-limit", Warning, AgentPools, UPGRADE_POOLS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let most = u64::from(NODES_PER_POOL.value);
    for (_, pool) in cx.net.pools() {
        let (nodes, surge) = (u64::from(pool.nodes), u64::from(pool.surge));
        if nodes > most || nodes + surge <= most {
            continue;
        }
        let text = format!(
            "pool {} has up to {} and {surge} more in an upgrade, the most is {}",
            super::quoted_name(pool),
            count(pool.nodes, "node"),
            grouped(NODES_PER_POOL.value)
        );
        let property = if pool.spec.enable_auto_scaling { "maxCount" } else { "count" };
        report.at(pool.at(property), text).help("use fewer nodes, or a smaller `maxSurge`");
    }
}
