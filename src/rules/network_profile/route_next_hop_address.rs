use crate::finding::Finding;
use crate::model::NextHopType;
use crate::net::parse_address;
use crate::rules::{Context, Report, rule};

rule! {
    /// A route to an appliance has no address to go to, or another route has one.
    ///
    /// `VirtualAppliance` needs `nextHopIpAddress`, an IPv4 address without a prefix length. Every
    /// other kind of next hop must do without.
    ///
    /// # Why
    ///
    /// Azure refuses the route. Without it traffic takes another way than through the appliance,
    /// past whatever it would filter.
    ///
    /// ```json,fails
    /// { "routeTables": [{ "name": "routes", "routes": [{ "name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance" }] }] }
    /// ```
    /// ```json,fails
    /// { "routeTables": [{ "name": "routes", "routes": [{
    ///   "name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualNetworkGateway", "nextHopIpAddress": "10.0.0.4"
    /// }] }] }
    /// ```
    /// ```json,passes
    /// { "routeTables": [{ "name": "routes", "routes": [{
    ///   "name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.0.4"
    /// }] }] }
    /// ```
    "route-next-hop-address", Error, NetworkProfile, ROUTES,
    aliases: ["InvalidNextHopIpAddress"]
}

fn check(cx: &Context, report: &mut Report) {
    for (at, table) in cx.plan.route_tables.iter().enumerate() {
        for (nth, route) in table.routes.iter().enumerate() {
            let path = format!("/routeTables/{at}/routes/{nth}/nextHopIpAddress");
            let name = &route.name;
            match (route.next_hop_type, &route.next_hop_ip_address) {
                (Some(NextHopType::VirtualAppliance), None) => {
                    let message = format!("route `{name}` goes to an appliance and has no address");
                    let help = "give `nextHopIpAddress`, such as a firewall's private address";
                    report.at(path, message).help(help);
                }
                (Some(NextHopType::VirtualAppliance), Some(address)) => {
                    if let Err(error) = parse_address(address) {
                        let message = format!("next hop `{address}` is no address: {error}");
                        report.at(path, message).help("give one address, such as `10.0.0.4`");
                    }
                }
                (Some(hop), Some(_)) => {
                    let message = format!("route `{name}` to `{hop}` can't have an address");
                    let finding: &mut Finding = report.at(&path, message);
                    finding
                        .help("leave `nextHopIpAddress` out, or use `VirtualAppliance`")
                        .fix_remove("leave `nextHopIpAddress` out", path);
                }
                (None, _) | (_, None) => {}
            }
        }
    }
}
