use crate::finding::{remove, set};
use crate::model::NetworkPlugin;
use crate::rules::{Context, Report, rule};

rule! {
    /// Overlay is a mode of Azure CNI, and the plugin is another one.
    ///
    /// `networkPluginMode` says how Azure CNI gives pods their addresses. kubenet and an own CNI
    /// have no such mode, so Azure refuses the pair.
    ///
    /// # Why
    ///
    /// How pods get addresses is the first thing that is decided and can't be changed freely; the
    /// slip is cheap now.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "kubenet" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": "overlay" } }] }
    /// ```
    "overlay-needs-azure-cni", Error, NetworkProfile, CONFIGURE_OVERLAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let profile = &cluster.spec.network_profile;
        let other = profile.network_plugin.filter(|it| *it != NetworkPlugin::Azure);
        let (Some(plugin), Some(mode)) = (other, profile.network_plugin_mode) else { continue };
        let path = cluster.network_path("networkPluginMode");
        let finding = report
            .at(&path, format!("mode `{mode}` is one of Azure CNI, and the plugin is `{plugin}`"));
        if plugin == NetworkPlugin::Kubenet {
            let plugin = set(cluster.network_path("networkPlugin"), "azure");
            finding
                .help("set `networkPlugin` to `azure`; or leave the mode out, for kubenet")
                .fix("use Azure CNI overlay", vec![plugin]);
        } else {
            finding
                .help("leave the mode out: an own CNI decides itself how pods get addresses")
                .fix("leave the mode out", vec![remove(path)]);
        }
    }
}
