//! What is to be done, in order: the plan as resources that are to be there.
//!
//! Every way out (scripts, templates, requests) is written from these steps and sees no plan. A step
//! says what is wanted under ARM's property names; how a tool is told so is the writers' affair.
//! What Azure would otherwise choose by default (network plugin, `maxPods`, zones) is filled in.

mod access;
mod builder;
mod cluster;
mod network;
mod removal;
mod unsaid;

pub use removal::{Removal, Remove};

use crate::lower::Lowered;
use crate::model::{
    self, Cloud, MaintenanceConfiguration, NatGatewaySku, Route, SecurityRule, StringMap,
};
use builder::Builder;
use serde_json::{Map, Value as Json};

/// The steps of a plan. Each comes after those it needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps {
    /// What people call the plan.
    pub name: Option<String>,
    /// In order.
    pub steps: Vec<Step>,
    /// What the plan names and no step does, with the reason.
    pub left_out: Vec<String>,
    /// Why the steps can't be taken as they are: the plan leaves open what nobody can guess.
    pub problems: Vec<String>,
    /// What stands between `${` and `}` in texts of the plan: nothing to shells that are told so, but
    /// a value to put in for whoever writes such values.
    pub braced: Vec<String>,
    /// What of the plan no step says, as a plan that lies under what they say.
    pub unsaid: Map<String, Json>,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its position among the steps.
    pub id: StepId,
    /// The steps that must be done before.
    pub needs: Vec<StepId>,
    /// What it does.
    pub operation: Operation,
}

/// The position of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StepId(pub usize);

/// What a step does.
#[allow(clippy::large_enum_variant, reason = "steps are few, and writers match into resources")]
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// Works in a cloud and a subscription from here on.
    Select(Select),
    /// Registers a preview feature, waits for it, and registers its provider again.
    Feature {
        /// Resource provider, such as `Microsoft.ContainerService`.
        namespace: String,
        /// Name of the feature.
        name: String,
    },
    /// Makes a resource where it is not there yet.
    Make(Resource),
    /// Stops where a resource is not there; changes nothing of it.
    Find(ResourceId),
    /// Looks up the service principal of an application.
    FindServicePrincipal {
        /// Application id.
        client_id: String,
    },
    /// Looks up an identity that lies outside the plan.
    FindIdentity {
        /// Its resource id.
        resource_id: String,
    },
    /// Adds to a cluster that exists what the plan wants of it and it lacks.
    Amend(Box<ManagedCluster>),
}

/// Where a plan's steps are done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Select {
    /// The cloud; absent: the one that is signed in to.
    pub cloud: Option<Cloud>,
    /// The subscription, by id or name; absent: the one that is signed in to.
    pub subscription: Option<String>,
    /// Base address of an API Management gateway in front of Azure Resource Manager.
    pub gateway_url: Option<String>,
    /// Header that carries the gateway's subscription key.
    pub subscription_key_header: Option<String>,
}

/// A resource that is to be there.
#[derive(Clone, Debug, PartialEq)]
pub enum Resource {
    /// A resource group.
    ResourceGroup(ResourceGroup),
    /// A network security group with its rules.
    NetworkSecurityGroup(NetworkSecurityGroup),
    /// A route table with its routes.
    RouteTable(RouteTable),
    /// A public IP address.
    PublicIpAddress(PublicIpAddress),
    /// A NAT gateway.
    NatGateway(NatGateway),
    /// A virtual network, without its subnets.
    VirtualNetwork(VirtualNetwork),
    /// A subnet.
    Subnet(Subnet),
    /// One direction of a peering.
    Peering(Peering),
    /// A user-assigned managed identity.
    Identity(Identity),
    /// A role assignment.
    RoleAssignment(RoleAssignment),
    /// A cluster with its first agent pool.
    ManagedCluster(Box<ManagedCluster>),
    /// A further agent pool.
    AgentPool(Box<AgentPool>),
    /// A maintenance window.
    Maintenance(Maintenance),
}

