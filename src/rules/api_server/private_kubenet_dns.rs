use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};

rule! {
    /// A private cluster with kubenet, an own route table and own DNS servers can't be made at once.
    ///
    /// Nodes need the route table to reach the DNS server, and the name of the API server to start.
    /// The first creation fails; then the table of the node resource group has to be put on the
    /// subnet.
    ///
    /// # Why
    ///
    /// Nobody expects a first creation to fail by design; scripts that stop at the first error
    /// can't make such a cluster.
    ///
    /// ```json,fails
    /// {
    ///   "routeTables": [{ "name": "routes" }],
    ///   "virtualNetworks": [{ "dnsServers": ["10.240.200.4"], "subnets": [{ "routeTable": "routes" }] }],
    ///   "clusters": [{
    ///     "apiServerAccessProfile": { "enablePrivateCluster": true },
    ///     "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null }
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "virtualNetworks": [{ "dnsServers": ["10.240.200.4"] }],
    ///   "clusters": [{ "apiServerAccessProfile": { "enablePrivateCluster": true } }]
    /// }
    /// ```
    "private-kubenet-with-own-dns", Error, ApiServer, PRIVATE_CLUSTERS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters().filter(|it| it.is_private()) {
        let own = cluster.pools.iter().find_map(|pool| {
            let at = pool.node_subnet.filter(|_| pool.addressing == PodAddressing::Kubenet)?;
            let (network, subnet) = (cx.net.networks.get(at.network)?, cx.net.subnet(at)?);
            let own = subnet.spec.route_table.is_some() && !network.spec.dns_servers.is_empty();
            own.then_some((network, subnet))
        });
        let Some((network, subnet)) = own else { continue };
        let name = &cluster.spec.name;
        report
            .at(
                cluster.network_path("networkPlugin"),
                format!(
                    "private cluster `{name}` with kubenet fails to start with your own route table \
                     and DNS servers"
                ),
            )
            .help("use Azure CNI overlay")
            .related(format!("{}/routeTable", subnet.path), "the route table")
            .related(format!("{}/dnsServers", network.path), "the DNS servers");
    }
}
