use super::ending;
use crate::azure_facts::lifecycle::AVAILABILITY_SETS;
use crate::model::PoolType;
use crate::rules::{Context, Report, rule};

rule! {
    /// Availability sets ended on 2025-09-30.
    ///
    /// Pools are scale sets, or single machines of several sizes (`VirtualMachines`). az still
    /// takes `--vm-set-type AvailabilitySet`; Azure refuses the pool. What exists has to be made
    /// anew.
    ///
    /// # Why
    ///
    /// A set could neither grow by itself nor span zones, and a cluster had one at most.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "type": "AvailabilitySet" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "type": "VirtualMachineScaleSets" }] }] }
    /// ```
    "availability-set-ended", Error, Lifecycle, VIRTUAL_MACHINE_POOLS,
    aliases: ["Azure.AKS.PoolScaleSet", "CKV_AZURE_169", "AZR-000017", "AgentPoolAPIsNotSupported"]
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        if pool.spec.pool_type != Some(PoolType::AvailabilitySet) {
            continue;
        }
        let path = pool.at("type");
        let existing = cluster.spec.existing;
        if let Some(finding) = ending(cx, report, &AVAILABILITY_SETS, &path, existing) {
            let scale_sets = PoolType::VirtualMachineScaleSets.as_str();
            finding
                .help(format!("take `{scale_sets}`, or `{}`", PoolType::VirtualMachines))
                .fix_set("take scale sets", path, scale_sets);
        }
    }
}
