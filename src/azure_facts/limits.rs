//! Limits that Azure enforces.

use super::{Fact, sources};

macro_rules! limits {
    ($($(#[$meta:meta])* $NAME:ident: $type:ty = $value:expr, $SOURCE:ident;)+) => {
        $($(#[$meta])* pub const $NAME: Fact<$type> = Fact::new($value, &sources::$SOURCE);)+
    };
}

limits! {
    /// Addresses that Azure keeps of every subnet: the first four and the last.
    RESERVED_PER_SUBNET: u32 = 5, VNET_FAQ;
    /// The same, as the page on kubenet has it in spite of its own figures.
    RESERVED_PER_SUBNET_KUBENET: u32 = 3, KUBENET;
    /// Longest prefix of a subnet.
    SUBNET_MAX_PREFIX: u8 = 29, VNET_FAQ;
    /// Shortest prefix of a subnet.
    SUBNET_MIN_PREFIX: u8 = 2, VNET_FAQ;
    /// Prefix of an IPv6 subnet.
    SUBNET_PREFIX_V6: u8 = 64, VNET_FAQ;
    /// Shortest prefix of a network that AKS documents.
    NETWORK_MIN_PREFIX: u8 = 8, LEGACY_CNI;
    /// Longest prefix of `AzureFirewallSubnet` and `AzureFirewallManagementSubnet`.
    FIREWALL_SUBNET_PREFIX: u8 = 26, FIREWALL;
    /// Longest prefix of `AzureBastionSubnet`.
    BASTION_SUBNET_PREFIX: u8 = 26, BASTION;
    /// Longest prefix that is recommended for `GatewaySubnet`.
    GATEWAY_SUBNET_PREFIX: u8 = 27, VPN_GATEWAY;
    /// Longest prefix that is recommended for the subnet of an Application Gateway v2.
    APPLICATION_GATEWAY_SUBNET_PREFIX: u8 = 24, APP_GATEWAY;
    /// Shortest prefix of a pod subnet with static blocks.
    STATIC_BLOCK_SUBNET_PREFIX: u8 = 12, STATIC_BLOCK;
    /// Private addresses of a virtual network.
    ADDRESSES_PER_NETWORK: u32 = 65_536, NETWORK_LIMITS;
    /// Routes of a route table; kubenet takes one a node.
    ROUTES_PER_TABLE: u32 = 400, NETWORK_LIMITS;
    /// Nodes of a cluster.
    NODES_PER_CLUSTER: u32 = 5_000, QUOTAS;
    /// Nodes of a pool, those of an upgrade included.
    NODES_PER_POOL: u32 = 1_000, QUOTAS;
    /// Pools of a cluster.
    POOLS_PER_CLUSTER: u32 = 100, QUOTAS;
    /// Nodes of a cluster on tier Free.
    NODES_FREE_TIER: u32 = 1_000, QUOTAS;
    /// Nodes that tier Free is recommended for.
    NODES_FREE_TIER_RECOMMENDED: u32 = 10, TIERS;
    /// Least of `maxPods`.
    MIN_MAX_PODS: u32 = 10, IP_PLANNING;
    /// Greatest of `maxPods`.
    MAX_MAX_PODS: u32 = 250, QUOTAS;
    /// Pods that every pool must have room for.
    PODS_PER_POOL: u32 = 30, IP_PLANNING;
    /// Prefix length of the range a node takes of the pod CIDR, with overlay and kubenet.
    POD_RANGE_PER_NODE: u8 = 24, CNI_OVERLAY;
    /// Addresses a node takes of a pod subnet at a time, dynamic or as a block.
    POD_SUBNET_BATCH: u32 = 16, DYNAMIC_POD_SUBNET;
    /// With fewer free addresses than this a node takes another batch of its pod subnet.
    POD_SUBNET_BATCH_LOW: u32 = 8, DYNAMIC_POD_SUBNET;
    /// Addresses that a cluster's API servers take of their subnet.
    API_SERVER_ADDRESSES: u32 = 9, VNET_INTEGRATION;
    /// Longest prefix of a subnet for API servers.
    API_SERVER_SUBNET_PREFIX: u8 = 28, VNET_INTEGRATION;
    /// SNAT ports of an outbound address of a load balancer.
    SNAT_PORTS_PER_ADDRESS: u32 = 64_000, STANDARD_LB;
    /// SNAT ports come in steps of this.
    SNAT_PORT_STEP: u32 = 8, AZ_AKS;
    /// Outbound addresses that AKS makes for a load balancer, least and most.
    OUTBOUND_ADDRESSES: (u32, u32) = (1, 100), REST_SPEC;
    /// Idle timeout of a load balancer's flows in minutes, least and most.
    LB_IDLE_TIMEOUT: (u32, u32) = (4, 120), REST_SPEC;
    /// Characters of the name of the nodes' administrator.
    ADMIN_NAME_LENGTH: usize = 32, AKS_NAMES;
    /// Longest idle timeout of a load balancer's flows that az takes, in minutes.
    LB_IDLE_TIMEOUT_AZ: u32 = 100, AZ_AKS;
    /// Addresses of a NAT gateway, least and most.
    NAT_ADDRESSES: (u32, u32) = (1, 16), AZ_AKS;
    /// Idle timeout of a NAT gateway's flows in minutes, least and most.
    NAT_IDLE_TIMEOUT: (u32, u32) = (4, 120), AZ_AKS;
    /// Length of a gateway pool's public prefix, least and most.
    GATEWAY_PREFIX: (u32, u32) = (28, 31), AZ_NODEPOOL;
    /// Nodes that network policy `azure` is supported for.
    NODES_AZURE_POLICY: u32 = 250, NETWORK_POLICIES;
    /// Characters of a subnet's, network's and resource group's name with overlay.
    OVERLAY_NAME: u32 = 63, CNI_OVERLAY;
    /// Pods of an overlay cluster.
    OVERLAY_PODS: u64 = 200_000, LARGE_CLUSTERS;
    /// The same, by another document.
    OVERLAY_PODS_OTHER: u64 = 250_000, POD_NETWORKING;
    /// Priority of a security rule, least and most.
    SECURITY_RULE_PRIORITY: (u32, u32) = (100, 4_096), SECURITY_GROUPS;
    /// SNAT flows of an address of a NAT gateway.
    NAT_FLOWS_PER_ADDRESS: u32 = 64_512, NAT_GATEWAY;
    /// Ranges that may reach a public API server.
    AUTHORIZED_RANGES: u32 = 200, AUTHORIZED_RANGES;
    /// The same, with VNet integration.
    AUTHORIZED_RANGES_VNET: u32 = 2_000, AUTHORIZED_RANGES;
    /// Certificates of own authorities that nodes trust.
    CA_CERTIFICATES: usize = 10, REST_SPEC;
    /// DNS zones of application routing.
    APP_ROUTING_ZONES: usize = 5, APP_ROUTING_GATEWAY;
    /// Hours between runs of the image cleaner: least and most.
    IMAGE_CLEANER_HOURS: (u32, u32) = (24, 2_160), IMAGE_CLEANER;
    /// Characters of the label before the usual name of a private DNS zone.
    DNS_SUBZONE: u32 = 32, PRIVATE_CLUSTERS;
    /// Longest service CIDR that is still refused: `/12` and larger.
    SERVICE_CIDR_PREFIX: u8 = 12, IP_PLANNING;
    /// Shortest prefix of an IPv6 service CIDR.
    SERVICE_CIDR_PREFIX_V6: u8 = 108, DUAL_STACK;
    /// Subscriptions that a query of Azure Resource Graph may name.
    GRAPH_SUBSCRIPTIONS: usize = 1_000, GRAPH_ERRORS;
    /// Management groups that a query of Azure Resource Graph may name.
    GRAPH_MANAGEMENT_GROUPS: usize = 10, AZ_GRAPH;
    /// Records of a page of Azure Resource Graph.
    GRAPH_PAGE: u32 = 1_000, GRAPH_THROTTLING;
    /// Subscriptions below a management group that Azure Resource Graph looks at; it passes over the
    /// rest, and says so in a header.
    GRAPH_SUBSCRIPTIONS_OF_GROUP: u32 = 10_000, GRAPH_THROTTLING;
}

/// SNAT ports that a standard load balancer gives each node when none are asked for, by number of
/// nodes: (up to so many nodes, ports).
pub const DEFAULT_SNAT_PORTS: Fact<&[(u32, u32)]> = Fact::new(
    &[(50, 1024), (100, 512), (200, 256), (400, 128), (800, 64), (1000, 32)],
    &sources::STANDARD_LB,
);
