use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The pools of a cluster are in different networks.
    ///
    /// Every pool may have a subnet of its own; all of these are in one virtual network.
    ///
    /// # Why
    ///
    /// The service refuses the second pool: nodes of one cluster talk to each other without peering
    /// or gateway between them.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{}, { "name": "other", "addressPrefixes": ["10.250.0.0/16"],
    ///       "subnets": [{ "name": "more", "addressPrefix": "10.250.0.0/20" }] }],
    ///   "clusters": [{ "agentPools": [{}, { "vnetSubnet": "other/more" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "more", "addressPrefix": "10.240.4.0/22" }] }],
    ///   "clusters": [{ "agentPools": [{}, { "vnetSubnet": "vnet/more" }] }] }
    /// ```
    "pools-in-several-networks", Error, AddressPlan, NODE_SUBNETS,
    aliases: ["SubnetsNotInSameVnet"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(own) = cluster.network else { continue };
        let name =
            |at: usize| cx.net.networks.get(at).map(|it| quoted(&it.spec.name)).unwrap_or_default();
        for pool in &cluster.pools {
            let Some(at) = pool.node_subnet.filter(|it| it.network != own) else { continue };
            let message = format!(
                "pool {} is in network {}, and the pools before it are in {}",
                quoted(&pool.spec.name),
                name(at.network),
                name(own)
            );
            report
                .at(pool.at("vnetSubnet"), message)
                .help(format!("choose a subnet of network {}", name(own)));
        }
    }
}
