use crate::azure_facts::regions::normalize;
use crate::rules::{Context, Report, rule};
use std::collections::BTreeSet;

rule! {
    /// A cluster is in another region than its network.
    ///
    /// Nodes are machines of the cluster's region, and a machine can join a subnet of its own
    /// region alone. Networks of two regions are peered instead.
    ///
    /// # Why
    ///
    /// The service refuses the cluster. Most often a network was reused from another plan.
    ///
    /// ```json,fails
    /// { "clusters": [{ "location": "northeurope" }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "location": "northeurope" }], "clusters": [{ "location": "northeurope" }] }
    /// ```
    "network-in-other-region", Error, AddressPlan, LEGACY_CNI,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| !it.location.is_empty()) {
        let pools = cluster.pools.iter().flat_map(|it| [it.node_subnet, it.pod_subnet]);
        let subnets = pools.chain([cluster.api_server_subnet]).flatten();
        let networks: BTreeSet<usize> = subnets.map(|it| it.network).collect();
        for network in networks.into_iter().filter_map(|it| cx.net.networks.get(it)) {
            let place = format!("{}/location", network.path);
            // Where what exists is, only its own property tells; it may not be known.
            let plans = cx.plan.location.as_ref().filter(|_| !network.spec.existing);
            let plans = plans.filter(|_| cx.reading.iter().all(|it| it.path != place));
            let Some(location) = network.spec.location.as_ref().or(plans) else { continue };
            let location = normalize(location);
            let is_unknown = location.is_empty() || location.contains("${");
            if is_unknown || location == cluster.location {
                continue;
            }
            let message = format!(
                "cluster `{}` is in `{}`, its network `{}` in `{location}`",
                cluster.spec.name, cluster.location, network.spec.name
            );
            report
                .at(cluster.at("location"), message)
                .help("put both into one region, and peer networks of several regions")
                .related(place, "the network");
        }
    }
}
