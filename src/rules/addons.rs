//! Add-ons: what each needs, and what excludes what.

mod container_logs_need_identity;
mod defender_off;
mod defender_workspace;
mod gateway_api_alone;
mod gateway_api_missing;
mod gateway_ingress_needs_gateway;
mod gateway_ingress_two_gateways;
mod image_cleaner_interval;
mod image_cleaner_windows;
mod ingress_needs_linux;
mod istio_gateway_routing;
mod istio_revision_ended;
mod istio_revision_format;
mod istio_revisions_apart;
mod istio_virtual_nodes;
mod monitoring_off;
mod monitoring_twice;
mod network_logs;
mod policy_off;
mod proxy_address;
mod proxy_wildcard;
mod proxy_windows;
mod proxy_without_address;
mod registry_name;
pub(super) mod resource_id;
mod rotation_interval;
mod routing_needs_identity;
mod secret_rotation;
mod secret_store_off;
mod setting_without_addon;
mod too_many_dns_zones;
mod two_meshes;
mod virtual_nodes_authorized_ranges;
mod virtual_nodes_ipv6;
mod virtual_nodes_need_network;
mod virtual_nodes_need_subnet;
mod virtual_nodes_subnet_taken;

use super::Rule;
use crate::lower::Cluster;
use crate::model::ServiceMeshMode;

pub(super) static RULES: &[&Rule] = &[
    &container_logs_need_identity::RULE,
    &defender_workspace::RULE,
    &gateway_api_alone::RULE,
    &gateway_api_missing::RULE,
    &gateway_ingress_needs_gateway::RULE,
    &gateway_ingress_two_gateways::RULE,
    &image_cleaner_interval::RULE,
    &image_cleaner_windows::RULE,
    &ingress_needs_linux::RULE,
    &istio_gateway_routing::RULE,
    &istio_revision_ended::RULE,
    &istio_revision_format::RULE,
    &istio_revisions_apart::RULE,
    &istio_virtual_nodes::RULE,
    &monitoring_twice::RULE,
    &proxy_address::RULE,
    &proxy_wildcard::RULE,
    &proxy_windows::RULE,
    &proxy_without_address::RULE,
    &resource_id::RULE,
    &rotation_interval::RULE,
    &routing_needs_identity::RULE,
    &setting_without_addon::RULE,
    &too_many_dns_zones::RULE,
    &two_meshes::RULE,
    &virtual_nodes_authorized_ranges::RULE,
    &virtual_nodes_ipv6::RULE,
    &virtual_nodes_need_network::RULE,
    &virtual_nodes_need_subnet::RULE,
    &virtual_nodes_subnet_taken::RULE,
    &monitoring_off::RULE,
    &secret_rotation::RULE,
    &registry_name::RULE,
    &policy_off::RULE,
    &defender_off::RULE,
    &secret_store_off::RULE,
    &network_logs::RULE,
];

fn has_virtual_nodes(cluster: &Cluster) -> bool {
    cluster.spec.addon_profiles.aci_connector_linux.as_ref().is_some_and(|it| it.enabled)
}

fn has_istio(cluster: &Cluster) -> bool {
    let mesh = cluster.spec.service_mesh_profile.as_ref();
    mesh.is_some_and(|it| it.mode == Some(ServiceMeshMode::Istio))
}

/// Application routing with the Gateway API.
fn has_gateway_routing(cluster: &Cluster) -> bool {
    let profile = cluster.spec.ingress_profile.as_ref();
    let part = profile.and_then(|it| it.application_routing_istio.as_ref());
    part.is_some_and(|it| it.enabled)
}

/// The managed Gateway API.
fn has_gateway_api(cluster: &Cluster) -> bool {
    let profile = cluster.spec.ingress_profile.as_ref();
    profile.and_then(|it| it.gateway_api.as_ref()).is_some_and(|it| it.enabled)
}

/// Application routing with NGINX.
fn has_nginx_routing(cluster: &Cluster) -> bool {
    let profile = cluster.spec.ingress_profile.as_ref();
    profile.and_then(|it| it.web_app_routing.as_ref()).is_some_and(|it| it.enabled)
}

/// The version of Istio that a revision such as `asm-1-30` names.
fn istio_revision(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.strip_prefix("asm-")?.split_once('-')?;
    let is_number = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(major) && is_number(minor))
        .then(|| Some((major.parse().ok()?, minor.parse().ok()?)))?
}
