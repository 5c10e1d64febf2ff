use crate::rules::{Context, Report, rule};
use crate::text::listed;

rule! {
    /// The load balancer should have outbound addresses of several kinds.
    ///
    /// Addresses that AKS makes, own addresses and own prefixes exclude each other.
    ///
    /// # Why
    ///
    /// The load balancer has one list of outbound addresses, and the service refuses to choose
    /// between two.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": {
    ///   "managedOutboundIPs": { "count": 1 },
    ///   "outboundIPs": ["/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/out"]
    /// } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "loadBalancerProfile": {
    ///   "outboundIPs": ["/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/out"]
    /// } } }] }
    /// ```
    "outbound-addresses-mixed", Error, NetworkProfile, STANDARD_LB,
    aliases: ["InvalidLoadBalancerProfile"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(profile) = &cluster.spec.network_profile.load_balancer_profile else { continue };
        let managed = profile.managed_outbound_ips.as_ref();
        let managed = managed.is_some_and(|it| it.count.is_some_and(|it| it > 0));
        let kinds = [
            ("`managedOutboundIPs`", managed),
            ("`outboundIPs`", !profile.outbound_ips.is_empty()),
            ("`outboundIPPrefixes`", !profile.outbound_ip_prefixes.is_empty()),
        ];
        let given: Vec<_> = kinds.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect();
        if given.len() < 2 {
            continue;
        }
        let path = cluster.network_path("loadBalancerProfile");
        let finding = report
            .at(&path, format!("{} exclude each other", listed(&given)))
            .help("keep one kind of outbound addresses");
        if managed && given.len() == 2 {
            let place = format!("{path}/managedOutboundIPs");
            finding.fix_remove("keep your own addresses", place);
        }
    }
}
