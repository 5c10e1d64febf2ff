use crate::azure_facts::limits::POOLS_PER_CLUSTER;
use crate::azure_facts::sources::{SDK, UPGRADE_POOLS};
use crate::finding::{Severity, set};
use crate::model::ScaleSetPriority;
use crate::rules::{Context, Report, rule};
use crate::text::{listed, quoted};

rule! {
    /// Pools do not say how many extra nodes an upgrade may take.
    ///
    /// For production a third is recommended.
    ///
    /// # Why
    ///
    /// Upgrades run in windows of hours: one extra node at a time may not be enough for a large
    /// pool, a tenth may not find addresses.
    ///
    /// # Decided
    ///
    /// The guide to upgrades names one node as the default, the API a tenth of the pool. Up to ten
    /// nodes both are one, and it is information; above, a warning that names both. Nothing is
    /// refused either way. Sizing takes the larger of the two.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "upgradeSettings": null }] }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "count": 20 }] }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "clusters": [{
    ///     "agentPools": [
    ///       { "upgradeSettings": { "maxSurge": "33%" } },
    ///       { "upgradeSettings": { "maxSurge": "33%" } }
    ///     ]
    ///   }]
    /// }
    /// ```
    "max-surge-unset", Info, AgentPools, UPGRADE_POOLS,
    aliases: ["aks-016"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let unset: Vec<_> = cluster
            .pools
            .iter()
            .filter(|it| it.spec.scale_set_priority != Some(ScaleSetPriority::Spot))
            .filter(|it| {
                let settings = it.spec.upgrade_settings.as_ref();
                settings.is_none_or(|it| it.max_surge.is_none() && it.max_unavailable.is_none())
            })
            .collect();
        let Some(first) = unset.first() else { continue };
        let names: Vec<String> = unset.iter().take(5).map(|it| super::quoted_name(it)).collect();
        let more = unset.len().saturating_sub(names.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let finding = report.at(
            first.at("upgradeSettings/maxSurge"),
            format!(
                "`maxSurge` is not set for {}{more}; {} of {} says one node, {} of {} a tenth",
                listed(&names),
                quoted(UPGRADE_POOLS.title),
                UPGRADE_POOLS.date,
                quoted(SDK.title),
                SDK.date,
            ),
        );
        // In smaller pools a tenth is one node.
        if unset.iter().any(|it| it.nodes > 10) {
            finding.severity(Severity::Warning);
        }
        finding.help("set it, to 33% for production or 10% where addresses are few");
        if unset.len() <= POOLS_PER_CLUSTER.value as usize {
            let patch = unset.iter().map(|it| set(it.at("upgradeSettings/maxSurge"), "10%"));
            finding.fix("set `maxSurge` to 10%", patch.collect());
        }
    }
}
