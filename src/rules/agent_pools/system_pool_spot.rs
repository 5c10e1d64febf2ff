use crate::model::{PoolMode, ScaleSetPriority};
use crate::rules::{Context, Report, rule};

rule! {
    /// A system pool has spot machines.
    ///
    /// Azure takes spot machines back at any time.
    ///
    /// # Why
    ///
    /// The cluster's own parts need machines that stay. When they are taken, DNS and the tunnel to
    /// the API server go with them, and nothing in the cluster finds anything else. The service
    /// refuses the pool.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "scaleSetPriority": "Spot" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "scaleSetPriority": "Spot" }] }] }
    /// ```
    "system-pool-spot", Error, AgentPools, SPOT,
    aliases: ["SystemPoolMustBeRegular"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        if pool.mode == PoolMode::System
            && pool.spec.scale_set_priority == Some(ScaleSetPriority::Spot)
        {
            let path = pool.at("scaleSetPriority");
            report
                .at(&path, format!("system pool {} has spot machines", super::quoted_name(pool)))
                .help("use regular machines, and a user pool for spot")
                .fix_set("use regular machines", path, "Regular");
        }
    }
}
