use super::authorized::entries;
use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};

rule! {
    /// The API server is restricted, and the nodes' own way out must be on the list.
    ///
    /// AKS lets in the addresses of its own load balancer by itself.
    ///
    /// # Why
    ///
    /// Behind your NAT gateway or firewall the nodes come from an address that only you know;
    /// without it they can't join. With VNet integration nodes reach the API server inside the
    /// network.
    ///
    /// ```json,fails
    /// {
    ///   "natGateways": [{ "name": "nat" }],
    ///   "virtualNetworks": [{ "subnets": [{ "natGateway": "nat" }] }],
    ///   "clusters": [{
    ///     "networkProfile": { "outboundType": "userAssignedNATGateway" },
    ///     "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.0/24"] }
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.0/24"] } }] }
    /// ```
    "authorized-ranges-and-own-egress", Info, ApiServer, AUTHORIZED_RANGES,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let way = match cluster.outbound {
            OutboundType::UserAssignedNatGateway => "NAT gateway",
            OutboundType::UserDefinedRouting => "firewall",
            _ => continue,
        };
        let inside =
            cluster.has_vnet_integration() || cluster.is_automatic() || cluster.is_private();
        if inside || entries(cluster).is_empty() {
            continue;
        }
        report
            .at(
                cluster.at("apiServerAccessProfile/authorizedIPRanges"),
                format!("nodes reach the API server from the public address of your {way}"),
            )
            .help(format!("make sure that the {way}'s public address is in one of the ranges"))
            .related(cluster.network_path("outboundType"), "the outbound type");
    }
}
