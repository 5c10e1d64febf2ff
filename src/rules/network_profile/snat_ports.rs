use crate::azure_facts::limits;
use crate::finding::Severity;
use crate::lower::Pool;
use crate::rules::{Context, Report, rule};
use crate::text::{count, grouped};

rule! {
    /// The nodes need more SNAT ports than the outbound addresses have.
    ///
    /// Every outbound address has 64,000 ports. AKS multiplies the ports of a node by all nodes
    /// that there may be, the autoscaler's greatest number and the extra nodes of an upgrade
    /// included, and refuses a cluster that could run out.
    ///
    /// # Why
    ///
    /// A node that has no port left opens no new connection: requests hang and time out while the
    /// machine looks idle.
    ///
    /// # Arithmetic
    ///
    /// Ports × (nodes + surge nodes) against 64,000 × addresses. In the example 8,000 × (8 + 2) =
    /// **80,000** of **64,000**.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": { "loadBalancerProfile": { "allocatedOutboundPorts": 8000 } },
    ///   "agentPools": [{}, { "count": 5 }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "loadBalancerProfile": { "allocatedOutboundPorts": 8000, "managedOutboundIPs": { "count": 2 } } },
    ///   "agentPools": [{}, { "count": 5 }]
    /// }] }
    /// ```
    "snat-ports-exhausted", Error, NetworkProfile, SNAT_PORTS,
    aliases: ["InvalidLoadBalancerProfileAllocatedOutboundPorts", "InsufficientOutboundPorts"]
}

fn check(cx: &Context, report: &mut Report) {
    let each = u64::from(limits::SNAT_PORTS_PER_ADDRESS.value);
    for snat in &cx.layout.snat {
        let (Some(ports), Some(possible)) = (snat.ports_per_node, snat.nodes_possible) else {
            continue;
        };
        let Some(cluster) = cx.net.clusters.get(snat.cluster_index) else { continue };
        let planned = snat.nodes_planned;
        if planned <= possible || ports == 0 {
            continue;
        }
        let profile = cluster.spec.network_profile.load_balancer_profile.as_ref();
        let asked = profile.and_then(|it| it.allocated_outbound_ports).is_some_and(|it| it > 0);
        let nodes: u64 = cluster.pools.iter().map(|it| u64::from(it.nodes)).sum();
        // Where no surge is given, the service counts one node of each pool at least.
        let certain: u64 = cluster.pools.iter().map(|it| u64::from(certain_nodes(it))).sum();
        let needed = u64::from(ports) * planned;
        let addresses = needed.div_ceil(each);
        let step = u64::from(limits::SNAT_PORT_STEP.value);
        let fitting = snat.ports / planned / step * step;
        let finding = report
            .at(
                format!("{}/allocatedOutboundPorts", snat.path),
                format!(
                    "{} ({} + {} in an upgrade) x {} = {}; {} has {}, enough for {}",
                    count(planned, "node"),
                    grouped(nodes),
                    grouped(planned - nodes.min(planned)),
                    count(ports, "SNAT port"),
                    grouped(needed),
                    count(snat.addresses, "outbound address"),
                    grouped(snat.ports),
                    count(possible, "node"),
                ),
            )
            .severity(if asked && certain > possible { Severity::Error } else { Severity::Warning })
            .help(format!(
                "use {}, or at most {} for each node",
                count(addresses, "outbound address"),
                count(fitting, "port")
            ));
        let own = profile.is_some_and(|it| !it.outbound_ips.is_empty());
        if !own && addresses <= u64::from(limits::OUTBOUND_ADDRESSES.value.1) {
            let path = format!("{}/managedOutboundIPs/count", snat.path);
            let title = format!("use {}", count(addresses, "outbound address"));
            finding.fix_set(title, path, addresses);
        }
    }
}

/// Nodes of a pool in an upgrade, by the least that the service may take for a surge not given.
fn certain_nodes(pool: &Pool) -> u32 {
    let settings = pool.spec.upgrade_settings.as_ref();
    let is_given = settings.is_some_and(|it| it.max_surge.is_some());
    pool.nodes.saturating_add(if is_given { pool.surge } else { pool.surge.min(1) })
}
