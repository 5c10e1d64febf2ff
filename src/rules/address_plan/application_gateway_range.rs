use crate::net::overlap;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The range for the Application Gateway's subnet is outside the network, or taken.
    ///
    /// The add-on makes a subnet with `subnetCIDR` in the network of the nodes.
    ///
    /// # Why
    ///
    /// The add-on is enabled all the same and then fails to make its subnet: ingress never gets an
    /// address.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "ingressApplicationGateway": { "enabled": true, "subnetCIDR": "10.240.1.0/24" } } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "ingressApplicationGateway": { "enabled": true, "subnetCIDR": "10.225.0.0/24" } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "addonProfiles": { "ingressApplicationGateway": { "enabled": true, "subnetCIDR": "10.240.8.0/24" } } }] }
    /// ```
    "application-gateway-range", Error, AddressPlan, APP_GATEWAY,
    aliases: [
        "NetcfgInvalidSubnet",
        "IngressAppGwAddonConfigInvalidSubnetCIDRNotContainedWithinVirtualNetwork",
        "IngressAppGwAddonConfigInvalidSubnetCIDROverlapWithSubnet",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(range) = &cluster.application_gateway_range else { continue };
        let Some(network) = cluster.network.and_then(|at| cx.net.networks.get(at)) else {
            continue;
        };
        let net = range.net;
        let name = quoted(&network.spec.name);
        let prefixes = &network.prefixes;
        if !prefixes.is_empty() && !prefixes.iter().any(|it| it.net.contains(&net)) {
            report
                .at(&range.path, format!("`{net}` is not inside virtual network {name}"))
                .help("choose a range of the nodes' network that no subnet has");
            continue;
        }
        let taken =
            network.subnets.iter().find(|it| it.prefixes.iter().any(|it| overlap(&it.net, &net)));
        if let Some(subnet) = taken {
            let message = format!("`{net}` overlaps subnet {}", quoted(&subnet.spec.name));
            report
                .at(&range.path, message)
                .help("choose a range of the nodes' network that no subnet has")
                .related(subnet.prefix_path(), "the subnet");
        }
    }
}
