//! Clusters and their pools, with what the provider does where nothing is said.

use super::arguments::{
    API_SERVER, AUTOMATIC, As, CLUSTER, DEFAULT_POOL, HOSTED_SYSTEM, KEY_MANAGEMENT, POOL,
    PRIVATE_CLUSTER, SERVICE_MESH, SYSCTLS,
};
use super::body::{Body, Content, Field, Resource, text_of, unknown_in};
use super::convert::bodies;
use super::functions::{as_bool, as_number, number};
use super::ids;
use super::mapping::{Mapping, holder, join};
use crate::read::RemarkKind;
use crate::text::quoted;
use serde_json::{Value, json};
use std::ops::Range;

pub(super) fn cluster(to: &mut Mapping, it: &Resource) {
    let place = to.draft.push("/clusters", it.body.range.clone());
    to.fill(&CLUSTER, &it.body, &place);
    virtual_nodes(to, &place);
    to.group(&it.body, &place);
    to.region(it, Some(&place));
    to.tags(it, Some(&place));
    cluster_defaults(to, it, &place);
}

/// The subnet of virtual nodes is named alone, and lies in the network of the nodes.
fn virtual_nodes(to: &mut Mapping, cluster: &str) {
    let place = join(cluster, "addonProfiles/aciConnectorLinux/subnet");
    let text = |place: &str| to.draft.get(place).and_then(Value::as_str).map(str::to_string);
    let nodes = text(&join(cluster, "agentPools/0/vnetSubnet"));
    let (Some(name), Some(nodes)) = (text(&place), nodes) else { return };
    let Some((network, _)) = nodes.rsplit_once("/subnets/") else { return };
    let is_outside = to.find_id("/virtualNetworks", network, "virtualNetworks").is_none();
    if let Some(range) = to.draft.range(&place).filter(|_| is_outside) {
        to.draft.set(&place, format!("{network}/subnets/{name}"), range);
    }
}

/// A cluster of AKS Automatic.
pub(super) fn automatic_cluster(to: &mut Mapping, it: &Resource) {
    let place = to.draft.push("/clusters", it.body.range.clone());
    to.fill(&AUTOMATIC, &it.body, &place);
    to.draft.set(&join(&place, "sku/name"), "Automatic", it.body.range.clone());
    to.group(&it.body, &place);
    to.region(it, Some(&place));
    to.tags(it, Some(&place));
}

/// A subnet for the API server says that it lies in the network.
pub(super) fn automatic_api_server(to: &mut Mapping, field: &Field, cluster: &str) {
    let place = join(cluster, "apiServerAccessProfile");
    for body in bodies(field).iter() {
        to.fill(&API_SERVER, body, &place);
        if let Some((_, range)) = body.text("subnet_id") {
            to.draft.set(&join(&place, "enableVnetIntegration"), true, range);
        }
    }
}

/// A private cluster is one by having the block.
pub(super) fn automatic_private(to: &mut Mapping, field: &Field, cluster: &str) {
    let place = join(cluster, "apiServerAccessProfile");
    for body in bodies(field).iter() {
        to.draft.set(&join(&place, "enablePrivateCluster"), true, body.range.clone());
        let public = join(&place, "enablePrivateClusterPublicFQDN");
        to.draft.set(&public, false, body.range.clone());
        to.fill(&PRIVATE_CLUSTER, body, &place);
    }
}

pub(super) fn automatic_mesh(to: &mut Mapping, field: &Field, cluster: &str) {
    let place = join(cluster, "serviceMeshProfile");
    for body in bodies(field).iter() {
        to.draft.set(&join(&place, "mode"), "Istio", body.range.clone());
        to.fill(&SERVICE_MESH, body, &place);
    }
}

