use super::uses::{Kind, uses};
use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A subnet whose addresses pods take too is smaller than a /23.
    ///
    /// A /24 holds eight nodes of 30 pods.
    ///
    /// # Why
    ///
    /// A subnet in use grows only where its neighbours leave room, so a plan for later should leave
    /// it now.
    ///
    /// # Decided
    ///
    /// PSRule for Azure asks for a /23 at least. The service asks only that nodes and pods fit, so
    /// it is a warning of profile `recommended`; that they fit is `node-subnet-too-small`.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{ "addressPrefix": "10.240.0.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPluginMode": null } }] }
    /// ```
    "node-subnet-below-23", Warning, AddressPlan, IP_PLANNING,
    profile: Recommended,
    aliases: ["Azure.AKS.CNISubnetSize", "AZR-000020"]
}

fn check(cx: &Context, report: &mut Report) {
    let uses = uses(cx);
    for subnet in &cx.layout.subnets {
        let inside = uses.get(&subnet.at).map(Vec::as_slice).unwrap_or_default();
        let kind = Kind::Nodes(PodAddressing::NodeSubnet);
        let Some(first) = inside.iter().find(|it| it.kind == kind) else { continue };
        let Some(range) = subnet.address_prefix else { continue };
        // A subnet that is too small already has a finding.
        if range.prefix_len() > 23 && subnet.required <= subnet.usable {
            let name = quoted(&subnet.name);
            let message =
                format!("subnet {name} (`{range}`) is smaller than a /23, and pods live in it too");
            let finding = report.at(first.path(), message);
            finding.help("make it a /23 or larger, or use Azure CNI overlay");
            finding.related(&subnet.path, format!("subnet {name}"));
        }
    }
}
