use crate::model::{PoolType, ScaleSetPriority};
use crate::rules::{Context, Report, rule};

rule! {
    /// A spot pool is no scale set.
    ///
    /// Spot machines need type `VirtualMachineScaleSets`.
    ///
    /// # Why
    ///
    /// Azure takes spot machines back one by one and offers that in scale sets alone; it refuses
    /// the pool otherwise.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "scaleSetPriority": "Spot", "type": "AvailabilitySet" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "scaleSetPriority": "Spot" }] }] }
    /// ```
    "spot-pool-type", Error, AgentPools, SPOT,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        if pool.spec.scale_set_priority == Some(ScaleSetPriority::Spot)
            && pool.spec.pool_type == Some(PoolType::AvailabilitySet)
        {
            let path = pool.at("type");
            report
                .at(&path, format!("spot pool {} is no scale set", super::quoted_name(pool)))
                .help("use type `VirtualMachineScaleSets`")
                .fix_set("use a scale set", path, "VirtualMachineScaleSets");
        }
    }
}
