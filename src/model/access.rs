//! Who reaches the API server, and who the cluster is.

use super::{choice, record};
use macro_rules_attribute::apply;

/// How the API server is reached.
#[apply(record!)]
pub struct ApiServerAccessProfile {
    /// Only from the virtual network.
    pub enable_private_cluster: bool,
    /// `system`, `none` or the resource id of a private DNS zone; absent: `system`.
    #[serde(rename = "privateDNSZone")]
    pub private_dns_zone: Option<String>,
    /// The private cluster has a public name too; absent: it has.
    #[serde(rename = "enablePrivateClusterPublicFQDN")]
    pub enable_private_cluster_public_fqdn: Option<bool>,
    /// Public ranges that may reach a public API server, at most 200.
    #[serde(rename = "authorizedIPRanges")]
    pub authorized_ip_ranges: Vec<String>,
    /// The API server has its addresses in a subnet of the plan.
    pub enable_vnet_integration: bool,
    /// That subnet: `subnet`, `network/subnet` or a resource id.
    pub subnet: Option<String>,
    /// `az aks command invoke` is off.
    pub disable_run_command: bool,
}

/// Identity of the cluster's control plane.
#[apply(record!)]
pub struct ClusterIdentity {
    /// Kind; absent: `SystemAssigned`.
    #[serde(rename = "type")]
    pub kind: Option<IdentityType>,
    /// The user-assigned identity: a name of this plan, or a resource id.
    pub user_assigned_identity: Option<String>,
}

/// Kind of a cluster's identity.
#[apply(choice!)]
pub enum IdentityType {
    /// Made and removed with the cluster.
    SystemAssigned = "SystemAssigned",
    /// Made beforehand, with its role assignments.
    UserAssigned = "UserAssigned",
}

/// Service principal of the cluster. Its secret is never part of a plan: scripts read it from the
/// environment.
#[apply(record!)]
pub struct ServicePrincipalProfile {
    /// Application id.
    pub client_id: String,
}

/// Microsoft Entra integration.
#[apply(record!)]
pub struct AadProfile {
    /// Azure roles decide who may do what in Kubernetes.
    #[serde(rename = "enableAzureRBAC")]
    pub enable_azure_rbac: bool,
    /// Groups whose members are cluster administrators, by object id.
    #[serde(rename = "adminGroupObjectIDs")]
    pub admin_group_object_ids: Vec<String>,
    /// Tenant; absent: the subscription's.
    #[serde(rename = "tenantID")]
    pub tenant_id: Option<String>,
}

/// Proxy of the nodes.
#[apply(record!)]
pub struct HttpProxyConfig {
    /// Proxy for HTTP, as `http://10.0.0.4:3128`.
    pub http_proxy: Option<String>,
    /// Proxy for HTTPS.
    pub https_proxy: Option<String>,
    /// Destinations that need no proxy.
    pub no_proxy: Vec<String>,
}
