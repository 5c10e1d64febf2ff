use super::typed_zones;
use crate::azure_facts::regions;
use crate::rules::{Context, Report, rule};

rule! {
    /// Zones are named in a region that has none.
    ///
    /// Azure refuses zones where there are none. Leave them out, or choose a region with zones.
    ///
    /// # Why
    ///
    /// The refusal comes when the pool is made, after the network stands. For a size that a zone
    /// does not offer it is the same error.
    ///
    /// ```json,fails
    /// { "location": "westus", "clusters": [{ "agentPools": [{ "availabilityZones": ["1"] }] }] }
    /// ```
    /// ```json,passes
    /// { "location": "westus3", "clusters": [{ "agentPools": [{ "availabilityZones": ["1"] }] }] }
    /// ```
    "zones-not-in-region", Error, AgentPools, ZONES,
    aliases: ["AvailabilityZoneNotSupported", "The supported zones for location"]
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, path, zones) in typed_zones(cx) {
        let none = regions::zones(&cluster.location).is_some_and(<[_]>::is_empty);
        if none && !zones.is_empty() {
            let region = &cluster.location;
            report
                .at(&path, format!("region `{region}` has no availability zones"))
                .help("leave the zones out, or choose a region that has them")
                .fix_remove("leave the zones out", path);
        }
    }
}
