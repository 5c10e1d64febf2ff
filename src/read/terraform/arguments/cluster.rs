//! Clusters.

use super::Is::{
    At, By, Carried, CarriedUnless, NotKept, On, Quiet, Removed, Renamed, Unless, Within,
};
use super::{Arguments, As, Is};
use crate::read::terraform::cluster;

const NO_COUNTERPART: &str = "a plan does not decide this: set it on the cluster";
const PREVIEW: &str = "it was a preview that Azure's stable API does not have";
const SECRET: &str = "secrets are no part of a plan: scripts read them from the environment";
const LEGACY_AAD: &str = "Azure manages the applications of Microsoft Entra integration itself";

pub(in crate::read::terraform) static CLUSTER: Arguments =
    Arguments { of: "azurerm_kubernetes_cluster", groups: &[NOW, ADD_ONS, NOT_KEPT, OLD] };

/// AKS Automatic has a resource of its own since 4.x.
pub(in crate::read::terraform) static AUTOMATIC: Arguments = Arguments {
    of: "azurerm_kubernetes_automatic_cluster",
    groups: &[&[
        ("name", At("name", As::Text)),
        ("location", Quiet),
        ("resource_group_name", Quiet),
        ("tags", Quiet),
        ("identity", Within("identity", &IDENTITY)),
        ("api_server_access", By(cluster::automatic_api_server)),
        ("private_cluster", By(cluster::automatic_private)),
        ("web_app_routing_ingress", On("ingressProfile/webAppRouting", &WEB_APP_ROUTING)),
        ("service_mesh", By(cluster::automatic_mesh)),
        ("hosted_system", By(cluster::hosted_system)),
    ]],
};

pub(in crate::read::terraform) static PRIVATE_CLUSTER: Arguments = Arguments {
    of: "private_cluster",
    groups: &[&[
        (
            "public_fully_qualified_domain_name_enabled",
            At("enablePrivateClusterPublicFQDN", As::Truth),
        ),
        ("private_dns_zone_id", At("privateDNSZone", As::Lower(&["System", "None"]))),
    ]],
};

const NOW: &[(&str, Is)] = &[
    ("name", At("name", As::Text)),
    ("location", Quiet),
    ("resource_group_name", Quiet),
    ("tags", Quiet),
    ("dns_prefix", At("dnsPrefix", As::Text)),
    ("dns_prefix_private_cluster", At("fqdnSubdomain", As::Text)),
    ("kubernetes_version", At("kubernetesVersion", As::Text)),
    ("node_resource_group", At("nodeResourceGroup", As::Text)),
    ("sku_tier", At("sku/tier", As::Word("3.51", &[("Paid", "Standard")]))),
    ("support_plan", At("supportPlan", As::Text)),
    ("automatic_upgrade_channel", At("autoUpgradeProfile/upgradeChannel", As::Text)),
    ("node_os_upgrade_channel", At("autoUpgradeProfile/nodeOSUpgradeChannel", As::Text)),
    ("private_cluster_enabled", At("apiServerAccessProfile/enablePrivateCluster", As::Truth)),
    (
        "private_cluster_public_fqdn_enabled",
        At("apiServerAccessProfile/enablePrivateClusterPublicFQDN", As::Truth),
    ),
    (
        "private_dns_zone_id",
        At("apiServerAccessProfile/privateDNSZone", As::Lower(&["System", "None"])),
    ),
    ("run_command_enabled", At("apiServerAccessProfile/disableRunCommand", As::Not)),
    ("api_server_access_profile", Within("apiServerAccessProfile", &API_SERVER)),
    ("role_based_access_control_enabled", At("enableRBAC", As::Truth)),
    ("local_account_disabled", At("disableLocalAccounts", As::Truth)),
    ("azure_active_directory_role_based_access_control", Within("aadProfile", &AAD)),
    ("identity", Within("identity", &IDENTITY)),
    ("kubelet_identity", Within("", &KUBELET_IDENTITY)),
    ("service_principal", Within("servicePrincipalProfile", &SERVICE_PRINCIPAL)),
    ("default_node_pool", By(cluster::default_pool)),
    ("network_profile", Within("networkProfile", &NETWORK)),
    ("oidc_issuer_enabled", At("oidcIssuerProfile", As::Switch)),
    ("workload_identity_enabled", At("securityProfile/workloadIdentity", As::Switch)),
    ("image_cleaner_enabled", At("securityProfile/imageCleaner/enabled", As::Truth)),
    ("image_cleaner_interval_hours", By(cluster::image_cleaner_interval)),
    ("microsoft_defender", On("securityProfile/defender", &DEFENDER)),
    ("cost_analysis_enabled", At("metricsProfile/costAnalysis", As::Switch)),
    ("node_provisioning_profile", Within("nodeProvisioningProfile", &NODE_PROVISIONING)),
    ("bootstrap_profile", Within("bootstrapProfile", &BOOTSTRAP)),
    ("http_proxy_config", Within("httpProxyConfig", &PROXY)),
    ("workload_autoscaler_profile", Within("workloadAutoScalerProfile", &WORKLOAD_AUTOSCALER)),
    ("maintenance_window", By(cluster::maintenance_window)),
    ("maintenance_window_auto_upgrade", By(cluster::maintenance_of_upgrades)),
    ("maintenance_window_node_os", By(cluster::maintenance_of_node_os)),
];

