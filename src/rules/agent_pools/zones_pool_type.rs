use crate::model::PoolType;
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool names zones, and its kind has none.
    ///
    /// Zones need a scale set. Availability sets and pools of single virtual machines have none.
    ///
    /// # Why
    ///
    /// The service refuses the pool. Where zones matter, the kind of pool is decided by them.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "agentPools": [{ }, { "type": "VirtualMachines", "availabilityZones": ["1", "2", "3"] }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "availabilityZones": ["1", "2", "3"] }] }] }
    /// ```
    "zones-pool-type", Error, AgentPools, VIRTUAL_MACHINE_POOLS,
    aliases: ["VMSSRequiredForAvailabilityZone"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let Some(kind @ (PoolType::AvailabilitySet | PoolType::VirtualMachines)) =
            pool.spec.pool_type
        else {
            continue;
        };
        if pool.spec.availability_zones.as_ref().is_some_and(|it| !it.is_empty()) {
            let path = pool.at("availabilityZones");
            let name = super::quoted_name(pool);
            report
                .at(&path, format!("pool {name} of type `{kind}` can't be in zones"))
                .help("use type `VirtualMachineScaleSets`, or leave the zones out")
                .fix_remove("leave the zones out", path)
                .related(pool.at("type"), format!("type `{kind}`"));
        }
    }
}
