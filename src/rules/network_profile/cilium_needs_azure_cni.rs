use crate::finding::{remove, set};
use crate::model::{NetworkDataplane, NetworkPlugin};
use crate::rules::{Context, Report, rule};

rule! {
    /// The Cilium dataplane is chosen without Azure CNI.
    ///
    /// Azure's Cilium takes its addresses from Azure CNI. A Cilium of your own is installed on
    /// plugin `none`, where AKS knows nothing of it.
    ///
    /// # Why
    ///
    /// Without Azure CNI nothing would give Cilium addresses to hand out. The service refuses the
    /// cluster.
    ///
    /// # Decided
    ///
    /// Terraform modules ask for an overlay or a pod subnet too, Cluster API for overlay alone. The
    /// service takes Cilium on a node subnet as well, since az 2.69, so that is no finding.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": {
    ///   "networkPlugin": "kubenet", "networkPluginMode": null, "networkDataplane": "cilium"
    /// } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkDataplane": "cilium" } }] }
    /// ```
    "cilium-needs-azure-cni", Error, NetworkProfile, CILIUM,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let is_cilium =
            cluster.spec.network_profile.network_dataplane == Some(NetworkDataplane::Cilium);
        if !is_cilium || cluster.plugin == NetworkPlugin::Azure {
            continue;
        }
        let path = cluster.network_path("networkDataplane");
        let plugin = cluster.plugin;
        let message = format!("the Cilium dataplane needs plugin `azure`, and this is `{plugin}`");
        let finding = report.at(&path, message);
        if plugin == NetworkPlugin::Kubenet {
            let changes = vec![
                set(cluster.network_path("networkPlugin"), "azure"),
                set(cluster.network_path("networkPluginMode"), "overlay"),
            ];
            finding
                .help("use Azure CNI overlay, or leave `networkDataplane` out")
                .fix("use Azure CNI overlay", changes);
        } else {
            finding
                .help("leave `networkDataplane` out, and install your own Cilium afterwards")
                .fix("leave `networkDataplane` out", vec![remove(path)]);
        }
    }
}
