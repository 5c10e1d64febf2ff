//! Arguments of `az aks create` and `az aks update` that say something of the cluster.

use super::{Kind, Mapping, map, words};
use crate::model;
use Kind::{Commas, File, Number, Object, Says, Single, Switch, Text};

/// What the arguments of `az aks create` and `az aks update` say of a cluster.
pub(in crate::read) const CLUSTER: &[Mapping] = &[
    map("--kubernetes-version", "kubernetesVersion", Text),
    map("--sku", "sku/name", Kind::Word(words!(model::SkuName))),
    map("--tier", "sku/tier", Kind::Word(words!(model::SkuTier))),
    map("--k8s-support-plan", "supportPlan", Kind::Word(words!(model::SupportPlan))),
    map("--node-resource-group", "nodeResourceGroup", Text),
    map("--dns-name-prefix", "dnsPrefix", Text),
    map("--fqdn-subdomain", "fqdnSubdomain", Text),
    map("--enable-managed-identity", "identity/type", Says("SystemAssigned")),
    map("--assign-identity", "identity/userAssignedIdentity", Text),
    map("--assign-kubelet-identity", "kubeletIdentity", Text),
    map("--service-principal", "servicePrincipalProfile/clientId", Text),
    map(
        "--network-plugin",
        "networkProfile/networkPlugin",
        Kind::Word(words!(model::NetworkPlugin)),
    ),
    map(
        "--network-plugin-mode",
        "networkProfile/networkPluginMode",
        Kind::Word(words!(model::NetworkPluginMode)),
    ),
    map(
        "--network-dataplane",
        "networkProfile/networkDataplane",
        Kind::Word(words!(model::NetworkDataplane)),
    ),
    map(
        "--network-policy",
        "networkProfile/networkPolicy",
        Kind::Word(words!(model::NetworkPolicy)),
    ),
    map("--ip-families", "networkProfile/ipFamilies", Kind::CommaWords(words!(model::IpFamily))),
    map("--pod-cidr", "networkProfile/podCidr", Text),
    map("--pod-cidrs", "networkProfile/podCidrs", Commas),
    map("--service-cidr", "networkProfile/serviceCidr", Text),
    map("--service-cidrs", "networkProfile/serviceCidrs", Commas),
    map("--dns-service-ip", "networkProfile/dnsServiceIP", Text),
    map("--docker-bridge-address", "networkProfile/dockerBridgeCidr", Text),
    map("--outbound-type", "networkProfile/outboundType", Kind::Word(words!(model::OutboundType))),
    map(
        "--outbound-type-sku",
        "networkProfile/natGatewayProfile/sku",
        Kind::Word(words!(model::NatGatewaySku)),
    ),
    map(
        "--load-balancer-sku",
        "networkProfile/loadBalancerSku",
        Kind::Word(words!(model::LoadBalancerSku)),
    ),
    map(
        "--load-balancer-managed-outbound-ip-count",
        "networkProfile/loadBalancerProfile/managedOutboundIPs/count",
        Number,
    ),
    map(
        "--load-balancer-managed-outbound-ipv6-count",
        "networkProfile/loadBalancerProfile/managedOutboundIPs/countIPv6",
        Number,
    ),
    map("--load-balancer-outbound-ips", "networkProfile/loadBalancerProfile/outboundIPs", Commas),
    map(
        "--load-balancer-outbound-ip-prefixes",
        "networkProfile/loadBalancerProfile/outboundIPPrefixes",
        Commas,
    ),
    map(
        "--load-balancer-outbound-ports",
        "networkProfile/loadBalancerProfile/allocatedOutboundPorts",
        Number,
    ),
    map(
        "--load-balancer-idle-timeout",
        "networkProfile/loadBalancerProfile/idleTimeoutInMinutes",
        Number,
    ),
    map(
        "--load-balancer-backend-pool-type",
        "networkProfile/loadBalancerProfile/backendPoolType",
        Kind::Word(words!(model::BackendPoolType)),
    ),
    map(
        "--nat-gateway-managed-outbound-ip-count",
        "networkProfile/natGatewayProfile/managedOutboundIPProfile/count",
        Number,
    ),
    map(
        "--nat-gateway-managed-outbound-ipv6-count",
        "networkProfile/natGatewayProfile/managedOutboundIPProfile/countIPv6",
        Number,
    ),
    map(
        "--nat-gateway-idle-timeout",
        "networkProfile/natGatewayProfile/idleTimeoutInMinutes",
        Number,
    ),
    map("--nat-gateway-outbound-ips", "networkProfile/natGatewayProfile/outboundIPs", Commas),
    map(
        "--nat-gateway-outbound-ip-prefixes",
        "networkProfile/natGatewayProfile/outboundIPPrefixes",
        Commas,
    ),
    map("--enable-acns", "networkProfile/advancedNetworking/enabled", Switch(true)),
    map("--disable-acns", "networkProfile/advancedNetworking/enabled", Switch(false)),
    map(
        "--disable-acns-observability",
        "networkProfile/advancedNetworking/observability/enabled",
        Switch(false),
    ),
    map(
        "--disable-acns-security",
        "networkProfile/advancedNetworking/security/enabled",
        Switch(false),
    ),
    map(
        "--acns-advanced-networkpolicies",
        "networkProfile/advancedNetworking/security/advancedNetworkPolicies",
        Kind::Word(words!(model::AdvancedNetworkPolicies)),
    ),
    map(
        "--acns-transit-encryption-type",
        "networkProfile/advancedNetworking/security/transitEncryption/type",
        Kind::Word(words!(model::TransitEncryptionType)),
    ),
    map(
        "--acns-datapath-acceleration-mode",
        "networkProfile/advancedNetworking/performance/accelerationMode",
        Kind::Word(words!(model::AccelerationMode)),
    ),
    map(
        "--enable-static-egress-gateway",
        "networkProfile/staticEgressGatewayEnabled",
        Switch(true),
    ),
    map(
        "--disable-static-egress-gateway",
        "networkProfile/staticEgressGatewayEnabled",
        Switch(false),
    ),
    map("--enable-private-cluster", "apiServerAccessProfile/enablePrivateCluster", Switch(true)),
    map("--disable-private-cluster", "apiServerAccessProfile/enablePrivateCluster", Switch(false)),
    map("--private-dns-zone", "apiServerAccessProfile/privateDNSZone", Text),
    map(
        "--disable-public-fqdn",
        "apiServerAccessProfile/enablePrivateClusterPublicFQDN",
        Switch(false),
    ),
    map(
        "--enable-public-fqdn",
        "apiServerAccessProfile/enablePrivateClusterPublicFQDN",
        Switch(true),
    ),
    map("--api-server-authorized-ip-ranges", "apiServerAccessProfile/authorizedIPRanges", Commas),
    map(
        "--enable-apiserver-vnet-integration",
        "apiServerAccessProfile/enableVnetIntegration",
        Switch(true),
    ),
    map("--apiserver-subnet-id", "apiServerAccessProfile/subnet", Text),
    map("--disable-run-command", "apiServerAccessProfile/disableRunCommand", Switch(true)),
    map("--enable-run-command", "apiServerAccessProfile/disableRunCommand", Switch(false)),
    map("--enable-aad", "aadProfile", Object),
    map("--enable-azure-rbac", "aadProfile/enableAzureRBAC", Switch(true)),
    map("--disable-azure-rbac", "aadProfile/enableAzureRBAC", Switch(false)),
    map("--aad-admin-group-object-ids", "aadProfile/adminGroupObjectIDs", Commas),
    map("--aad-tenant-id", "aadProfile/tenantID", Text),
    map("--disable-local-accounts", "disableLocalAccounts", Switch(true)),
    map("--enable-local-accounts", "disableLocalAccounts", Switch(false)),
    map("--disable-rbac", "enableRBAC", Switch(false)),
    map("--enable-oidc-issuer", "oidcIssuerProfile/enabled", Switch(true)),
    map("--enable-workload-identity", "securityProfile/workloadIdentity/enabled", Switch(true)),
    map("--disable-workload-identity", "securityProfile/workloadIdentity/enabled", Switch(false)),
    map("--enable-image-cleaner", "securityProfile/imageCleaner/enabled", Switch(true)),
    map("--disable-image-cleaner", "securityProfile/imageCleaner/enabled", Switch(false)),
    map("--image-cleaner-interval-hours", "securityProfile/imageCleaner/intervalHours", Number),
    map("--enable-defender", "securityProfile/defender/enabled", Switch(true)),
    map("--disable-defender", "securityProfile/defender/enabled", Switch(false)),
    map("--defender-config", "securityProfile/defender", File),
    map("--enable-keda", "workloadAutoScalerProfile/keda/enabled", Switch(true)),
    map("--disable-keda", "workloadAutoScalerProfile/keda/enabled", Switch(false)),
    map("--enable-vpa", "workloadAutoScalerProfile/verticalPodAutoscaler/enabled", Switch(true)),
    map("--disable-vpa", "workloadAutoScalerProfile/verticalPodAutoscaler/enabled", Switch(false)),
    map("--enable-azure-monitor-metrics", "azureMonitorProfile/metrics/enabled", Switch(true)),
    map("--disable-azure-monitor-metrics", "azureMonitorProfile/metrics/enabled", Switch(false)),
    map(
        "--enable-azure-monitor-logs",
        "azureMonitorProfile/containerInsights/enabled",
        Switch(true),
    ),
    map(
        "--disable-azure-monitor-logs",
        "azureMonitorProfile/containerInsights/enabled",
        Switch(false),
    ),
    map("--enable-cost-analysis", "metricsProfile/costAnalysis/enabled", Switch(true)),
    map("--disable-cost-analysis", "metricsProfile/costAnalysis/enabled", Switch(false)),
    map("--enable-app-routing", "ingressProfile/webAppRouting/enabled", Switch(true)),
    map(
        "--enable-app-routing-istio",
        "ingressProfile/applicationRoutingIstio/enabled",
        Switch(true),
    ),
    map(
        "--disable-app-routing-istio",
        "ingressProfile/applicationRoutingIstio/enabled",
        Switch(false),
    ),
    map("--enable-gateway-api", "ingressProfile/gatewayAPI/enabled", Switch(true)),
    map("--disable-gateway-api", "ingressProfile/gatewayAPI/enabled", Switch(false)),
    map("--enable-azure-service-mesh", "serviceMeshProfile/mode", Says("Istio")),
    map("--revision", "serviceMeshProfile/revisions", Single),
    map(
        "--bootstrap-artifact-source",
        "bootstrapProfile/artifactSource",
        Kind::Word(words!(model::ArtifactSource)),
    ),
    map("--bootstrap-container-registry-resource-id", "bootstrapProfile/containerRegistryId", Text),
    map(
        "--node-provisioning-mode",
        "nodeProvisioningProfile/mode",
        Kind::Word(words!(model::NodeProvisioningMode)),
    ),
    map("--http-proxy-config", "httpProxyConfig", File),
    map(
        "--auto-upgrade-channel",
        "autoUpgradeProfile/upgradeChannel",
        Kind::Word(words!(model::UpgradeChannel)),
    ),
    map(
        "--node-os-upgrade-channel",
        "autoUpgradeProfile/nodeOSUpgradeChannel",
        Kind::Word(words!(model::NodeOsUpgradeChannel)),
    ),
    // Of add-ons.
    map("--appgw-id", "addonProfiles/ingressApplicationGateway/applicationGatewayId", Text),
    map("--appgw-name", "addonProfiles/ingressApplicationGateway/applicationGatewayName", Text),
    map("--appgw-subnet-id", "addonProfiles/ingressApplicationGateway/subnet", Text),
    map("--appgw-subnet-cidr", "addonProfiles/ingressApplicationGateway/subnetCIDR", Text),
    map("--aci-subnet-name", "addonProfiles/aciConnectorLinux/subnet", Text),
    map("--subnet-name", "addonProfiles/aciConnectorLinux/subnet", Text),
    map(
        "--enable-secret-rotation",
        "addonProfiles/azureKeyvaultSecretsProvider/enableSecretRotation",
        Switch(true),
    ),
    map(
        "--disable-secret-rotation",
        "addonProfiles/azureKeyvaultSecretsProvider/enableSecretRotation",
        Switch(false),
    ),
    map(
        "--rotation-poll-interval",
        "addonProfiles/azureKeyvaultSecretsProvider/rotationPollInterval",
        Text,
    ),
    map("--workspace-resource-id", "addonProfiles/omsagent/logAnalyticsWorkspaceResourceID", Text),
    map("--tags", "tags", Kind::Map),
];

