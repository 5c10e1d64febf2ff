use crate::model::PoolMode;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A system pool has a taint that keeps the cluster's own pods away.
    ///
    /// Azure takes `CriticalAddonsOnly` on system pools, which those pods tolerate, and taints with
    /// effect `PreferNoSchedule`; it refuses others.
    ///
    /// # Why
    ///
    /// With no system node that takes them DNS and metrics stay pending, and the cluster never
    /// works.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "nodeTaints": ["CriticalAddonsOnly=true:NoSchedule", "team=a:NoSchedule"] }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "nodeTaints": ["CriticalAddonsOnly=true:NoSchedule", "team=a:PreferNoSchedule"] }] }] }
    /// ```
    "system-pool-taint", Error, AgentPools, SYSTEM_POOLS,
    aliases: ["SystemPoolHasRestrictedTaint", "Placing custom taints on system pool is not supported"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.mode == PoolMode::System) {
        for (at, taint) in pool.spec.node_taints.iter().enumerate() {
            let (rest, effect) = taint.trim().rsplit_once(':').unwrap_or((taint, ""));
            let key = rest.split('=').next().unwrap_or_default();
            if key != "CriticalAddonsOnly" && ["NoSchedule", "NoExecute"].contains(&effect) {
                let name = super::quoted_name(pool);
                report
                    .at(
                        pool.at(&format!("nodeTaints/{at}")),
                        format!("system pool {name} can't have taint {}", quoted(taint)),
                    )
                    .help("put it on a user pool, or use effect `PreferNoSchedule`");
            }
        }
    }
}
