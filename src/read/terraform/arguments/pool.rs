//! Agent pools.

use super::Is::{At, By, Carried, CarriedUnless, NotKept, Quiet, Removed, Renamed, Within};
use super::{Arguments, As, Is};
use crate::read::terraform::cluster;

const NO_COUNTERPART: &str = "a plan does not decide this: set it on the pool";
const PREVIEW: &str = "it was a preview that Azure's stable API does not have";

/// Arguments of pools, the cluster's own and others.
const OF_POOLS: &[(&str, Is)] = &[
    ("name", At("name", As::Text)),
    ("vm_size", At("vmSize", As::Text)),
    ("node_count", At("count", As::Number)),
    ("auto_scaling_enabled", At("enableAutoScaling", As::Truth)),
    ("enable_auto_scaling", Renamed("4.0", "auto_scaling_enabled")),
    ("min_count", At("minCount", As::Number)),
    ("max_count", At("maxCount", As::Number)),
    ("max_pods", At("maxPods", As::Number)),
    ("zones", At("availabilityZones", As::Texts)),
    ("availability_zones", Renamed("3.0", "zones")),
    ("vnet_subnet_id", At("vnetSubnet", As::Text)),
    ("pod_subnet_id", At("podSubnet", As::Text)),
    ("os_sku", At("osSKU", As::Text)),
    ("os_disk_size_gb", At("osDiskSizeGB", As::Number)),
    ("os_disk_type", At("osDiskType", As::Text)),
    ("node_labels", At("nodeLabels", As::Map)),
    ("node_public_ip_enabled", At("enableNodePublicIP", As::Truth)),
    ("enable_node_public_ip", Renamed("4.0", "node_public_ip_enabled")),
    ("node_public_ip_prefix_id", At("nodePublicIPPrefix", As::Text)),
    ("orchestrator_version", At("orchestratorVersion", As::Text)),
    ("host_encryption_enabled", At("enableEncryptionAtHost", As::Truth)),
    ("enable_host_encryption", Renamed("4.0", "host_encryption_enabled")),
    ("ultra_ssd_enabled", At("enableUltraSSD", As::Truth)),
    ("fips_enabled", At("enableFIPS", As::Truth)),
    ("tags", At("tags", As::Map)),
    ("upgrade_settings", Within("upgradeSettings", &UPGRADE)),
    ("kubelet_config", Within("kubeletConfig", &KUBELET)),
    ("linux_os_config", Within("linuxOSConfig", &LINUX)),
    ("node_network_profile", Within("networkProfile", &NODE_NETWORK)),
    ("capacity_reservation_group_id", Carried("capacityReservationGroupID", As::Text)),
    ("gpu_driver", Carried("gpuProfile/driver", As::Text)),
    ("gpu_instance", Carried("gpuInstanceProfile", As::Text)),
    ("host_group_id", Carried("hostGroupID", As::Text)),
    ("kubelet_disk_type", CarriedUnless("OS", "kubeletDiskType", As::Text)),
    ("proximity_placement_group_id", Carried("proximityPlacementGroupID", As::Text)),
    ("scale_down_mode", CarriedUnless("Delete", "scaleDownMode", As::Text)),
    ("snapshot_id", Carried("creationData/sourceResourceId", As::Text)),
    ("workload_runtime", CarriedUnless("OCIContainer", "workloadRuntime", As::Text)),
    ("temporary_name_for_rotation", Quiet),
    ("custom_ca_trust_enabled", Removed("4.0", "", &NotKept(PREVIEW))),
    ("message_of_the_day", Removed("4.0", "", &NotKept(PREVIEW))),
];

pub(in crate::read::terraform) static DEFAULT_POOL: Arguments = Arguments {
    of: "default_node_pool",
    groups: &[
        OF_POOLS,
        &[
            ("type", At("type", As::Text)),
            ("only_critical_addons_enabled", By(cluster::critical_addons)),
            (
                "node_taints",
                Removed("4.0", "only_critical_addons_enabled", &At("nodeTaints", As::Texts)),
            ),
        ],
    ],
};

