//! API versions of Azure Resource Manager: generally available ones, one for each resource type.

/// An API version of a resource type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApiVersion {
    /// Resource type, such as `Microsoft.ContainerService/managedClusters`.
    pub resource_type: &'static str,
    /// Version, which is the date it was made on.
    pub version: &'static str,
    /// What uses the version.
    pub source: &'static str,
}

const fn version(
    resource_type: &'static str,
    version: &'static str,
    source: &'static str,
) -> ApiVersion {
    ApiVersion { resource_type, version, source }
}

const AKS: &str = "azure-mgmt-containerservice 41.6.0, 2026-08-25";
const AZ: &str = "azure-cli 2.91.0, 2026-09-29";
const COMPUTE: &str = "azure-mgmt-compute 34.1.0, 2025-03-24";
const GRAPH: &str = "azure-mgmt-resourcegraph 8.0.1, 2025-11-24";
const REST: &str = "Azure REST API reference, 2026-08-20";

/// Every resource type that aksplan writes or reads.
pub const API_VERSIONS: &[ApiVersion] = &[
    version("Microsoft.ContainerService/managedClusters", "2026-06-01", AKS),
    version("Microsoft.ContainerService/managedClusters/agentPools", "2026-06-01", AKS),
    version(
        "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
        "2026-06-01",
        AKS,
    ),
    version("Microsoft.Network/virtualNetworks", "2025-07-01", AZ),
    version("Microsoft.Network/virtualNetworks/subnets", "2025-07-01", AZ),
    version("Microsoft.Network/virtualNetworks/virtualNetworkPeerings", "2025-07-01", AZ),
    version("Microsoft.Network/routeTables", "2025-07-01", AZ),
    version("Microsoft.Network/routeTables/routes", "2025-07-01", AZ),
    version("Microsoft.Network/natGateways", "2025-07-01", AZ),
    version("Microsoft.Network/networkSecurityGroups", "2025-07-01", AZ),
    version("Microsoft.Network/networkSecurityGroups/securityRules", "2025-07-01", AZ),
    version("Microsoft.Network/publicIPAddresses", "2025-07-01", AZ),
    version("Microsoft.Network/publicIPPrefixes", "2025-07-01", AZ),
    version("Microsoft.Network/virtualNetworks/usages", "2025-07-01", AZ),
    version("Microsoft.Network/privateDnsZones", "2024-06-01", REST),
    version("Microsoft.ContainerRegistry/registries", "2025-04-01", REST),
    // az itself uses a preview version.
    version("Microsoft.ManagedIdentity/userAssignedIdentities", "2024-11-30", REST),
    version("Microsoft.Authorization/roleAssignments", "2022-04-01", AZ),
    version("Microsoft.Authorization/roleDefinitions", "2022-04-01", AZ),
    version("Microsoft.Authorization/permissions", "2022-04-01", AZ),
    version("Microsoft.Resources/resourceGroups", "2024-11-01", AZ),
    version("Microsoft.Resources/providers", "2024-11-01", AZ),
    version("Microsoft.Resources/deployments", "2025-04-01", AZ),
    version(
        "Microsoft.Features/featureProviders/subscriptionFeatureRegistrations",
        "2021-07-01",
        AZ,
    ),
    version("Microsoft.Features/providers/features", "2021-07-01", AZ),
    version("Microsoft.Resources/subscriptions", "2022-12-01", AZ),
    version("Microsoft.Resources/tenants", "2022-12-01", AZ),
    version("Microsoft.Resources/providers", "2024-11-01", AZ),
    version("Microsoft.ContainerService/locations/kubernetesVersions", "2026-06-01", AKS),
    version("Microsoft.Compute/skus", "2021-07-01", COMPUTE),
    version("Microsoft.Compute/locations/usages", "2024-11-01", AZ),
    version("Microsoft.Network/locations/usages", "2023-09-01", AZ),
    version("Microsoft.ResourceGraph/resources", "2021-03-01", GRAPH),
];

/// The API version of a resource type; of one that is not in the table, nothing.
#[must_use]
pub fn of(resource_type: &str) -> Option<&'static str> {
    let found = API_VERSIONS.iter().find(|it| it.resource_type.eq_ignore_ascii_case(resource_type));
    found.map(|it| it.version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steps::ResourceKind as Kind;

    #[test]
    fn versions_are_generally_available_and_dates() {
        for it in API_VERSIONS {
            assert!(it.version.parse::<jiff::civil::Date>().is_ok(), "{it:?}");
        }
        for kind in [
            Kind::ResourceGroup,
            Kind::NetworkSecurityGroup,
            Kind::RouteTable,
            Kind::PublicIpAddress,
            Kind::NatGateway,
            Kind::VirtualNetwork,
            Kind::Subnet,
            Kind::Peering,
            Kind::Identity,
            Kind::ManagedCluster,
            Kind::AgentPool,
            Kind::Maintenance,
        ] {
            assert!(of(kind.arm_type()).is_some(), "{}", kind.arm_type());
        }
    }
}