/// The name of a resource in the plan's subscription.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceId {
    /// Resource group.
    pub resource_group: String,
    /// Kind.
    pub kind: ResourceKind,
    /// Names, outermost first: one, or two for a subnet.
    pub names: Vec<String>,
}

/// Kinds of resources that others refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ResourceKind {
    /// `Microsoft.Resources/resourceGroups`; has no names but its group.
    ResourceGroup,
    /// `Microsoft.Network/networkSecurityGroups`.
    NetworkSecurityGroup,
    /// `Microsoft.Network/routeTables`.
    RouteTable,
    /// `Microsoft.Network/publicIPAddresses`.
    PublicIpAddress,
    /// `Microsoft.Network/natGateways`.
    NatGateway,
    /// `Microsoft.Network/virtualNetworks`.
    VirtualNetwork,
    /// `Microsoft.Network/virtualNetworks/subnets`.
    Subnet,
    /// `Microsoft.Network/virtualNetworks/virtualNetworkPeerings`.
    Peering,
    /// `Microsoft.ManagedIdentity/userAssignedIdentities`.
    Identity,
    /// `Microsoft.ContainerService/managedClusters`.
    ManagedCluster,
    /// `Microsoft.ContainerService/managedClusters/agentPools`.
    AgentPool,
    /// `Microsoft.ContainerService/managedClusters/maintenanceConfigurations`.
    Maintenance,
}

impl ResourceKind {
    /// The resource's type in ARM.
    #[must_use]
    pub const fn arm_type(self) -> &'static str {
        match self {
            Self::ResourceGroup => "Microsoft.Resources/resourceGroups",
            Self::NetworkSecurityGroup => "Microsoft.Network/networkSecurityGroups",
            Self::RouteTable => "Microsoft.Network/routeTables",
            Self::PublicIpAddress => "Microsoft.Network/publicIPAddresses",
            Self::NatGateway => "Microsoft.Network/natGateways",
            Self::VirtualNetwork => "Microsoft.Network/virtualNetworks",
            Self::Subnet => "Microsoft.Network/virtualNetworks/subnets",
            Self::Peering => "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
            Self::Identity => "Microsoft.ManagedIdentity/userAssignedIdentities",
            Self::ManagedCluster => "Microsoft.ContainerService/managedClusters",
            Self::AgentPool => "Microsoft.ContainerService/managedClusters/agentPools",
            Self::Maintenance => {
                "Microsoft.ContainerService/managedClusters/maintenanceConfigurations"
            }
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ResourceGroup => "resource group",
            Self::NetworkSecurityGroup => "network security group",
            Self::RouteTable => "route table",
            Self::PublicIpAddress => "public IP address",
            Self::NatGateway => "NAT gateway",
            Self::VirtualNetwork => "virtual network",
            Self::Subnet => "subnet",
            Self::Peering => "peering",
            Self::Identity => "identity",
            Self::ManagedCluster => "cluster",
            Self::AgentPool => "agent pool",
            Self::Maintenance => "maintenance window",
        }
    }
}

impl ResourceId {
    /// The innermost name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.names.last().map_or(self.resource_group.as_str(), String::as_str)
    }

    /// The outermost name: the network of a subnet, the cluster of a pool.
    #[must_use]
    pub fn parent(&self) -> &str {
        self.names.first().map_or(self.resource_group.as_str(), String::as_str)
    }
}

/// A value of a step: known now, or only when another step is done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Text.
    Text(String),
    /// The resource id of something in the plan's subscription.
    Id(ResourceId),
    /// What another step brings.
    Output(StepId, Output),
}

/// What a step brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Output {
    /// The object that roles are assigned to.
    PrincipalId,
}

/// A resource group.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceGroup {
    /// Its name.
    pub id: ResourceId,
    /// Region.
    pub location: String,
    /// Tags.
    pub tags: StringMap,
    /// Arguments of az that are written as they are.
    pub az_arguments: Vec<String>,
}

