use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster of AKS Automatic in an own network lacks one of its subnets, or the identity.
    ///
    /// In an own network Automatic needs a subnet for nodes and one for the API server, and a
    /// user-assigned identity with rights on the network.
    ///
    /// # Why
    ///
    /// az and the service refuse a part of the set: Automatic changes nodes and API servers by
    /// itself and needs a place for each.
    ///
    /// ```json,fails
    /// { "clusters": [{ "sku": { "name": "Automatic" } }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "virtualNetworks": [{
    ///     "subnets": [{ }, {
    ///       "name": "api",
    ///       "addressPrefix": "10.240.4.0/28",
    ///       "delegation": "Microsoft.ContainerService/managedClusters"
    ///     }]
    ///   }],
    ///   "clusters": [{
    ///     "sku": { "name": "Automatic" },
    ///     "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" }
    ///   }]
    /// }
    /// ```
    "automatic-subnets", Error, Cluster, AUTOMATIC_NETWORK,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.is_automatic() && !it.spec.existing) {
        let access = cluster.spec.api_server_access_profile.as_ref();
        let api_server = access.is_some_and(|it| it.subnet.is_some());
        let nodes = cluster.pools.iter().any(|it| it.spec.vnet_subnet.is_some());
        if nodes && !api_server {
            report
                .at(
                    cluster.at("apiServerAccessProfile/subnet"),
                    "the nodes have a subnet of their own, the API server of AKS Automatic has none",
                )
                .help("give the API server a subnet delegated to Microsoft.ContainerService/managedClusters");
        }
        let identity = cluster.spec.identity.as_ref();
        let user_assigned = identity.is_some_and(|it| it.user_assigned_identity.is_some());
        if (nodes || api_server) && !user_assigned {
            report
                .at(
                    cluster.at("identity"),
                    "AKS Automatic in an own network needs a user-assigned identity",
                )
                .help("name one in `identity.userAssignedIdentity`");
        }
    }
}
