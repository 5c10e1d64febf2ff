use crate::finding::set;
use crate::rules::{Context, Report, rule};

rule! {
    /// A network policy engine is chosen, and no network plugin.
    ///
    /// Which engines there are depends on the plugin, so az wants it said: it stops with "Please
    /// explicitly specify the network plugin type".
    ///
    /// # Why
    ///
    /// The service picks a plugin by itself otherwise, and the engine may not work with it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": {
    ///   "networkPlugin": null, "networkPluginMode": null, "networkPolicy": "calico"
    /// } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPolicy": "calico" } }] }
    /// ```
    "network-policy-needs-plugin", Error, NetworkProfile, AZ_AKS,
    aliases: ["Please explicitly specify the network plugin type"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let profile = &cluster.spec.network_profile;
        let (Some(policy), None) = (profile.network_policy, profile.network_plugin) else {
            continue;
        };
        let path = cluster.network_path("networkPolicy");
        let mut changes = vec![set(cluster.network_path("networkPlugin"), "azure")];
        if cluster.overlay {
            changes.push(set(cluster.network_path("networkPluginMode"), "overlay"));
        }
        report
            .at(path, format!("az refuses network policy `{policy}` without a network plugin"))
            .help("name the plugin; Azure's own default is Azure CNI overlay")
            .fix("use Azure CNI", changes);
    }
}
