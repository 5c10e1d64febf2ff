use super::uses::{Kind, uses};
use crate::azure_facts::ranges::VIRTUAL_NODE_DELEGATION;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The subnet of virtual nodes is not delegated to Azure Container Instances.
    ///
    /// The add-on delegates it, where it has the right to. Said in the plan it is done beforehand.
    ///
    /// # Why
    ///
    /// Where the add-on may not do that, virtual nodes stay not ready while everything else looks
    /// fine.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "aci", "addressPrefix": "10.240.8.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "addonProfiles": { "aciConnectorLinux": { "enabled": true, "subnet": "aci" } } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "aci", "addressPrefix": "10.240.8.0/24",
    ///     "delegation": "Microsoft.ContainerInstance/containerGroups" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "addonProfiles": { "aciConnectorLinux": { "enabled": true, "subnet": "aci" } } }] }
    /// ```
    "virtual-node-subnet-not-delegated", Warning, AddressPlan, VIRTUAL_NODES,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let wanted = VIRTUAL_NODE_DELEGATION.value;
    for (at, uses) in uses(cx) {
        let Some(user) = uses.iter().find(|it| it.kind == Kind::VirtualNodes) else { continue };
        // One that is used or delegated otherwise has a rule of its own.
        if uses.iter().any(|it| it.kind != Kind::VirtualNodes) {
            continue;
        }
        let Some(subnet) = cx.net.subnet(at) else { continue };
        let given = subnet.spec.delegation.as_deref().map(str::trim).unwrap_or_default();
        if !given.is_empty() {
            continue;
        }
        let name = quoted(&subnet.spec.name);
        let path = format!("{}/delegation", subnet.path);
        let finding = report.at(&path, format!("subnet {name} of {} is not delegated", user.who()));
        finding.help(format!("delegate it to `{wanted}`"));
        finding.related(user.path(), user.who());
        finding.fix_set(format!("delegate it to `{wanted}`"), path, wanted);
    }
}