/// An add-on as az names it, and what switches it on.
pub(in crate::read) struct Addon {
    pub name: &'static str,
    pub property: &'static str,
}

/// The add-ons of `--enable-addons`.
pub(in crate::read) const ADDONS: &[Addon] = &[
    Addon { name: "http_application_routing", property: "addonProfiles/httpApplicationRouting" },
    Addon { name: "monitoring", property: "addonProfiles/omsagent" },
    Addon { name: "virtual-node", property: "addonProfiles/aciConnectorLinux" },
    Addon { name: "kube-dashboard", property: "addonProfiles/kubeDashboard" },
    Addon { name: "azure-policy", property: "addonProfiles/azurepolicy" },
    Addon { name: "ingress-appgw", property: "addonProfiles/ingressApplicationGateway" },
    Addon { name: "confcom", property: "addonProfiles/ACCSGXDevicePlugin" },
    Addon { name: "open-service-mesh", property: "addonProfiles/openServiceMesh" },
    Addon {
        name: "azure-keyvault-secrets-provider",
        property: "addonProfiles/azureKeyvaultSecretsProvider",
    },
    Addon { name: "web_application_routing", property: "ingressProfile/webAppRouting" },
];

/// What `az aks maintenanceconfiguration add` says of a window, beside its kind of schedule.
pub(in crate::read) const MAINTENANCE: &[Mapping] = &[
    map("--duration", "durationHours", Number),
    map("--start-time", "startTime", Text),
    map("--start-date", "startDate", Text),
    map("--utc-offset", "utcOffset", Text),
    map("--interval-days", "schedule/daily/intervalDays", Number),
    map("--interval-weeks", "schedule/weekly/intervalWeeks", Number),
    map("--day-of-month", "schedule/absoluteMonthly/dayOfMonth", Number),
    map("--week-index", "schedule/relativeMonthly/weekIndex", Kind::Word(words!(model::WeekIndex))),
];
