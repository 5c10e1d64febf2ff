use crate::finding::Severity;
use crate::lower::Subnet;
use crate::model::{OutboundType, Route};
use crate::rules::{Context, Report, rule};
use std::collections::BTreeSet;

rule! {
    /// With user-defined routing a node subnet has no route table, or its table no default route.
    ///
    /// AKS looks for a route `0.0.0.0/0` in the table before it makes the cluster. A default route
    /// that the network learns over BGP, as from a Virtual WAN hub, does not count.
    ///
    /// # Why
    ///
    /// With no way out nodes fetch no image and never become ready, so the service looks first and
    /// refuses.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "outboundType": "userDefinedRouting" } }] }
    /// ```
    /// ```json,fails
    /// {
    ///   "routeTables": [{ "name": "routes", "routes": [{ "name": "a", "addressPrefix": "10.9.0.0/16", "nextHopType": "VnetLocal" }] }],
    ///   "virtualNetworks": [{ "subnets": [{ "routeTable": "routes" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userDefinedRouting" } }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "routeTables": [{ "name": "routes", "routes": [{
    ///     "name": "default", "addressPrefix": "0.0.0.0/0",
    ///     "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.240.8.4"
    ///   }] }],
    ///   "virtualNetworks": [{
    ///     "azureFirewall": { "privateIPAddress": "10.240.8.4" },
    ///     "subnets": [{ "routeTable": "routes" }, { "name": "AzureFirewallSubnet", "addressPrefix": "10.240.8.0/26" }]
    ///   }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userDefinedRouting" } }]
    /// }
    /// ```
    "default-route-missing", Error, NetworkProfile, OUTBOUND_TYPE,
    aliases: [
        "RouteTableMissingDefaultRouteError",
        "ExistingRouteTableNotAssociatedWithSubnet",
        "existing route table has not been associated with subnet",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    let mut told = BTreeSet::new();
    for (cluster, pool) in cx.net.pools() {
        if cluster.outbound != OutboundType::UserDefinedRouting {
            continue;
        }
        let Some(at) = pool.node_subnet.filter(|it| !told.contains(it)) else { continue };
        let Some((message, severity)) =
            cx.net.subnet(at).and_then(|it| missing(it, cx.is_known(it)))
        else {
            continue;
        };
        told.insert(at);
        let path = cx.net.subnet(at).map(|it| format!("{}/routeTable", it.path));
        report
            .at(path.unwrap_or_default(), message)
            .severity(severity)
            .help("add a route `0.0.0.0/0` to a firewall or gateway")
            .related(cluster.network_path("outboundType"), "outbound type `userDefinedRouting`");
    }
}

/// What a node subnet lacks. Of what exists already the plan may not know everything.
fn missing(subnet: &Subnet, is_known: bool) -> Option<(String, Severity)> {
    let name = &subnet.spec.name;
    match (&subnet.spec.route_table, subnet.route_table) {
        (None, _) if subnet.spec.existing && !is_known => Some((
            format!("existing subnet `{name}` has no route table in the plan; it needs one"),
            Severity::Warning,
        )),
        (None, _) => Some((
            format!("subnet `{name}` has no route table, and outbound traffic follows its routes"),
            Severity::Error,
        )),
        (Some(_), Some(table)) => {
            let is_default = |it: &Route| it.address_prefix.trim() == "0.0.0.0/0";
            if table.existing && !is_known && table.routes.is_empty()
                || table.routes.iter().any(is_default)
            {
                return None;
            }
            let (text, table_name) = ("has no route `0.0.0.0/0`", &table.name);
            Some((
                format!("route table `{table_name}` of subnet `{name}` {text}"),
                if table.existing && !is_known { Severity::Warning } else { Severity::Error },
            ))
        }
        (Some(_), None) => None,
    }
}
