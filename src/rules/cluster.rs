//! Names, versions, tiers, upgrades, maintenance windows.

mod admin_user;
mod auto_upgrade_off;
mod automatic_preset;
mod automatic_subnets;
mod automatic_windows;
mod ca_certificates;
mod cluster_name;
mod cost_analysis_tier;
mod disk_encryption_set;
mod dns_prefix;
mod free_tier;
mod free_tier_size;
mod identity_name;
mod kubernetes_version_ended;
mod kubernetes_version_ending;
mod kubernetes_version_not_offered;
mod kubernetes_version_unknown;
mod lts_premium_pair;
mod maintenance_date;
mod maintenance_duration;
mod maintenance_interval;
mod maintenance_name;
mod maintenance_schedule;
mod maintenance_start_time;
mod maintenance_utc_offset;
mod maintenance_window_idle;
mod maintenance_window_missing;
mod network_resource_name;
mod node_image_channel_pair;
mod node_os_upgrade_off;
mod node_resource_group_name;
mod node_resource_group_taken;
mod pool_version_skew;
mod reserved_name;
mod resource_group_name;
mod subnet_name;
mod unknown_region;
mod version_pinned_with_channel;
mod virtual_network_name;

use super::{Context, Report, Rule};
use crate::azure_facts::names::NameRule;
use crate::finding::Finding;
use crate::lower::Cluster;
use crate::model::{MaintenanceConfiguration, SkuTier, SupportPlan};
use crate::version::Version;

pub(super) static RULES: &[&Rule] = &[
    &cluster_name::RULE,
    &resource_group_name::RULE,
    &node_resource_group_name::RULE,
    &node_resource_group_taken::RULE,
    &virtual_network_name::RULE,
    &subnet_name::RULE,
    &network_resource_name::RULE,
    &identity_name::RULE,
    &dns_prefix::RULE,
    &reserved_name::RULE,
    &unknown_region::RULE,
    &kubernetes_version_ended::RULE,
    &kubernetes_version_ending::RULE,
    &kubernetes_version_unknown::RULE,
    &kubernetes_version_not_offered::RULE,
    &pool_version_skew::RULE,
    &version_pinned_with_channel::RULE,
    &node_image_channel_pair::RULE,
    &auto_upgrade_off::RULE,
    &node_os_upgrade_off::RULE,
    &maintenance_window_missing::RULE,
    &maintenance_window_idle::RULE,
    &maintenance_name::RULE,
    &maintenance_schedule::RULE,
    &maintenance_interval::RULE,
    &maintenance_duration::RULE,
    &maintenance_start_time::RULE,
    &maintenance_utc_offset::RULE,
    &maintenance_date::RULE,
    &lts_premium_pair::RULE,
    &cost_analysis_tier::RULE,
    &free_tier::RULE,
    &free_tier_size::RULE,
    &automatic_preset::RULE,
    &automatic_subnets::RULE,
    &automatic_windows::RULE,
    &admin_user::RULE,
    &ca_certificates::RULE,
    &disk_encryption_set::RULE,
];

/// Reports what is wrong with a name. That there is none is another rule's affair.
pub(super) fn judge_name<'r>(
    report: &'r mut Report,
    rule: &NameRule,
    path: String,
    name: &str,
) -> Option<&'r mut Finding> {
    let problem = rule.problem(name).filter(|_| !name.trim().is_empty())?;
    Some(report.at(path, problem).url(rule.source).help(format!("use {}", rule.words)))
}

/// The resource group that something is in: the one it names, or the plan's only one.
fn resource_group<'p>(cx: &Context<'p>, own: Option<&'p str>) -> Option<&'p str> {
    let only = match cx.plan.resource_groups.as_slice() {
        [only] => Some(only.name.as_str()),
        _ => None,
    };
    own.filter(|it| !it.is_empty()).or(only)
}

/// Every Kubernetes version of the plan with its place: those of control planes, then those of pools
/// that have another than their cluster.
fn versions<'c>(cx: &'c Context<'_>) -> Vec<(String, Version, &'c Cluster<'c>)> {
    let planes = cx.net.clusters.iter();
    let planes = planes.filter_map(|it| Some((it.at("kubernetesVersion"), it.version?, it)));
    let pools = cx.net.pools().filter(|(cluster, pool)| pool.version != cluster.version);
    let pools =
        pools.filter_map(|(it, pool)| Some((pool.at("orchestratorVersion"), pool.version?, it)));
    planes.chain(pools).collect()
}

fn has_long_term_support(cluster: &Cluster) -> bool {
    cluster.spec.support_plan == Some(SupportPlan::AksLongTermSupport)
}

/// Tier of a cluster, with the default where it names none.
pub(super) fn tier(cluster: &Cluster) -> SkuTier {
    let typed = cluster.spec.sku.as_ref().and_then(|it| it.tier);
    typed.unwrap_or(if cluster.is_automatic() { SkuTier::Standard } else { SkuTier::Free })
}

/// Every maintenance window with its place.
fn windows<'c>(
    cx: &'c Context<'_>,
) -> impl Iterator<Item = (String, &'c MaintenanceConfiguration)> + use<'c> {
    cx.net.clusters.iter().flat_map(|cluster| {
        let windows = cluster.spec.maintenance_configurations.iter().enumerate();
        windows.map(|(nth, it)| (cluster.at(&format!("maintenanceConfigurations/{nth}")), it))
    })
}

/// Whether a text is a time of day as AKS writes it: `09:30`.
fn is_time(text: &str) -> bool {
    let Some((hour, minute)) = text.split_once(':') else { return false };
    let below = |text: &str, end: u8| {
        text.len() == 2
            && text.bytes().all(|it| it.is_ascii_digit())
            && text.parse::<u8>().is_ok_and(|it| it < end)
    };
    below(hour, 24) && below(minute, 60)
}
