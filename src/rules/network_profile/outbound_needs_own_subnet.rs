use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};

rule! {
    /// The outbound type needs a subnet of your own, and no pool has one.
    ///
    /// `userDefinedRouting` uses the route table of your subnet, `userAssignedNATGateway` the NAT
    /// gateway on it. In the network that AKS makes there is neither.
    ///
    /// # Why
    ///
    /// The service refuses the cluster: there is nothing to route by.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "userDefinedRouting" },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "natGateways": [{ "name": "nat" }],
    ///   "virtualNetworks": [{ "subnets": [{ "natGateway": "nat" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userAssignedNATGateway" } }]
    /// }
    /// ```
    "outbound-type-needs-own-subnet", Error, NetworkProfile, OUTBOUND_TYPE,
    aliases: [
        "--vnet-subnet-id must be specified", "UserAssignedNATGatewayWithManagedVNetNotAllowed",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let what = match cluster.outbound {
            OutboundType::UserDefinedRouting => "whose route table has a default route",
            OutboundType::UserAssignedNatGateway => "with a NAT gateway",
            _ => continue,
        };
        if cluster.pools.iter().any(|it| it.spec.vnet_subnet.is_some()) {
            continue;
        }
        let outbound = cluster.outbound;
        report
            .at(
                cluster.network_path("outboundType"),
                format!("outbound type `{outbound}` needs a subnet of your own {what}"),
            )
            .help("give the pools a `vnetSubnet`, or use `loadBalancer` or `managedNATGateway`");
    }
}
