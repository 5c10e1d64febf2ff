use crate::azure_facts::sources::{CONFIGURE_OVERLAY, KUBENET};
use crate::finding::set;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster does not say its network plugin.
    ///
    /// The newer pages say that Azure then takes Azure CNI overlay, which is what is planned for here;
    /// others still call kubenet the default, and Terraform takes it. The plugin decides how many
    /// addresses are needed.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPlugin": null, "networkPluginMode": null } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": "overlay" } }] }
    /// ```
    "network-plugin-unset", Warning, NetworkProfile, CONFIGURE_OVERLAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters().filter(|it| !it.is_automatic()) {
        if cluster.spec.network_profile.network_plugin.is_some() {
            continue;
        }
        let message = format!(
            "cluster `{}` names no network plugin; the default is Azure CNI overlay by `{}` of {}, and kubenet by `{}` of {}",
            cluster.spec.name,
            CONFIGURE_OVERLAY.title,
            CONFIGURE_OVERLAY.date,
            KUBENET.title,
            KUBENET.date
        );
        let path = cluster.network_path("networkPlugin");
        let finding = report.at(&path, message);
        finding.help("say `networkPlugin` and `networkPluginMode`");
        if cluster.overlay {
            let mode = set(cluster.network_path("networkPluginMode"), "overlay");
            finding.fix("say Azure CNI overlay", vec![set(path, "azure"), mode]);
        }
    }
}