const ADD_ONS: &[(&str, Is)] = &[
    ("azure_policy_enabled", At("addonProfiles/azurepolicy", As::Switch)),
    ("http_application_routing_enabled", At("addonProfiles/httpApplicationRouting", As::Switch)),
    ("open_service_mesh_enabled", At("addonProfiles/openServiceMesh", As::Switch)),
    ("oms_agent", On("addonProfiles/omsagent", &OMS_AGENT)),
    ("aci_connector_linux", On("addonProfiles/aciConnectorLinux", &ACI_CONNECTOR)),
    (
        "ingress_application_gateway",
        On("addonProfiles/ingressApplicationGateway", &APPLICATION_GATEWAY),
    ),
    (
        "key_vault_secrets_provider",
        On("addonProfiles/azureKeyvaultSecretsProvider", &SECRETS_PROVIDER),
    ),
    ("confidential_computing", On("addonProfiles/ACCSGXDevicePlugin", &CONFIDENTIAL)),
    ("web_app_routing", On("ingressProfile/webAppRouting", &WEB_APP_ROUTING)),
    ("service_mesh_profile", Within("serviceMeshProfile", &SERVICE_MESH)),
    ("monitor_metrics", On("azureMonitorProfile/metrics", &METRICS)),
];

const NOT_KEPT: &[(&str, Is)] = &[
    (
        "ai_toolchain_operator_enabled",
        CarriedUnless("false", "aiToolchainOperatorProfile/enabled", As::Truth),
    ),
    ("auto_scaler_profile", Within("", &AUTO_SCALER)),
    (
        "custom_ca_trust_certificates_base64",
        Carried("securityProfile/customCATrustCertificates", As::Texts),
    ),
    ("disk_encryption_set_id", Carried("diskEncryptionSetID", As::Text)),
    ("edge_zone", NotKept("a plan lies in a region")),
    ("key_management_service", By(cluster::key_management)),
    ("linux_profile", Within("", &LINUX)),
    ("storage_profile", Within("", &STORAGE)),
    ("upgrade_override", NotKept("it is for one upgrade, not for a plan")),
    ("windows_profile", Within("", &WINDOWS)),
];

