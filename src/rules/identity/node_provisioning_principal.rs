use crate::model::NodeProvisioningMode;
use crate::rules::{Context, Report, rule};

rule! {
    /// Node auto-provisioning needs a managed identity.
    ///
    /// It does not work in clusters that act as a service principal.
    ///
    /// # Why
    ///
    /// Nodes are made by a controller that signs in as the cluster's managed identity. The service
    /// refuses a cluster that has none.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "identity": null,
    ///   "servicePrincipalProfile": { "clientId": "11111111-1111-1111-1111-111111111111" },
    ///   "nodeProvisioningProfile": { "mode": "Auto" }
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "nodeProvisioningProfile": { "mode": "Auto" } }] }
    /// ```
    "node-provisioning-needs-managed-identity", Error, Identity, NODE_PROVISIONING,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let provisioning = cluster.spec.node_provisioning_profile.as_ref();
        let is_auto = provisioning.and_then(|it| it.mode) == Some(NodeProvisioningMode::Auto);
        if is_auto && super::service_principal::of(cluster).is_some() {
            let name = &cluster.spec.name;
            report
                .at(
                    cluster.at("servicePrincipalProfile"),
                    format!("node auto-provisioning of cluster `{name}` does not work with a service principal"),
                )
                .help("use a managed identity")
                .related(cluster.at("nodeProvisioningProfile/mode"), "mode `Auto`");
        }
    }
}
