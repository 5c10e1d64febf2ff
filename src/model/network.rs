//! Virtual networks and what hangs on their subnets.

use super::{StringMap, choice, record};
use macro_rules_attribute::apply;

/// A virtual network.
#[apply(record!)]
pub struct VirtualNetwork {
    /// Name, 2 to 64 characters.
    pub name: String,
    /// Resource group; absent: the only one of the plan.
    pub resource_group: Option<String>,
    /// Region; absent: the plan's.
    pub location: Option<String>,
    /// It exists already: its address space and other subnets are never touched.
    pub existing: bool,
    /// Address space, such as `10.0.0.0/16`.
    pub address_prefixes: Vec<String>,
    /// Subnets to make or to use.
    pub subnets: Vec<Subnet>,
    /// Networks it is peered with: names of this plan, or resource ids.
    pub peerings: Vec<String>,
    /// Custom DNS servers; empty: Azure's own.
    pub dns_servers: Vec<String>,
    /// Azure Firewall that stands, or will stand, in this network. Planned for, never made.
    pub azure_firewall: Option<AzureFirewall>,
    /// Tags.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    pub tags: StringMap,
    /// Arguments of az that the plan has no property for: kept as they are, and written back.
    pub az_arguments: Vec<String>,
}

/// A subnet.
#[apply(record!)]
pub struct Subnet {
    /// Name, 1 to 80 characters.
    pub name: String,
    /// Its range, such as `10.0.4.0/22`.
    pub address_prefix: Option<String>,
    /// Its ranges where it has several: one IPv4 and one IPv6 in a dual-stack network.
    pub address_prefixes: Vec<String>,
    /// It exists already and is used as it is.
    pub existing: bool,
    /// Service it is delegated to, such as `Microsoft.ContainerService/managedClusters`.
    pub delegation: Option<String>,
    /// Route table: a name of this plan, or a resource id.
    pub route_table: Option<String>,
    /// NAT gateway: a name of this plan, or a resource id.
    pub nat_gateway: Option<String>,
    /// Network security group: a name of this plan, or a resource id.
    pub network_security_group: Option<String>,
    /// Private endpoints planned in it; each takes one address.
    pub private_endpoints: u32,
    /// Addresses that anything else takes: virtual machines, appliances, gateways.
    pub other_addresses: u32,
    /// Arguments of az that the plan has no property for: kept as they are, and written back.
    pub az_arguments: Vec<String>,
}

/// An Azure Firewall.
#[apply(record!)]
pub struct AzureFirewall {
    /// Tier; absent: `Standard`.
    pub tier: Option<FirewallTier>,
    /// Its private address, the next hop of default routes.
    #[serde(rename = "privateIPAddress")]
    pub private_ip_address: Option<String>,
}

/// Tier of an Azure Firewall.
#[apply(choice!)]
pub enum FirewallTier {
    /// Needs a management subnet beside its own.
    Basic = "Basic",
    /// The usual one.
    Standard = "Standard",
    /// With TLS inspection.
    Premium = "Premium",
}

/// A route table.
#[apply(record!)]
pub struct RouteTable {
    /// Name, 1 to 80 characters.
    pub name: String,
    /// Resource group; absent: the only one of the plan.
    pub resource_group: Option<String>,
    /// It exists already and is used as it is.
    pub existing: bool,
    /// Routes.
    pub routes: Vec<Route>,
    /// Routes learnt over BGP do not reach the subnet.
    pub disable_bgp_route_propagation: bool,
    /// Arguments of az that the plan has no property for: kept as they are, and written back.
    pub az_arguments: Vec<String>,
}

/// A user-defined route.
#[apply(record!)]
pub struct Route {
    /// Name, 1 to 80 characters.
    pub name: String,
    /// Destination, such as `0.0.0.0/0`.
    pub address_prefix: String,
    /// Where packets go.
    pub next_hop_type: Option<NextHopType>,
    /// Address of the appliance, for `VirtualAppliance`.
    pub next_hop_ip_address: Option<String>,
}

/// Where a route sends packets.
#[apply(choice!)]
pub enum NextHopType {
    /// A firewall or other appliance, by address.
    VirtualAppliance = "VirtualAppliance",
    /// A VPN or ExpressRoute gateway.
    VirtualNetworkGateway = "VirtualNetworkGateway",
    /// Stays in the virtual network.
    VnetLocal = "VnetLocal",
    /// Straight to the internet.
    Internet = "Internet",
    /// Dropped.
    None = "None",
}

/// A NAT gateway.
#[apply(record!)]
pub struct NatGateway {
    /// Name, 1 to 80 characters.
    pub name: String,
    /// Resource group; absent: the only one of the plan.
    pub resource_group: Option<String>,
    /// It exists already and is used as it is.
    pub existing: bool,
    /// SKU; absent: `Standard`.
    pub sku: Option<NatGatewaySku>,
    /// Public IP addresses to make for it, 1 to 16; absent: 1.
    #[serde(rename = "publicIPCount")]
    pub public_ip_count: Option<u32>,
    /// Idle timeout of flows in minutes, 4 to 120; absent: 4.
    pub idle_timeout_in_minutes: Option<u32>,
    /// Zone of a `Standard` gateway: one, or none for no zone.
    pub zones: Vec<String>,
    /// Arguments of az that the plan has no property for: kept as they are, and written back.
    pub az_arguments: Vec<String>,
}

/// SKU of a NAT gateway.
#[apply(choice!)]
pub enum NatGatewaySku {
    /// One zone, IPv4.
    Standard = "Standard",
    /// Zone-redundant, IPv4 and IPv6.
    StandardV2 = "StandardV2",
}

/// A network security group.
#[apply(record!)]
pub struct NetworkSecurityGroup {
    /// Name, 1 to 80 characters.
    pub name: String,
    /// Resource group; absent: the only one of the plan.
    pub resource_group: Option<String>,
    /// It exists already and is used as it is.
    pub existing: bool,
    /// Rules beside Azure's own.
    pub security_rules: Vec<SecurityRule>,
    /// Arguments of az that the plan has no property for: kept as they are, and written back.
    pub az_arguments: Vec<String>,
}

/// A rule of a network security group.
#[apply(record!)]
pub struct SecurityRule {
    /// Name, 1 to 80 characters.
    pub name: String,
    /// Priority, 100 to 4096; lower first.
    pub priority: Option<u32>,
    /// Direction; absent: `Inbound`.
    pub direction: Option<Direction>,
    /// Verdict; absent: `Allow`.
    pub access: Option<Access>,
    /// Protocol; absent: any.
    pub protocol: Option<Protocol>,
    /// Where packets come from: CIDR, service tag or `*`.
    pub source_address_prefix: Option<String>,
    /// Where packets go: CIDR, service tag or `*`.
    pub destination_address_prefix: Option<String>,
    /// Port, range or `*`.
    pub destination_port_range: Option<String>,
}

/// Direction of a security rule.
#[apply(choice!)]
pub enum Direction {
    /// Into the subnet.
    Inbound = "Inbound",
    /// Out of the subnet.
    Outbound = "Outbound",
}

/// Verdict of a security rule.
#[apply(choice!)]
pub enum Access {
    /// Let through.
    Allow = "Allow",
    /// Drop.
    Deny = "Deny",
}

/// Protocol of a security rule.
#[apply(choice!)]
pub enum Protocol {
    /// TCP.
    Tcp = "Tcp",
    /// UDP.
    Udp = "Udp",
    /// ICMP.
    Icmp = "Icmp",
    /// Any.
    Any = "*",
}
