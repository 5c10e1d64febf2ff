use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};
use std::collections::BTreeSet;

rule! {
    /// A node subnet has a NAT gateway, and traffic should leave by the load balancer.
    ///
    /// A NAT gateway takes over all outbound traffic of its subnet. AKS refuses a cluster there
    /// unless its outbound type says so.
    ///
    /// # Why
    ///
    /// Addresses of the load balancer would be made, paid for and never used, and answers could
    /// come back another way.
    ///
    /// ```json,fails
    /// { "natGateways": [{ "name": "nat" }], "virtualNetworks": [{ "subnets": [{ "natGateway": "nat" }] }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "natGateways": [{ "name": "nat" }],
    ///   "virtualNetworks": [{ "subnets": [{ "natGateway": "nat" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userAssignedNATGateway" } }]
    /// }
    /// ```
    "nat-gateway-without-outbound-type", Error, NetworkProfile, CHANGELOG,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let mut told = BTreeSet::new();
    for (cluster, pool) in cx.net.pools().filter(|(cluster, _)| !cluster.spec.existing) {
        let Some(subnet) = pool.node_subnet.and_then(|at| cx.net.subnet(at)) else { continue };
        let Some(gateway) = &subnet.spec.nat_gateway else { continue };
        let is_refused = cluster.outbound == OutboundType::LoadBalancer;
        if !is_refused || !told.insert((cluster.index, &subnet.path)) {
            continue;
        }
        let path = cluster.network_path("outboundType");
        let name = &subnet.spec.name;
        report
            .at(
                &path,
                format!(
                    "subnet `{name}` has NAT gateway `{gateway}`, and the outbound type is \
                     `loadBalancer`"
                ),
            )
            .help("use `userAssignedNATGateway`, or take the NAT gateway off the subnet")
            .related(format!("{}/natGateway", subnet.path), "the NAT gateway")
            .fix_set("use the NAT gateway", path, "userAssignedNATGateway");
    }
}
