use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};

rule! {
    /// The number of outbound addresses that AKS should make is out of range.
    ///
    /// The load balancer has 1 to 100 outbound addresses that AKS makes.
    ///
    /// # Why
    ///
    /// az and the service refuse any other number. Each address brings 64,000 ports, so 100 serve
    /// the largest cluster.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": { "managedOutboundIPs": { "count": 101 } } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": { "managedOutboundIPs": { "count": 2 } } } }] }
    /// ```
    "outbound-address-count", Error, NetworkProfile, REST_SPEC,
    aliases: ["InvalidLoadBalancerProfileManagedOutboundIPCount"]
}

fn check(cx: &Context, report: &mut Report) {
    let (least, most) = limits::OUTBOUND_ADDRESSES.value;
    for cluster in &cx.net.clusters {
        let profile = cluster.spec.network_profile.load_balancer_profile.as_ref();
        let Some(managed) = profile.and_then(|it| it.managed_outbound_ips.as_ref()) else {
            continue;
        };
        // No IPv6 address at all is how single-stack clusters have it.
        let v6 = managed.count_ipv6.filter(|it| *it > 0);
        for (property, count) in [("count", managed.count), ("countIPv6", v6)] {
            let Some(count) = count.filter(|it| !(least..=most).contains(it)) else { continue };
            let path =
                cluster.network_path(&format!("loadBalancerProfile/managedOutboundIPs/{property}"));
            let near = count.clamp(least, most);
            report
                .at(&path, format!("AKS makes {least} to {most} outbound addresses, not {count}"))
                .help(format!("use a number from {least} to {most}"))
                .fix_set(format!("use {near}"), path, near);
        }
    }
}
