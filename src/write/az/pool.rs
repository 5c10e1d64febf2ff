//! Agent pools: as arguments of `az aks create` for the first, as commands for others.

use super::command::Az;
use super::files;
use super::network::{on, show};
use super::script::{Script, Section};
use crate::model::{self, PoolMode};
use crate::steps::AgentPool;
use crate::write::bash::Word;

/// The arguments of az for a pool, which differ in name between cluster and pool.
struct Flags {
    count: &'static str,
    os_disk_size: &'static str,
    taints: &'static str,
    labels: &'static str,
    tags: &'static str,
    allowed_host_ports: &'static str,
    asg_ids: &'static str,
}

const OF_CLUSTER: Flags = Flags {
    count: "--node-count",
    os_disk_size: "--node-osdisk-size",
    taints: "--nodepool-taints",
    labels: "--nodepool-labels",
    tags: "--nodepool-tags",
    allowed_host_ports: "--nodepool-allowed-host-ports",
    asg_ids: "--nodepool-asg-ids",
};

const OF_POOL: Flags = Flags {
    count: "--node-count",
    os_disk_size: "--node-osdisk-size",
    taints: "--node-taints",
    labels: "--labels",
    tags: "--tags",
    allowed_host_ports: "--allowed-host-ports",
    asg_ids: "--asg-ids",
};

/// The first pool, as arguments of `az aks create`.
pub(super) fn of_cluster(script: &mut Script, az: Az, pool: &AgentPool) -> Az {
    let az = az.text("--nodepool-name", pool.id.name());
    arguments(script, az, pool, &OF_CLUSTER).carried(&pool.properties.az_arguments)
}

/// A further pool.
pub(super) fn agent_pool(script: &mut Script, pool: &AgentPool) {
    script.section(&Section::Cluster(pool.id.parent().to_string()));
    script.gap();
    super::unsaid::of_pool(script, pool, &[]);
    let it = &pool.properties;
    let show = show(script, &pool.id);
    let mut az = on(script, "aks nodepool add", &pool.id);
    let mode = it.mode.unwrap_or(PoolMode::User);
    az = az.text("--mode", mode.as_str()).choice("--os-type", it.os_type);
    az = arguments(script, az, pool, &OF_POOL)
        .maybe("--kubernetes-version", it.orchestrator_version.as_ref())
        .choice("--priority", it.scale_set_priority)
        .choice("--eviction-policy", it.scale_set_eviction_policy)
        .word("--spot-max-price", it.spot_max_price.map(Word::number));
    if let Some(gateway) = &it.gateway_profile {
        az = az.number("--gateway-prefix-size", gateway.public_ip_prefix_size);
    }
    let windows = it.windows_profile.as_ref();
    az = az.switch(
        "--disable-windows-outbound-nat",
        windows.is_some_and(|it| it.disable_outbound_nat),
    );
    az = upgrade_settings(az, it).carried(&it.az_arguments).text("--output", "none");
    let what = Word::text(&format!("making agent pool {}", pool.id.name()));
    script.make(&show, &what, &[az]);
}

fn arguments(script: &mut Script, mut az: Az, pool: &AgentPool, flags: &Flags) -> Az {
    let it = &pool.properties;
    az = az.maybe("--node-vm-size", it.vm_size.as_ref()).number(flags.count, it.count);
    if it.enable_auto_scaling {
        az = az
            .switch("--enable-cluster-autoscaler", true)
            .number("--min-count", it.min_count)
            .number("--max-count", it.max_count);
    }
    az = az
        .number("--max-pods", it.max_pods)
        .list("--zones", it.availability_zones.as_deref().unwrap_or_default())
        .choice("--os-sku", it.os_sku)
        .number(flags.os_disk_size, it.os_disk_size_gb.filter(|it| *it > 0))
        .choice("--node-osdisk-type", it.os_disk_type)
        .choice("--vm-set-type", it.pool_type);
    let vnet_subnet = pool.vnet_subnet.as_ref().map(|it| script.value(it));
    let pod_subnet = pool.pod_subnet.as_ref().map(|it| script.value(it));
    az = az
        .word("--vnet-subnet-id", vnet_subnet)
        .word("--pod-subnet-id", pod_subnet)
        .choice("--pod-ip-allocation-mode", it.pod_ip_allocation_mode)
        .switch("--enable-node-public-ip", it.enable_node_public_ip)
        .maybe("--node-public-ip-prefix-id", it.node_public_ip_prefix.as_ref())
        .commas(flags.taints, &it.node_taints)
        .pairs(flags.labels, &it.node_labels)
        .pairs(flags.tags, &it.tags)
        .switch("--enable-encryption-at-host", it.enable_encryption_at_host)
        .switch("--enable-ultra-ssd", it.enable_ultra_ssd)
        .switch("--enable-fips-image", it.enable_fips);
    if let Some(profile) = &it.network_profile {
        az = az
            .list(flags.allowed_host_ports, &profile.allowed_host_ports)
            .list(flags.asg_ids, &profile.application_security_groups);
    }
    let name = pool.id.name();
    if let Some(json) = files::kubelet(it) {
        az = az.with("--kubelet-config", script.file("", &format!("kubelet {name}"), &json));
    }
    if let Some(json) = files::linux_os(it) {
        az = az.with("--linux-os-config", script.file("", &format!("linux {name}"), &json));
    }
    az
}

fn upgrade_settings(az: Az, pool: &model::AgentPool) -> Az {
    let Some(it) = &pool.upgrade_settings else { return az };
    az.maybe("--max-surge", it.max_surge.as_ref())
        .maybe("--max-unavailable", it.max_unavailable.as_ref())
        .number("--drain-timeout", it.drain_timeout_in_minutes)
        .number("--node-soak-duration", it.node_soak_duration_in_minutes)
        .choice("--undrainable-node-behavior", it.undrainable_node_behavior)
}

/// How the first pool is upgraded: `az aks create` has no arguments for it.
pub(super) fn upgrade_settings_after(script: &mut Script, pool: &AgentPool) {
    let Some(it) = &pool.properties.upgrade_settings else { return };
    let text = |text: &Option<String>| text.clone();
    let number = |number: Option<u32>| number.map(|it| it.to_string());
    let wanted = [
        ("maxSurge", text(&it.max_surge)),
        ("maxUnavailable", text(&it.max_unavailable)),
        ("drainTimeoutInMinutes", number(it.drain_timeout_in_minutes)),
        ("nodeSoakDurationInMinutes", number(it.node_soak_duration_in_minutes)),
        ("undrainableNodeBehavior", it.undrainable_node_behavior.map(|it| it.to_string())),
    ];
    let wanted: Vec<_> =
        wanted.iter().filter_map(|(name, it)| Some((name, it.as_ref()?))).collect();
    if wanted.is_empty() {
        return;
    }
    let texts: Vec<&str> = wanted.iter().map(|(_, it)| it.as_str()).collect();
    let queries: Vec<String> =
        wanted.iter().map(|(name, _)| format!("to_string(upgradeSettings.{name})")).collect();
    let query = format!("join(' ', [{}])", queries.join(", "));
    let show = show(script, &pool.id).text("--query", query);
    let update = upgrade_settings(on(script, "aks nodepool update", &pool.id), &pool.properties)
        .text("--output", "none");
    let what = Word::text(&format!("setting how agent pool {} is upgraded", pool.id.name()));
    script.gap();
    script.remark("`az aks create` takes no upgrade settings for the first pool.");
    script.unless(&Word::text(&texts.join(" ")), &show, &what, &[update]);
}
