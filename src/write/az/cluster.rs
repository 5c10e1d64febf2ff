//! Clusters and their maintenance windows.

use super::amend;
use super::command::Az;
use super::files;
use super::names::Setting;
use super::network::{on, show};
use super::pool;
use super::script::{Script, Section};
use crate::model::{self, OutboundType};
use crate::steps::{ClusterIdentity, Maintenance, ManagedCluster, ResourceId, StepId};
use crate::write::bash::Word;

/// What az has no arguments for.
fn note_left_out(script: &mut Script, it: &ManagedCluster) {
    let name = it.id.name();
    if it.properties.network_profile.kube_proxy_config.is_some() {
        script.leave_out(format!("kube-proxy's settings of cluster {name}: az has no argument"));
    }
    for pool in it.agent_pools.iter().filter(|it| it.properties.orchestrator_version.is_some()) {
        let pool = pool.id.name();
        script.leave_out(format!("version of agent pool {pool}: it starts with its cluster's"));
    }
}

/// A cluster with its first pool, and what `az aks create` has no arguments for.
pub(super) fn cluster(script: &mut Script, step: StepId, it: &ManagedCluster) {
    script.section(&Section::Cluster(it.id.name().to_string()));
    script.gap();
    note_left_out(script, it);
    super::unsaid::of_cluster(script, it);
    let show = show(script, &it.id);
    let mut az = on(script, "aks create", &it.id);
    az = basics(script, az, it);
    az = identity(script, az, it);
    az = network(az, &it.properties);
    az = api_server(script, az, it);
    az = entra(az, &it.properties);
    for first in &it.agent_pools {
        az = pool::of_cluster(script, az, first);
    }
    az = addons(script, az, it);
    az = features(script, az, it);
    az = upgrades(az, &it.properties);
    az = az.pairs("--tags", &it.properties.tags);
    // Prompts would stop a script; the script assigns roles itself.
    az = az
        .carried(&it.properties.az_arguments)
        .switch("--skip-subnet-role-assignment", has_subnets(it))
        .switch("--yes", true)
        .text("--output", "none");
    let what = script.titled("making ", &it.id);
    script.make(&show, &what, &[az]);
    as_planned(script, it);
    keep_principal(script, step, &it.id);
    for first in &it.agent_pools {
        pool::upgrade_settings_after(script, first);
    }
    amend::after_create(script, it);
}

fn has_subnets(it: &ManagedCluster) -> bool {
    it.api_server_subnet.is_some() || it.agent_pools.iter().any(|it| it.vnet_subnet.is_some())
}

/// A cluster that was there already must have the planned network model, which can't be changed by
/// running a script again.
fn as_planned(script: &mut Script, it: &ManagedCluster) {
    let profile = &it.properties.network_profile;
    let plugin = profile.network_plugin.map_or("", |it| it.as_str());
    let mode = profile.network_plugin_mode.map_or("null", |it| it.as_str());
    let query = "join(' ', networkProfile.[networkPlugin, to_string(networkPluginMode)])";
    let show = show(script, &it.id).text("--query", query);
    let what = script.titled("the network plugin of ", &it.id);
    script.require("", &what, &Word::text(&format!("{plugin} {mode}")), &show);
}

/// Keeps the id of a cluster's own principal, where roles go to it.
pub(super) fn keep_principal(script: &mut Script, step: StepId, id: &ResourceId) {
    let query =
        "not_null(identity.principalId, identity.userAssignedIdentities.*.principalId | [0])";
    let query = show(script, id).text("--query", query).text("--output", "tsv");
    script.keep_principal(step, &script.base_name(id), &query);
}

