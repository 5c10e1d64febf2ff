use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};

rule! {
    /// The pools of a cluster with kubenet are in subnets with different route tables.
    ///
    /// A node reaches the pods of every other node by the routes of its own subnet. All subnets of
    /// the cluster must therefore have the same table.
    ///
    /// # Why
    ///
    /// Pods on some nodes would reach only a part of the others. The service refuses the pool.
    ///
    /// ```json,fails
    /// {
    ///   "routeTables": [{ "name": "first" }, { "name": "second" }],
    ///   "virtualNetworks": [{ "subnets": [
    ///     { "routeTable": "first" },
    ///     { "name": "others", "addressPrefix": "10.240.4.0/22", "routeTable": "second" }
    ///   ] }],
    ///   "clusters": [{
    ///     "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null },
    ///     "agentPools": [{}, { "vnetSubnet": "others" }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "routeTables": [{ "name": "first" }],
    ///   "virtualNetworks": [{ "subnets": [
    ///     { "routeTable": "first" },
    ///     { "name": "others", "addressPrefix": "10.240.4.0/22", "routeTable": "first" }
    ///   ] }],
    ///   "clusters": [{
    ///     "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null },
    ///     "agentPools": [{}, { "vnetSubnet": "others" }]
    ///   }]
    /// }
    /// ```
    "kubenet-route-tables-differ", Error, NetworkProfile, KUBENET,
    aliases: ["TooManyCustomRouteTables", "SubnetMissingRouteTableAssociation"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let pools = cluster.pools.iter().filter(|it| it.addressing == PodAddressing::Kubenet);
        let subnets = pools.filter_map(|it| Some((it, cx.net.subnet(it.node_subnet?)?)));
        // What hangs on an existing subnet is not known unless the plan says so.
        let known = |it: &crate::lower::Subnet| !it.spec.existing || it.spec.route_table.is_some();
        let mut subnets = subnets.filter(|(_, subnet)| known(subnet));
        let Some((_, first)) = subnets.next() else { continue };
        for (pool, subnet) in subnets {
            let table = |it: &crate::lower::Subnet| {
                it.spec.route_table.as_deref().map_or("none".to_string(), |it| format!("`{it}`"))
            };
            if table(first).eq_ignore_ascii_case(&table(subnet)) {
                continue;
            }
            let (a, b) = (&first.spec.name, &subnet.spec.name);
            report
                .at(
                    pool.at("vnetSubnet"),
                    format!(
                        "kubenet needs one route table for all subnets of a cluster: `{a}` has {}, \
                         `{b}` has {}",
                        table(first),
                        table(subnet)
                    ),
                )
                .help("give both subnets the same route table")
                .related(format!("{}/routeTable", first.path), format!("subnet `{a}`"))
                .related(format!("{}/routeTable", subnet.path), format!("subnet `{b}`"));
        }
    }
}
