use crate::model::ScaleSetPriority;
use crate::rules::{Context, Report, rule};

rule! {
    /// A spot pool says how many nodes an upgrade adds or takes.
    ///
    /// Spot pools are upgraded without surge nodes: Azure evicts nodes and makes new ones.
    ///
    /// # Why
    ///
    /// The service refuses a pool that sets `maxSurge` or `maxUnavailable`, although az and templates let
    /// both through.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ },
    ///     { "scaleSetPriority": "Spot", "upgradeSettings": { "maxSurge": "33%", "drainTimeoutInMinutes": 10 } }] }] }
    /// ```
    /// ```az,fails
    /// az aks nodepool add --resource-group rg --cluster-name cluster --name spot --priority Spot --max-unavailable 1
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "scaleSetPriority": "Spot", "upgradeSettings": null }] }] }
    /// ```
    "spot-pool-surge", Error, AgentPools, SPOT,
    aliases: [
        "Spot pools can't set max surge", "Spot pools can't set maxUnavailable",
        "agentPoolProfile.upgrade.maxSurge",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let is_spot = pool.spec.scale_set_priority == Some(ScaleSetPriority::Spot);
        let settings = pool.spec.upgrade_settings.as_ref().filter(|_| is_spot);
        let Some(settings) = settings else { continue };
        for (property, given) in
            [("maxSurge", &settings.max_surge), ("maxUnavailable", &settings.max_unavailable)]
        {
            if given.as_deref().is_none_or(|it| ["", "0"].contains(&it.trim())) {
                continue;
            }
            let path = pool.at(&format!("upgradeSettings/{property}"));
            let name = super::quoted_name(pool);
            report
                .at(&path, format!("pool {name} sets `{property}`, which spot pools do not take"))
                .help(format!("leave `{property}` out"))
                .fix_remove(format!("leave `{property}` out"), path);
        }
    }
}