fn basics(script: &mut Script, az: Az, it: &ManagedCluster) -> Az {
    let spec = &it.properties;
    let location = script.location(&it.location);
    let version = spec.kubernetes_version.as_ref();
    let version = version.map(|it| script.setting(Setting::KubernetesVersion, it));
    let sku = spec.sku.as_ref();
    az.with("--location", location)
        .word("--kubernetes-version", version)
        .maybe("--sku", sku.and_then(|it| it.name).map(|it| it.as_str().to_lowercase()))
        .maybe("--tier", sku.and_then(|it| it.tier).map(|it| it.as_str().to_lowercase()))
        .choice("--k8s-support-plan", spec.support_plan)
        .maybe("--node-resource-group", spec.node_resource_group.as_ref())
        .maybe("--dns-name-prefix", spec.dns_prefix.as_ref())
        .maybe("--fqdn-subdomain", spec.fqdn_subdomain.as_ref())
}

fn identity(script: &mut Script, az: Az, it: &ManagedCluster) -> Az {
    let az = match &it.identity {
        ClusterIdentity::SystemAssigned => az.switch("--enable-managed-identity", true),
        ClusterIdentity::UserAssigned(value) => {
            let value = script.value(value);
            az.switch("--enable-managed-identity", true).with("--assign-identity", value)
        }
        ClusterIdentity::ServicePrincipal { client_id } => {
            let secret = script.secret(client_id);
            az.text("--service-principal", client_id).with("--client-secret", secret)
        }
    };
    let kubelet = it.kubelet_identity.as_ref().map(|it| script.value(it));
    az.word("--assign-kubelet-identity", kubelet)
}

/// The network model: always said, never left to a default.
fn network(mut az: Az, spec: &model::Cluster) -> Az {
    let profile = &spec.network_profile;
    az = az
        .choice("--network-plugin", profile.network_plugin)
        .choice("--network-plugin-mode", profile.network_plugin_mode)
        .choice("--network-dataplane", profile.network_dataplane);
    az = az.choice("--network-policy", profile.network_policy);
    let families: Vec<String> = profile.ip_families.iter().map(ToString::to_string).collect();
    az = az.commas("--ip-families", &families);
    az = ranges(az, ["--pod-cidr", "--pod-cidrs"], profile.pod_cidr.as_ref(), &profile.pod_cidrs);
    let services = (&profile.service_cidr, &profile.service_cidrs);
    az = ranges(az, ["--service-cidr", "--service-cidrs"], services.0.as_ref(), services.1);
    az = az
        .maybe("--dns-service-ip", profile.dns_service_ip.as_ref())
        .choice("--outbound-type", profile.outbound_type);
    az = load_balancer(az, profile);
    az = nat_gateway(az, profile);
    advanced_networking(az, profile)
        .switch("--enable-static-egress-gateway", profile.static_egress_gateway_enabled)
}

