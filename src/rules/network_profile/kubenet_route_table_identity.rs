use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};

rule! {
    /// kubenet with an own route table needs a user-assigned identity.
    ///
    /// The cluster writes into the table while it is made.
    ///
    /// # Why
    ///
    /// A system-assigned identity comes too late to get its role on the table, and Azure refuses
    /// it.
    ///
    /// ```json,fails
    /// {
    ///   "routeTables": [{ "name": "routes" }],
    ///   "virtualNetworks": [{ "subnets": [{ "routeTable": "routes" }] }],
    ///   "clusters": [{
    ///     "identity": null,
    ///     "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null }
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "routeTables": [{ "name": "routes" }],
    ///   "virtualNetworks": [{ "subnets": [{ "routeTable": "routes" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null } }]
    /// }
    /// ```
    "kubenet-route-table-needs-own-identity", Error, NetworkProfile, KUBENET,
    aliases: [
        "CustomRouteTableWithUnsupportedMSIType",
        "CustomRouteTableWithMSINotSupported",
        "do not support bringing your own route table",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let spec = cluster.spec;
        let has_own = spec.identity.as_ref().is_some_and(|it| it.user_assigned_identity.is_some())
            || spec.service_principal_profile.is_some();
        let table = cluster.pools.iter().find_map(|pool| {
            let subnet = cx.net.subnet(pool.node_subnet?)?;
            let is_kubenet = pool.addressing == PodAddressing::Kubenet;
            is_kubenet.then_some((subnet, subnet.spec.route_table.as_ref()?))
        });
        let (false, Some((subnet, table))) = (has_own, table) else { continue };
        let name = &spec.name;
        report
            .at(
                cluster.at("identity"),
                format!(
                    "cluster `{name}` has a system-assigned identity, which can't be used with \
                     kubenet and route table `{table}`"
                ),
            )
            .help("use a user-assigned identity with a role on the subnet and on the route table")
            .related(format!("{}/routeTable", subnet.path), "the route table");
    }
}
