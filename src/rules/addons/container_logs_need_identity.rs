use crate::rules::{Context, Report, rule};

rule! {
    /// Container logs of Azure Monitor need a managed identity.
    ///
    /// They sign in to the workspace with the cluster's identity. A cluster with a service
    /// principal has none.
    ///
    /// # Why
    ///
    /// Agents would run on every node and send nothing; az refuses it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "identity": null,
    ///   "servicePrincipalProfile": { "clientId": "00000000-0000-0000-0000-000000000001" },
    ///   "azureMonitorProfile": { "containerInsights": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "azureMonitorProfile": { "containerInsights": { "enabled": true } } }] }
    /// ```
    "container-logs-need-identity", Error, Addons, AZ_AKS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let profile = cluster.spec.azure_monitor_profile.as_ref();
        let logs = profile.and_then(|it| it.container_insights.as_ref());
        if logs.is_some_and(|it| it.enabled) && cluster.spec.service_principal_profile.is_some() {
            let path = cluster.at("azureMonitorProfile/containerInsights");
            report
                .at(
                    path,
                    "container logs need a managed identity, the cluster has a service principal",
                )
                .related(cluster.at("servicePrincipalProfile"), "the service principal")
                .help("give the cluster a managed identity instead of the service principal");
        }
    }
}
