use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};

rule! {
    /// The outbound side of the load balancer is set up, and traffic leaves another way.
    ///
    /// Outbound addresses, ports and timeout belong to outbound type `loadBalancer`. With another
    /// one az and the service refuse them.
    ///
    /// # Why
    ///
    /// The settings read as if traffic left by the load balancer: partners would be told addresses
    /// that it never comes from.
    ///
    /// ```json,fails
    /// {
    ///   "natGateways": [{ "name": "nat" }],
    ///   "virtualNetworks": [{ "subnets": [{ "natGateway": "nat" }] }],
    ///   "clusters": [{ "networkProfile": {
    ///     "outboundType": "userAssignedNATGateway",
    ///     "loadBalancerProfile": { "managedOutboundIPs": { "count": 2 } }
    ///   } }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": { "managedOutboundIPs": { "count": 2 } } } }] }
    /// ```
    "load-balancer-profile-unused", Error, NetworkProfile, OUTBOUND_TYPE,
    aliases: [
        "doesn't support customizing the standard load balancer",
        "InvalidUserDefinedRoutingWithLoadBalancerProfile",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let outbound = cluster.outbound;
        let Some(profile) = &cluster.spec.network_profile.load_balancer_profile else { continue };
        if outbound == OutboundType::LoadBalancer {
            continue;
        }
        let managed = profile.managed_outbound_ips.as_ref();
        let given = |count: Option<u32>| count.is_some_and(|it| it > 0);
        let used = [
            (
                "managedOutboundIPs",
                managed.is_some_and(|it| given(it.count) || given(it.count_ipv6)),
            ),
            ("outboundIPs", !profile.outbound_ips.is_empty()),
            ("outboundIPPrefixes", !profile.outbound_ip_prefixes.is_empty()),
            ("allocatedOutboundPorts", given(profile.allocated_outbound_ports)),
            ("idleTimeoutInMinutes", given(profile.idle_timeout_in_minutes)),
        ];
        for (property, _) in used.into_iter().filter(|(_, is_given)| *is_given) {
            let path = cluster.network_path(&format!("loadBalancerProfile/{property}"));
            report
                .at(&path, format!("outbound type `{outbound}` does not use `{property}`"))
                .help("leave it out, or use outbound type `loadBalancer`")
                .fix_remove(format!("leave `{property}` out"), path);
        }
    }
}
