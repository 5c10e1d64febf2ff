use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};

rule! {
    /// Nothing leaves the cluster, and its API server is reached over the internet.
    ///
    /// Nodes of a public cluster talk to the API server's public address.
    ///
    /// # Why
    ///
    /// Without a way out they never join. A private cluster or VNet integration keeps that traffic
    /// in the network.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "none" },
    ///   "bootstrapProfile": { "artifactSource": "Cache" }
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "none" },
    ///   "apiServerAccessProfile": { "enablePrivateCluster": true },
    ///   "bootstrapProfile": { "artifactSource": "Cache" }
    /// }] }
    /// ```
    "outbound-none-needs-private-api-server", Error, NetworkProfile, NETWORK_ISOLATED,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let outbound = cluster.outbound;
        let near = cluster.is_private() || cluster.has_vnet_integration() || cluster.is_automatic();
        // A way out of your own, on the subnet, is a way to the API server too.
        let has_own_way = cluster.pools.iter().any(|pool| {
            let subnet = pool.node_subnet.and_then(|at| cx.net.subnet(at));
            match subnet {
                Some(it) => {
                    it.spec.nat_gateway.is_some()
                        || it.spec.route_table.is_some()
                        || it.spec.existing
                }
                None => pool.spec.vnet_subnet.is_some(),
            }
        });
        let nothing = matches!(outbound, OutboundType::None | OutboundType::Block);
        if !nothing || near || has_own_way {
            continue;
        }
        let path = cluster.at("apiServerAccessProfile/enablePrivateCluster");
        report
            .at(
                &path,
                format!("with outbound type `{outbound}` nodes can't reach a public API server"),
            )
            .help("make the cluster private, or use VNet integration of the API server")
            .related(cluster.network_path("outboundType"), "the outbound type")
            .fix_set("make the cluster private", path, true);
    }
}
