use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};

rule! {
    /// Nodes have public addresses, and traffic leaves by user-defined routing.
    ///
    /// # Why
    ///
    /// Answers would take the routes to a firewall that never saw the questions; AKS refuses it.
    /// Which of the two ways a node should take is decided before the cluster is made.
    ///
    /// ```json,fails
    /// {
    ///   "routeTables": [{ "name": "routes", "existing": true }],
    ///   "virtualNetworks": [{ "subnets": [{ "routeTable": "routes" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userDefinedRouting" }, "agentPools": [{}, { "enableNodePublicIP": true }] }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{}, { "enableNodePublicIP": true }] }] }
    /// ```
    "node-public-ip-with-user-defined-routing", Error, NetworkProfile, OUTBOUND_TYPE,
    aliases: ["UDRWithNodePublicIPNotAllowed"]
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools().filter(|(_, it)| it.spec.enable_node_public_ip) {
        if cluster.outbound == OutboundType::UserDefinedRouting {
            let path = pool.at("enableNodePublicIP");
            report
                .at(&path, "nodes with public addresses don't go with user-defined routing")
                .help("leave the public addresses out, or take another outbound type")
                .related(cluster.network_path("outboundType"), "user-defined routing")
                .fix_remove("leave the public addresses out", path);
        }
    }
}
