use crate::finding::remove;
use crate::model::{OsType, OutboundType};
use crate::rules::{Context, Report, rule};

rule! {
    /// Outbound NAT of nodes is turned off where it can't be.
    ///
    /// `disableOutboundNat` is for Windows pools whose traffic leaves by a NAT gateway, and whose
    /// nodes have no public addresses.
    ///
    /// # Why
    ///
    /// Elsewhere packets of pods would leave with addresses that nobody can answer. The service
    /// refuses the pool.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "windowsProfile": { "disableOutboundNat": true } }] }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "natGateways": [{ "name": "nat" }],
    ///   "virtualNetworks": [{ "subnets": [{ "natGateway": "nat" }] }],
    ///   "clusters": [{
    ///     "networkProfile": { "outboundType": "userAssignedNATGateway" },
    ///     "agentPools": [{ }, { }, {
    ///       "name": "win",
    ///       "osType": "Windows",
    ///       "vnetSubnet": "nodes",
    ///       "windowsProfile": { "disableOutboundNat": true }
    ///     }]
    ///   }]
    /// }
    /// ```
    "windows-outbound-nat", Error, AgentPools, NAT_GATEWAY,
    aliases: ["--disable-windows-outbound-nat"]
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        let profile = pool.spec.windows_profile.as_ref();
        if !profile.is_some_and(|it| it.disable_outbound_nat) {
            continue;
        }
        let unknown = cluster.spec.existing && cluster.spec.network_profile.outbound_type.is_none();
        let why = if pool.os == OsType::Linux {
            "`disableOutboundNat` is for Windows pools"
        } else if cluster.outbound == OutboundType::LoadBalancer && !unknown {
            "`disableOutboundNat` needs a NAT gateway, outbound type is `loadBalancer`"
        } else if pool.spec.enable_node_public_ip {
            "`disableOutboundNat` does not go with public addresses of nodes"
        } else {
            continue;
        };
        let path = pool.at("windowsProfile/disableOutboundNat");
        report
            .at(&path, why)
            .help("leave it out, or use an outbound type with NAT gateway")
            .fix("leave it out", vec![remove(path)]);
    }
}
