use super::fixed::{find, too_small};
use crate::azure_facts::limits;
use crate::rules::{Context, Report, rule};

rule! {
    /// `GatewaySubnet` is smaller than a /27.
    ///
    /// Azure takes a /29 for a VPN gateway and recommends a /27, which more kinds of gateway fit
    /// in; with 16 ExpressRoute circuits it is a /26.
    ///
    /// # Why
    ///
    /// To enlarge it means to take the gateway out and every tunnel with it, for close to an hour.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "GatewaySubnet", "addressPrefix": "10.240.8.0/29" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "GatewaySubnet", "addressPrefix": "10.240.8.0/27" }] }] }
    /// ```
    "gateway-subnet-too-small", Warning, AddressPlan, VPN_GATEWAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (at, network) in cx.net.networks.iter().enumerate() {
        if let Some(subnet) = find(network, "GatewaySubnet") {
            too_small(cx, report, at, subnet, limits::GATEWAY_SUBNET_PREFIX.value);
        }
    }
}
