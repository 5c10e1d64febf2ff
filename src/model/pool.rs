//! Agent pools.

use super::{ArmProperties, StringMap, choice, record};
use macro_rules_attribute::apply;

/// An agent pool: nodes of one size, made and replaced together.
#[apply(record!)]
pub struct AgentPool {
    /// Name: a lower-case letter, then lower-case letters and digits; 12 characters, 6 on Windows.
    pub name: String,
    /// What it runs; absent: `System` for the first pool of a new cluster, `User` for others.
    pub mode: Option<PoolMode>,
    /// Virtual machine size, such as `Standard_D4s_v5`; absent: Azure chooses.
    pub vm_size: Option<String>,
    /// Nodes; absent: 3. With the autoscaler: nodes at the start.
    pub count: Option<u32>,
    /// The cluster autoscaler changes the number of nodes.
    pub enable_auto_scaling: bool,
    /// Least number of nodes with the autoscaler.
    pub min_count: Option<u32>,
    /// Greatest number of nodes with the autoscaler.
    pub max_count: Option<u32>,
    /// Most pods on a node, 10 to 250; fixed once made. Absent: by network model.
    pub max_pods: Option<u32>,
    /// How nodes are replaced in an upgrade.
    pub upgrade_settings: Option<UpgradeSettings>,
    /// Zones, as `["1", "2", "3"]`; empty: none; absent: all zones of the region.
    pub availability_zones: Option<Vec<String>>,
    /// Operating system; absent: `Linux`.
    pub os_type: Option<OsType>,
    /// Edition of the operating system; absent: `Ubuntu`, or the newest Windows.
    #[serde(rename = "osSKU")]
    pub os_sku: Option<OsSku>,
    /// Size of the OS disk in GiB, 30 to 2048; absent or 0: by virtual machine size.
    #[serde(rename = "osDiskSizeGB")]
    pub os_disk_size_gb: Option<u32>,
    /// Kind of OS disk; absent: `Ephemeral` where the size can hold it.
    pub os_disk_type: Option<OsDiskType>,
    /// What keeps the machines; absent: `VirtualMachineScaleSets`.
    #[serde(rename = "type")]
    pub pool_type: Option<PoolType>,
    /// `Spot` for machines that Azure may take back; absent: `Regular`.
    pub scale_set_priority: Option<ScaleSetPriority>,
    /// What happens to a spot machine that is taken back; absent: `Delete`.
    pub scale_set_eviction_policy: Option<EvictionPolicy>,
    /// Most to pay for a spot machine in US dollars an hour; -1: up to the regular price.
    pub spot_max_price: Option<f64>,
    /// Taints, as `CriticalAddonsOnly=true:NoSchedule`.
    pub node_taints: Vec<String>,
    /// Labels.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    pub node_labels: StringMap,
    /// Every node has a public address.
    #[serde(rename = "enableNodePublicIP")]
    pub enable_node_public_ip: bool,
    /// Public IP prefix that the nodes' public addresses come from, by resource id.
    #[serde(rename = "nodePublicIPPrefix")]
    pub node_public_ip_prefix: Option<String>,
    /// Subnet of the nodes: `subnet`, `network/subnet` or a resource id; absent: AKS makes one.
    pub vnet_subnet: Option<String>,
    /// Subnet of the pods, for Azure CNI with pod subnet.
    pub pod_subnet: Option<String>,
    /// How addresses of the pod subnet are given out; absent: `DynamicIndividual`.
    #[serde(rename = "podIPAllocationMode")]
    pub pod_ip_allocation_mode: Option<PodIpAllocationMode>,
    /// Kubernetes version of the nodes; absent: the cluster's.
    pub orchestrator_version: Option<String>,
    /// Disks are encrypted on the host.
    pub enable_encryption_at_host: bool,
    /// Ultra disks can be attached.
    #[serde(rename = "enableUltraSSD")]
    pub enable_ultra_ssd: bool,
    /// FIPS 140 images.
    #[serde(rename = "enableFIPS")]
    pub enable_fips: bool,
    /// Settings of a gateway pool.
    pub gateway_profile: Option<GatewayProfile>,
    /// Ports of the nodes that the network lets in.
    pub network_profile: Option<PoolNetworkProfile>,
    /// Settings of Windows nodes.
    pub windows_profile: Option<PoolWindowsProfile>,
    /// kubelet's settings.
    pub kubelet_config: Option<KubeletConfig>,
    /// Settings of the Linux kernel.
    #[serde(rename = "linuxOSConfig")]
    pub linux_os_config: Option<LinuxOsConfig>,
    /// Tags.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    pub tags: StringMap,
    /// Arguments of az that the plan has no property for: kept as they are, and written back.
    pub az_arguments: Vec<String>,
    /// Properties of ARM that the plan has none for: kept as they are, and written back.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, unknown>"))]
    pub arm_properties: ArmProperties,
}

/// What a pool runs.
#[apply(choice!)]
pub enum PoolMode {
    /// The cluster's own parts, and applications unless a taint keeps them out.
    System = "System",
    /// Applications.
    User = "User",
    /// Static egress gateway.
    Gateway = "Gateway",
}

/// How nodes are replaced in an upgrade.
#[apply(record!)]
pub struct UpgradeSettings {
    /// Extra nodes in an upgrade, a number or a share such as `33%`; absent: one, or 10 %.
    pub max_surge: Option<String>,
    /// Nodes that may be missing in an upgrade, a number or a share; absent: 0.
    pub max_unavailable: Option<String>,
    /// Minutes to wait for pods to leave a node, 5 to 1440; absent: 30.
    pub drain_timeout_in_minutes: Option<u32>,
    /// Minutes to wait after a node was replaced, 0 to 30; absent: 0.
    pub node_soak_duration_in_minutes: Option<u32>,
    /// What happens to a node that can't be drained; absent: `Schedule`.
    pub undrainable_node_behavior: Option<UndrainableNodeBehavior>,
}