/// What was renamed and taken away.
const OLD: &[(&str, Is)] = &[
    ("automatic_channel_upgrade", Renamed("4.0", "automatic_upgrade_channel")),
    ("node_os_channel_upgrade", Renamed("4.0", "node_os_upgrade_channel")),
    ("private_link_enabled", Renamed("3.0", "private_cluster_enabled")),
    (
        "api_server_authorized_ip_ranges",
        Removed(
            "4.0",
            "`authorized_ip_ranges` of `api_server_access_profile`",
            &At("apiServerAccessProfile/authorizedIPRanges", As::Texts),
        ),
    ),
    (
        "role_based_access_control",
        Removed(
            "3.0",
            "`role_based_access_control_enabled` and `azure_active_directory_role_based_access_control`",
            &Within("", &OLD_RBAC),
        ),
    ),
    (
        "addon_profile",
        Removed(
            "3.0",
            "an argument or block for each add-on",
            &Within("addonProfiles", &OLD_ADD_ONS),
        ),
    ),
    ("enable_pod_security_policy", Removed("4.0", "azure_policy_enabled", &Quiet)),
    ("pod_identity_profile", Removed("3.0", "workload_identity_enabled", &Quiet)),
    ("public_network_access_enabled", Removed("4.0", "", &Quiet)),
    ("http_application_routing_zone_name", Quiet),
    ("linux_os_sku", Removed("4.0", "`os_sku` of `default_node_pool`", &Quiet)),
];

pub(in crate::read::terraform) static API_SERVER: Arguments = Arguments {
    of: "api_server_access_profile",
    groups: &[&[
        ("authorized_ip_ranges", At("authorizedIPRanges", As::Texts)),
        ("virtual_network_integration_enabled", At("enableVnetIntegration", As::Truth)),
        ("vnet_integration_enabled", Renamed("4.0", "virtual_network_integration_enabled")),
        ("subnet_id", At("subnet", As::Text)),
    ]],
};

static AAD: Arguments = Arguments {
    of: "azure_active_directory_role_based_access_control",
    groups: &[&[
        ("tenant_id", At("tenantID", As::Text)),
        ("admin_group_object_ids", At("adminGroupObjectIDs", As::Texts)),
        ("azure_rbac_enabled", At("enableAzureRBAC", As::Truth)),
        ("managed", Removed("4.0", "", &Quiet)),
        ("client_app_id", Removed("4.0", "", &NotKept(LEGACY_AAD))),
        ("server_app_id", Removed("4.0", "", &NotKept(LEGACY_AAD))),
        ("server_app_secret", Removed("4.0", "", &NotKept(SECRET))),
    ]],
};

static OLD_RBAC: Arguments = Arguments {
    of: "role_based_access_control",
    groups: &[&[
        ("enabled", At("enableRBAC", As::Truth)),
        ("azure_active_directory", Within("aadProfile", &AAD)),
    ]],
};

static IDENTITY: Arguments = Arguments {
    of: "identity",
    groups: &[&[
        ("type", At("type", As::Text)),
        ("identity_ids", At("userAssignedIdentity", As::First)),
        (
            "user_assigned_identity_id",
            Removed("3.0", "identity_ids", &At("userAssignedIdentity", As::First)),
        ),
        ("user_assigned_identity_ids", Renamed("3.0", "identity_ids")),
    ]],
};

static KUBELET_IDENTITY: Arguments = Arguments {
    of: "kubelet_identity",
    groups: &[&[
        ("user_assigned_identity_id", At("kubeletIdentity", As::Text)),
        // Both follow from the identity.
        ("client_id", Quiet),
        ("object_id", Quiet),
    ]],
};

static SERVICE_PRINCIPAL: Arguments = Arguments {
    of: "service_principal",
    groups: &[&[("client_id", At("clientId", As::Text)), ("client_secret", NotKept(SECRET))]],
};

