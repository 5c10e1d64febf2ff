use crate::rules::{Context, Report, rule};

rule! {
    /// The API server should be in your network, and has no subnet there.
    ///
    /// With nodes in a subnet of yours, VNet integration needs another one of at least /28,
    /// delegated to `Microsoft.ContainerService/managedClusters`.
    ///
    /// # Why
    ///
    /// az and the service refuse the cluster. The subnet is AKS's alone, so it can't be one that is
    /// there for nodes.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "enableVnetIntegration": true } }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "virtualNetworks": [{ "subnets": [{}, {
    ///     "name": "api", "addressPrefix": "10.240.4.0/28", "delegation": "Microsoft.ContainerService/managedClusters"
    ///   }] }],
    ///   "clusters": [{ "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" } }]
    /// }
    /// ```
    "api-server-subnet-missing", Error, ApiServer, VNET_INTEGRATION,
    aliases: ["--apiserver-subnet-id is required"]
}

fn check(cx: &Context, report: &mut Report) {
    // AKS Automatic has a rule of its own.
    for cluster in cx.new_clusters().filter(|it| !it.is_automatic()) {
        let integrated = cluster.has_vnet_integration();
        let profile = cluster.spec.api_server_access_profile.as_ref();
        let has_subnet = profile.is_some_and(|it| it.subnet.is_some());
        let node = cluster.pools.iter().find(|it| it.spec.vnet_subnet.is_some());
        let (true, false, Some(node)) = (integrated, has_subnet, node) else { continue };
        let name = node.spec.vnet_subnet.as_deref().unwrap_or_default();
        report
            .at(
                cluster.at("apiServerAccessProfile/subnet"),
                format!("nodes are in your subnet `{name}`, so the API server needs one beside it"),
            )
            .help(
                "name a subnet of at least /28 in the same network, delegated to \
                 `Microsoft.ContainerService/managedClusters`",
            )
            .related(node.at("vnetSubnet"), "the nodes' subnet");
    }
}
