use super::has_virtual_nodes;
use crate::finding::Severity;
use crate::rules::{Context, Report, rule};

rule! {
    /// The subnet of virtual nodes is used for something else.
    ///
    /// Container instances take a subnet over: it is delegated to
    /// `Microsoft.ContainerInstance/containerGroups`, and nothing else can stand in it. It has to
    /// be in the virtual network of the nodes.
    ///
    /// # Why
    ///
    /// Azure refuses to delegate a subnet that something stands in, and machines in one that is
    /// delegated. That it is the nodes' own is found out late: the cluster is made, and its virtual
    /// nodes never start.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
    ///     "addonProfiles": { "aciConnectorLinux": { "enabled": true, "subnet": "nodes" } } }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "aci", "addressPrefix": "10.240.8.0/24",
    ///     "delegation": "Microsoft.Web/serverFarms" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
    ///     "addonProfiles": { "aciConnectorLinux": { "enabled": true, "subnet": "aci" } } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "aci", "addressPrefix": "10.240.8.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
    ///     "addonProfiles": { "aciConnectorLinux": { "enabled": true, "subnet": "aci" } } }] }
    /// ```
    "virtual-nodes-subnet-taken", Error, Addons, VIRTUAL_NODES,
    aliases: []
}

const DELEGATION: &str = "Microsoft.ContainerInstance/containerGroups";

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| has_virtual_nodes(it)) {
        let Some(at) = cluster.virtual_node_subnet else { continue };
        let Some(subnet) = cx.net.subnet(at) else { continue };
        let name = &subnet.spec.name;
        let delegation = subnet.spec.delegation.as_deref();
        let pool = cx.net.pools().map(|(_, pool)| pool);
        let pool = { pool }.find(|it| it.node_subnet == Some(at) || it.pod_subnet == Some(at));
        let network = cluster.network.filter(|it| *it != at.network);
        let message = if let Some(pool) = pool {
            format!("subnet `{name}` of virtual nodes is that of pool `{}` too", pool.spec.name)
        } else if cluster.api_server_subnet == Some(at) {
            format!("subnet `{name}` of virtual nodes is that of the API server too")
        } else if let Some(other) = delegation.filter(|it| !it.eq_ignore_ascii_case(DELEGATION)) {
            format!("subnet `{name}` of virtual nodes is delegated to `{other}`")
        } else if network.is_some() {
            format!("subnet `{name}` of virtual nodes is in another virtual network than the nodes")
        } else {
            continue;
        };
        let finding = report.at(cluster.at("addonProfiles/aciConnectorLinux/subnet"), message);
        if pool.is_some() {
            finding.severity(Severity::Warning);
        }
        finding
            .related(&subnet.path, format!("subnet `{name}`"))
            .help("give virtual nodes a subnet of their own in the network of the nodes");
    }
}