/// What the provider sends, or Azure takes from it, where the text says nothing.
fn cluster_defaults(to: &mut Mapping, it: &Resource, place: &str) {
    let range = it.body.range.clone();
    // Where it is not known whether there is a block, it is not known what holds.
    let unsure = it.body.value("network_profile").and_then(|(value, _)| unknown_in(value));
    if let Some(unknown) = unsure {
        default(to, &join(place, "networkProfile/networkPlugin"), unknown, &range);
    }
    // Documented so (website/docs/r/kubernetes_cluster): without the block it is kubenet.
    default(to, &join(place, "networkProfile/networkPlugin"), json!("kubenet"), &range);
    // Up to 4.x the provider sends `false`; from 5.0 it is on by default.
    if to.provider.is_some_and(|it| it < 5) {
        default(to, &join(place, "oidcIssuerProfile"), json!({ "enabled": false }), &range);
    }
    if to.is_state {
        without_azures_own(to, it, place);
    }
    let api = join(place, "apiServerAccessProfile");
    if to.draft.get(&join(&api, "enablePrivateCluster")) == Some(&Value::Bool(true)) {
        default(to, &join(&api, "enablePrivateClusterPublicFQDN"), json!(false), &range);
    }
}

/// A state names also the group and the identity that Azure made because nobody named one.
fn without_azures_own(to: &mut Mapping, it: &Resource, place: &str) {
    let text = |name: &str| it.body.text(name).map(|(text, _)| text).unwrap_or_default();
    let group = text("node_resource_group");
    let (own, name, region) = (text("resource_group_name"), text("name"), text("location"));
    if group.eq_ignore_ascii_case(&format!("MC_{own}_{name}_{region}")) {
        to.draft.take(&join(place, "nodeResourceGroup"));
    }
    let kubelet = join(place, "kubeletIdentity");
    let identity = to.draft.get(&kubelet).and_then(Value::as_str);
    let of_group = identity.and_then(|it| ids::part(it, "resourceGroups"));
    if of_group.is_some_and(|it| it.eq_ignore_ascii_case(&group)) {
        to.draft.take(&kubelet);
    }
}

/// Sets what the text leaves open.
fn default(to: &mut Mapping, place: &str, value: Value, range: &Range<usize>) {
    if to.draft.get(place).is_none() {
        to.draft.set(place, value, range.clone());
    }
}

/// `default_node_pool`.
pub(super) fn default_pool(to: &mut Mapping, field: &Field, cluster: &str) {
    for body in bodies(field).iter() {
        let place = to.draft.push(&join(cluster, "agentPools"), body.range.clone());
        to.draft.set(&join(&place, "mode"), "System", body.range.clone());
        to.fill(&DEFAULT_POOL, body, &place);
        pool_defaults(to, body, &place);
    }
}

pub(super) fn pool(to: &mut Mapping, it: &Resource) {
    let Some((id, range)) = it.body.text("kubernetes_cluster_id") else {
        return to.not_understood(
            it.body.range.clone(),
            format!("{}, which names no cluster", quoted(&it.address)),
            "give it a `kubernetes_cluster_id`",
        );
    };
    let cluster = match to.find_id("/clusters", &id, "managedClusters") {
        Some(place) => place,
        None => cluster_outside(to, &id, range),
    };
    let place = to.draft.push(&join(&cluster, "agentPools"), it.body.range.clone());
    to.fill(&POOL, &it.body, &place);
    default(to, &join(&place, "mode"), json!("User"), &it.body.range);
    pool_defaults(to, &it.body, &place);
}

/// The cluster of a pool that the text does not make.
fn cluster_outside(to: &mut Mapping, id: &str, range: Range<usize>) -> String {
    // One whose name is not known is told from others by what stands for its id.
    let name = ids::part(id, "managedClusters").unwrap_or(id).to_string();
    if let Some(place) = to.find("/clusters", &name, None) {
        return place;
    }
    let place = to.draft.push("/clusters", range.clone());
    to.draft.set(&join(&place, "name"), name, range.clone());
    to.draft.set(&join(&place, "existing"), true, range.clone());
    let group = ids::part(id, "resourceGroups").unwrap_or(id);
    to.draft.set(&join(&place, "resourceGroup"), group, range.clone());
    to.group_named(group, range);
    place
}

