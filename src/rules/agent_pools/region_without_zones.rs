use crate::azure_facts::regions;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster's region has no availability zones.
    ///
    /// A failure of the region's datacenter takes the whole cluster.
    ///
    /// # Why
    ///
    /// Nothing in a plan can mend that, but who needs more than one datacenter should know it
    /// before the first cluster stands there.
    ///
    /// ```json,fails
    /// { "location": "westus" }
    /// ```
    /// ```json,passes
    /// { "location": "westus3" }
    /// ```
    "region-without-zones", Info, AgentPools, REGIONS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| !it.spec.existing) {
        if regions::zones(&cluster.location).is_some_and(<[_]>::is_empty) {
            let own = cluster.spec.location.is_some();
            let path = if own { cluster.at("location") } else { "/location".to_string() };
            report
                .at(path, format!("region `{}` has no availability zones", cluster.location))
                .help("choose a region with zones where the cluster has to outlast a datacenter");
        }
    }
}
