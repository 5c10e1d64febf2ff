use crate::azure_facts::sources::{CONFIGURE_OVERLAY, KUBENET};
use crate::finding::set;
use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster does not say its network plugin.
    ///
    /// A script that names none leaves it to Azure; the plan counts with Azure CNI overlay.
    ///
    /// # Why
    ///
    /// The plugin decides how many addresses are needed: one a node with overlay, thirty-one with a
    /// node subnet. It can't be changed freely afterwards, so it should be said.
    ///
    /// # Decided
    ///
    /// The newer pages say that Azure takes Azure CNI overlay where none is named; others still
    /// call kubenet the default, and Terraform takes it. So it is a warning that names both, and
    /// overlay is planned for.
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
