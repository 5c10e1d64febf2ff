use crate::finding::Severity;
use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};
use std::collections::BTreeSet;

rule! {
    /// Traffic should leave by your NAT gateway, and a node subnet has none.
    ///
    /// # Why
    ///
    /// With `userAssignedNATGateway` AKS makes nothing for outbound traffic: nodes in a subnet
    /// without a NAT gateway can't fetch their images and never become ready.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "outboundType": "userAssignedNATGateway" } }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "natGateways": [{ "name": "nat" }],
    ///   "virtualNetworks": [{ "subnets": [{ "natGateway": "nat" }] }],
    ///   "clusters": [{ "networkProfile": { "outboundType": "userAssignedNATGateway" } }]
    /// }
    /// ```
    "nat-gateway-missing", Error, NetworkProfile, NAT_GATEWAY,
    aliases: ["SubnetNotAssociatedWithNATGateway"]
}

fn check(cx: &Context, report: &mut Report) {
    let mut told = BTreeSet::new();
    for (cluster, pool) in cx.net.pools() {
        let Some(subnet) = pool.node_subnet.and_then(|at| cx.net.subnet(at)) else { continue };
        let is_wanted = cluster.outbound == OutboundType::UserAssignedNatGateway;
        let is_there = subnet.spec.nat_gateway.is_some();
        if !is_wanted || is_there || !told.insert(&subnet.path) {
            continue;
        }
        let path = format!("{}/natGateway", subnet.path);
        let name = &subnet.spec.name;
        // Of what exists the plan may not know everything.
        let existing = subnet.spec.existing && !cx.is_known(subnet);
        let message = if existing {
            format!("existing subnet `{name}` has no NAT gateway in the plan; it needs one")
        } else {
            format!("subnet `{name}` has no NAT gateway, and outbound traffic should leave by it")
        };
        let finding = report
            .at(&path, message)
            .severity(if existing { Severity::Warning } else { Severity::Error })
            .help("name a NAT gateway for the subnet, or use another outbound type")
            .related(cluster.network_path("outboundType"), "the outbound type");
        if let [only] = cx.plan.nat_gateways.as_slice() {
            finding.fix_set(format!("use NAT gateway `{}`", only.name), path, only.name.as_str());
        }
    }
}
