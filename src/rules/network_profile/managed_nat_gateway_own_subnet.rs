use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};

rule! {
    /// AKS can't put its NAT gateway on a subnet of yours.
    ///
    /// `managedNATGateway` works in the network that AKS makes. On your own subnet you attach a NAT
    /// gateway yourself and choose `userAssignedNATGateway`.
    ///
    /// # Why
    ///
    /// The service refuses the cluster. AKS changes subnets of its own only.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "outboundType": "managedNATGateway" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "managedNATGateway" },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    "managed-nat-gateway-in-own-subnet", Error, NetworkProfile, OUTBOUND_TYPE,
    aliases: [
        "cannot be specified for managedNATGateway", "ManagedNATGatewayWithCustomVNetNotAllowed",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let pool = cluster.pools.iter().find(|it| it.spec.vnet_subnet.is_some());
        let is_managed = cluster.outbound == OutboundType::ManagedNatGateway;
        let (true, Some(pool)) = (is_managed, pool) else { continue };
        let path = cluster.network_path("outboundType");
        let name = pool.spec.vnet_subnet.as_deref().unwrap_or_default();
        let has_gateway = pool
            .node_subnet
            .and_then(|at| cx.net.subnet(at))
            .is_some_and(|it| it.spec.nat_gateway.is_some());
        let finding = report
            .at(
                &path,
                format!(
                    "outbound type `managedNATGateway` can't be used in your own subnet `{name}`"
                ),
            )
            .related(pool.at("vnetSubnet"), "the subnet");
        if has_gateway {
            finding.help("use `userAssignedNATGateway`: the subnet has a NAT gateway").fix_set(
                "use the subnet's NAT gateway",
                path,
                "userAssignedNATGateway",
            );
        } else {
            finding.help(
                "put a NAT gateway on the subnet and use `userAssignedNATGateway`, or leave \
                 `vnetSubnet` out",
            );
        }
    }
}
