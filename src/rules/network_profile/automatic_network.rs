use crate::model::{NetworkDataplane, NetworkPlugin, NetworkPolicy};
use crate::rules::{Context, Report, rule};

rule! {
    /// AKS Automatic should have another network than the one it comes with.
    ///
    /// Automatic clusters have Azure CNI overlay on the Cilium dataplane; that can't be changed.
    ///
    /// # Why
    ///
    /// az and the service refuse another one. Who needs it takes a cluster of SKU Base, where
    /// everything is chosen by hand.
    ///
    /// ```json,fails
    /// { "clusters": [{ "sku": { "name": "Automatic" }, "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "networkPlugin": "azure", "networkPluginMode": "overlay", "networkDataplane": "cilium", "networkPolicy": "cilium" }
    /// }] }
    /// ```
    "automatic-network-is-fixed", Error, NetworkProfile, AUTOMATIC,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.is_automatic()) {
        let profile = &cluster.spec.network_profile;
        let plugin = profile.network_plugin.filter(|it| *it != NetworkPlugin::Azure);
        let dataplane = profile.network_dataplane.filter(|it| *it != NetworkDataplane::Cilium);
        let policy = profile.network_policy.filter(|it| *it != NetworkPolicy::Cilium);
        let others = [
            ("networkPlugin", plugin.map(NetworkPlugin::as_str), "azure"),
            ("networkDataplane", dataplane.map(NetworkDataplane::as_str), "cilium"),
            ("networkPolicy", policy.map(NetworkPolicy::as_str), "cilium"),
        ];
        for (property, other, own) in others {
            let Some(other) = other else { continue };
            let path = cluster.network_path(property);
            report
                .at(
                    &path,
                    format!("`{property}` of AKS Automatic is `{own}` and can't be `{other}`"),
                )
                .help(format!("use `{own}`, or a cluster of SKU `Base`"))
                .fix_set(format!("use `{own}`"), path, own);
        }
    }
}
