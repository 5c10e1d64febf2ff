use super::pools;
use crate::rules::{Context, Report, rule};
use crate::text::{closest_of, quoted};

rule! {
    /// A virtual machine size is not offered to the subscription in the region.
    ///
    /// Azure lists what a region has, and what of it a subscription can't have: sizes that are
    /// scarce, or that an offer does not include. A pool that exists keeps its size.
    ///
    /// # Why
    ///
    /// The nodes are not made, and the cluster is left half made.
    ///
    /// ```live,fails
    /// { "live": { "regions": { "westeurope": { "vmSizes": { "standard_d2s_v5": {} } } } } }
    /// ```
    /// ```live,fails
    /// {
    ///   "live": { "regions": { "westeurope": { "vmSizes": {
    ///     "standard_d4s_v5": { "restricted": "NotAvailableForSubscription" }
    ///   } } } }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "live": { "regions": { "westeurope": { "vmSizes": {
    ///     "standard_d4s_v5": { "zones": ["1", "2", "3"] }
    ///   } } } }
    /// }
    /// ```
    "vm-size-not-offered", Error, Preflight, SKU_NOT_AVAILABLE,
    aliases: ["SkuNotAvailable", "is not allowed in your subscription in location"]
}

fn check(cx: &Context, report: &mut Report) {
    for asked in pools(cx).iter().filter(|it| !it.is_there()) {
        let (Some(size), Some(sizes)) = (asked.size, &asked.region.vm_sizes) else { continue };
        let (path, place) = (asked.pool.at("vmSize"), quoted(&asked.cluster.location));
        match asked.offered() {
            None => {
                let near = closest_of(size, sizes.keys().map(String::as_str));
                let near = near.map(|it| format!("; did you mean {}?", quoted(it)));
                let help = format!("choose a size that it has{}", near.unwrap_or_default());
                report.at(path, format!("region {place} has no size {}", quoted(size))).help(help);
            }
            Some(offered) => {
                let Some(why) = &offered.restricted else { continue };
                let text = format!(
                    "the subscription can't have size {} in region {place}: {}",
                    quoted(size),
                    quoted(why)
                );
                let help = "choose another size or region, or ask Azure's support for access to it";
                report.at(path, text).help(help);
            }
        }
    }
}
