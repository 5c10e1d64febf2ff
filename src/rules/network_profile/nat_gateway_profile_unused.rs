use crate::model::{NatGatewayProfile, OutboundType};
use crate::rules::{Context, Report, rule};

rule! {
    /// The NAT gateway that AKS manages is set up, and traffic leaves another way.
    ///
    /// `natGatewayProfile` belongs to outbound type `managedNATGateway`. A NAT gateway of your own
    /// is set up where it stands, under `natGateways`.
    ///
    /// # Why
    ///
    /// The settings would do nothing, while partners are told of addresses that are never made. az
    /// and the service refuse them.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": {
    ///   "outboundType": "loadBalancer", "natGatewayProfile": { "idleTimeoutInMinutes": 10 }
    /// } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "outboundType": "managedNATGateway", "natGatewayProfile": { "idleTimeoutInMinutes": 10 } },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    "nat-gateway-profile-unused", Error, NetworkProfile, OUTBOUND_TYPE,
    aliases: ["doesn't support customizing the standard nat gateway"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let profile = cluster.spec.network_profile.nat_gateway_profile.as_ref();
        let is_given = profile.is_some_and(|it| *it != NatGatewayProfile::default());
        let outbound = cluster.outbound;
        if is_given && outbound != OutboundType::ManagedNatGateway {
            let path = cluster.network_path("natGatewayProfile");
            report
                .at(&path, format!("outbound type `{outbound}` does not use `natGatewayProfile`"))
                .help("leave it out, or use outbound type `managedNATGateway`")
                .fix_remove("leave `natGatewayProfile` out", path);
        }
    }
}
