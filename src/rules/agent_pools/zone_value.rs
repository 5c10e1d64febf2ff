use super::typed_zones;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;
use std::collections::HashSet;

rule! {
    /// A zone is none, or stands twice.
    ///
    /// Zones are called `1`, `2` and `3` in every region, and each stands once.
    ///
    /// # Why
    ///
    /// Azure refuses the pool otherwise, and zones can't be changed once it is made. Which building
    /// `1` is differs from subscription to subscription.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "availabilityZones": ["1", "westeurope-2", "4"] }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "availabilityZones": ["1", "2", "3"] }] }] }
    /// ```
    "zone-value", Error, AgentPools, ZONES,
    aliases: ["InvalidAvailabilityZoneFormat", "is not a valid value for '--zones'"]
}

const ZONES: &[&str] = &["1", "2", "3"];

fn check(cx: &Context, report: &mut Report) {
    for (_, path, zones) in typed_zones(cx) {
        let named: HashSet<&str> = zones.iter().map(String::as_str).collect();
        let mut seen: HashSet<&str> = HashSet::new();
        for (nth, zone) in zones.iter().enumerate() {
            let path = format!("{path}/{nth}");
            if !ZONES.contains(&zone.as_str()) {
                let text = format!("{} is no zone", quoted(zone));
                let finding = report.at(&path, text);
                finding.help("use `1`, `2` or `3`");
                // `westeurope-2` is how others write the second.
                let last = zone.rsplit('-').next().unwrap_or(zone).trim();
                if ZONES.contains(&last) && !named.contains(last) {
                    finding.fix_set(format!("use `{last}`"), path, last);
                }
            } else if !seen.insert(zone) {
                report
                    .at(&path, format!("zone `{zone}` stands twice"))
                    .help("name each zone once")
                    .fix_remove("take the second away", path);
            }
        }
    }
}