pub(in crate::read::terraform) static POOL: Arguments = Arguments {
    of: "azurerm_kubernetes_cluster_node_pool",
    groups: &[
        OF_POOLS,
        &[
            ("kubernetes_cluster_id", Quiet),
            ("mode", At("mode", As::Text)),
            ("os_type", At("osType", As::Text)),
            ("node_taints", At("nodeTaints", As::Texts)),
            ("priority", At("scaleSetPriority", As::Text)),
            ("eviction_policy", At("scaleSetEvictionPolicy", As::Text)),
            ("spot_max_price", At("spotMaxPrice", As::Number)),
            ("windows_profile", Within("windowsProfile", &WINDOWS)),
        ],
    ],
};

static UPGRADE: Arguments = Arguments {
    of: "upgrade_settings",
    groups: &[&[
        ("max_surge", At("maxSurge", As::Text)),
        ("max_unavailable", At("maxUnavailable", As::Text)),
        ("drain_timeout_in_minutes", By(cluster::drain_timeout)),
        ("node_soak_duration_in_minutes", At("nodeSoakDurationInMinutes", As::Number)),
        ("undrainable_node_behavior", At("undrainableNodeBehavior", As::Text)),
    ]],
};

static WINDOWS: Arguments = Arguments {
    of: "windows_profile",
    groups: &[&[("outbound_nat_enabled", At("disableOutboundNat", As::Not))]],
};

static KUBELET: Arguments = Arguments {
    of: "kubelet_config",
    groups: &[&[
        ("allowed_unsafe_sysctls", At("allowedUnsafeSysctls", As::Texts)),
        ("cpu_cfs_quota_period", At("cpuCfsQuotaPeriod", As::Text)),
        ("image_gc_high_threshold", At("imageGcHighThreshold", As::Number)),
        ("image_gc_low_threshold", At("imageGcLowThreshold", As::Number)),
        ("container_log_max_files", Carried("kubeletConfig/containerLogMaxFiles", As::Number)),
        ("container_log_max_line", Renamed("5.0", "container_log_max_files")),
        ("container_log_max_size_mb", Carried("kubeletConfig/containerLogMaxSizeMB", As::Number)),
        ("cpu_cfs_quota_enabled", CarriedUnless("true", "kubeletConfig/cpuCfsQuota", As::Truth)),
        ("cpu_manager_policy", CarriedUnless("none", "kubeletConfig/cpuManagerPolicy", As::Text)),
        ("pod_max_pid", Carried("kubeletConfig/podMaxPids", As::Number)),
        (
            "topology_manager_policy",
            CarriedUnless("none", "kubeletConfig/topologyManagerPolicy", As::Text),
        ),
    ]],
};

static LINUX: Arguments = Arguments {
    of: "linux_os_config",
    groups: &[&[
        ("swap_file_size_mb", At("swapFileSizeMB", As::Number)),
        ("sysctl_config", By(cluster::sysctls)),
        ("transparent_huge_page", Carried("linuxOSConfig/transparentHugePageEnabled", As::Text)),
        (
            "transparent_huge_page_defrag",
            Carried("linuxOSConfig/transparentHugePageDefrag", As::Text),
        ),
        ("transparent_huge_page_enabled", Renamed("5.0", "transparent_huge_page")),
    ]],
};

