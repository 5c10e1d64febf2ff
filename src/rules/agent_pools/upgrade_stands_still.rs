use crate::lower::Share;
use crate::model::ScaleSetPriority;
use crate::rules::{Context, Report, rule};

rule! {
    /// An upgrade may neither add a node nor take one away.
    ///
    /// # Why
    ///
    /// Without surge and without missing nodes there is nowhere for pods to go. Azure refuses it. A
    /// pool that can't be upgraded falls out of support with its version.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "upgradeSettings": { "maxSurge": "0" } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "upgradeSettings": { "maxSurge": "0", "maxUnavailable": "1" } }] }] }
    /// ```
    "upgrade-stands-still", Error, AgentPools, UPGRADE_POOLS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        // A spot pool has no such settings, and a rule of its own.
        let is_regular = pool.spec.scale_set_priority != Some(ScaleSetPriority::Spot);
        let settings = pool.spec.upgrade_settings.as_ref();
        let Some(settings) = settings.filter(|_| is_regular) else { continue };
        let is_zero = |it: &str| Share::parse(it).is_some_and(|it| it.of(u32::MAX) == 0);
        let no_surge = settings.max_surge.as_deref().is_some_and(is_zero);
        if !no_surge || !settings.max_unavailable.as_deref().is_none_or(is_zero) {
            continue;
        }
        let path = pool.at("upgradeSettings/maxSurge");
        let name = super::quoted_name(pool);
        report
            .at(
                &path,
                format!("pool {name} may have no extra node in an upgrade, and none missing"),
            )
            .help("set `maxSurge`, or `maxUnavailable` of a user pool, to more than 0")
            .fix_set("set `maxSurge` to 10%", path, "10%");
    }
}
