use crate::model::{Cluster, ServiceMeshMode};
use crate::rules::{Context, Report, rule};

rule! {
    /// A setting belongs to something that is off.
    ///
    /// A workspace, a subnet or an interval says nothing while its add-on is off. az refuses most
    /// of these; scripts and templates leave them out.
    ///
    /// # Why
    ///
    /// It reads as if it were in force. az refuses most such settings; scripts and templates leave
    /// them out.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "azureKeyvaultSecretsProvider": {
    ///   "enabled": false, "enableSecretRotation": true } } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "securityProfile": { "imageCleaner": { "intervalHours": 48 } } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "azureKeyvaultSecretsProvider": {
    ///   "enabled": true, "rotationPollInterval": "5m" } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "addonProfiles": { "azureKeyvaultSecretsProvider": {
    ///   "enabled": true, "enableSecretRotation": true, "rotationPollInterval": "5m" } } }] }
    /// ```
    "setting-without-addon", Info, Addons, AZ_AKS,
    aliases: ["--image-cleaner-interval-hours", "--workspace-resource-id"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        for (switch, is_on, setting, is_given) in settings(cluster.spec) {
            if is_given && !is_on {
                let name = setting.rsplit('/').next().unwrap_or(setting);
                report
                    .at(
                        cluster.at(setting),
                        format!("`{name}` has no effect while `{switch}` is off"),
                    )
                    .help(format!("turn `{switch}` on, or take the setting out"));
            }
        }
    }
}

/// What has to be on, whether it is, and a setting that needs it, with whether it is given.
fn settings(cluster: &Cluster) -> Vec<(&'static str, bool, &'static str, bool)> {
    let mut all = Vec::new();
    let addons = &cluster.addon_profiles;
    if let Some(it) = &addons.omsagent {
        let setting = "addonProfiles/omsagent/logAnalyticsWorkspaceResourceID";
        let is_given = it.log_analytics_workspace_resource_id.is_some();
        all.push(("omsagent", it.enabled, setting, is_given));
    }
    if let Some(it) = &addons.aci_connector_linux {
        let setting = "addonProfiles/aciConnectorLinux/subnet";
        all.push(("aciConnectorLinux", it.enabled, setting, it.subnet.is_some()));
    }
    if let Some(it) = &addons.ingress_application_gateway {
        let addon = "ingressApplicationGateway";
        for (setting, given) in [
            (
                "addonProfiles/ingressApplicationGateway/applicationGatewayId",
                &it.application_gateway_id,
            ),
            ("addonProfiles/ingressApplicationGateway/subnet", &it.subnet),
            ("addonProfiles/ingressApplicationGateway/subnetCIDR", &it.subnet_cidr),
        ] {
            all.push((addon, it.enabled, setting, given.is_some()));
        }
    }
    if let Some(it) = &addons.azure_keyvault_secrets_provider {
        let rotation = "addonProfiles/azureKeyvaultSecretsProvider/enableSecretRotation";
        all.push(("azureKeyvaultSecretsProvider", it.enabled, rotation, it.enable_secret_rotation));
        let interval = "addonProfiles/azureKeyvaultSecretsProvider/rotationPollInterval";
        let is_given = it.rotation_poll_interval.is_some();
        all.push(("enableSecretRotation", it.enable_secret_rotation, interval, is_given));
    }
    if let Some(it) = cluster.ingress_profile.as_ref().and_then(|it| it.web_app_routing.as_ref()) {
        let setting = "ingressProfile/webAppRouting/dnsZoneResourceIds";
        all.push(("webAppRouting", it.enabled, setting, !it.dns_zone_resource_ids.is_empty()));
    }
    let security = cluster.security_profile.as_ref();
    if let Some(it) = security.and_then(|it| it.image_cleaner.as_ref()) {
        let setting = "securityProfile/imageCleaner/intervalHours";
        all.push(("imageCleaner", it.enabled, setting, it.interval_hours.is_some()));
    }
    if let Some(it) = security.and_then(|it| it.defender.as_ref()) {
        let setting = "securityProfile/defender/logAnalyticsWorkspaceResourceId";
        let is_given = it.log_analytics_workspace_resource_id.is_some();
        all.push(("defender", it.enabled, setting, is_given));
    }
    if let Some(it) = &cluster.service_mesh_profile {
        let is_on = it.mode == Some(ServiceMeshMode::Istio);
        for (setting, is_given) in [
            ("serviceMeshProfile/revisions", !it.revisions.is_empty()),
            ("serviceMeshProfile/externalIngressGateway", it.external_ingress_gateway),
            ("serviceMeshProfile/internalIngressGateway", it.internal_ingress_gateway),
        ] {
            all.push(("serviceMeshProfile.mode", is_on, setting, is_given));
        }
    }
    all
}