/// A network security group.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkSecurityGroup {
    /// Its name.
    pub id: ResourceId,
    /// Region.
    pub location: String,
    /// Tags.
    pub tags: StringMap,
    /// Its rules.
    pub security_rules: Vec<SecurityRule>,
    /// Arguments of az that are written as they are.
    pub az_arguments: Vec<String>,
}

/// A route table.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteTable {
    /// Its name.
    pub id: ResourceId,
    /// Region.
    pub location: String,
    /// Tags.
    pub tags: StringMap,
    /// Its routes.
    pub routes: Vec<Route>,
    /// Routes learnt over BGP do not reach the subnet.
    pub disable_bgp_route_propagation: bool,
    /// Arguments of az that are written as they are.
    pub az_arguments: Vec<String>,
}

/// A static public IP address.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicIpAddress {
    /// Its name.
    pub id: ResourceId,
    /// Region.
    pub location: String,
    /// Tags.
    pub tags: StringMap,
    /// SKU: that of the NAT gateway it is for.
    pub sku: NatGatewaySku,
    /// Zones.
    pub zones: Vec<String>,
}

/// A NAT gateway.
#[derive(Clone, Debug, PartialEq)]
pub struct NatGateway {
    /// Its name.
    pub id: ResourceId,
    /// Region.
    pub location: String,
    /// Tags.
    pub tags: StringMap,
    /// SKU.
    pub sku: NatGatewaySku,
    /// Its public addresses.
    pub public_ip_addresses: Vec<ResourceId>,
    /// Idle timeout of flows in minutes.
    pub idle_timeout_in_minutes: u32,
    /// Zone of a `Standard` gateway.
    pub zones: Vec<String>,
    /// Arguments of az that are written as they are.
    pub az_arguments: Vec<String>,
}

/// A virtual network.
#[derive(Clone, Debug, PartialEq)]
pub struct VirtualNetwork {
    /// Its name.
    pub id: ResourceId,
    /// Region.
    pub location: String,
    /// Tags.
    pub tags: StringMap,
    /// Address space.
    pub address_prefixes: Vec<String>,
    /// Custom DNS servers.
    pub dns_servers: Vec<String>,
    /// Arguments of az that are written as they are.
    pub az_arguments: Vec<String>,
}

/// A subnet.
#[derive(Clone, Debug, PartialEq)]
pub struct Subnet {
    /// Its name, after its network's.
    pub id: ResourceId,
    /// Its ranges.
    pub address_prefixes: Vec<String>,
    /// Service it is delegated to.
    pub delegation: Option<String>,
    /// Route table.
    pub route_table: Option<Value>,
    /// NAT gateway.
    pub nat_gateway: Option<Value>,
    /// Network security group.
    pub network_security_group: Option<Value>,
    /// Arguments of az that are written as they are.
    pub az_arguments: Vec<String>,
}

/// One direction of a peering.
#[derive(Clone, Debug, PartialEq)]
pub struct Peering {
    /// Its name, after that of the network it starts in.
    pub id: ResourceId,
    /// The other network.
    pub remote_virtual_network: Value,
}

/// A user-assigned managed identity.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    /// Its name.
    pub id: ResourceId,
    /// Region.
    pub location: String,
    /// Tags.
    pub tags: StringMap,
    /// Arguments of az that are written as they are.
    pub az_arguments: Vec<String>,
}

/// A role for a principal, somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleAssignment {
    /// Where it holds.
    pub scope: Value,
    /// Which.
    pub role: Role,
    /// For whom.
    pub principal_id: Value,
    /// What people call the principal.
    pub principal: String,
    /// Why the cluster needs it.
    pub reason: &'static str,
}

/// A built-in role of Azure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Joins subnets, writes routes.
    NetworkContributor,
    /// Writes records into a private DNS zone.
    PrivateDnsZoneContributor,
    /// Hands an identity to machines.
    ManagedIdentityOperator,
    /// Pulls images.
    AcrPull,
}

