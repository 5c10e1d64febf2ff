use super::has_virtual_nodes;
use crate::rules::{Context, Report, rule};

rule! {
    /// Virtual nodes need a subnet of their own, in a network of your own.
    ///
    /// az refuses `virtual-node` without `--aci-subnet-name` and `--vnet-subnet-id`: container
    /// instances get a subnet beside that of the nodes, in the same virtual network.
    ///
    /// # Why
    ///
    /// In the network that AKS makes there is no such subnet, and nobody could delegate one.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
    ///     "addonProfiles": { "aciConnectorLinux": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "aci", "addressPrefix": "10.240.8.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
    ///     "addonProfiles": { "aciConnectorLinux": { "enabled": true, "subnet": "aci" } } }] }
    /// ```
    "virtual-nodes-need-subnet", Error, Addons, AZ_AKS,
    aliases: ["--aci-subnet-name", "InvalidACIConnectorSubnetName"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters().filter(|it| has_virtual_nodes(it)) {
        let addon = cluster.spec.addon_profiles.aci_connector_linux.as_ref();
        let path = cluster.at("addonProfiles/aciConnectorLinux/subnet");
        if addon.is_some_and(|it| it.subnet.is_none()) {
            report.at(path, "virtual nodes have no subnet").help(
                "add a subnet beside that of the nodes and name it in `aciConnectorLinux.subnet`",
            );
        } else if let Some(pool) = cluster.pools.first().filter(|it| it.spec.vnet_subnet.is_none())
        {
            report
                .at(path, "virtual nodes have a subnet, and nodes are in a network that AKS makes")
                .related(pool.at("vnetSubnet"), "no subnet")
                .help("give the pools a subnet of the same virtual network");
        }
    }
}
