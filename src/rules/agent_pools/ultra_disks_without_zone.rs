use crate::azure_facts::regions;
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool is to attach ultra disks, and is in no zone.
    ///
    /// In a region with zones an ultra disk lies in one of them, and only machines of that zone
    /// attach it.
    ///
    /// # Why
    ///
    /// Pods that ask for such a disk stay pending. Zones can't be added to a pool that is made.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "enableUltraSSD": true, "availabilityZones": [] }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "enableUltraSSD": true, "availabilityZones": ["1"] }] }] }
    /// ```
    "ultra-disks-without-zone", Warning, AgentPools, ZONES,
    aliases: ["--enable-ultra-ssd"]
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        let zoned = regions::zones(&cluster.location).is_some_and(|it| !it.is_empty());
        if pool.spec.enable_ultra_ssd && pool.zones.is_empty() && zoned {
            let name = super::quoted_name(pool);
            report
                .at(
                    pool.at("enableUltraSSD"),
                    format!("pool {name} is in no zone, where it finds no ultra disk"),
                )
                .help("put the pool in a zone");
        }
    }
}