impl Role {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NetworkContributor => "Network Contributor",
            Self::PrivateDnsZoneContributor => "Private DNS Zone Contributor",
            Self::ManagedIdentityOperator => "Managed Identity Operator",
            Self::AcrPull => "AcrPull",
        }
    }

    /// The id of its definition, the same in every tenant.
    #[must_use]
    pub const fn definition_id(self) -> &'static str {
        match self {
            Self::NetworkContributor => "4d97b98b-1d4f-4787-a291-c67834d212e7",
            Self::PrivateDnsZoneContributor => "b12aa53e-6015-4669-85d0-8515ebb3ae7f",
            Self::ManagedIdentityOperator => "f1a07417-d97a-45cb-824c-7a7467783830",
            Self::AcrPull => "7f951dda-4ed3-4680-a7ca-43fe172d538d",
        }
    }
}

/// Who a cluster is.
#[derive(Clone, Debug, PartialEq)]
pub enum ClusterIdentity {
    /// An identity that is made with the cluster.
    SystemAssigned,
    /// A user-assigned identity, by resource id.
    UserAssigned(Value),
    /// A service principal, whose secret is not here.
    ServicePrincipal {
        /// Application id.
        client_id: String,
    },
}

/// A cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct ManagedCluster {
    /// Its name.
    pub id: ResourceId,
    /// Region.
    pub location: String,
    /// As planned; the network profile has Azure's defaults filled in. Where it is, what it refers
    /// to and its pools are not here but above and below, and neither is what is only counted with.
    pub properties: model::Cluster,
    /// Who it is.
    pub identity: ClusterIdentity,
    /// Identity of the nodes, by resource id.
    pub kubelet_identity: Option<Value>,
    /// Subnet of the API server.
    pub api_server_subnet: Option<Value>,
    /// Subnet of the Application Gateway that the add-on makes.
    pub application_gateway_subnet: Option<Value>,
    /// Name of the subnet of virtual nodes.
    pub virtual_node_subnet: Option<String>,
    /// The agent pools that it starts with; none where it exists.
    pub agent_pools: Vec<AgentPool>,
}

/// An agent pool.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentPool {
    /// Its name, after its cluster's.
    pub id: ResourceId,
    /// As planned, with mode, count, `maxPods`, operating system and zones filled in; its subnets
    /// are below.
    pub properties: model::AgentPool,
    /// Subnet of its nodes.
    pub vnet_subnet: Option<Value>,
    /// Subnet of its pods.
    pub pod_subnet: Option<Value>,
}

/// The window that opens every week, and takes no other interval.
pub const DEFAULT_WINDOW: &str = "default";

/// A maintenance window of a cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Maintenance {
    /// Its name, after its cluster's.
    pub id: ResourceId,
    /// As planned.
    pub properties: MaintenanceConfiguration,
}

impl Resource {
    /// The resource's name; role assignments have none.
    #[must_use]
    pub fn id(&self) -> Option<&ResourceId> {
        Some(match self {
            Self::ResourceGroup(it) => &it.id,
            Self::NetworkSecurityGroup(it) => &it.id,
            Self::RouteTable(it) => &it.id,
            Self::PublicIpAddress(it) => &it.id,
            Self::NatGateway(it) => &it.id,
            Self::VirtualNetwork(it) => &it.id,
            Self::Subnet(it) => &it.id,
            Self::Peering(it) => &it.id,
            Self::Identity(it) => &it.id,
            Self::RoleAssignment(_) => return None,
            Self::ManagedCluster(it) => &it.id,
            Self::AgentPool(it) => &it.id,
            Self::Maintenance(it) => &it.id,
        })
    }
}

/// The steps that make what a plan wants.
#[must_use]
pub fn steps(plan: &Lowered) -> Steps {
    let mut builder = Builder::new(plan);
    builder.unknowns();
    builder.start();
    network::network(&mut builder);
    access::identities(&mut builder);
    cluster::clusters(&mut builder);
    builder.finish()
}
