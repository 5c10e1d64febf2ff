use crate::rules::{Context, Report, rule};

rule! {
    /// IPv6 addresses are asked for, and the cluster has IPv4 alone.
    ///
    /// Outbound IPv6 addresses serve dual-stack clusters. Elsewhere nothing leaves by them.
    ///
    /// # Why
    ///
    /// Addresses are paid for from the moment they are made, and the plan reads as if the cluster
    /// were reached by IPv6.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": { "managedOutboundIPs": { "count": 1, "countIPv6": 1 } } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": { "managedOutboundIPs": { "count": 1 } } } }] }
    /// ```
    "ipv6-addresses-without-dual-stack", Warning, NetworkProfile, DUAL_STACK,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.clusters_with_network().filter(|it| !it.is_dual_stack()) {
        let profile = &cluster.spec.network_profile;
        let balancer = profile.load_balancer_profile.as_ref();
        let gateway = profile.nat_gateway_profile.as_ref();
        let places = [
            (
                "loadBalancerProfile/managedOutboundIPs/countIPv6",
                balancer.and_then(|it| it.managed_outbound_ips.as_ref()),
            ),
            (
                "natGatewayProfile/managedOutboundIPProfile/countIPv6",
                gateway.and_then(|it| it.managed_outbound_ip_profile.as_ref()),
            ),
        ];
        for (property, managed) in places {
            if managed.and_then(|it| it.count_ipv6).is_some_and(|it| it > 0) {
                let path = cluster.network_path(property);
                report
                    .at(&path, "the cluster has IPv4 alone, and outbound IPv6 addresses")
                    .help("leave `countIPv6` out, or make the cluster dual-stack")
                    .fix_remove("leave `countIPv6` out", path);
            }
        }
    }
}