static NETWORK: Arguments = Arguments {
    of: "network_profile",
    groups: &[&[
        ("network_plugin", At("networkPlugin", As::Text)),
        (
            "network_plugin_mode",
            At("networkPluginMode", As::Word("4.0", &[("Overlay", "overlay")])),
        ),
        ("network_data_plane", At("networkDataplane", As::Text)),
        ("ebpf_data_plane", Renamed("4.0", "network_data_plane")),
        ("network_policy", At("networkPolicy", As::Text)),
        ("network_mode", CarriedUnless("transparent", "networkProfile/networkMode", As::Text)),
        ("pod_cidr", At("podCidr", As::Text)),
        ("pod_cidrs", At("podCidrs", As::Texts)),
        ("service_cidr", At("serviceCidr", As::Text)),
        ("service_cidrs", At("serviceCidrs", As::Texts)),
        ("dns_service_ip", At("dnsServiceIP", As::Text)),
        ("docker_bridge_cidr", Removed("4.0", "", &At("dockerBridgeCidr", As::Text))),
        ("ip_versions", At("ipFamilies", As::Texts)),
        ("outbound_type", At("outboundType", As::Text)),
        (
            "load_balancer_sku",
            At("loadBalancerSku", As::Word("3.0", &[("Standard", "standard"), ("Basic", "basic")])),
        ),
        ("load_balancer_profile", Within("loadBalancerProfile", &LOAD_BALANCER)),
        ("nat_gateway_profile", Within("natGatewayProfile", &NAT_GATEWAY)),
        ("advanced_networking", On("advancedNetworking", &ADVANCED)),
    ]],
};

static LOAD_BALANCER: Arguments = Arguments {
    of: "load_balancer_profile",
    groups: &[&[
        ("backend_pool_type", At("backendPoolType", As::Text)),
        ("idle_timeout_in_minutes", By(cluster::idle_timeout)),
        ("managed_outbound_ip_count", By(cluster::managed_addresses)),
        ("managed_outbound_ipv6_count", By(cluster::managed_ipv6_addresses)),
        ("outbound_ip_address_ids", At("outboundIPs", As::Texts)),
        ("outbound_ip_prefix_ids", At("outboundIPPrefixes", As::Texts)),
        ("outbound_ports_allocated", At("allocatedOutboundPorts", As::Number)),
    ]],
};

static NAT_GATEWAY: Arguments = Arguments {
    of: "nat_gateway_profile",
    groups: &[&[
        ("idle_timeout_in_minutes", By(cluster::idle_timeout)),
        ("managed_outbound_ip_count", At("managedOutboundIPProfile/count", As::Number)),
    ]],
};

static ADVANCED: Arguments = Arguments {
    of: "advanced_networking",
    groups: &[&[
        ("observability_enabled", At("observability", As::Switch)),
        ("security_enabled", At("security/enabled", As::Truth)),
    ]],
};

static OMS_AGENT: Arguments = Arguments {
    of: "oms_agent",
    groups: &[&[
        ("enabled", At("enabled", As::Truth)),
        ("log_analytics_workspace_id", At("logAnalyticsWorkspaceResourceID", As::Text)),
        // Scripts always set it up so.
        (
            "msi_auth_for_monitoring_enabled",
            Unless("true", "a plan's agents sign in with an identity"),
        ),
    ]],
};

static ACI_CONNECTOR: Arguments = Arguments {
    of: "aci_connector_linux",
    groups: &[&[("enabled", At("enabled", As::Truth)), ("subnet_name", At("subnet", As::Text))]],
};

static APPLICATION_GATEWAY: Arguments = Arguments {
    of: "ingress_application_gateway",
    groups: &[&[
        ("enabled", At("enabled", As::Truth)),
        ("gateway_id", At("applicationGatewayId", As::Text)),
        ("gateway_name", At("applicationGatewayName", As::Text)),
        ("subnet_cidr", At("subnetCIDR", As::Text)),
        ("subnet_id", At("subnet", As::Text)),
    ]],
};

static SECRETS_PROVIDER: Arguments = Arguments {
    of: "key_vault_secrets_provider",
    groups: &[&[
        ("enabled", At("enabled", As::Truth)),
        ("secret_rotation_enabled", At("enableSecretRotation", As::Truth)),
        ("secret_rotation_interval", At("rotationPollInterval", As::Text)),
    ]],
};

