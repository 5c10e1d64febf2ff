//! How a cluster's pods, services and outbound traffic are addressed.

use super::{choice, record};
use macro_rules_attribute::apply;

/// A cluster's `networkProfile`.
#[apply(record!)]
pub struct NetworkProfile {
    /// Who gives pods their addresses; absent: `azure` in overlay mode.
    pub network_plugin: Option<NetworkPlugin>,
    /// `overlay` takes pods out of the virtual network; absent with plugin `azure`: pods are in it.
    pub network_plugin_mode: Option<NetworkPluginMode>,
    /// What moves packets between pods; absent: `azure`.
    pub network_dataplane: Option<NetworkDataplane>,
    /// Engine that enforces Kubernetes network policies; absent: none.
    pub network_policy: Option<NetworkPolicy>,
    /// Pods' range outside the virtual network, for overlay and kubenet; absent: `10.244.0.0/16`.
    pub pod_cidr: Option<String>,
    /// Pods' ranges in a dual-stack cluster, in the order of `ipFamilies`.
    pub pod_cidrs: Vec<String>,
    /// Services' range, known inside the cluster only; absent: `10.0.0.0/16`.
    pub service_cidr: Option<String>,
    /// Services' ranges in a dual-stack cluster, in the order of `ipFamilies`.
    pub service_cidrs: Vec<String>,
    /// Address of the cluster's DNS service, inside the service CIDR; absent: `10.0.0.10`.
    #[serde(rename = "dnsServiceIP")]
    pub dns_service_ip: Option<String>,
    /// Docker's bridge; Azure dropped it with API version 2023-04-01.
    pub docker_bridge_cidr: Option<String>,
    /// Address families; absent: IPv4 alone.
    pub ip_families: Vec<IpFamily>,
    /// How traffic leaves the cluster; absent: `loadBalancer`.
    pub outbound_type: Option<OutboundType>,
    /// Load balancer SKU; absent: `standard`.
    pub load_balancer_sku: Option<LoadBalancerSku>,
    /// Outbound side of the load balancer.
    pub load_balancer_profile: Option<LoadBalancerProfile>,
    /// The NAT gateway that AKS manages.
    pub nat_gateway_profile: Option<NatGatewayProfile>,
    /// Advanced Container Networking Services.
    pub advanced_networking: Option<AdvancedNetworking>,
    /// kube-proxy, where it is configured.
    pub kube_proxy_config: Option<KubeProxyConfig>,
    /// Static egress gateway, which gateway pools need.
    pub static_egress_gateway_enabled: bool,
}

/// Network plugin.
#[apply(choice!)]
pub enum NetworkPlugin {
    /// Azure CNI.
    Azure = "azure",
    /// kubenet, which Azure ends on 2028-03-31.
    Kubenet = "kubenet",
    /// Bring your own CNI.
    None = "none",
}

/// Mode of Azure CNI.
#[apply(choice!)]
pub enum NetworkPluginMode {
    /// Pods get addresses of a range of their own, a /24 a node.
    Overlay = "overlay",
}

/// Dataplane.
#[apply(choice!)]
pub enum NetworkDataplane {
    /// iptables or IPVS by kube-proxy.
    Azure = "azure",
    /// eBPF by Cilium.
    Cilium = "cilium",
}

/// Network policy engine.
#[apply(choice!)]
pub enum NetworkPolicy {
    /// No policies.
    None = "none",
    /// Azure Network Policy Manager.
    Azure = "azure",
    /// Calico.
    Calico = "calico",
    /// Cilium, which needs the Cilium dataplane.
    Cilium = "cilium",
}

/// Address family.
#[apply(choice!)]
pub enum IpFamily {
    /// IPv4.
    Ipv4 = "IPv4",
    /// IPv6.
    Ipv6 = "IPv6",
}

/// How traffic leaves the cluster.
#[apply(choice!)]
pub enum OutboundType {
    /// Through the cluster's load balancer.
    LoadBalancer = "loadBalancer",
    /// Through a NAT gateway that AKS makes.
    ManagedNatGateway = "managedNATGateway",
    /// The same of SKU `StandardV2`, by the name that previews have for it.
    ManagedNatGatewayV2 = "managedNATGatewayV2",
    /// Through a NAT gateway that is on the subnet already.
    UserAssignedNatGateway = "userAssignedNATGateway",
    /// Along the subnet's own default route, usually to a firewall.
    UserDefinedRouting = "userDefinedRouting",
    /// Nothing leaves.
    None = "none",
    /// Nothing may leave (preview).
    Block = "block",
}

/// Load balancer SKU.
#[apply(choice!)]
pub enum LoadBalancerSku {
    /// Retired on 2025-09-30.
    Basic = "basic",
    /// The only one offered.
    Standard = "standard",
}

/// Outbound side of the cluster's load balancer. Managed, own addresses and own prefixes exclude
/// each other.
#[apply(record!)]
pub struct LoadBalancerProfile {
    /// Addresses that AKS makes; absent: one.
    #[serde(rename = "managedOutboundIPs")]
    pub managed_outbound_ips: Option<ManagedOutboundIps>,
    /// Own public IP addresses, by resource id.
    #[serde(rename = "outboundIPs")]
    pub outbound_ips: Vec<String>,
    /// Own public IP prefixes, by resource id.
    #[serde(rename = "outboundIPPrefixes")]
    pub outbound_ip_prefixes: Vec<String>,
    /// SNAT ports for each node, 0 to 64,000 in steps of 8; absent or 0: by number of nodes.
    pub allocated_outbound_ports: Option<u32>,
    /// Idle timeout of flows in minutes; absent: 30.
    pub idle_timeout_in_minutes: Option<u32>,
    /// What the backend pool holds; absent: `NodeIPConfiguration`.
    pub backend_pool_type: Option<BackendPoolType>,
}

