use super::{has_istio, has_virtual_nodes};
use crate::rules::{Context, Report, rule};

rule! {
    /// The Istio add-on does not reach pods on virtual nodes.
    ///
    /// Its proxy can't be put beside a pod on container instances: such pods are outside the mesh,
    /// and the combination is not supported.
    ///
    /// # Why
    ///
    /// Such pods have no mutual TLS and no policies although the plan reads as if all pods had
    /// them.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "aci", "addressPrefix": "10.240.8.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null }, "serviceMeshProfile": { "mode": "Istio" },
    ///     "addonProfiles": { "aciConnectorLinux": { "enabled": true, "subnet": "aci" } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "serviceMeshProfile": { "mode": "Istio" } }] }
    /// ```
    "istio-with-virtual-nodes", Warning, Addons, ISTIO,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| has_istio(it) && has_virtual_nodes(it)) {
        report
            .at(
                cluster.at("serviceMeshProfile/mode"),
                "the Istio add-on is not supported with virtual nodes",
            )
            .related(cluster.at("addonProfiles/aciConnectorLinux"), "virtual nodes")
            .help("do without one of them, or keep pods on virtual nodes out of the mesh");
    }
}
