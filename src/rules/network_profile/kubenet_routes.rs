use crate::azure_facts::limits;
use crate::finding::Severity;
use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};
use crate::text::{count, grouped};

rule! {
    /// kubenet needs more routes than a route table holds.
    ///
    /// Every node takes a route for its /24 of the pod CIDR, and a route table holds 400. Routes of
    /// your own in the same table count too.
    ///
    /// # Why
    ///
    /// The node that has no route runs pods that nobody reaches; the service refuses it where it
    /// sees it. More nodes are no option then: overlay has no such limit.
    ///
    /// # Arithmetic
    ///
    /// Nodes + surge nodes + own routes: **413** + **42** = **455** of **400**.
    ///
    /// ```json,fails
    /// {
    ///   "virtualNetworks": [{ "subnets": [{ "addressPrefix": "10.240.0.0/20" }] }],
    ///   "clusters": [{
    ///     "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null, "podCidr": "10.128.0.0/14" },
    ///     "agentPools": [{}, { "count": 410 }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null } }] }
    /// ```
    "kubenet-route-limit", Error, NetworkProfile, KUBENET,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let limit = u64::from(limits::ROUTES_PER_TABLE.value);
    for cluster in &cx.net.clusters {
        let mut pools = cluster.pools.iter().filter(|it| it.addressing == PodAddressing::Kubenet);
        let Some(first) = pools.next() else { continue };
        let table = first.node_subnet.and_then(|at| cx.net.subnet(at)?.route_table);
        let own = table.map_or(0, |it| it.routes.len() as u64);
        let nodes: u64 = cluster.pools.iter().map(|it| u64::from(it.nodes)).sum();
        let surge = cluster.nodes_with_surge() - nodes;
        if nodes + surge + own <= limit {
            continue;
        }
        let own_text = if own == 0 { String::new() } else { format!(" + {own} of your own") };
        let finding = report.at(
            cluster.network_path("networkPlugin"),
            format!(
                "kubenet takes a route for each node: {} + {} in an upgrade{own_text} = {}; a route \
                 table holds {limit}",
                count(nodes, "node"),
                grouped(surge),
                grouped(nodes + surge + own),
            ),
        );
        finding.help("use Azure CNI overlay, which needs no routes");
        if nodes + own <= limit {
            finding.severity(Severity::Warning);
        }
    }
}
