use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};
use std::collections::BTreeMap;

rule! {
    /// Two clusters with kubenet use one route table.
    ///
    /// AKS writes a route for each node into the table and takes away those it does not know. A
    /// table therefore belongs to one cluster.
    ///
    /// # Why
    ///
    /// Each cluster takes away the other's routes, and pods lose each other. The service refuses it
    /// where it sees it.
    ///
    /// ```json,fails
    /// {
    ///   "routeTables": [{ "name": "routes" }],
    ///   "virtualNetworks": [{ "subnets": [
    ///     { "routeTable": "routes" },
    ///     { "name": "others", "addressPrefix": "10.240.4.0/22", "routeTable": "routes" }
    ///   ] }],
    ///   "clusters": [
    ///     { "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null } },
    ///     {
    ///       "name": "second",
    ///       "identity": { "type": "UserAssigned", "userAssignedIdentity": "identity" },
    ///       "networkProfile": { "networkPlugin": "kubenet", "podCidr": "10.245.0.0/16" },
    ///       "agentPools": [{ "name": "system", "vmSize": "Standard_D4s_v5", "vnetSubnet": "others" }]
    ///     }
    ///   ]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "routeTables": [{ "name": "routes" }],
    ///   "virtualNetworks": [{ "subnets": [{ "routeTable": "routes" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null } }]
    /// }
    /// ```
    "kubenet-shares-route-table", Error, NetworkProfile, KUBENET,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let mut taken = BTreeMap::new();
    let pools = cx.net.pools().filter(|(_, it)| it.addressing == PodAddressing::Kubenet);
    for (cluster, pool) in pools {
        let Some(at) = pool.node_subnet else { continue };
        let Some(subnet) = cx.net.subnet(at) else { continue };
        let Some(table) = &subnet.spec.route_table else { continue };
        let path = format!("{}/routeTable", subnet.path);
        let key = table.to_ascii_lowercase();
        let (first, place) = taken.entry(key).or_insert_with(|| (cluster.index, path.clone()));
        // Clusters in one subnet are another rule's affair.
        if *first == cluster.index || *place == path {
            continue;
        }
        let other = cx.net.clusters.get(*first).map_or("", |it| it.spec.name.as_str());
        let name = &cluster.spec.name;
        report
            .at(
                path,
                format!(
                    "clusters `{other}` and `{name}` both use kubenet with route table `{table}`"
                ),
            )
            .help("give each cluster's subnet a route table of its own")
            .related(place.as_str(), format!("the subnet of cluster `{other}`"));
    }
}
