use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};
use crate::text::grouped;

rule! {
    /// The number of SNAT ports for each node is none that a load balancer can give.
    ///
    /// Ports come in steps of 8, and one address has 64,000. 0 leaves the number to Azure.
    ///
    /// # Why
    ///
    /// The service refuses the cluster. How many a node needs follows from how many connections it
    /// opens to one destination.
    ///
    /// # Decided
    ///
    /// az asks for a multiple of 8, Cluster API does not. The service has an error of its own for
    /// it, `LoadBalancerProfileAllocatedOutboundPortsMustBeMultipleOfEight`, so it is an error
    /// here.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": { "allocatedOutboundPorts": 1001 } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": { "allocatedOutboundPorts": 1000 } } }] }
    /// ```
    "allocated-ports-invalid", Error, NetworkProfile, AZ_AKS,
    aliases: [
        "--load-balancer-allocated-ports must be a multiple of 8",
        "LoadBalancerProfileAllocatedOutboundPortsMustBeMultipleOfEight",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    let step = limits::SNAT_PORT_STEP.value;
    let most = limits::SNAT_PORTS_PER_ADDRESS.value;
    for cluster in &cx.net.clusters {
        let profile = cluster.spec.network_profile.load_balancer_profile.as_ref();
        let Some(ports) = profile.and_then(|it| it.allocated_outbound_ports) else { continue };
        if ports <= most && ports.is_multiple_of(step) {
            continue;
        }
        let near = if ports > most { most } else { ports / step * step };
        let near = if near == 0 { step } else { near };
        let path = cluster.network_path("loadBalancerProfile/allocatedOutboundPorts");
        let (text, most) = (grouped(ports), grouped(most));
        report
            .at(
                &path,
                format!("SNAT ports of a node are 0 to {most} in steps of {step}, not {text}"),
            )
            .help(format!("use {} ports", grouped(near)))
            .fix_set(format!("use {} ports", grouped(near)), path, near);
    }
}
