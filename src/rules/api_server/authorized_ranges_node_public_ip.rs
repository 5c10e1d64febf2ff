use super::authorized::entries;
use crate::rules::{Context, Report, rule};

rule! {
    /// The API server is restricted, and nodes come from public addresses that nobody knows before.
    ///
    /// A node with a public address leaves by it. Such pools need a public IP prefix, and the
    /// prefix a place among the authorized ranges.
    ///
    /// # Why
    ///
    /// The API server does not know such addresses and lets the node in only if its range is
    /// listed: new nodes never join.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.0/24"] },
    ///   "agentPools": [{}, { "enableNodePublicIP": true }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.0/24"] },
    ///   "agentPools": [{}, {
    ///     "enableNodePublicIP": true,
    ///     "nodePublicIPPrefix": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/publicIPPrefixes/nodes"
    ///   }]
    /// }] }
    /// ```
    "authorized-ranges-need-node-prefix", Error, ApiServer, AUTHORIZED_RANGES,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        let inside =
            cluster.has_vnet_integration() || cluster.is_automatic() || cluster.is_private();
        let unknown = pool.spec.enable_node_public_ip && pool.spec.node_public_ip_prefix.is_none();
        if inside || !unknown || entries(cluster).is_empty() {
            continue;
        }
        let name = &pool.spec.name;
        report
            .at(
                pool.at("nodePublicIPPrefix"),
                format!(
                    "nodes of pool `{name}` have public addresses that no authorized range can name"
                ),
            )
            .help("give the pool a `nodePublicIPPrefix`, and add the prefix to the ranges")
            .related(cluster.at("apiServerAccessProfile/authorizedIPRanges"), "the ranges");
    }
}
