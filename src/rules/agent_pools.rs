//! Agent pools: names, sizes, counts, zones, upgrades, systems.

mod autoscaler_count_outside;
mod autoscaler_off;
mod autoscaler_profile;
mod autoscaler_range_missing;
mod autoscaler_range_order;
mod autoscaler_range_unused;
mod cluster_node_limit;
mod duplicate_pool_name;
mod ephemeral_os_disk;
mod host_encryption_off;
mod host_port_syntax;
mod kubelet_cpu_period;
mod kubelet_image_collection;
mod kubelet_unsafe_sysctls;
mod local_port_range;
mod managed_os_disk;
mod max_pods_low;
mod max_pods_of_pool;
mod max_pods_range;
mod max_pods_unclear;
mod max_surge_unset;
mod node_count_range;
mod node_label_reserved;
mod node_label_syntax;
mod node_provisioning_autoscaler;
mod node_provisioning_principal;
mod node_taint_syntax;
mod os_disk_size;
mod os_sku_of_other_system;
mod os_sku_version;
mod pool_limit;
mod pool_name;
mod pool_surge_limit;
mod region_without_zones;
mod security_groups_without_ports;
mod spot_pool_type;
mod spot_price;
mod spot_settings_unused;
mod spot_upgrade_settings;
mod swap_needs_kubelet;
mod sysctl_range;
mod system_pool_burstable;
mod system_pool_empty;
mod system_pool_few_nodes;
mod system_pool_missing;
mod system_pool_shared;
mod system_pool_size;
mod system_pool_spot;
mod system_pool_taint;
mod system_pool_unavailable;
mod system_pool_windows;
mod ultra_disks_without_zone;
mod upgrade_stands_still;
mod upgrade_surge_and_unavailable;
mod upgrade_timing;
mod user_pool_few_nodes;
mod user_pool_missing;
mod virtual_machines_windows;
mod vm_size_name;
mod vm_size_too_small;
mod windows_edition_unclear;
mod windows_max_pods;
mod windows_node_config;
mod windows_outbound_nat;
mod windows_pool_name;
mod zone_value;
mod zones_not_in_region;
mod zones_pool_type;
mod zones_unused;

use super::{Context, Rule};
use crate::azure_facts::vm_sizes::VmSize;
use crate::lower::{Cluster, Pool};
use crate::model::{NodeProvisioningMode, PoolMode};
use crate::pointer::escaped;
use crate::text::quoted;

pub(super) static RULES: &[&Rule] = &[
    &pool_name::RULE,
    &windows_pool_name::RULE,
    &duplicate_pool_name::RULE,
    &system_pool_missing::RULE,
    &system_pool_windows::RULE,
    &system_pool_spot::RULE,
    &system_pool_empty::RULE,
    &system_pool_few_nodes::RULE,
    &system_pool_shared::RULE,
    &user_pool_missing::RULE,
    &user_pool_few_nodes::RULE,
    &system_pool_size::RULE,
    &system_pool_burstable::RULE,
    &vm_size_too_small::RULE,
    &vm_size_name::RULE,
    &node_count_range::RULE,
    &cluster_node_limit::RULE,
    &pool_limit::RULE,
    &pool_surge_limit::RULE,
    &autoscaler_range_missing::RULE,
    &autoscaler_range_order::RULE,
    &autoscaler_count_outside::RULE,
    &autoscaler_range_unused::RULE,
    &autoscaler_off::RULE,
    &node_provisioning_autoscaler::RULE,
    &node_provisioning_principal::RULE,
    &max_pods_range::RULE,
    &max_pods_of_pool::RULE,
    &max_pods_low::RULE,
    &windows_max_pods::RULE,
    &system_pool_unavailable::RULE,
    &upgrade_stands_still::RULE,
    &upgrade_surge_and_unavailable::RULE,
    &upgrade_timing::RULE,
    &max_surge_unset::RULE,
    &zone_value::RULE,
    &zones_not_in_region::RULE,
    &zones_unused::RULE,
    &region_without_zones::RULE,
    &zones_pool_type::RULE,
    &os_disk_size::RULE,
    &ephemeral_os_disk::RULE,
    &os_sku_of_other_system::RULE,
    &os_sku_version::RULE,
    &windows_outbound_nat::RULE,
    &spot_settings_unused::RULE,
    &spot_upgrade_settings::RULE,
    &spot_price::RULE,
    &spot_pool_type::RULE,
    &node_label_syntax::RULE,
    &node_label_reserved::RULE,
    &node_taint_syntax::RULE,
    &host_port_syntax::RULE,
    &security_groups_without_ports::RULE,
    &kubelet_cpu_period::RULE,
    &kubelet_image_collection::RULE,
    &kubelet_unsafe_sysctls::RULE,
    &swap_needs_kubelet::RULE,
    &windows_node_config::RULE,
    &local_port_range::RULE,
    &sysctl_range::RULE,
    &ultra_disks_without_zone::RULE,
    &virtual_machines_windows::RULE,
    &managed_os_disk::RULE,
    &max_pods_unclear::RULE,
    &windows_edition_unclear::RULE,
    &system_pool_taint::RULE,
    &host_encryption_off::RULE,
    &autoscaler_profile::RULE,
];

