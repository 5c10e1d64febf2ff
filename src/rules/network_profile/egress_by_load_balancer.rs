use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster's traffic leaves by its load balancer.
    ///
    /// Its SNAT ports are shared out among the nodes in advance, and a busy node runs out of them
    /// while others have plenty. A NAT gateway gives them out as they are needed. `layout` shows
    /// how many flows either allows.
    ///
    /// # Why
    ///
    /// Connections fail at random under load, which is when nobody can reproduce it.
    ///
    /// ```json,fails
    /// {}
    /// ```
    /// ```json,passes
    /// {
    ///   "natGateways": [{ "name": "nat" }],
    ///   "virtualNetworks": [{ "subnets": [{ "natGateway": "nat" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userAssignedNATGateway" } }]
    /// }
    /// ```
    "egress-by-load-balancer", Info, NetworkProfile, NAT_GATEWAY,
    profile: Strict,
    aliases: ["8d319a05"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters().filter(|it| it.outbound == OutboundType::LoadBalancer) {
        let name = &cluster.spec.name;
        report
            .at(
                cluster.network_path("outboundType"),
                format!("traffic of cluster `{name}` leaves by its load balancer"),
            )
            .help("take a NAT gateway where many connections leave");
    }
}
