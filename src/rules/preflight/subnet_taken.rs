use crate::live::name_of;
use crate::rules::{Context, Report, rule};
use crate::text::{listed, quoted};

rule! {
    /// A subnet is held by another service.
    ///
    /// A service that a subnet was delegated to may hold on to it by a link, which stays when the
    /// delegation is taken away, until the service's own resources are gone.
    ///
    /// # Why
    ///
    /// Neither nodes nor pods can join such a subnet; Azure refuses the cluster.
    ///
    /// ```live,fails
    /// {
    ///   "live": {
    ///     "subscription": { "id": "00000000-0000-0000-0000-000000000001" },
    ///     "networks": [{
    ///       "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet",
    ///       "subnets": [{
    ///         "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes",
    ///         "takenBy": ["Microsoft.Web/serverFarms"]
    ///       }]
    ///     }]
    ///   }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "live": {
    ///     "subscription": { "id": "00000000-0000-0000-0000-000000000001" },
    ///     "networks": [{
    ///       "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet",
    ///       "subnets": [{
    ///         "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes"
    ///       }]
    ///     }]
    ///   }
    /// }
    /// ```
    "subnet-held-by-service", Error, Preflight, LEGACY_CNI,
    aliases: ["SubnetHasServiceAssociationLink"]
}

fn check(cx: &Context, report: &mut Report) {
    let Some(live) = cx.live else { return };
    let Some(ids) = live.ids(cx.typed) else { return };
    // Those that the cluster's own nodes and pods join, in any way the plan names them.
    let joined = cx.net.pools().flat_map(|(_, it)| [it.node_subnet, it.pod_subnet]).flatten();
    let mut paths: Vec<&str> =
        joined.filter_map(|at| Some(cx.net.subnet(at)?.path.as_str())).collect();
    paths.sort_unstable();
    paths.dedup();
    for network in &cx.net.networks {
        let Some(there) = ids.network(network.spec).and_then(|id| live.network(&id)) else {
            continue;
        };
        for subnet in network.subnets.iter().filter(|it| paths.contains(&it.path.as_str())) {
            let Some(there) = there.subnet(&subnet.spec.name) else { continue };
            if !there.taken_by.is_empty() {
                let name = quoted(name_of(&there.id));
                report
                    .at(
                        &subnet.path,
                        format!("subnet {name} is held by {}", listed(&there.taken_by)),
                    )
                    .help("use another subnet, or remove what that service has in it first");
            }
        }
    }
}
