use crate::rules::{Context, Report, rule};

rule! {
    /// A cluster with node auto-provisioning has a service principal.
    ///
    /// It needs a managed identity, system-assigned or user-assigned.
    ///
    /// # Why
    ///
    /// Nodes are made by a controller that signs in as the cluster's managed identity; a service
    /// principal gives it nothing to sign in with.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "identity": null,
    ///     "servicePrincipalProfile": { "clientId": "00000000-0000-0000-0000-000000000001" },
    ///     "nodeProvisioningProfile": { "mode": "Auto" }
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "nodeProvisioningProfile": { "mode": "Auto" } }] }
    /// ```
    "node-provisioning-principal", Error, AgentPools, NODE_PROVISIONING,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| super::makes_nodes(it)) {
        if cluster.spec.service_principal_profile.is_some() {
            report
                .at(
                    cluster.at("servicePrincipalProfile"),
                    "node auto-provisioning does not work with a service principal",
                )
                .help("use a managed identity");
        }
    }
}