/// The same for pools: `expandDefaultNodePool` and the pool's own resource in the provider's source
/// (`internal/services/containers`, read 2026-11-23).
fn pool_defaults(to: &mut Mapping, body: &Body, place: &str) {
    let range = &body.range;
    let at = |name: &str| join(place, name);
    // No zones are asked for, and the disk is always sent.
    default(to, &at("availabilityZones"), json!([]), range);
    default(to, &at("osDiskType"), json!("Managed"), range);
    // With kubelet's settings the provider always says that swap is no reason to stop.
    if to.draft.get(&at("kubeletConfig")).is_some() {
        default(to, &at("kubeletConfig/failSwapOn"), json!(false), range);
    }
    let scales = to.draft.get(&at("enableAutoScaling")).cloned();
    let zero = |to: &Mapping, name: &str| {
        to.draft.get(&at(name)).and_then(as_number).is_some_and(|it| it == 0.0)
    };
    match scales.as_ref().map(as_bool) {
        // Without a count it is the least one with the autoscaler, and none without.
        Some(Some(true)) => {
            if let Some(least) = to.draft.get(&at("minCount")).cloned() {
                default(to, &at("count"), least, range);
            }
        }
        // States say 0 where nothing is set.
        None | Some(Some(false)) => {
            for name in ["minCount", "maxCount"] {
                if zero(to, name) {
                    to.draft.take(&at(name));
                }
            }
            default(to, &at("count"), json!(0), range);
        }
        // Not known.
        Some(None) => {}
    }
    let is_spot = to.draft.get(&at("scaleSetPriority")).and_then(Value::as_str) == Some("Spot");
    if to.is_state && !is_spot {
        to.draft.take(&at("spotMaxPrice"));
        to.draft.take(&at("scaleSetEvictionPolicy"));
    }
}

pub(super) fn critical_addons(to: &mut Mapping, field: &Field, place: &str) {
    let Content::Value(value) = &field.content else { return };
    if as_bool(value) == Some(true) {
        let taints = json!(["CriticalAddonsOnly=true:NoSchedule"]);
        to.draft.set(&join(place, "nodeTaints"), taints, field.range.clone());
    } else if as_bool(value).is_none() {
        to.value(&join(place, "nodeTaints"), value, As::Texts, field.range.clone());
    }
}

/// States say 0 where the node's default of half an hour holds.
pub(super) fn drain_timeout(to: &mut Mapping, field: &Field, place: &str) {
    unless_zero(to, field, &join(place, "drainTimeoutInMinutes"));
}

pub(super) fn image_cleaner_interval(to: &mut Mapping, field: &Field, place: &str) {
    unless_zero(to, field, &join(place, "securityProfile/imageCleaner/intervalHours"));
}

pub(super) fn idle_timeout(to: &mut Mapping, field: &Field, place: &str) {
    unless_zero(to, field, &join(place, "idleTimeoutInMinutes"));
}

pub(super) fn managed_addresses(to: &mut Mapping, field: &Field, place: &str) {
    unless_zero(to, field, &join(place, "managedOutboundIPs/count"));
}

pub(super) fn managed_ipv6_addresses(to: &mut Mapping, field: &Field, place: &str) {
    unless_zero(to, field, &join(place, "managedOutboundIPs/countIPv6"));
}

/// The provider does not send a 0 of these.
fn unless_zero(to: &mut Mapping, field: &Field, place: &str) {
    let Content::Value(value) = &field.content else { return };
    if as_number(value) != Some(0.0) {
        to.value(place, value, As::Number, field.range.clone());
    }
}

pub(super) fn sysctls(to: &mut Mapping, field: &Field, place: &str) {
    for body in bodies(field).iter() {
        to.fill(&SYSCTLS, body, place);
        let least = body.text("net_ipv4_ip_local_port_range_min");
        let most = body.text("net_ipv4_ip_local_port_range_max");
        let is_set = |text: &str| text != "0";
        match (least, most) {
            (Some((least, range)), Some((most, _))) if is_set(&least) && is_set(&most) => {
                let text = format!("{least} {most}");
                to.draft.set(&join(place, "sysctls/netIpv4IpLocalPortRange"), text, range);
            }
            (Some((_, range)), None) | (None, Some((_, range))) => {
                let what = "one end of `net_ipv4_ip_local_port_range`".to_string();
                let why = "a range of ports has both: give its least and its greatest".to_string();
                to.remark(range, place, RemarkKind::NotKept { what, why });
            }
            _ => {}
        }
    }
}