/// The taint that keeps a system pool for the cluster's own parts.
const DEDICATED: &str = "CriticalAddonsOnly=true:NoSchedule";

/// A pool's name, or its number where it has none.
fn quoted_name(pool: &Pool) -> String {
    match pool.spec.name.trim() {
        "" => (pool.index + 1).to_string(),
        name => quoted(name),
    }
}

fn is_system(pool: &Pool) -> bool {
    pool.mode == PoolMode::System
}

/// Whether a system pool is kept for the cluster's own parts.
fn is_dedicated(pool: &Pool) -> bool {
    let keeps = |it: &String| {
        let effect = it.rsplit(':').next().unwrap_or_default();
        it.starts_with("CriticalAddonsOnly") && matches!(effect, "NoSchedule" | "NoExecute")
    };
    is_system(pool) && pool.spec.node_taints.iter().any(keeps)
}

/// What the name of a pool's virtual machine size says.
fn size(pool: &Pool) -> Option<VmSize> {
    VmSize::parse(pool.spec.vm_size.as_deref()?)
}

/// Fewest nodes that a pool has when nothing fails.
fn least_nodes(pool: &Pool) -> u32 {
    let minimum = pool.spec.min_count.filter(|_| pool.spec.enable_auto_scaling);
    minimum.unwrap_or(pool.start)
}

/// Whether a cluster makes nodes by itself.
fn makes_nodes(cluster: &Cluster) -> bool {
    let profile = cluster.spec.node_provisioning_profile.as_ref();
    let mode = profile.and_then(|it| it.mode);
    mode == Some(NodeProvisioningMode::Auto) || (mode.is_none() && cluster.is_automatic())
}

/// Every list of zones that was typed: its cluster, its place, the zones.
fn typed_zones<'c>(cx: &'c Context<'_>) -> Vec<(&'c Cluster<'c>, String, &'c Vec<String>)> {
    let mut found = Vec::new();
    for cluster in &cx.net.clusters {
        if let Some(zones) = &cluster.spec.availability_zones {
            found.push((cluster, cluster.at("availabilityZones"), zones));
        }
        for pool in &cluster.pools {
            if let Some(zones) = &pool.spec.availability_zones {
                found.push((cluster, pool.at("availabilityZones"), zones));
            }
        }
    }
    found
}

/// Every label of nodes: its place, name and value.
fn labels<'c>(cx: &'c Context<'_>) -> impl Iterator<Item = (String, &'c str, &'c str)> + use<'c> {
    cx.net.pools().flat_map(|(_, pool)| {
        pool.spec.node_labels.iter().map(|(name, value)| {
            let part = escaped(name);
            (pool.at(&format!("nodeLabels/{part}")), name.as_str(), value.as_str())
        })
    })
}
