use super::pools;
use crate::rules::{Context, Report, rule};
use crate::text::{listed, quoted};

rule! {
    /// A virtual machine size is not offered in all zones of its pool.
    ///
    /// A size is often in some zones of a region only, or the subscription can't have it in one of
    /// them. Where a pool names no zones, aksplan takes all of the region.
    ///
    /// # Why
    ///
    /// The pool is refused as a whole, though one zone alone is the trouble.
    ///
    /// ```live,fails
    /// {
    ///   "live": { "regions": { "westeurope": { "vmSizes": {
    ///     "standard_d4s_v5": { "zones": ["1", "2", "3"], "restrictedZones": ["3"] }
    ///   } } } }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "plan": { "clusters": [{ "availabilityZones": ["1", "2"] }] },
    ///   "live": { "regions": { "westeurope": { "vmSizes": {
    ///     "standard_d4s_v5": { "zones": ["1", "2", "3"], "restrictedZones": ["3"] }
    ///   } } } }
    /// }
    /// ```
    "vm-size-not-in-zone", Error, Preflight, ZONES,
    aliases: ["AvailabilityZoneNotSupported", "does not support availability zones"]
}

fn check(cx: &Context, report: &mut Report) {
    for asked in pools(cx).iter().filter(|it| !it.is_there()) {
        let (Some(size), Some(offered)) = (asked.size, asked.offered()) else { continue };
        if offered.restricted.is_some() {
            continue;
        }
        let free = |zone: &&String| {
            offered.zones.contains(zone) && !offered.restricted_zones.contains(zone)
        };
        let missing: Vec<&String> = asked.pool.zones.iter().filter(|it| !free(it)).collect();
        if missing.is_empty() {
            continue;
        }
        let there: Vec<&String> = offered.zones.iter().filter(free).collect();
        let path = asked.pool.at("availabilityZones");
        let text = format!(
            "size {} is not offered in zone {} of {}",
            quoted(size),
            listed(&missing),
            quoted(&asked.cluster.location)
        );
        let finding = report.at(&path, text);
        let kept: Vec<&str> = asked.pool.zones.iter().filter(free).map(String::as_str).collect();
        if there.is_empty() {
            finding.help("choose another size, or take no zones: `availabilityZones` is `[]`");
        } else {
            let there = listed(&there);
            finding.help(format!("use zone {there}, or another size"));
        }
        let title = match kept.as_slice() {
            [] => "use no zones".to_string(),
            kept => format!("use zone {}", listed(kept)),
        };
        finding.fix_set(title, path, kept);
    }
}