static CONFIDENTIAL: Arguments = Arguments {
    of: "confidential_computing",
    groups: &[&[("sgx_quote_helper_enabled", Unless("false", NO_COUNTERPART))]],
};

static WEB_APP_ROUTING: Arguments = Arguments {
    of: "web_app_routing",
    groups: &[&[
        ("enabled", Removed("3.0", "", &At("enabled", As::Truth))),
        ("dns_zone_ids", At("dnsZoneResourceIds", As::Texts)),
        ("dns_zone_id", Removed("4.0", "dns_zone_ids", &At("dnsZoneResourceIds", As::Texts))),
        (
            "default_nginx_controller",
            CarriedUnless(
                "AnnotationControlled",
                "ingressProfile/webAppRouting/nginx/defaultIngressControllerType",
                As::Text,
            ),
        ),
        ("istio_enabled", Unless("false", NO_COUNTERPART)),
    ]],
};

pub(in crate::read::terraform) static SERVICE_MESH: Arguments = Arguments {
    of: "service_mesh_profile",
    groups: &[&[
        ("mode", At("mode", As::Text)),
        ("revisions", At("revisions", As::Texts)),
        ("external_ingress_gateway_enabled", At("externalIngressGateway", As::Truth)),
        ("internal_ingress_gateway_enabled", At("internalIngressGateway", As::Truth)),
        ("certificate_authority", Within("", &CERTIFICATE_AUTHORITY)),
        (
            "proxy_redirect_mechanism",
            CarriedUnless(
                "InitContainers",
                "serviceMeshProfile/istio/components/proxyRedirectionMechanism",
                As::Text,
            ),
        ),
    ]],
};

static METRICS: Arguments = Arguments {
    of: "monitor_metrics",
    groups: &[&[
        (
            "annotations_allowed",
            Carried(
                "azureMonitorProfile/metrics/kubeStateMetrics/metricAnnotationsAllowList",
                As::Text,
            ),
        ),
        (
            "labels_allowed",
            Carried("azureMonitorProfile/metrics/kubeStateMetrics/metricLabelsAllowlist", As::Text),
        ),
    ]],
};

static DEFENDER: Arguments = Arguments {
    of: "microsoft_defender",
    groups: &[&[
        ("enabled", Removed("3.0", "", &At("enabled", As::Truth))),
        ("log_analytics_workspace_id", At("logAnalyticsWorkspaceResourceId", As::Text)),
    ]],
};

static NODE_PROVISIONING: Arguments = Arguments {
    of: "node_provisioning_profile",
    groups: &[&[
        ("mode", At("mode", As::Text)),
        (
            "default_node_pools",
            CarriedUnless("Auto", "nodeProvisioningProfile/defaultNodePools", As::Text),
        ),
    ]],
};

static BOOTSTRAP: Arguments = Arguments {
    of: "bootstrap_profile",
    groups: &[&[
        ("artifact_source", At("artifactSource", As::Text)),
        ("container_registry_id", At("containerRegistryId", As::Text)),
    ]],
};

static PROXY: Arguments = Arguments {
    of: "http_proxy_config",
    groups: &[&[
        ("http_proxy", At("httpProxy", As::Text)),
        ("https_proxy", At("httpsProxy", As::Text)),
        ("no_proxy", At("noProxy", As::Texts)),
        ("trusted_ca", Carried("httpProxyConfig/trustedCa", As::Text)),
    ]],
};

static WORKLOAD_AUTOSCALER: Arguments = Arguments {
    of: "workload_autoscaler_profile",
    groups: &[&[
        ("keda_enabled", At("keda", As::Switch)),
        ("vertical_pod_autoscaler_enabled", At("verticalPodAutoscaler", As::Switch)),
        ("vertical_pod_autoscaler_update_mode", Removed("4.0", "", &NotKept(PREVIEW))),
        ("vertical_pod_autoscaler_controlled_values", Removed("4.0", "", &NotKept(PREVIEW))),
    ]],
};

