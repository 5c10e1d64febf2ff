use super::remedy::resize_subnet;
use super::uses::{Kind, uses};
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A subnet without nodes or pods has fewer addresses than what is planned in it.
    ///
    /// Every private endpoint, internal load balancer and machine takes one, and Azure keeps five.
    ///
    /// # Why
    ///
    /// The last ones are refused when they are made, and a subnet that something stands in can grow
    /// only where its neighbours leave room.
    ///
    /// # Arithmetic
    ///
    /// Endpoints + load balancers + machines, in the example **12**, of 16 - 5 = **11**.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "endpoints", "addressPrefix": "10.240.8.0/28", "privateEndpoints": 12 }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "endpoints", "addressPrefix": "10.240.8.0/28", "privateEndpoints": 11 }] }] }
    /// ```
    "endpoint-subnet-too-small", Error, AddressPlan, VNET_FAQ,
    aliases: ["SubnetIsFull"]
}

fn check(cx: &Context, report: &mut Report) {
    let uses = uses(cx);
    for subnet in &cx.layout.subnets {
        let inside = uses.get(&subnet.at).map(Vec::as_slice).unwrap_or_default();
        let has_own_rule =
            |kind: Kind| kind.is_nodes() || kind.is_pods() || kind == Kind::ApiServer;
        if inside.iter().any(|it| has_own_rule(it.kind))
            || subnet.address_prefix.is_none()
            || subnet.required <= subnet.usable
        {
            continue;
        }
        let name = quoted(&subnet.name);
        let is_full = report.is_full();
        let path = format!("{}/addressPrefix", subnet.path);
        let path = cx.net.subnet(subnet.at).map_or(path, crate::lower::Subnet::prefix_path);
        let finding = report.at(path, format!("subnet {name} needs {}", subnet.sum()));
        for demand in subnet.demand.iter().take(9) {
            finding.related(&demand.path, demand.what.clone());
        }
        let prefix = subnet.smallest_prefix.unwrap_or_default();
        finding.help(format!("make it a /{prefix} or larger"));
        if !is_full {
            resize_subnet(cx, subnet.at, prefix, finding);
        }
    }
}
