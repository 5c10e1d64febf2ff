use crate::lower::Share;
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool has both extra and missing nodes in an upgrade.
    ///
    /// Missing nodes are then the way out where extra ones can't be had. That is in preview, and
    /// refused without it.
    ///
    /// # Why
    ///
    /// Without the preview the service refuses the pool's settings. With it, capacity may be
    /// missing during an upgrade although extra nodes were planned.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "upgradeSettings": { "maxSurge": "1", "maxUnavailable": "1" } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "upgradeSettings": { "maxSurge": "1" } }] }] }
    /// ```
    "upgrade-surge-and-unavailable", Warning, AgentPools, UPGRADE_POOLS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| !super::is_system(it)) {
        let Some(settings) = &pool.spec.upgrade_settings else { continue };
        let is_some = |it: &str| Share::parse(it).is_some_and(|it| it.of(u32::MAX) > 0);
        let surge = settings.max_surge.as_deref().is_some_and(is_some);
        if surge && settings.max_unavailable.as_deref().is_some_and(is_some) {
            let path = pool.at("upgradeSettings/maxUnavailable");
            let text = "`maxSurge` and `maxUnavailable` together are in preview";
            report
                .at(&path, text)
                .help("leave one of them out")
                .fix_remove("keep `maxSurge`", path);
        }
    }
}
