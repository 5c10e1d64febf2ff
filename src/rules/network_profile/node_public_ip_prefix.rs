use crate::rules::{Context, Report, rule};

rule! {
    /// A prefix for public addresses of nodes is given, and the nodes have none.
    ///
    /// `nodePublicIPPrefix` says where the addresses come from; `enableNodePublicIP` makes them.
    ///
    /// # Why
    ///
    /// A prefix is paid for by address. The service refuses one that no node could use.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, {
    ///   "nodePublicIPPrefix": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/publicIPPrefixes/nodes"
    /// }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{}, {
    ///   "enableNodePublicIP": true,
    ///   "nodePublicIPPrefix": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/publicIPPrefixes/nodes"
    /// }] }] }
    /// ```
    "node-public-ip-prefix-unused", Error, NetworkProfile, NODE_PUBLIC_IP,
    aliases: ["NodePublicIPCanNotBeFalseWithIPPrefixSet"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        if pool.spec.node_public_ip_prefix.is_some() && !pool.spec.enable_node_public_ip {
            let path = pool.at("nodePublicIPPrefix");
            let name = &pool.spec.name;
            report
                .at(
                    &path,
                    format!("nodes of pool `{name}` have no public addresses to take from it"),
                )
                .help("set `enableNodePublicIP`, or leave the prefix out")
                .fix_remove("leave the prefix out", path);
        }
    }
}
