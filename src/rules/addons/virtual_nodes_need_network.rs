use super::has_virtual_nodes;
use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};

rule! {
    /// Virtual nodes need pods in the virtual network.
    ///
    /// Container instances stand in a subnet and talk to pods by the pods' own addresses. That
    /// takes Azure CNI with a node subnet or a pod subnet: overlay, kubenet and own plugins give
    /// pods addresses that nobody outside the cluster knows.
    ///
    /// # Why
    ///
    /// The service refuses the add-on: pods on either side could not talk to each other.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "aci", "addressPrefix": "10.240.8.0/24" }] }],
    ///   "clusters": [{ "addonProfiles": { "aciConnectorLinux": { "enabled": true, "subnet": "aci" } } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "aci", "addressPrefix": "10.240.8.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
    ///     "addonProfiles": { "aciConnectorLinux": { "enabled": true, "subnet": "aci" } } }] }
    /// ```
    "virtual-nodes-need-network", Error, Addons, VIRTUAL_NODES,
    aliases: ["ACIConnectorRequiresAzureNetworking"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.clusters_with_network().filter(|it| has_virtual_nodes(it)) {
        let flat =
            [PodAddressing::NodeSubnet, PodAddressing::PodSubnet, PodAddressing::StaticBlock];
        let other = cluster.pools.iter().map(|it| it.addressing).find(|it| !flat.contains(it));
        let Some(other) = other else { continue };
        let property =
            if other == PodAddressing::Overlay { "networkPluginMode" } else { "networkPlugin" };
        report
            .at(
                cluster.at("addonProfiles/aciConnectorLinux"),
                format!(
                    "virtual nodes need pods in the virtual network, the cluster has {}",
                    other.name()
                ),
            )
            .related(cluster.network_path(property), other.name())
            .help("take plugin `azure` without mode `overlay`, or do without virtual nodes");
    }
}
