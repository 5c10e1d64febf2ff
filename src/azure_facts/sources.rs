//! The documents that facts and rules are from.

use super::Source;

macro_rules! sources {
    ($($(#[$meta:meta])* $NAME:ident = $title:literal, $url:literal, $date:literal;)+) => {
        $(
            #[doc = concat!($title, ", ", $date)]
            pub static $NAME: Source = Source { title: $title, url: $url, date: $date };
        )+

        /// Every document.
        pub static ALL: &[&Source] = &[$(&$NAME),+];
    };
}

sources! {
    IP_PLANNING = "IP address planning for AKS", "https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning", "2026-04-16";
    CNI_OVERVIEW = "AKS CNI networking overview", "https://learn.microsoft.com/azure/aks/concepts-network-cni-overview", "2026-07-10";
    CNI_OVERLAY = "Azure CNI Overlay concepts", "https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay", "2026-07-31";
    CONFIGURE_OVERLAY = "Configure Azure CNI Overlay", "https://learn.microsoft.com/azure/aks/azure-cni-overlay", "2026-07-31";
    POD_SUBNET = "Azure CNI Pod Subnet concepts", "https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-pod-subnet", "2024-05-21";
    DYNAMIC_POD_SUBNET = "Azure CNI dynamic IP allocation", "https://learn.microsoft.com/azure/aks/configure-azure-cni-dynamic-ip-allocation", "2024-07-09";
    STATIC_BLOCK = "Azure CNI static block allocation", "https://learn.microsoft.com/azure/aks/configure-azure-cni-static-block-allocation", "2024-03-18";
    LEGACY_CNI = "Legacy AKS container networking", "https://learn.microsoft.com/azure/aks/concepts-network-legacy-cni", "2026-04-16";
    KUBENET = "Use kubenet networking in AKS", "https://learn.microsoft.com/azure/aks/configure-kubenet", "2026-04-16";
    KUBENET_RETIREMENT = "kubenet retirement notice", "https://learn.microsoft.com/azure/aks/configure-kubenet", "2026-01-14";
    UPDATE_CNI = "Update Azure CNI mode and dataplane", "https://learn.microsoft.com/azure/aks/update-azure-cni", "2024-11-26";
    BYO_CNI = "Bring your own CNI with AKS", "https://learn.microsoft.com/azure/aks/use-byo-cni", "2026-04-16";
    CILIUM = "Azure CNI powered by Cilium", "https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium", "2026-08-05";
    NETWORK_POLICIES = "Network policies in AKS", "https://learn.microsoft.com/azure/aks/use-network-policies", "2026-08-18";
    DUAL_STACK = "Dual-stack networking in AKS", "https://learn.microsoft.com/azure/aks/configure-dual-stack", "2023-12-07";
    NODE_SUBNETS = "Unique subnets for node pools", "https://learn.microsoft.com/azure/aks/node-pool-unique-subnet", "2025-09-26";
    NODE_PUBLIC_IP = "Instance-level public IPs", "https://learn.microsoft.com/azure/aks/use-node-public-ips", "2026-06-17";
    INTERNAL_LB = "Internal load balancer with AKS", "https://learn.microsoft.com/azure/aks/internal-lb", "2026-07-31";
    STANDARD_LB = "Standard load balancer in AKS", "https://learn.microsoft.com/azure/aks/configure-load-balancer-standard", "2024-01-23";
    NAT_GATEWAY = "NAT gateway with AKS", "https://learn.microsoft.com/azure/aks/nat-gateway", "2026-07-07";
    OUTBOUND_TYPE = "Outbound types in AKS", "https://learn.microsoft.com/azure/aks/egress-outboundtype", "2026-08-05";
    PRIVATE_CLUSTERS = "Private AKS clusters", "https://learn.microsoft.com/azure/aks/private-clusters", "2026-08-05";
    AUTHORIZED_RANGES = "Authorized IP ranges of the API server", "https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges", "2026-08-03";
    VNET_INTEGRATION = "API Server VNet Integration", "https://learn.microsoft.com/azure/aks/api-server-vnet-integration", "2026-04-15";
    SYSTEM_POOLS = "System node pools in AKS", "https://learn.microsoft.com/azure/aks/use-system-pools", "2026-04-30";
    QUOTAS = "Quotas, limits and regions of AKS", "https://learn.microsoft.com/azure/aks/quotas-skus-regions", "2026-08-03";
    ZONES = "Availability zones in AKS", "https://learn.microsoft.com/azure/aks/reliability-availability-zones-configure", "2026-03-26";
    SPOT = "Spot node pools in AKS", "https://learn.microsoft.com/azure/aks/spot-node-pool", "2025-04-06";
    UPGRADE_POOLS = "Rolling upgrades of node pools", "https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling", "2026-05-29";
    AUTO_UPGRADE = "Automatic cluster upgrades", "https://learn.microsoft.com/azure/aks/auto-upgrade-cluster", "2026-06-26";
    NODE_OS_UPGRADE = "Automatic node OS upgrades", "https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image", "2026-06-26";
    MAINTENANCE = "Planned maintenance in AKS", "https://learn.microsoft.com/azure/aks/planned-maintenance", "2025-12-19";
    VERSIONS = "Supported Kubernetes versions in AKS", "https://learn.microsoft.com/azure/aks/supported-kubernetes-versions", "2026-08-05";
    LTS = "Long-term support in AKS", "https://learn.microsoft.com/azure/aks/long-term-support", "2026-08-05";
    TIERS = "Pricing tiers of AKS", "https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers", "2026-07-06";
    OS_VERSIONS = "Node OS versions in AKS", "https://learn.microsoft.com/azure/aks/upgrade-os-version", "2026-07-13";
    NODE_PROVISIONING = "Node auto-provisioning", "https://learn.microsoft.com/azure/aks/node-auto-provisioning", "2026-02-15";
    VIRTUAL_MACHINE_POOLS = "Virtual Machines node pools", "https://learn.microsoft.com/azure/aks/virtual-machines-node-pools", "2026-08-07";
    MANAGED_IDENTITY = "Managed identities in AKS", "https://learn.microsoft.com/azure/aks/managed-identity-overview", "2026-08-18";
    OSM = "Open Service Mesh add-on", "https://learn.microsoft.com/azure/aks/open-service-mesh-about", "2026-05-27";
    ISTIO = "Istio add-on support policy", "https://learn.microsoft.com/azure/aks/istio-support-policy", "2026-05-15";
    APP_ROUTING_GATEWAY = "Application routing with Gateway API", "https://learn.microsoft.com/azure/aks/app-routing-gateway-api", "2026-07-01";
    ADDONS = "Add-ons, extensions and integrations", "https://learn.microsoft.com/azure/aks/integrations", "2023-11-06";
    VIRTUAL_NODES = "Virtual nodes in AKS", "https://learn.microsoft.com/azure/aks/virtual-nodes", "2023-11-06";
    CHANGELOG = "AKS release notes", "https://github.com/Azure/AKS/blob/master/CHANGELOG.md", "2026-07-17";
    VNET_FAQ = "Azure Virtual Network FAQ", "https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq", "2019-02-12";
    NETWORK_LIMITS = "Azure networking limits", "https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits", "2022-12-05";
    NAME_RULES = "Naming rules for Azure resources", "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules", "2020-02-11";
    FIREWALL = "Azure Firewall FAQ", "https://learn.microsoft.com/azure/firewall/firewall-faq", "2022-09-12";
    BASTION = "Azure Bastion configuration", "https://learn.microsoft.com/azure/bastion/configuration-settings", "2021-10-12";
    VPN_GATEWAY = "VPN Gateway settings", "https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-about-vpn-gateway-settings", "2020-09-16";
    APP_GATEWAY = "Application Gateway infrastructure", "https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure", "2021-06-14";
    ROUTES = "Virtual network traffic routing", "https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview", "2023-05-27";
    REST_SPEC = "REST API of managed clusters, 2025-10-01", "https://learn.microsoft.com/rest/api/aks/managed-clusters/create-or-update", "2025-10-01";
    SDK = "azure-mgmt-containerservice 41.8.0, API 2026-08-01", "https://pypi.org/project/azure-mgmt-containerservice/41.8.0/", "2026-10-19";
    AZ_AKS = "az aks, azure-cli 2.91.0", "https://learn.microsoft.com/cli/azure/aks", "2026-09-29";
    AZ_NODEPOOL = "az aks nodepool, azure-cli 2.91.0", "https://learn.microsoft.com/cli/azure/aks/nodepool", "2026-09-29";
    API_MANAGEMENT = "Subscriptions in API Management", "https://learn.microsoft.com/azure/api-management/api-management-subscriptions", "2023-08-02";
    REGIONS = "List of Azure regions", "https://learn.microsoft.com/azure/reliability/regions-list", "2025-09-23";
    AUTO_UPGRADE_GA = "AKS release notes, 2021-11-11", "https://github.com/Azure/AKS/blob/master/CHANGELOG.md", "2021-11-11";
    IMAGE_CLEANER = "Image Cleaner in AKS", "https://learn.microsoft.com/azure/aks/image-cleaner", "2024-01-22";
    HTTP_PROXY = "HTTP proxy support in AKS", "https://learn.microsoft.com/azure/aks/http-proxy", "2026-08-26";
    STATIC_EGRESS = "Static Egress Gateway", "https://learn.microsoft.com/azure/aks/configure-static-egress-gateway", "2024-10-18";
    NETWORK_ISOLATED = "Network isolated clusters", "https://learn.microsoft.com/azure/aks/network-isolated", "2024-11-10";
    ACNS = "Advanced Container Networking Services", "https://learn.microsoft.com/azure/aks/advanced-container-networking-services-overview", "2024-05-28";
    KUBE_PROXY = "Configure kube-proxy in AKS", "https://learn.microsoft.com/azure/aks/configure-kube-proxy", "2023-09-25";
    SNAT_PORTS = "Error InvalidLoadBalancerProfileAllocatedOutboundPorts", "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/error-code-invalidloadbalancerprofileallocatedoutboundports", "2024-05-06";
    INVALID_PARAMETER = "Error InvalidParameter", "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/error-code-invalidparameter", "2024-11-19";
    RESERVED_NAMES = "Reserved resource names", "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-reserved-resource-name", "2023-04-05";
    AKS_NAMES = "AKS common issues: names", "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/aks-common-issues-faq", "2025-03-04";
    VM_NAMES = "Names of virtual machine sizes", "https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions", "2023-05-01";
    NODE_CONFIG = "Node configuration in AKS", "https://learn.microsoft.com/azure/aks/custom-node-configuration", "2026-06-10";
    AUTOMATIC = "AKS Automatic", "https://learn.microsoft.com/azure/aks/intro-aks-automatic", "2026-05-22";
    AUTOMATIC_NETWORK = "AKS Automatic in an own network", "https://learn.microsoft.com/azure/aks/automatic/quick-automatic-custom-network", "2026-06-02";
    AUTOSCALER = "Cluster autoscaler in AKS", "https://learn.microsoft.com/azure/aks/cluster-autoscaler-overview", "2026-09-04";
    COST_ANALYSIS = "Cost analysis in AKS", "https://learn.microsoft.com/azure/aks/cost-analysis", "2024-06-17";
    GATEWAY_API = "Managed Gateway API of AKS", "https://learn.microsoft.com/azure/aks/managed-gateway-api", "2025-10-21";
    LOCAL_ACCOUNTS = "Local accounts with Microsoft Entra integration", "https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad", "2023-04-20";
    RUN_COMMAND = "Command invoke on private clusters", "https://learn.microsoft.com/azure/aks/access-private-cluster", "2023-09-15";
    AZURE_RBAC = "Azure RBAC for Kubernetes authorization", "https://learn.microsoft.com/azure/aks/manage-azure-rbac", "2023-03-02";
    WORKLOAD_IDENTITY = "Microsoft Entra Workload ID with AKS", "https://learn.microsoft.com/azure/aks/workload-identity-overview", "2024-05-28";
    AZ_RELEASES = "Azure CLI release notes", "https://learn.microsoft.com/cli/azure/release-notes-azure-cli", "2026-05-05";
    AKS_PREVIEW = "Release history of the extension aks-preview, 3.0.0b4", "https://github.com/Azure/azure-cli-extensions/blob/main/src/aks-preview/HISTORY.rst", "2024-04-16";
    SECURITY_GROUPS = "Network security groups", "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview", "2025-07-15";
    IDENTITY_CONCEPTS = "Access and identity in AKS", "https://learn.microsoft.com/azure/aks/concepts-identity", "2021-03-24";
    MONITORING = "Monitor AKS", "https://learn.microsoft.com/azure/aks/monitor-aks", "2023-11-01";
    SECRETS_STORE = "Key Vault provider for the Secrets Store CSI driver", "https://learn.microsoft.com/azure/aks/csi-secrets-store-driver", "2022-08-02";
    LARGE_CLUSTERS = "Best practices for large AKS clusters", "https://learn.microsoft.com/azure/aks/best-practices-performance-scale-large", "2026-06-05";
    POD_NETWORKING = "Plan pod networking in AKS", "https://learn.microsoft.com/azure/aks/plan-pod-networking", "2025-03-24";
    HOST_ENCRYPTION = "Host-based encryption in AKS", "https://learn.microsoft.com/azure/aks/enable-host-encryption", "2021-04-26";
    AZURE_POLICY = "Secure AKS with Azure Policy", "https://learn.microsoft.com/azure/aks/use-azure-policy", "2021-09-01";
    GRAPH_ERRORS = "Errors of Azure Resource Graph", "https://learn.microsoft.com/azure/governance/resource-graph/troubleshoot/general", "2019-08-07";
    GRAPH_THROTTLING = "Throttled requests in Azure Resource Graph", "https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests", "2024-01-04";
    AZ_GRAPH = "az graph query, extension resource-graph 2.1.0", "https://learn.microsoft.com/cli/azure/graph", "2021-11-23";
    SKU_NOT_AVAILABLE = "Errors for SKUs that are not available", "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-sku-not-available", "2023-04-05";
    RESOURCE_QUOTA = "Errors for resource quotas", "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-resource-quota", "2023-04-05";
    REGISTER_PROVIDER = "Errors for resource provider registration", "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-register-resource-provider", "2021-12-20";
    OUTBOUND_RULES = "Outbound network and FQDN rules of AKS", "https://learn.microsoft.com/azure/aks/outbound-rules-control-egress", "2023-06-13";
    KMS = "KMS etcd encryption in AKS", "https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption", "2022-03-21";
}