pub(super) fn host_ports(to: &mut Mapping, field: &Field, place: &str) {
    let list = join(place, "allowedHostPorts");
    for body in bodies(field).iter() {
        let text = |name: &str| body.text(name).map(|(text, _)| text);
        let protocol = text("protocol").unwrap_or_else(|| "TCP".to_string()).to_lowercase();
        let ports = match (text("port_start"), text("port_end")) {
            (Some(start), Some(end)) if start == end => start,
            (Some(start), Some(end)) => format!("{start}-{end}"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => continue,
        };
        let at = to.draft.get(&list).and_then(Value::as_array).map_or(0, Vec::len);
        if at == 0 {
            to.draft.set(&list, json!([]), body.range.clone());
        }
        to.draft.set(&format!("{list}/{at}"), format!("{ports}/{protocol}"), body.range.clone());
    }
}

/// Subnets of one's own for the nodes of AKS Automatic.
pub(super) fn hosted_system(to: &mut Mapping, field: &Field, cluster: &str) {
    let place = join(holder(cluster), "armProperties/hostedSystemProfile/enabled");
    for body in bodies(field).iter() {
        to.draft.set(&place, true, body.range.clone());
        to.fill(&HOSTED_SYSTEM, body, cluster);
    }
}

/// Encryption of secrets is on where the block is.
pub(super) fn key_management(to: &mut Mapping, field: &Field, cluster: &str) {
    let place = join(holder(cluster), "armProperties/securityProfile/azureKeyVaultKms/enabled");
    for body in bodies(field).iter() {
        to.draft.set(&place, true, body.range.clone());
        to.fill(&KEY_MANAGEMENT, body, cluster);
    }
}

pub(super) fn ssh_key(to: &mut Mapping, field: &Field, cluster: &str) {
    let place = join(holder(cluster), "armProperties/linuxProfile/ssh/publicKeys");
    for body in bodies(field).iter() {
        if let Some((key, range)) = body.text("key_data") {
            to.draft.set(&place, json!([{ "keyData": key }]), range.clone());
            let of = "linux_profile".to_string();
            to.remark(range, &place, RemarkKind::Carried { name: "ssh_key".to_string(), of });
        }
    }
}

pub(super) fn gmsa(to: &mut Mapping, field: &Field, cluster: &str) {
    let place = join(holder(cluster), "armProperties/windowsProfile/gmsaProfile");
    for body in bodies(field).iter() {
        let text = |name: &str| body.text(name).map(|(text, _)| text).unwrap_or_default();
        let (server, domain) = (text("dns_server"), text("root_domain"));
        let profile = json!({ "enabled": true, "dnsServer": server, "rootDomainName": domain });
        to.draft.set(&place, profile, body.range.clone());
        let of = "windows_profile".to_string();
        let kind = RemarkKind::Carried { name: "gmsa".to_string(), of };
        to.remark(body.range.clone(), &place, kind);
    }
}

/// `maintenance_window`: AKS's own weekly releases, by day and hours.
pub(super) fn maintenance_window(to: &mut Mapping, field: &Field, cluster: &str) {
    for body in bodies(field).iter() {
        let place = to.draft.push(&join(cluster, "maintenanceConfigurations"), body.range.clone());
        to.draft.set(&join(&place, "name"), "default", body.range.clone());
        let allowed = body.fields.iter().filter(|it| it.name == "allowed");
        for (at, field) in allowed.enumerate() {
            for day in bodies(field).iter() {
                allowed_day(to, day, &place, at == 0);
            }
        }
        not_allowed(to, body, &place);
    }
}

fn allowed_day(to: &mut Mapping, day: &Body, place: &str, is_first: bool) {
    let Some((name, range)) = day.text("day") else { return };
    if !is_first {
        let what = format!("maintenance on {}", quoted(&name));
        let why = "a plan's window `default` opens on one day of the week".to_string();
        return to.remark(range, place, RemarkKind::NotKept { what, why });
    }
    let weekly = json!({ "intervalWeeks": 1, "dayOfWeek": name });
    to.draft.set(&join(place, "schedule/weekly"), weekly, range);
    let Some((Value::Array(hours), range)) = day.value("hours") else { return };
    let mut hours: Vec<u32> = hours.iter().filter_map(as_number).filter_map(hour).collect();
    hours.sort_unstable();
    let (Some(first), Some(last)) = (hours.first(), hours.last()) else { return };
    to.draft.set(&join(place, "startTime"), format!("{first:02}:00"), range.clone());
    // AKS wants four hours at least; hours apart are one window from the first to the last.
    to.draft.set(&join(place, "durationHours"), (last - first + 1).max(4), range.clone());
}

fn hour(value: f64) -> Option<u32> {
    (0..24).find(|it| number(f64::from(*it)) == number(value))
}

pub(super) fn maintenance_of_upgrades(to: &mut Mapping, field: &Field, cluster: &str) {
    maintenance(to, field, cluster, "aksManagedAutoUpgradeSchedule");
}

pub(super) fn maintenance_of_node_os(to: &mut Mapping, field: &Field, cluster: &str) {
    maintenance(to, field, cluster, "aksManagedNodeOSUpgradeSchedule");
}

/// Arguments of maintenance windows, for suggestions.
const OF_WINDOWS: &[&str] = &[
    "frequency",
    "interval",
    "duration",
    "day_of_week",
    "day_of_month",
    "week_index",
    "start_time",
    "utc_offset",
    "start_date",
    "not_allowed",
];

fn maintenance(to: &mut Mapping, field: &Field, cluster: &str, name: &str) {
    for body in bodies(field).iter() {
        let place = to.draft.push(&join(cluster, "maintenanceConfigurations"), body.range.clone());
        to.draft.set(&join(&place, "name"), name, body.range.clone());
        let frequency = body.text("frequency");
        let schedule = match frequency.as_ref().map(|(word, _)| word.as_str()) {
            Some("Daily") => ("daily", "intervalDays"),
            Some("AbsoluteMonthly") => ("absoluteMonthly", "intervalMonths"),
            Some("RelativeMonthly") => ("relativeMonthly", "intervalMonths"),
            _ => ("weekly", "intervalWeeks"),
        };
        let schedule_place = join(&place, &format!("schedule/{}", schedule.0));
        for field in &body.fields {
            let Content::Value(value) = &field.content else { continue };
            let (at, kind) = match field.name.as_str() {
                "interval" => (join(&schedule_place, schedule.1), As::Number),
                "day_of_week" => (join(&schedule_place, "dayOfWeek"), As::Text),
                "day_of_month" if as_number(value) == Some(0.0) => continue,
                "day_of_month" => (join(&schedule_place, "dayOfMonth"), As::Number),
                "week_index" => (join(&schedule_place, "weekIndex"), As::Text),
                "duration" => (join(&place, "durationHours"), As::Number),
                "start_time" => (join(&place, "startTime"), As::Text),
                "utc_offset" => (join(&place, "utcOffset"), As::Text),
                "start_date" => {
                    let day = text_of(value).map(|it| day_of(&it));
                    if let Some(day) = day.filter(|it| !it.is_empty()) {
                        to.draft.set(&join(&place, "startDate"), day, field.range.clone());
                    }
                    continue;
                }
                "frequency" | "not_allowed" => continue,
                _ => {
                    to.unknown_argument("maintenance_window", OF_WINDOWS, field, &place);
                    continue;
                }
            };
            to.value(&at, value, kind, field.range.clone());
        }
        not_allowed(to, body, &place);
    }
}

fn not_allowed(to: &mut Mapping, window: &Body, place: &str) {
    let list = join(place, "notAllowedDates");
    for field in window.fields.iter().filter(|it| it.name == "not_allowed") {
        for span in bodies(field).iter() {
            let item = to.draft.push(&list, span.range.clone());
            for name in ["start", "end"] {
                if let Some((time, range)) = span.text(name) {
                    to.draft.set(&join(&item, name), day_of(&time), range);
                }
            }
        }
    }
}

/// The day of a time such as `2026-12-20T00:00:00Z`.
fn day_of(time: &str) -> String {
    time.split_once('T').map_or(time, |(day, _)| day).to_string()
}
