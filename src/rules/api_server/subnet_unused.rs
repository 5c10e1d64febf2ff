use crate::rules::{Context, Report, rule};

rule! {
    /// The API server has a subnet and no VNet integration.
    ///
    /// Only with VNet integration the API server takes addresses of your subnet. az refuses the
    /// subnet without it.
    ///
    /// # Why
    ///
    /// The subnet, and often its delegation, would be set aside for nothing, and the API server be
    /// public against what was meant.
    ///
    /// ```json,fails
    /// {
    ///   "virtualNetworks": [{ "subnets": [{}, {
    ///     "name": "api", "addressPrefix": "10.240.4.0/28", "delegation": "Microsoft.ContainerService/managedClusters"
    ///   }] }],
    ///   "clusters": [{ "apiServerAccessProfile": { "subnet": "api" } }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "virtualNetworks": [{ "subnets": [{}, {
    ///     "name": "api", "addressPrefix": "10.240.4.0/28", "delegation": "Microsoft.ContainerService/managedClusters"
    ///   }] }],
    ///   "clusters": [{ "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" } }]
    /// }
    /// ```
    "api-server-subnet-unused", Error, ApiServer, VNET_INTEGRATION,
    aliases: ["\"--apiserver-subnet-id\" requires \"--enable-apiserver-vnet-integration\""]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let profile = cluster.spec.api_server_access_profile.as_ref();
        let Some(subnet) = profile.and_then(|it| it.subnet.as_ref()) else { continue };
        // AKS Automatic always has VNet integration.
        if cluster.has_vnet_integration() || cluster.is_automatic() {
            continue;
        }
        let path = cluster.at("apiServerAccessProfile/enableVnetIntegration");
        report
            .at(
                cluster.at("apiServerAccessProfile/subnet"),
                format!("subnet `{subnet}` is used with VNet integration alone, which is off"),
            )
            .help("set `enableVnetIntegration`, or leave the subnet out")
            .fix_set("use VNet integration", path, true);
    }
}
