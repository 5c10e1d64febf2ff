use crate::rules::{Context, Report, rule};

rule! {
    /// Every node of a pool has a public address.
    ///
    /// # Why
    ///
    /// Nodes are then on the internet, behind nothing but their security group, and leave by their
    /// own address instead of the cluster's. Few workloads need it, such as game servers.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, { "enableNodePublicIP": true }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{}, { "enableNodePublicIP": false }] }] }
    /// ```
    "node-public-ip", Warning, NetworkProfile, NODE_PUBLIC_IP,
    profile: Recommended,
    aliases: ["CKV_AZURE_143"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, pool)| pool.spec.enable_node_public_ip) {
        let path = pool.at("enableNodePublicIP");
        let name = &pool.spec.name;
        report
            .at(&path, format!("every node of pool `{name}` has a public address"))
            .help("leave it out, unless clients must reach single nodes from the internet")
            .fix_set("keep the nodes private", path, false);
    }
}
