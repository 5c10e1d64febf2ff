//! Plugins, policies, dataplanes and the way out of the cluster.

mod acns_empty;
mod acns_needs_cilium;
mod acns_off;
mod acns_security_off;
mod allocated_ports;
mod automatic_network;
mod cilium_dataplane_policy;
mod cilium_needs_azure_cni;
mod cilium_policy_needs_dataplane;
mod cilium_windows;
mod default_route;
mod default_route_next_hop;
mod dual_stack_nat_gateway;
mod dual_stack_needs_overlay;
mod dual_stack_policy;
mod egress_by_load_balancer;
mod egress_not_filtered;
mod gateway_pool_limits;
mod gateway_pool_needs_feature;
mod gateway_profile;
mod idle_timeout;
mod ipv6_addresses_unused;
mod ipv6_alone;
mod ipvs;
mod kube_proxy_off;
mod kube_proxy_preview;
mod kubenet_route_table_identity;
mod kubenet_route_tables;
mod kubenet_routes;
mod kubenet_shared_route_table;
mod kubenet_shared_subnet;
mod kubenet_windows;
mod load_balancer_profile_unused;
mod managed_nat_gateway_own_subnet;
mod nat_gateway_missing;
mod nat_gateway_mixed;
mod nat_gateway_not_used;
mod nat_gateway_profile_unused;
mod nat_gateway_ranges;
mod nat_gateway_v2;
mod nat_gateway_v2_name;
mod nat_gateway_zone;
mod nat_gateway_zones;
mod network_policy_needs_plugin;
mod network_policy_plugin;
mod network_resource_id;
mod next_hop_unreachable;
mod no_network_policy;
mod node_provisioning_network;
mod node_public_ip;
mod node_public_ip_prefix;
mod node_public_ip_routing;
mod npm_node_limit;
mod outbound_address_count;
mod outbound_addresses_mixed;
mod outbound_block_preview;
mod outbound_needs_own_subnet;
mod outbound_none_bootstrap;
mod outbound_none_public;
mod overlay_name_too_long;
mod overlay_needs_azure;
mod overlay_pods;
mod overlay_vm_size;
mod plugin_unset;
mod pod_cidr_without_overlay;
mod pod_subnet_needs_azure_cni;
mod registry_without_cache;
mod route_next_hop_address;
mod security;
mod security_group_cuts_off;
mod security_rule_open;
mod security_rule_priority;
mod single_dns_server;
mod snat_ports;
mod static_block_needs_pod_subnet;
mod subnet_without_security_group;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &acns_empty::RULE,
    &acns_needs_cilium::RULE,
    &acns_off::RULE,
    &acns_security_off::RULE,
    &allocated_ports::RULE,
    &automatic_network::RULE,
    &cilium_dataplane_policy::RULE,
    &cilium_needs_azure_cni::RULE,
    &cilium_policy_needs_dataplane::RULE,
    &cilium_windows::RULE,
    &default_route::RULE,
    &default_route_next_hop::RULE,
    &dual_stack_nat_gateway::RULE,
    &dual_stack_needs_overlay::RULE,
    &dual_stack_policy::RULE,
    &gateway_pool_limits::RULE,
    &gateway_pool_needs_feature::RULE,
    &gateway_profile::RULE,
    &idle_timeout::RULE,
    &ipv6_addresses_unused::RULE,
    &ipv6_alone::RULE,
    &ipvs::RULE,
    &kube_proxy_off::RULE,
    &kube_proxy_preview::RULE,
    &kubenet_route_table_identity::RULE,
    &kubenet_route_tables::RULE,
    &kubenet_routes::RULE,
    &kubenet_shared_route_table::RULE,
    &kubenet_shared_subnet::RULE,
    &kubenet_windows::RULE,
    &load_balancer_profile_unused::RULE,
    &managed_nat_gateway_own_subnet::RULE,
    &nat_gateway_missing::RULE,
    &nat_gateway_mixed::RULE,
    &nat_gateway_not_used::RULE,
    &nat_gateway_profile_unused::RULE,
    &nat_gateway_ranges::RULE,
    &nat_gateway_v2::RULE,
    &nat_gateway_v2_name::RULE,
    &nat_gateway_zone::RULE,
    &nat_gateway_zones::RULE,
    &network_policy_needs_plugin::RULE,
    &network_policy_plugin::RULE,
    &next_hop_unreachable::RULE,
    &no_network_policy::RULE,
    &node_provisioning_network::RULE,
    &node_public_ip::RULE,
    &node_public_ip_prefix::RULE,
    &npm_node_limit::RULE,
    &outbound_address_count::RULE,
    &outbound_addresses_mixed::RULE,
    &outbound_block_preview::RULE,
    &outbound_needs_own_subnet::RULE,
    &outbound_none_bootstrap::RULE,
    &outbound_none_public::RULE,
    &overlay_name_too_long::RULE,
    &overlay_needs_azure::RULE,
    &overlay_vm_size::RULE,
    &pod_cidr_without_overlay::RULE,
    &pod_subnet_needs_azure_cni::RULE,
    &registry_without_cache::RULE,
    &route_next_hop_address::RULE,
    &snat_ports::RULE,
    &static_block_needs_pod_subnet::RULE,
    &security_rule_priority::RULE,
    &security_rule_open::RULE,
    &security_group_cuts_off::RULE,
    &single_dns_server::RULE,
    &node_public_ip_routing::RULE,
    &overlay_pods::RULE,
    &plugin_unset::RULE,
    &network_resource_id::RULE,
    &egress_not_filtered::RULE,
    &egress_by_load_balancer::RULE,
    &subnet_without_security_group::RULE,
];