/// One range, or one of each family in one argument.
fn ranges(az: Az, flags: [&'static str; 2], single: Option<&String>, several: &[String]) -> Az {
    match (single, several) {
        (_, [_, _, ..]) => az.commas(flags[1], several),
        (Some(single), _) => az.text(flags[0], single),
        (None, several) => az.maybe(flags[0], several.first()),
    }
}

fn load_balancer(az: Az, profile: &model::NetworkProfile) -> Az {
    let az = az.choice("--load-balancer-sku", profile.load_balancer_sku);
    let Some(it) = &profile.load_balancer_profile else { return az };
    let managed = it.managed_outbound_ips.as_ref();
    az.number("--load-balancer-managed-outbound-ip-count", managed.and_then(|it| it.count))
        .number("--load-balancer-managed-outbound-ipv6-count", managed.and_then(|it| it.count_ipv6))
        .commas("--load-balancer-outbound-ips", &it.outbound_ips)
        .commas("--load-balancer-outbound-ip-prefixes", &it.outbound_ip_prefixes)
        .number("--load-balancer-outbound-ports", it.allocated_outbound_ports)
        .number("--load-balancer-idle-timeout", it.idle_timeout_in_minutes)
        .choice("--load-balancer-backend-pool-type", it.backend_pool_type)
}

fn nat_gateway(az: Az, profile: &model::NetworkProfile) -> Az {
    let Some(it) = &profile.nat_gateway_profile else { return az };
    let managed = it.managed_outbound_ip_profile.as_ref();
    let sku = it.sku.filter(|_| profile.outbound_type == Some(OutboundType::ManagedNatGateway));
    az.choice("--outbound-type-sku", sku)
        .number("--nat-gateway-managed-outbound-ip-count", managed.and_then(|it| it.count))
        .number("--nat-gateway-managed-outbound-ipv6-count", managed.and_then(|it| it.count_ipv6))
        .number("--nat-gateway-idle-timeout", it.idle_timeout_in_minutes)
        .commas("--nat-gateway-outbound-ips", &it.outbound_ips)
        .commas("--nat-gateway-outbound-ip-prefixes", &it.outbound_ip_prefixes)
}

pub(super) fn advanced_networking(az: Az, profile: &model::NetworkProfile) -> Az {
    let Some(it) = profile.advanced_networking.as_ref().filter(|it| it.enabled) else { return az };
    let off = |enabled: Option<bool>| enabled == Some(false);
    let security = it.security.as_ref();
    let policies = security.and_then(|it| it.advanced_network_policies);
    let encryption = security.and_then(|it| it.transit_encryption.as_ref()).and_then(|it| it.kind);
    let acceleration = it.performance.as_ref().and_then(|it| it.acceleration_mode);
    az.switch("--enable-acns", true)
        .switch("--disable-acns-observability", off(it.observability.as_ref().map(|it| it.enabled)))
        .switch("--disable-acns-security", off(security.map(|it| it.enabled)))
        .choice("--acns-advanced-networkpolicies", policies)
        .choice("--acns-transit-encryption-type", encryption)
        .choice("--acns-datapath-acceleration-mode", acceleration)
}

fn api_server(script: &mut Script, az: Az, it: &ManagedCluster) -> Az {
    let subnet = it.api_server_subnet.as_ref().map(|it| script.value(it));
    let Some(profile) = &it.properties.api_server_access_profile else { return az };
    let no_public_name = profile.enable_private_cluster_public_fqdn == Some(false);
    az.switch("--enable-private-cluster", profile.enable_private_cluster)
        .maybe("--private-dns-zone", profile.private_dns_zone.as_ref())
        .switch("--disable-public-fqdn", profile.enable_private_cluster && no_public_name)
        .commas("--api-server-authorized-ip-ranges", &profile.authorized_ip_ranges)
        .switch("--enable-apiserver-vnet-integration", profile.enable_vnet_integration)
        .word("--apiserver-subnet-id", subnet.filter(|_| profile.enable_vnet_integration))
        .switch("--disable-run-command", profile.disable_run_command)
}

fn entra(az: Az, spec: &model::Cluster) -> Az {
    let az = match &spec.aad_profile {
        Some(it) => az
            .switch("--enable-aad", true)
            .switch("--enable-azure-rbac", it.enable_azure_rbac)
            .commas("--aad-admin-group-object-ids", &it.admin_group_object_ids)
            .maybe("--aad-tenant-id", it.tenant_id.as_ref()),
        None => az,
    };
    az.switch("--disable-local-accounts", spec.disable_local_accounts)
        .switch("--disable-rbac", spec.enable_rbac == Some(false))
}

fn addons(script: &mut Script, mut az: Az, it: &ManagedCluster) -> Az {
    let addons = amend::addons(script, it);
    let names: Vec<String> = addons.iter().map(|it| it.name.to_string()).collect();
    az = az.commas("--enable-addons", &names);
    for addon in addons {
        for (flag, words) in addon.options {
            // `az aks enable-addons` names the subnet of virtual nodes otherwise.
            let flag = if flag == "--subnet-name" { "--aci-subnet-name" } else { flag };
            az = if words.is_empty() { az.switch(flag, true) } else { az.words(flag, words) };
        }
    }
    az
}

/// Features that have arguments of their own in `az aks create`.
fn features(script: &mut Script, mut az: Az, it: &ManagedCluster) -> Az {
    let spec = &it.properties;
    for feature in amend::features(script, it) {
        for (flag, words) in feature.options {
            az = if words.is_empty() { az.switch(flag, true) } else { az.words(flag, words) };
        }
    }
    let ingress = spec.ingress_profile.as_ref();
    let nginx = ingress.and_then(|it| it.web_app_routing.as_ref()).is_some_and(|it| it.enabled);
    az = az.switch("--enable-app-routing", nginx);
    if amend::wants_istio(spec) {
        let revisions = spec.service_mesh_profile.as_ref().map(|it| it.revisions.clone());
        az = az
            .switch("--enable-azure-service-mesh", true)
            .maybe("--revision", revisions.and_then(|it| it.into_iter().next()));
    }
    let bootstrap = spec.bootstrap_profile.as_ref();
    let source = bootstrap.and_then(|it| it.artifact_source);
    let registry = bootstrap.and_then(|it| it.container_registry_id.as_ref());
    let provisioning = spec.node_provisioning_profile.as_ref().and_then(|it| it.mode);
    az = az
        .choice("--bootstrap-artifact-source", source)
        .maybe("--bootstrap-container-registry-resource-id", registry)
        .choice("--node-provisioning-mode", provisioning);
    if let Some(json) = files::http_proxy(spec) {
        let name = format!("proxy {}", it.id.name());
        az = az.with("--http-proxy-config", script.file("", &name, &json));
    }
    az
}

fn upgrades(az: Az, spec: &model::Cluster) -> Az {
    let Some(it) = &spec.auto_upgrade_profile else { return az };
    az.choice("--auto-upgrade-channel", it.upgrade_channel)
        .choice("--node-os-upgrade-channel", it.node_os_upgrade_channel)
}

/// A maintenance window.
pub(super) fn maintenance(script: &mut Script, it: &Maintenance) {
    script.section(&Section::Cluster(it.id.parent().to_string()));
    script.gap();
    let show = show(script, &it.id);
    let mut az = on(script, "aks maintenanceconfiguration add", &it.id);
    let window = &it.properties;
    if let Some(json) = files::maintenance(window) {
        let name = format!("{} {}", it.id.parent(), it.id.name());
        az = az.with("--config-file", script.file("", &name, &json));
    } else {
        az = schedule(az, window)
            .maybe("--start-date", window.start_date.as_ref())
            .maybe("--start-time", window.start_time.as_ref())
            .maybe("--utc-offset", window.utc_offset.as_ref())
            .number("--duration", window.duration_hours);
    }
    let what = Word::text(&format!("making maintenance window {}", it.id.name()));
    script.make(&show, &what, &[az.text("--output", "none")]);
}

fn schedule(az: Az, window: &model::MaintenanceConfiguration) -> Az {
    let Some(schedule) = &window.schedule else { return az };
    if let Some(it) = &schedule.daily {
        az.text("--schedule-type", "Daily").number("--interval-days", it.interval_days)
    } else if let Some(it) = &schedule.weekly {
        az.text("--schedule-type", "Weekly")
            .number("--interval-weeks", it.interval_weeks)
            .choice("--day-of-week", it.day_of_week)
    } else if let Some(it) = &schedule.absolute_monthly {
        az.text("--schedule-type", "AbsoluteMonthly")
            .number("--interval-months", it.interval_months)
            .number("--day-of-month", it.day_of_month)
    } else if let Some(it) = &schedule.relative_monthly {
        az.text("--schedule-type", "RelativeMonthly")
            .number("--interval-months", it.interval_months)
            .choice("--week-index", it.week_index)
            .choice("--day-of-week", it.day_of_week)
    } else {
        az
    }
}
