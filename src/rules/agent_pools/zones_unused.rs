use super::typed_zones;
use crate::azure_facts::regions;
use crate::rules::{Context, Report, rule};

rule! {
    /// Nodes are in no zone of a region that has zones.
    ///
    /// # Why
    ///
    /// Azure then puts all of them anywhere, perhaps in one building. Zones are chosen when a pool
    /// is made and stay. Where the plan names none, it takes all zones of the region.
    ///
    /// ```json,fails
    /// { "clusters": [{ "availabilityZones": [] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "availabilityZones": ["1", "2", "3"] }] }
    /// ```
    "zones-unused", Warning, AgentPools, ZONES,
    profile: Recommended,
    aliases: ["Azure.AKS.AvailabilityZone", "AZR-000021", "4f63619f-5001-439c-bacb-8de891287727"]
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, path, zones) in typed_zones(cx) {
        let all = regions::zones(&cluster.location).unwrap_or_default();
        if zones.is_empty() && !all.is_empty() {
            let text =
                format!("no zone is chosen, region `{}` has {}", cluster.location, all.len());
            report
                .at(&path, text)
                .help("name zones, or leave them out to take all of the region's")
                .fix_remove("take all zones of the region", path);
        }
    }
}