/// `addon_profile` of 2.x.
static OLD_ADD_ONS: Arguments = Arguments {
    of: "addon_profile",
    groups: &[&[
        ("aci_connector_linux", Within("aciConnectorLinux", &ACI_CONNECTOR)),
        ("azure_policy", Within("azurepolicy", &OLD_SWITCH)),
        ("http_application_routing", Within("httpApplicationRouting", &OLD_SWITCH)),
        ("kube_dashboard", Within("kubeDashboard", &OLD_SWITCH)),
        ("oms_agent", Within("omsagent", &OMS_AGENT)),
        ("open_service_mesh", Within("openServiceMesh", &OLD_SWITCH)),
        ("ingress_application_gateway", Within("ingressApplicationGateway", &APPLICATION_GATEWAY)),
        (
            "azure_keyvault_secrets_provider",
            Within("azureKeyvaultSecretsProvider", &SECRETS_PROVIDER),
        ),
    ]],
};

static OLD_SWITCH: Arguments = Arguments {
    of: "addon_profile",
    groups: &[&[
        ("enabled", At("enabled", As::Truth)),
        ("http_application_routing_zone_name", Quiet),
    ]],
};

/// The autoscaler's settings, which ARM knows by the autoscaler's own names.
static AUTO_SCALER: Arguments = Arguments {
    of: "auto_scaler_profile",
    groups: &[&[
        (
            "balance_similar_node_groups",
            Carried("autoScalerProfile/balance-similar-node-groups", As::Text),
        ),
        (
            "daemonset_eviction_for_empty_nodes_enabled",
            Carried("autoScalerProfile/daemonset-eviction-for-empty-nodes", As::Truth),
        ),
        (
            "daemonset_eviction_for_occupied_nodes_enabled",
            Carried("autoScalerProfile/daemonset-eviction-for-occupied-nodes", As::Truth),
        ),
        (
            "ignore_daemonsets_utilization_enabled",
            Carried("autoScalerProfile/ignore-daemonsets-utilization", As::Truth),
        ),
        ("expander", Carried("autoScalerProfile/expander", As::Text)),
        ("empty_bulk_delete_max", Carried("autoScalerProfile/max-empty-bulk-delete", As::Text)),
        (
            "max_graceful_termination_sec",
            Carried("autoScalerProfile/max-graceful-termination-sec", As::Text),
        ),
        (
            "max_node_provisioning_time",
            Carried("autoScalerProfile/max-node-provision-time", As::Text),
        ),
        (
            "max_unready_percentage",
            Carried("autoScalerProfile/max-total-unready-percentage", As::Text),
        ),
        ("max_unready_nodes", Carried("autoScalerProfile/ok-total-unready-count", As::Text)),
        ("new_pod_scale_up_delay", Carried("autoScalerProfile/new-pod-scale-up-delay", As::Text)),
        ("scan_interval", Carried("autoScalerProfile/scan-interval", As::Text)),
        (
            "scale_down_delay_after_add",
            Carried("autoScalerProfile/scale-down-delay-after-add", As::Text),
        ),
        (
            "scale_down_delay_after_delete",
            Carried("autoScalerProfile/scale-down-delay-after-delete", As::Text),
        ),
        (
            "scale_down_delay_after_failure",
            Carried("autoScalerProfile/scale-down-delay-after-failure", As::Text),
        ),
        ("scale_down_unneeded", Carried("autoScalerProfile/scale-down-unneeded-time", As::Text)),
        ("scale_down_unready", Carried("autoScalerProfile/scale-down-unready-time", As::Text)),
        (
            "scale_down_utilization_threshold",
            Carried("autoScalerProfile/scale-down-utilization-threshold", As::Text),
        ),
        (
            "skip_nodes_with_local_storage",
            Carried("autoScalerProfile/skip-nodes-with-local-storage", As::Text),
        ),
        (
            "skip_nodes_with_system_pods",
            Carried("autoScalerProfile/skip-nodes-with-system-pods", As::Text),
        ),
    ]],
};