pub(in crate::read::terraform) static SYSCTLS: Arguments = Arguments {
    of: "sysctl_config",
    groups: &[&[
        ("net_core_somaxconn", At("sysctls/netCoreSomaxconn", As::Number)),
        ("net_netfilter_nf_conntrack_max", At("sysctls/netNetfilterNfConntrackMax", As::Number)),
        ("vm_max_map_count", At("sysctls/vmMaxMapCount", As::Number)),
        // Both ends of the range are one sysctl.
        ("net_ipv4_ip_local_port_range_min", Quiet),
        ("net_ipv4_ip_local_port_range_max", Quiet),
        ("fs_aio_max_nr", Carried("linuxOSConfig/sysctls/fsAioMaxNr", As::Number)),
        ("fs_file_max", Carried("linuxOSConfig/sysctls/fsFileMax", As::Number)),
        (
            "fs_inotify_max_user_watches",
            Carried("linuxOSConfig/sysctls/fsInotifyMaxUserWatches", As::Number),
        ),
        ("fs_nr_open", Carried("linuxOSConfig/sysctls/fsNrOpen", As::Number)),
        ("kernel_threads_max", Carried("linuxOSConfig/sysctls/kernelThreadsMax", As::Number)),
        (
            "net_core_netdev_max_backlog",
            Carried("linuxOSConfig/sysctls/netCoreNetdevMaxBacklog", As::Number),
        ),
        ("net_core_optmem_max", Carried("linuxOSConfig/sysctls/netCoreOptmemMax", As::Number)),
        ("net_core_rmem_default", Carried("linuxOSConfig/sysctls/netCoreRmemDefault", As::Number)),
        ("net_core_rmem_max", Carried("linuxOSConfig/sysctls/netCoreRmemMax", As::Number)),
        ("net_core_wmem_default", Carried("linuxOSConfig/sysctls/netCoreWmemDefault", As::Number)),
        ("net_core_wmem_max", Carried("linuxOSConfig/sysctls/netCoreWmemMax", As::Number)),
        (
            "net_ipv4_neigh_default_gc_thresh1",
            Carried("linuxOSConfig/sysctls/netIpv4NeighDefaultGcThresh1", As::Number),
        ),
        (
            "net_ipv4_neigh_default_gc_thresh2",
            Carried("linuxOSConfig/sysctls/netIpv4NeighDefaultGcThresh2", As::Number),
        ),
        (
            "net_ipv4_neigh_default_gc_thresh3",
            Carried("linuxOSConfig/sysctls/netIpv4NeighDefaultGcThresh3", As::Number),
        ),
        (
            "net_ipv4_tcp_fin_timeout",
            Carried("linuxOSConfig/sysctls/netIpv4TcpFinTimeout", As::Number),
        ),
        (
            "net_ipv4_tcp_keepalive_intvl",
            Carried("linuxOSConfig/sysctls/netIpv4TcpkeepaliveIntvl", As::Number),
        ),
        (
            "net_ipv4_tcp_keepalive_probes",
            Carried("linuxOSConfig/sysctls/netIpv4TcpKeepaliveProbes", As::Number),
        ),
        (
            "net_ipv4_tcp_keepalive_time",
            Carried("linuxOSConfig/sysctls/netIpv4TcpKeepaliveTime", As::Number),
        ),
        (
            "net_ipv4_tcp_max_syn_backlog",
            Carried("linuxOSConfig/sysctls/netIpv4TcpMaxSynBacklog", As::Number),
        ),
        (
            "net_ipv4_tcp_max_tw_buckets",
            Carried("linuxOSConfig/sysctls/netIpv4TcpMaxTwBuckets", As::Number),
        ),
        ("net_ipv4_tcp_tw_reuse", Carried("linuxOSConfig/sysctls/netIpv4TcpTwReuse", As::Truth)),
        (
            "net_netfilter_nf_conntrack_buckets",
            Carried("linuxOSConfig/sysctls/netNetfilterNfConntrackBuckets", As::Number),
        ),
        ("vm_swappiness", Carried("linuxOSConfig/sysctls/vmSwappiness", As::Number)),
        ("vm_vfs_cache_pressure", Carried("linuxOSConfig/sysctls/vmVfsCachePressure", As::Number)),
    ]],
};

static NODE_NETWORK: Arguments = Arguments {
    of: "node_network_profile",
    groups: &[&[
        ("allowed_host_ports", By(cluster::host_ports)),
        ("application_security_group_ids", At("applicationSecurityGroups", As::Texts)),
        ("node_public_ip_tags", NotKept(NO_COUNTERPART)),
    ]],
};
