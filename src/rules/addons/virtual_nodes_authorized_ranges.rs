use super::has_virtual_nodes;
use crate::rules::{Context, Report, rule};

rule! {
    /// Virtual nodes and authorized ranges of the API server are not supported together.
    ///
    /// Pods on container instances call the API server to set up their network. With authorized
    /// ranges those calls are refused.
    ///
    /// # Why
    ///
    /// Pods on virtual nodes stay pending, or start without a network.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "aci", "addressPrefix": "10.240.8.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
    ///     "apiServerAccessProfile": { "authorizedIPRanges": ["20.50.1.0/24"] },
    ///     "addonProfiles": { "aciConnectorLinux": { "enabled": true, "subnet": "aci" } } }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "aci", "addressPrefix": "10.240.8.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
    ///     "addonProfiles": { "aciConnectorLinux": { "enabled": true, "subnet": "aci" } } }] }
    /// ```
    "virtual-nodes-authorized-ranges", Warning, Addons, VIRTUAL_NODES,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| has_virtual_nodes(it)) {
        let access = cluster.spec.api_server_access_profile.as_ref();
        let ranges = access.map_or(0, |it| it.authorized_ip_ranges.len());
        if ranges > 0 {
            let message =
                "virtual nodes are not supported with authorized ranges of the API server";
            report
                .at(cluster.at("addonProfiles/aciConnectorLinux"), message)
                .related(cluster.at("apiServerAccessProfile/authorizedIPRanges"), "the ranges")
                .help("take a private cluster instead of ranges, or do without virtual nodes");
        }
    }
}
