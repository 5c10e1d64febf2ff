use crate::azure_facts::limits;
use crate::model::NetworkPolicy;
use crate::rules::{Context, Report, rule};
use crate::text::grouped;

rule! {
    /// More nodes are planned than Azure Network Policy Manager is made for.
    ///
    /// Policy engine `azure` is supported up to 250 nodes and 20,000 pods. Cilium has no such
    /// limit.
    ///
    /// # Why
    ///
    /// Past that it uses up the memory of the nodes and rules come late: new pods run before their
    /// policies hold.
    ///
    /// ```json,fails
    /// {
    ///   "virtualNetworks": [{ "subnets": [{ "addressPrefix": "10.240.0.0/20" }] }],
    ///   "clusters": [{
    ///     "networkProfile": { "networkPolicy": "azure", "podCidr": "10.128.0.0/14" },
    ///     "agentPools": [{}, { "count": 260 }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPolicy": "azure" } }] }
    /// ```
    "azure-network-policy-node-limit", Warning, NetworkProfile, NETWORK_POLICIES,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let limit = limits::NODES_AZURE_POLICY.value;
    for cluster in &cx.net.clusters {
        let nodes = cluster.nodes_with_surge();
        if cluster.policy == NetworkPolicy::Azure && nodes > u64::from(limit) {
            report
                .at(
                    cluster.network_path("networkPolicy"),
                    format!(
                        "network policy `azure` is supported up to {limit} nodes, and {} are \
                         planned, those of an upgrade included",
                        grouped(nodes)
                    ),
                )
                .help("use the Cilium dataplane with network policy `cilium`");
        }
    }
}
