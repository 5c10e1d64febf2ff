//! Clusters.

use super::{
    AadProfile, AddonProfiles, AgentPool, ApiServerAccessProfile, ArmProperties,
    AutoUpgradeProfile, AzureMonitorProfile, BootstrapProfile, ClusterIdentity, HttpProxyConfig,
    IngressProfile, MaintenanceConfiguration, MetricsProfile, NetworkProfile, SecurityProfile,
    ServiceMeshProfile, ServicePrincipalProfile, StringMap, Switch, WorkloadAutoScalerProfile,
    choice, record,
};
use macro_rules_attribute::apply;

/// An AKS cluster.
#[apply(record!)]
pub struct Cluster {
    /// Name, 1 to 63 characters.
    pub name: String,
    /// Resource group; absent: the only one of the plan.
    pub resource_group: Option<String>,
    /// Region; absent: the plan's.
    pub location: Option<String>,
    /// It exists already: the plan adds pools and add-ons to it.
    pub existing: bool,
    /// Resource group for nodes and load balancers; absent: `MC_group_cluster_region`.
    pub node_resource_group: Option<String>,
    /// Start of the API server's name; absent: made from the names.
    pub dns_prefix: Option<String>,
    /// Subdomain in a private DNS zone of your own, instead of `dnsPrefix`.
    pub fqdn_subdomain: Option<String>,
    /// Kubernetes version, `1.36` or `1.36.2`; absent: the region's default.
    pub kubernetes_version: Option<String>,
    /// SKU and tier.
    pub sku: Option<ClusterSku>,
    /// Support plan; absent: `KubernetesOfficial`.
    pub support_plan: Option<SupportPlan>,
    /// Identity of the control plane; absent: system-assigned.
    pub identity: Option<ClusterIdentity>,
    /// Identity of the nodes: a name of this plan, or a resource id; absent: AKS makes one.
    pub kubelet_identity: Option<String>,
    /// Service principal, instead of an identity.
    pub service_principal_profile: Option<ServicePrincipalProfile>,
    /// Addresses and outbound traffic.
    pub network_profile: NetworkProfile,
    /// How the API server is reached.
    pub api_server_access_profile: Option<ApiServerAccessProfile>,
    /// Microsoft Entra integration; absent: none.
    pub aad_profile: Option<AadProfile>,
    /// Kubernetes RBAC; absent: on.
    #[serde(rename = "enableRBAC")]
    pub enable_rbac: Option<bool>,
    /// No sign-in with local accounts.
    pub disable_local_accounts: bool,
    /// Agent pools.
    pub agent_pools: Vec<AgentPool>,
    /// Zones of pools that name none, as `["1", "2", "3"]`; absent: all zones of the region.
    pub availability_zones: Option<Vec<String>>,
    /// Add-ons.
    pub addon_profiles: AddonProfiles,
    /// Ingress.
    pub ingress_profile: Option<IngressProfile>,
    /// Service mesh.
    pub service_mesh_profile: Option<ServiceMeshProfile>,
    /// OIDC issuer; absent: on from Kubernetes 1.34.
    pub oidc_issuer_profile: Option<Switch>,
    /// Security features.
    pub security_profile: Option<SecurityProfile>,
    /// KEDA and the vertical pod autoscaler.
    pub workload_auto_scaler_profile: Option<WorkloadAutoScalerProfile>,
    /// Managed Prometheus and container logs.
    pub azure_monitor_profile: Option<AzureMonitorProfile>,
    /// Cost analysis.
    pub metrics_profile: Option<MetricsProfile>,
    /// What upgrades itself.
    pub auto_upgrade_profile: Option<AutoUpgradeProfile>,
    /// When AKS may upgrade.
    pub maintenance_configurations: Vec<MaintenanceConfiguration>,
    /// Node auto-provisioning.
    pub node_provisioning_profile: Option<NodeProvisioningProfile>,
    /// Where the cluster's own images come from.
    pub bootstrap_profile: Option<BootstrapProfile>,
    /// Proxy of the nodes.
    pub http_proxy_config: Option<HttpProxyConfig>,
    /// Internal load balancers planned: each takes one address of a subnet.
    pub internal_load_balancers: Option<InternalLoadBalancers>,
    /// Kubernetes services planned: each takes one address of the service CIDR.
    pub planned_services: Option<u32>,
    /// Tags.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    pub tags: StringMap,
    /// Arguments of az that the plan has no property for: kept as they are, and written back.
    pub az_arguments: Vec<String>,
    /// Properties of ARM that the plan has none for: kept as they are, and written back.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, unknown>"))]
    pub arm_properties: ArmProperties,
}

/// SKU of a cluster.
#[apply(record!)]
pub struct ClusterSku {
    /// `Base` or `Automatic`; absent: `Base`.
    pub name: Option<SkuName>,
    /// Tier; absent: `Free`, or `Standard` for Automatic.
    pub tier: Option<SkuTier>,
}

/// SKU of a cluster.
#[apply(choice!)]
pub enum SkuName {
    /// Nodes and settings are the user's affair.
    Base = "Base",
    /// AKS Automatic.
    Automatic = "Automatic",
}

/// Tier of a cluster.
#[apply(choice!)]
pub enum SkuTier {
    /// Without a service level agreement.
    Free = "Free",
    /// With one.
    Standard = "Standard",
    /// With one, and long-term support.
    Premium = "Premium",
}

/// Support plan.
#[apply(choice!)]
pub enum SupportPlan {
    /// One year from a version's release.
    KubernetesOfficial = "KubernetesOfficial",
    /// A second year, on tier Premium.
    AksLongTermSupport = "AKSLongTermSupport",
}

/// Node auto-provisioning.
#[apply(record!)]
pub struct NodeProvisioningProfile {
    /// `Auto` lets AKS choose sizes and make nodes; absent: `Manual`.
    pub mode: Option<NodeProvisioningMode>,
}

/// Node auto-provisioning.
#[apply(choice!)]
pub enum NodeProvisioningMode {
    /// Pools as planned.
    Manual = "Manual",
    /// Nodes as pods need them.
    Auto = "Auto",
}

/// Internal load balancers of a cluster.
#[apply(record!)]
pub struct InternalLoadBalancers {
    /// How many frontends.
    pub count: u32,
    /// Subnet they take addresses from; absent: that of the first pool.
    pub subnet: Option<String>,
}
