//! Add-ons and features: those that a cluster starts with, and those that one lacks.

use super::command::Az;
use super::files;
use super::network::{on, show};
use super::script::{Script, Section};
use crate::model::{self, ServiceMeshMode};
use crate::steps::ManagedCluster;
use crate::write::bash::Word;

/// An add-on, or a feature that az switches on with arguments.
pub(super) struct Part {
    /// What az, or people, call it.
    pub name: &'static str,
    /// Asks a cluster for its state.
    query: &'static str,
    /// The answer when it is there.
    wanted: String,
    /// The arguments that bring it; those without words are switches.
    pub options: Vec<(&'static str, Vec<Word>)>,
}

impl Part {
    fn new(name: &'static str, query: &'static str) -> Self {
        Self { name, query, wanted: "true".to_string(), options: Vec::new() }
    }

    fn switch(mut self, flag: &'static str) -> Self {
        self.options.push((flag, Vec::new()));
        self
    }

    fn with(mut self, flag: &'static str, word: Option<Word>) -> Self {
        self.options.extend(word.map(|it| (flag, vec![it])));
        self
    }

    fn on(&self, mut az: Az) -> Az {
        for (flag, words) in &self.options {
            az = if words.is_empty() {
                az.switch(flag, true)
            } else {
                az.words(flag, words.clone())
            };
        }
        az
    }
}

fn is_on(switch: Option<&model::Switch>) -> bool {
    switch.is_some_and(|it| it.enabled)
}

fn word(text: Option<&String>) -> Option<Word> {
    text.map(|it| Word::text(it))
}

/// The add-ons that a cluster has in the plan.
pub(super) fn addons(script: &mut Script, it: &ManagedCluster) -> Vec<Part> {
    let profiles = &it.properties.addon_profiles;
    let mut parts = Vec::new();
    let switches = [
        (
            profiles.http_application_routing.as_ref(),
            Part::new("http_application_routing", "addonProfiles.httpApplicationRouting.enabled"),
        ),
        (
            profiles.kube_dashboard.as_ref(),
            Part::new("kube-dashboard", "addonProfiles.kubeDashboard.enabled"),
        ),
        (
            profiles.azurepolicy.as_ref(),
            Part::new(
                "azure-policy",
                "addonProfiles.azurepolicy.enabled || addonProfiles.azurePolicy.enabled",
            ),
        ),
        (
            profiles.acc_sgx_device_plugin.as_ref(),
            Part::new("confcom", "addonProfiles.ACCSGXDevicePlugin.enabled"),
        ),
        (
            profiles.open_service_mesh.as_ref(),
            Part::new("open-service-mesh", "addonProfiles.openServiceMesh.enabled"),
        ),
    ];
    parts.extend(switches.into_iter().filter(|(switch, _)| is_on(*switch)).map(|(_, part)| part));
    if let Some(agent) = profiles.omsagent.as_ref().filter(|it| it.enabled) {
        let query = "addonProfiles.omsagent.enabled || addonProfiles.omsAgent.enabled";
        let workspace = word(agent.log_analytics_workspace_resource_id.as_ref());
        parts.push(Part::new("monitoring", query).with("--workspace-resource-id", workspace));
    }
    if profiles.aci_connector_linux.as_ref().is_some_and(|it| it.enabled) {
        let query = "addonProfiles.aciConnectorLinux.enabled";
        let subnet = it.virtual_node_subnet.as_ref();
        let subnet = subnet.map(|it| script.setting(super::names::Setting::Subnet, it));
        parts.push(Part::new("virtual-node", query).with("--subnet-name", subnet));
    }
    if let Some(gateway) = profiles.ingress_application_gateway.as_ref().filter(|it| it.enabled) {
        let subnet = it.application_gateway_subnet.as_ref().map(|it| script.value(it));
        let part = Part::new("ingress-appgw", "addonProfiles.ingressApplicationGateway.enabled")
            .with("--appgw-id", word(gateway.application_gateway_id.as_ref()))
            .with("--appgw-name", word(gateway.application_gateway_name.as_ref()))
            .with("--appgw-subnet-id", subnet)
            .with("--appgw-subnet-cidr", word(gateway.subnet_cidr.as_ref()));
        parts.push(part);
    }
    if let Some(provider) =
        profiles.azure_keyvault_secrets_provider.as_ref().filter(|it| it.enabled)
    {
        let name = "azure-keyvault-secrets-provider";
        let mut part = Part::new(name, "addonProfiles.azureKeyvaultSecretsProvider.enabled");
        if provider.enable_secret_rotation {
            part = part.switch("--enable-secret-rotation");
        }
        let interval = word(provider.rotation_poll_interval.as_ref());
        parts.push(part.with("--rotation-poll-interval", interval));
    }
    parts
}

/// The features that `az aks create` and `az aks update` bring with the same arguments.
pub(super) fn features(script: &mut Script, it: &ManagedCluster) -> Vec<Part> {
    let spec = &it.properties;
    let mut parts = Vec::new();
    let oidc = spec.oidc_issuer_profile.as_ref();
    let security = spec.security_profile.as_ref();
    let workload = spec.workload_auto_scaler_profile.as_ref();
    let monitor = spec.azure_monitor_profile.as_ref();
    let metrics = monitor.and_then(|it| it.metrics.as_ref());
    let cost = spec.metrics_profile.as_ref().and_then(|it| it.cost_analysis.as_ref());
    let switches = [
        (oidc, "OIDC issuer", "oidcIssuerProfile.enabled", "--enable-oidc-issuer"),
        (
            security.and_then(|it| it.workload_identity.as_ref()),
            "workload identity",
            "securityProfile.workloadIdentity.enabled",
            "--enable-workload-identity",
        ),
        (
            workload.and_then(|it| it.keda.as_ref()),
            "KEDA",
            "workloadAutoScalerProfile.keda.enabled",
            "--enable-keda",
        ),
        (
            workload.and_then(|it| it.vertical_pod_autoscaler.as_ref()),
            "vertical pod autoscaler",
            "workloadAutoScalerProfile.verticalPodAutoscaler.enabled",
            "--enable-vpa",
        ),
        (
            metrics,
            "managed Prometheus",
            "azureMonitorProfile.metrics.enabled",
            "--enable-azure-monitor-metrics",
        ),
        (cost, "cost analysis", "metricsProfile.costAnalysis.enabled", "--enable-cost-analysis"),
    ];
    for (switch, name, query, flag) in switches {
        if is_on(switch) {
            parts.push(Part::new(name, query).switch(flag));
        }
    }
    if let Some(logs) =
        monitor.and_then(|it| it.container_insights.as_ref()).filter(|it| it.enabled)
    {
        let workspace = word(logs.log_analytics_workspace_resource_id.as_ref());
        let part = Part::new("container logs", "azureMonitorProfile.containerInsights.enabled")
            .switch("--enable-azure-monitor-logs")
            .with("--workspace-resource-id", workspace);
        parts.push(part);
    }
    if let Some(cleaner) = security.and_then(|it| it.image_cleaner.as_ref()).filter(|it| it.enabled)
    {
        let hours = cleaner.interval_hours.map(Word::number);
        let part = Part::new("image cleaner", "securityProfile.imageCleaner.enabled")
            .switch("--enable-image-cleaner")
            .with("--image-cleaner-interval-hours", hours);
        parts.push(part);
    }
    if let Some(defender) = security.and_then(|it| it.defender.as_ref()).filter(|it| it.enabled) {
        let name = format!("defender {}", it.id.name());
        let file = files::defender(defender).map(|json| script.file("", &name, &json));
        let query = "securityProfile.defender.securityMonitoring.enabled";
        let part = Part::new("Defender", query).switch("--enable-defender");
        parts.push(part.with("--defender-config", file));
    }
    parts.extend(gateway_api(spec));
    parts
}

/// Application routing by the Gateway API.
fn gateway_api(spec: &model::Cluster) -> Option<Part> {
    let ingress = spec.ingress_profile.as_ref()?;
    let routing = is_on(ingress.application_routing_istio.as_ref());
    let api = is_on(ingress.gateway_api.as_ref());
    let part = match (routing, api) {
        (false, false) => return None,
        (true, _) => {
            let query =
                "ingressProfile.webAppRouting.gatewayApiImplementations.appRoutingIstio.mode";
            let mut part = Part::new("application routing with the Gateway API", query);
            part.wanted = "Enabled".to_string();
            part.switch("--enable-app-routing-istio")
        }
        (false, true) => {
            let mut part = Part::new("Gateway API", "ingressProfile.gatewayApi.installation");
            part.wanted = "Standard".to_string();
            part
        }
    };
    Some(if api { part.switch("--enable-gateway-api") } else { part })
}

/// Whether a cluster has the Istio add-on in the plan.
pub(super) fn wants_istio(spec: &model::Cluster) -> bool {
    spec.service_mesh_profile.as_ref().is_some_and(|it| it.mode == Some(ServiceMeshMode::Istio))
}

/// What a cluster lacks of a part.
fn lacking(script: &mut Script, it: &ManagedCluster, part: &Part, commands: &[Az]) {
    let show = show(script, &it.id).text("--query", part.query);
    let what = Word::text(&format!("switching on {}", part.name));
    script.unless(&Word::text(&part.wanted), &show, &what, commands);
}

/// Adds to a cluster that exists what it lacks.
pub(super) fn cluster(script: &mut Script, it: &ManagedCluster) {
    script.section(&Section::Cluster(it.id.name().to_string()));
    for addon in addons(script, it) {
        let az = on(script, "aks enable-addons", &it.id).text("--addons", addon.name);
        let az = addon.on(az).text("--output", "none");
        lacking(script, it, &addon, &[az]);
    }
    for feature in features(script, it) {
        let az = feature.on(on(script, "aks update", &it.id)).text("--output", "none");
        lacking(script, it, &feature, &[az]);
    }
    channels(script, it);
    let spec = &it.properties;
    let ingress = spec.ingress_profile.as_ref();
    if ingress.and_then(|it| it.web_app_routing.as_ref()).is_some_and(|it| it.enabled) {
        let part = Part::new("application routing", "ingressProfile.webAppRouting.enabled");
        let az = on(script, "aks approuting enable", &it.id).text("--output", "none");
        lacking(script, it, &part, &[az]);
    }
    if wants_istio(spec) {
        let mut part = Part::new("Istio add-on", "serviceMeshProfile.mode");
        part.wanted = ServiceMeshMode::Istio.to_string();
        let revision = spec.service_mesh_profile.as_ref().and_then(|it| it.revisions.first());
        let az = on(script, "aks mesh enable", &it.id)
            .maybe("--revision", revision)
            .text("--output", "none");
        lacking(script, it, &part, &[az]);
    }
    after_create(script, it);
    let carried = &it.properties.az_arguments;
    if !carried.is_empty() {
        script.gap();
        let az = on(script, "aks update", &it.id).carried(carried).switch("--yes", true);
        script.run("", &az.text("--output", "none"));
    }
}

/// The upgrade channels of a cluster that exists.
fn channels(script: &mut Script, it: &ManagedCluster) {
    let Some(profile) = &it.properties.auto_upgrade_profile else { return };
    let cluster = profile.upgrade_channel.map(|it| it.to_string());
    let node_os = profile.node_os_upgrade_channel.map(|it| it.to_string());
    let channels = [
        ("upgrade channel", "autoUpgradeProfile.upgradeChannel", "--auto-upgrade-channel", cluster),
        (
            "node OS upgrade channel",
            "autoUpgradeProfile.nodeOsUpgradeChannel",
            "--node-os-upgrade-channel",
            node_os,
        ),
    ];
    for (name, query, flag, channel) in channels {
        let Some(channel) = channel else { continue };
        let mut part = Part::new(name, query).with(flag, Some(Word::text(&channel)));
        part.wanted.clone_from(&channel);
        let az = part.on(on(script, "aks update", &it.id)).switch("--yes", true);
        lacking(script, it, &part, &[az.text("--output", "none")]);
    }
}

/// What neither `az aks create` nor `az aks update` takes: gateways of the mesh, DNS zones of
/// application routing.
pub(super) fn after_create(script: &mut Script, it: &ManagedCluster) {
    let spec = &it.properties;
    if let Some(mesh) = spec.service_mesh_profile.as_ref().filter(|_| wants_istio(spec)) {
        let gateways = [
            (
                mesh.external_ingress_gateway,
                "external",
                Part::new("the external gateway of Istio", EXTERNAL_GATEWAY),
            ),
            (
                mesh.internal_ingress_gateway,
                "internal",
                Part::new("the internal gateway of Istio", INTERNAL_GATEWAY),
            ),
        ];
        for (_, kind, part) in gateways.into_iter().filter(|(wanted, ..)| *wanted) {
            let az = on(script, "aks mesh enable-ingress-gateway", &it.id)
                .text("--ingress-gateway-type", kind)
                .text("--output", "none");
            lacking(script, it, &part, &[az]);
        }
    }
    let routing = spec.ingress_profile.as_ref().and_then(|it| it.web_app_routing.as_ref());
    let Some(routing) = routing.filter(|it| it.enabled && !it.dns_zone_resource_ids.is_empty())
    else {
        return;
    };
    let mut part =
        Part::new("DNS zones", "length(ingressProfile.webAppRouting.dnsZoneResourceIds || `[]`)");
    part.wanted = routing.dns_zone_resource_ids.len().to_string();
    let az = on(script, "aks approuting zone add", &it.id)
        .commas("--ids", &routing.dns_zone_resource_ids)
        .switch("--attach-zones", true)
        .text("--output", "none");
    lacking(script, it, &part, &[az]);
}

const EXTERNAL_GATEWAY: &str =
    "serviceMeshProfile.istio.components.ingressGateways[?mode=='External'].enabled | [0]";
const INTERNAL_GATEWAY: &str =
    "serviceMeshProfile.istio.components.ingressGateways[?mode=='Internal'].enabled | [0]";
