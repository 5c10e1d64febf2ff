use crate::rules::{Context, Report, rule};

rule! {
    /// The API server has a subnet of yours, and the nodes have none.
    ///
    /// Both must be in one virtual network. Nodes without a subnet are in a network that AKS makes.
    ///
    /// # Why
    ///
    /// az refuses it: nodes and API server would be in different networks with no way between them.
    ///
    /// ```json,fails
    /// {
    ///   "virtualNetworks": [{ "subnets": [{}, {
    ///     "name": "api", "addressPrefix": "10.240.4.0/28", "delegation": "Microsoft.ContainerService/managedClusters"
    ///   }] }],
    ///   "clusters": [{
    ///     "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" },
    ///     "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "apiServerAccessProfile": { "enableVnetIntegration": true },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    "api-server-subnet-needs-node-subnet", Error, ApiServer, VNET_INTEGRATION,
    aliases: ["\"--apiserver-subnet-id\" requires \"--vnet-subnet-id\""]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let profile = cluster.spec.api_server_access_profile.as_ref();
        let Some(subnet) = profile.and_then(|it| it.subnet.as_ref()) else { continue };
        if !cluster.pools.iter().any(|it| it.spec.vnet_subnet.is_some()) {
            report
                .at(
                    cluster.at("apiServerAccessProfile/subnet"),
                    format!("the API server is in subnet `{subnet}`, and the nodes are in no subnet of yours"),
                )
                .help("give the pools a `vnetSubnet` in the same network, or leave the subnet out");
        }
    }
}
