//! Add-ons and the features that took their place.

use super::{Switch, choice, record};
use macro_rules_attribute::apply;

/// A cluster's `addonProfiles`.
#[apply(record!)]
pub struct AddonProfiles {
    /// HTTP application routing, retired on 2025-03-03.
    pub http_application_routing: Option<Switch>,
    /// Container Insights.
    pub omsagent: Option<OmsAgent>,
    /// Virtual nodes on Azure Container Instances.
    pub aci_connector_linux: Option<AciConnectorLinux>,
    /// Kubernetes dashboard, removed with Kubernetes 1.19.
    pub kube_dashboard: Option<Switch>,
    /// Azure Policy.
    pub azurepolicy: Option<Switch>,
    /// Application Gateway Ingress Controller.
    pub ingress_application_gateway: Option<IngressApplicationGateway>,
    /// Confidential computing device plugin.
    #[serde(rename = "ACCSGXDevicePlugin")]
    pub acc_sgx_device_plugin: Option<Switch>,
    /// Open Service Mesh, supported until 2027-09-30.
    pub open_service_mesh: Option<Switch>,
    /// Secrets store driver for Key Vault.
    pub azure_keyvault_secrets_provider: Option<KeyvaultSecretsProvider>,
}

/// Container Insights.
#[apply(record!)]
pub struct OmsAgent {
    /// On or off.
    pub enabled: bool,
    /// Log Analytics workspace; absent: the region's default one.
    #[serde(rename = "logAnalyticsWorkspaceResourceID")]
    pub log_analytics_workspace_resource_id: Option<String>,
}

/// Virtual nodes.
#[apply(record!)]
pub struct AciConnectorLinux {
    /// On or off.
    pub enabled: bool,
    /// Subnet of the container instances: `subnet` or `network/subnet`.
    pub subnet: Option<String>,
}

/// Application Gateway Ingress Controller: an existing gateway, or a subnet for a new one.
#[apply(record!)]
pub struct IngressApplicationGateway {
    /// On or off.
    pub enabled: bool,
    /// Existing gateway, by resource id.
    pub application_gateway_id: Option<String>,
    /// Name of the gateway that is made.
    pub application_gateway_name: Option<String>,
    /// Subnet for the gateway that is made: `subnet`, `network/subnet` or a resource id.
    pub subnet: Option<String>,
    /// Range of the subnet that is made for the gateway that is made.
    #[serde(rename = "subnetCIDR")]
    pub subnet_cidr: Option<String>,
}

/// Secrets store driver for Key Vault.
#[apply(record!)]
pub struct KeyvaultSecretsProvider {
    /// On or off.
    pub enabled: bool,
    /// Secrets are read again from time to time.
    pub enable_secret_rotation: bool,
    /// How often, as `2m`; absent: `2m`.
    pub rotation_poll_interval: Option<String>,
}

/// A cluster's `ingressProfile`.
#[apply(record!)]
pub struct IngressProfile {
    /// Application routing with NGINX.
    pub web_app_routing: Option<WebAppRouting>,
    /// Application routing with the Gateway API, which needs `gatewayAPI`.
    pub application_routing_istio: Option<Switch>,
    /// The managed Gateway API.
    #[serde(rename = "gatewayAPI")]
    pub gateway_api: Option<Switch>,
}

/// Application routing with NGINX.
#[apply(record!)]
pub struct WebAppRouting {
    /// On or off.
    pub enabled: bool,
    /// DNS zones to keep records in, at most five, by resource id.
    pub dns_zone_resource_ids: Vec<String>,
}

/// A cluster's `serviceMeshProfile`.
#[apply(record!)]
pub struct ServiceMeshProfile {
    /// `Istio` or off.
    pub mode: Option<ServiceMeshMode>,
    /// Revisions of the Istio add-on, such as `asm-1-30`; absent: the region's default.
    pub revisions: Vec<String>,
    /// Internet-facing Istio ingress gateway.
    pub external_ingress_gateway: bool,
    /// Internal Istio ingress gateway; takes one address of the node subnet.
    pub internal_ingress_gateway: bool,
}

/// Service mesh.
#[apply(choice!)]
pub enum ServiceMeshMode {
    /// None.
    Disabled = "Disabled",
    /// The Istio add-on.
    Istio = "Istio",
}

/// A cluster's `workloadAutoScalerProfile`.
#[apply(record!)]
pub struct WorkloadAutoScalerProfile {
    /// KEDA.
    pub keda: Option<Switch>,
    /// Vertical pod autoscaler.
    pub vertical_pod_autoscaler: Option<Switch>,
}

/// A cluster's `securityProfile`.
#[apply(record!)]
pub struct SecurityProfile {
    /// Pods sign in to Azure with Entra Workload ID, which needs the OIDC issuer.
    pub workload_identity: Option<Switch>,
    /// Microsoft Defender for Containers.
    pub defender: Option<Defender>,
    /// Unused images are removed from nodes.
    pub image_cleaner: Option<ImageCleaner>,
}

/// Microsoft Defender for Containers.
#[apply(record!)]
pub struct Defender {
    /// On or off.
    pub enabled: bool,
    /// Log Analytics workspace.
    pub log_analytics_workspace_resource_id: Option<String>,
}

/// Removal of unused images.
#[apply(record!)]
pub struct ImageCleaner {
    /// On or off.
    pub enabled: bool,
    /// Hours between runs, 24 to 2160; absent: 168.
    pub interval_hours: Option<u32>,
}

/// A cluster's `azureMonitorProfile`.
#[apply(record!)]
pub struct AzureMonitorProfile {
    /// Managed Prometheus.
    pub metrics: Option<Switch>,
    /// Container logs by Azure Monitor, the successor of the `omsagent` add-on.
    pub container_insights: Option<OmsAgent>,
}

/// A cluster's `metricsProfile`.
#[apply(record!)]
pub struct MetricsProfile {
    /// Cost analysis, which needs the Standard or Premium tier.
    pub cost_analysis: Option<Switch>,
}

/// Where a cluster's own images come from.
#[apply(record!)]
pub struct BootstrapProfile {
    /// `Cache` for network-isolated clusters; absent: `Direct`.
    pub artifact_source: Option<ArtifactSource>,
    /// Own registry (Premium) for `Cache`, by resource id; absent: AKS makes one.
    pub container_registry_id: Option<String>,
}

/// Where a cluster's own images come from.
#[apply(choice!)]
pub enum ArtifactSource {
    /// A registry's cache.
    Cache = "Cache",
    /// Microsoft's registry.
    Direct = "Direct",
}
