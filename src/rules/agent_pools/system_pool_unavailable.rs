use crate::lower::Share;
use crate::model::PoolMode;
use crate::rules::{Context, Report, rule};

rule! {
    /// Nodes of a system pool may be missing in an upgrade.
    ///
    /// `maxUnavailable` takes nodes away before their replacements are there. Azure allows that for
    /// user pools only.
    ///
    /// # Why
    ///
    /// CoreDNS and the tunnel to the API server run on system nodes; with fewer of them an upgrade
    /// can take them all away at once.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "upgradeSettings": { "maxUnavailable": "1" } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "upgradeSettings": { "maxSurge": "0", "maxUnavailable": "1" } }] }] }
    /// ```
    "system-pool-unavailable", Error, AgentPools, UPGRADE_POOLS,
    aliases: ["--max-unavailable"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.mode == PoolMode::System) {
        let Some(settings) = &pool.spec.upgrade_settings else { continue };
        let missing = settings.max_unavailable.as_deref().and_then(Share::parse);
        if missing.is_some_and(|it| it.of(u32::MAX) > 0) {
            let path = pool.at("upgradeSettings/maxUnavailable");
            let name = super::quoted_name(pool);
            report
                .at(&path, format!("`maxUnavailable` is set for system pool {name}"))
                .help("use `maxSurge` for system pools")
                .fix_remove("leave `maxUnavailable` out", path);
        }
    }
}