static LINUX: Arguments = Arguments {
    of: "linux_profile",
    groups: &[&[
        ("admin_username", Carried("linuxProfile/adminUsername", As::Text)),
        ("ssh_key", By(cluster::ssh_key)),
    ]],
};

static WINDOWS: Arguments = Arguments {
    of: "windows_profile",
    groups: &[&[
        ("admin_username", Carried("windowsProfile/adminUsername", As::Text)),
        ("admin_password", NotKept(SECRET)),
        ("license", Carried("windowsProfile/licenseType", As::Text)),
        ("gmsa", By(cluster::gmsa)),
    ]],
};

static STORAGE: Arguments = Arguments {
    of: "storage_profile",
    groups: &[&[
        ("blob_driver_enabled", Carried("storageProfile/blobCSIDriver/enabled", As::Truth)),
        ("disk_driver_enabled", Carried("storageProfile/diskCSIDriver/enabled", As::Truth)),
        ("file_driver_enabled", Carried("storageProfile/fileCSIDriver/enabled", As::Truth)),
        (
            "snapshot_controller_enabled",
            Carried("storageProfile/snapshotController/enabled", As::Truth),
        ),
        ("disk_driver_version", Removed("4.0", "", &NotKept(PREVIEW))),
    ]],
};

pub(in crate::read::terraform) static KEY_MANAGEMENT: Arguments = Arguments {
    of: "key_management_service",
    groups: &[&[
        ("key_vault_key_id", Carried("securityProfile/azureKeyVaultKms/keyId", As::Text)),
        (
            "key_vault_network_access",
            Carried("securityProfile/azureKeyVaultKms/keyVaultNetworkAccess", As::Text),
        ),
    ]],
};

pub(in crate::read::terraform) static HOSTED_SYSTEM: Arguments = Arguments {
    of: "hosted_system",
    groups: &[&[
        ("node_subnet_id", Carried("hostedSystemProfile/nodeSubnetID", As::Text)),
        ("system_node_subnet_id", Carried("hostedSystemProfile/systemNodeSubnetID", As::Text)),
    ]],
};

static CERTIFICATE_AUTHORITY: Arguments = Arguments {
    of: "certificate_authority",
    groups: &[&[
        (
            "key_vault_id",
            Carried("serviceMeshProfile/istio/certificateAuthority/plugin/keyVaultId", As::Text),
        ),
        (
            "root_cert_object_name",
            Carried(
                "serviceMeshProfile/istio/certificateAuthority/plugin/rootCertObjectName",
                As::Text,
            ),
        ),
        (
            "cert_chain_object_name",
            Carried(
                "serviceMeshProfile/istio/certificateAuthority/plugin/certChainObjectName",
                As::Text,
            ),
        ),
        (
            "cert_object_name",
            Carried(
                "serviceMeshProfile/istio/certificateAuthority/plugin/certObjectName",
                As::Text,
            ),
        ),
        (
            "key_object_name",
            Carried("serviceMeshProfile/istio/certificateAuthority/plugin/keyObjectName", As::Text),
        ),
        (
            "root_certificate_object_name",
            Carried(
                "serviceMeshProfile/istio/certificateAuthority/plugin/rootCertObjectName",
                As::Text,
            ),
        ),
        (
            "certificate_chain_object_name",
            Carried(
                "serviceMeshProfile/istio/certificateAuthority/plugin/certChainObjectName",
                As::Text,
            ),
        ),
        (
            "certificate_object_name",
            Carried(
                "serviceMeshProfile/istio/certificateAuthority/plugin/certObjectName",
                As::Text,
            ),
        ),
    ]],
};