/// What happens to a node that can't be drained.
#[apply(choice!)]
pub enum UndrainableNodeBehavior {
    /// It stays, closed to new pods.
    Cordon = "Cordon",
    /// It stays, open to new pods, and the upgrade fails.
    Schedule = "Schedule",
}

/// Operating system.
#[apply(choice!)]
pub enum OsType {
    /// Linux.
    Linux = "Linux",
    /// Windows Server.
    Windows = "Windows",
}

/// Edition of the operating system.
#[apply(choice!)]
pub enum OsSku {
    /// The Ubuntu that goes with the Kubernetes version.
    Ubuntu = "Ubuntu",
    /// Ubuntu 22.04.
    Ubuntu2204 = "Ubuntu2204",
    /// Ubuntu 24.04.
    Ubuntu2404 = "Ubuntu2404",
    /// The Azure Linux that goes with the Kubernetes version.
    AzureLinux = "AzureLinux",
    /// Azure Linux 3.
    AzureLinux3 = "AzureLinux3",
    /// Azure Container Linux.
    AzureContainerLinux = "AzureContainerLinux",
    /// Old name of Azure Linux.
    CblMariner = "CBLMariner",
    /// Older name of Azure Linux.
    Mariner = "Mariner",
    /// Flatcar Container Linux (preview, retired).
    Flatcar = "Flatcar",
    /// Windows Server 2019.
    Windows2019 = "Windows2019",
    /// Windows Server 2022.
    Windows2022 = "Windows2022",
    /// Windows Server 2025.
    Windows2025 = "Windows2025",
    /// Windows Server Annual Channel.
    WindowsAnnual = "WindowsAnnual",
}

/// Kind of OS disk.
#[apply(choice!)]
pub enum OsDiskType {
    /// On the host: fast, gone with the machine.
    Ephemeral = "Ephemeral",
    /// In storage.
    Managed = "Managed",
}

/// What keeps a pool's machines.
#[apply(choice!)]
pub enum PoolType {
    /// A scale set.
    VirtualMachineScaleSets = "VirtualMachineScaleSets",
    /// Single machines of several sizes.
    VirtualMachines = "VirtualMachines",
    /// Retired on 2025-09-30.
    AvailabilitySet = "AvailabilitySet",
}

/// Priority of a scale set.
#[apply(choice!)]
pub enum ScaleSetPriority {
    /// Kept.
    Regular = "Regular",
    /// May be taken back.
    Spot = "Spot",
}

/// What happens to a spot machine that is taken back.
#[apply(choice!)]
pub enum EvictionPolicy {
    /// Removed.
    Delete = "Delete",
    /// Stopped, and still counted against quota.
    Deallocate = "Deallocate",
}

/// How addresses of a pod subnet are given out.
#[apply(choice!)]
pub enum PodIpAllocationMode {
    /// In batches of 16 as pods come.
    DynamicIndividual = "DynamicIndividual",
    /// In blocks of 16 when the node comes.
    StaticBlock = "StaticBlock",
}

/// Settings of a gateway pool.
#[apply(record!)]
pub struct GatewayProfile {
    /// Length of the public IP prefix, 28 to 31; absent: 31.
    #[serde(rename = "publicIPPrefixSize")]
    pub public_ip_prefix_size: Option<u32>,
}

/// Ports of the nodes that the network lets in.
#[apply(record!)]
pub struct PoolNetworkProfile {
    /// Ports, as `80/tcp` or `4000-5000/udp`.
    pub allowed_host_ports: Vec<String>,
    /// Application security groups of the nodes, by resource id.
    pub application_security_groups: Vec<String>,
}

/// Settings of Windows nodes.
#[apply(record!)]
pub struct PoolWindowsProfile {
    /// Nodes do no NAT of outbound traffic.
    pub disable_outbound_nat: bool,
}

/// kubelet's settings.
#[apply(record!)]
pub struct KubeletConfig {
    /// Period of CPU quotas, as `100ms`.
    pub cpu_cfs_quota_period: Option<String>,
    /// Disk use in percent above which images are always collected.
    pub image_gc_high_threshold: Option<u32>,
    /// Disk use in percent below which images are never collected.
    pub image_gc_low_threshold: Option<u32>,
    /// Unsafe sysctls that pods may set, as `net.core.somaxconn` or `net.ipv4.*`.
    pub allowed_unsafe_sysctls: Vec<String>,
    /// kubelet does not start on a node with swap; absent: it does not.
    pub fail_swap_on: Option<bool>,
}

/// Settings of the Linux kernel.
#[apply(record!)]
pub struct LinuxOsConfig {
    /// Size of the swap file in MB.
    #[serde(rename = "swapFileSizeMB")]
    pub swap_file_size_mb: Option<u32>,
    /// sysctls.
    pub sysctls: Option<Sysctls>,
}

/// sysctls of the nodes.
#[apply(record!)]
pub struct Sysctls {
    /// Ports for outgoing connections, as `32768 60999`.
    pub net_ipv4_ip_local_port_range: Option<String>,
    /// Longest queue of a listening socket.
    pub net_core_somaxconn: Option<u32>,
    /// Most tracked connections.
    pub net_netfilter_nf_conntrack_max: Option<u32>,
    /// Most memory areas of a process.
    pub vm_max_map_count: Option<u32>,
}