/// Outbound addresses that AKS makes.
#[apply(record!)]
pub struct ManagedOutboundIps {
    /// IPv4 addresses, 1 to 100.
    pub count: Option<u32>,
    /// IPv6 addresses, 1 to 100.
    #[serde(rename = "countIPv6")]
    pub count_ipv6: Option<u32>,
}

/// What a load balancer's backend pool holds.
#[apply(choice!)]
pub enum BackendPoolType {
    /// Network interfaces of the nodes.
    NodeIpConfiguration = "NodeIPConfiguration",
    /// Addresses of the nodes.
    NodeIp = "NodeIP",
}

/// The NAT gateway that AKS manages.
#[apply(record!)]
pub struct NatGatewayProfile {
    /// SKU; absent: `StandardV2` where the region has it.
    pub sku: Option<super::NatGatewaySku>,
    /// Addresses that AKS makes; absent: one.
    #[serde(rename = "managedOutboundIPProfile")]
    pub managed_outbound_ip_profile: Option<ManagedOutboundIps>,
    /// Idle timeout of flows in minutes, 4 to 120; absent: 4.
    pub idle_timeout_in_minutes: Option<u32>,
    /// Own public IP addresses, by resource id (`StandardV2`).
    #[serde(rename = "outboundIPs")]
    pub outbound_ips: Vec<String>,
    /// Own public IP prefixes, by resource id (`StandardV2`).
    #[serde(rename = "outboundIPPrefixes")]
    pub outbound_ip_prefixes: Vec<String>,
}

/// Advanced Container Networking Services.
#[apply(record!)]
pub struct AdvancedNetworking {
    /// On or off.
    pub enabled: bool,
    /// Flow logs and metrics.
    pub observability: Option<Switch>,
    /// FQDN and layer-7 policies, encryption.
    pub security: Option<AdvancedNetworkSecurity>,
    /// Dataplane acceleration.
    pub performance: Option<AdvancedNetworkPerformance>,
}

/// Something that is on or off.
#[apply(record!)]
pub struct Switch {
    /// On or off.
    pub enabled: bool,
}

/// Security part of Advanced Container Networking Services.
#[apply(record!)]
pub struct AdvancedNetworkSecurity {
    /// On or off.
    pub enabled: bool,
    /// Reach of Cilium network policies; absent: `None`.
    pub advanced_network_policies: Option<AdvancedNetworkPolicies>,
    /// Encryption of traffic between nodes.
    pub transit_encryption: Option<TransitEncryption>,
}

/// Reach of advanced network policies.
#[apply(choice!)]
pub enum AdvancedNetworkPolicies {
    /// Layers 3 and 4 only.
    None = "None",
    /// By domain name too.
    Fqdn = "FQDN",
    /// By domain name and layer 7.
    L7 = "L7",
}

/// Encryption of traffic between nodes.
#[apply(record!)]
pub struct TransitEncryption {
    /// Kind.
    #[serde(rename = "type")]
    pub kind: Option<TransitEncryptionType>,
}

/// Kind of encryption between nodes.
#[apply(choice!)]
pub enum TransitEncryptionType {
    /// Off.
    None = "None",
    /// WireGuard, on UDP 51871.
    WireGuard = "WireGuard",
}

/// Performance part of Advanced Container Networking Services.
#[apply(record!)]
pub struct AdvancedNetworkPerformance {
    /// How packets bypass the host stack; absent: `None`.
    pub acceleration_mode: Option<AccelerationMode>,
}

/// How packets bypass the host stack.
#[apply(choice!)]
pub enum AccelerationMode {
    /// They do not.
    None = "None",
    /// eBPF in the veth pair.
    BpfVeth = "BpfVeth",
}

/// kube-proxy's configuration.
#[apply(record!)]
pub struct KubeProxyConfig {
    /// On or off; absent: on.
    pub enabled: Option<bool>,
    /// Mode; absent: `IPTABLES`.
    pub mode: Option<KubeProxyMode>,
    /// Settings for mode `IPVS`.
    pub ipvs_config: Option<IpvsConfig>,
}

/// Mode of kube-proxy.
#[apply(choice!)]
pub enum KubeProxyMode {
    /// iptables.
    Iptables = "IPTABLES",
    /// IPVS.
    Ipvs = "IPVS",
    /// nftables.
    Nftables = "NFTABLES",
}

/// kube-proxy's IPVS settings.
#[apply(record!)]
pub struct IpvsConfig {
    /// Scheduler.
    pub scheduler: Option<IpvsScheduler>,
    /// Timeout of idle TCP sessions in seconds, above 0.
    pub tcp_timeout_seconds: Option<u32>,
    /// Timeout of TCP sessions after FIN in seconds, above 0.
    pub tcp_fin_timeout_seconds: Option<u32>,
    /// Timeout of UDP packets in seconds, above 0.
    pub udp_timeout_seconds: Option<u32>,
}

/// IPVS scheduler.
#[apply(choice!)]
pub enum IpvsScheduler {
    /// In turn.
    RoundRobin = "RoundRobin",
    /// To the least busy.
    LeastConnection = "LeastConnection",
}
