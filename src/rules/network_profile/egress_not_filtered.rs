use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster's traffic leaves without passing a firewall.
    ///
    /// A load balancer and a NAT gateway let everything out. Some companies send all of it through
    /// a firewall, with outbound type `userDefinedRouting`, or let none out. AKS asks for neither.
    ///
    /// # Why
    ///
    /// A pod that was broken into sends out what it finds, and nothing on the way looks at it.
    ///
    /// ```json,fails
    /// {}
    /// ```
    /// ```json,passes
    /// {
    ///   "routeTables": [{ "name": "routes", "existing": true }],
    ///   "virtualNetworks": [{ "subnets": [{ "routeTable": "routes" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userDefinedRouting" } }]
    /// }
    /// ```
    "egress-not-filtered", Info, NetworkProfile, OUTBOUND_TYPE,
    profile: Strict,
    aliases: ["aks-012"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let passes_none = matches!(
            cluster.outbound,
            OutboundType::LoadBalancer
                | OutboundType::ManagedNatGateway
                | OutboundType::UserAssignedNatGateway
        );
        if passes_none {
            let name = &cluster.spec.name;
            report
                .at(
                    cluster.network_path("outboundType"),
                    format!("traffic of cluster `{name}` leaves without passing a firewall"),
                )
                .help("route it to a firewall with outbound type `userDefinedRouting`");
        }
    }
}
