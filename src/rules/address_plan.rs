//! Ranges: that they lie apart, have room, and are what they are used for.

mod api_server_subnet_delegation;
mod api_server_subnet_shared;
mod api_server_subnet_too_small;
mod application_gateway_range;
mod application_gateway_subnet_shared;
mod application_gateway_subnet_too_small;
mod bastion_subnet;
mod cluster_in_fixed_subnet;
mod dns;
mod dns_service_ip_first_address;
mod dns_service_ip_last_address;
mod dns_service_ip_missing;
mod dns_service_ip_network_address;
mod dns_service_ip_outside_service_cidr;
mod dns_service_ip_unusual;
mod dual_stack_range_count;
mod dual_stack_range_order;
mod dual_stack_subnet_without_ipv6;
mod endpoint_subnet_too_small;
mod families;
mod firewall_address_outside_subnet;
mod firewall_management_subnet;
mod firewall_subnet;
mod fixed;
mod gateway_subnet_security_group;
mod gateway_subnet_too_small;
mod ipv6_subnet_size;
mod network_address_limit;
mod network_in_other_region;
mod network_larger_than_8;
mod network_overlaps_foreign_range;
mod network_overlaps_peered_range;
mod network_prefixes_overlap;
mod network_range_refused;
mod node_subnet_below_23;
mod node_subnet_delegated;
mod node_subnet_on_some_pools;
mod node_subnet_too_small;
mod node_subnet_too_small_for_upgrade;
mod peered_networks_overlap;
mod pod_cidr_below_node_range;
mod pod_cidr_nearly_full;
mod pod_cidr_overlaps_network;
mod pod_cidr_overlaps_peer;
mod pod_cidr_overlaps_service_cidr;
mod pod_cidr_too_small;
mod pod_subnet_is_node_subnet;
mod pod_subnet_modes_mixed;
mod pod_subnet_on_some_pools;
mod pod_subnet_too_small;
mod pod_subnet_too_small_for_pods;
mod pools_in_several_networks;
mod range_list_differs;
mod range_not_private;
mod range_reserved_by_aks;
mod remedy;
mod server_inside_cluster_range;
mod service_cidr_in_network;
mod service_cidr_overlaps_peer;
mod service_cidr_overlaps_subnet;
mod service_cidr_too_large;
mod service_cidr_too_small;
mod static_block_subnet_too_large;
mod static_block_wasteful;
mod subnet_cannot_grow;
mod subnet_in_other_network;
mod subnet_on_reserved_range;
mod subnet_outside_network;
mod subnet_size_refused;
mod subnet_with_several_ranges;
mod subnets_overlap;
mod uses;
mod virtual_node_subnet_not_delegated;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &network_address_limit::RULE,
    &network_larger_than_8::RULE,
    &network_overlaps_foreign_range::RULE,
    &network_overlaps_peered_range::RULE,
    &network_prefixes_overlap::RULE,
    &network_range_refused::RULE,
    &range_list_differs::RULE,
    &range_not_private::RULE,
    &range_reserved_by_aks::RULE,
    &subnet_cannot_grow::RULE,
    &subnet_in_other_network::RULE,
    &subnet_on_reserved_range::RULE,
    &subnet_outside_network::RULE,
    &subnet_size_refused::RULE,
    &subnet_with_several_ranges::RULE,
    &subnets_overlap::RULE,
    &ipv6_subnet_size::RULE,
    &peered_networks_overlap::RULE,
    &service_cidr_in_network::RULE,
    &service_cidr_overlaps_peer::RULE,
    &service_cidr_overlaps_subnet::RULE,
    &service_cidr_too_large::RULE,
    &service_cidr_too_small::RULE,
    // The first with a code is the one that is named first for it.
    &node_subnet_too_small::RULE,
    &node_subnet_too_small_for_upgrade::RULE,
    &pod_cidr_below_node_range::RULE,
    &pod_cidr_nearly_full::RULE,
    &pod_cidr_overlaps_network::RULE,
    &pod_cidr_overlaps_peer::RULE,
    &pod_cidr_overlaps_service_cidr::RULE,
    &pod_cidr_too_small::RULE,
    &dns_service_ip_first_address::RULE,
    &dns_service_ip_last_address::RULE,
    &dns_service_ip_missing::RULE,
    &dns_service_ip_network_address::RULE,
    &dns_service_ip_outside_service_cidr::RULE,
    &dns_service_ip_unusual::RULE,
    &dual_stack_range_count::RULE,
    &dual_stack_range_order::RULE,
    &dual_stack_subnet_without_ipv6::RULE,
    &node_subnet_below_23::RULE,
    &node_subnet_delegated::RULE,
    &node_subnet_on_some_pools::RULE,
    &pod_subnet_is_node_subnet::RULE,
    &pod_subnet_modes_mixed::RULE,
    &pod_subnet_on_some_pools::RULE,
    &pod_subnet_too_small::RULE,
    &pod_subnet_too_small_for_pods::RULE,
    &pools_in_several_networks::RULE,
    &static_block_subnet_too_large::RULE,
    &static_block_wasteful::RULE,
    &endpoint_subnet_too_small::RULE,
    &api_server_subnet_delegation::RULE,
    &api_server_subnet_shared::RULE,
    &api_server_subnet_too_small::RULE,
    &virtual_node_subnet_not_delegated::RULE,
    &application_gateway_range::RULE,
    &application_gateway_subnet_shared::RULE,
    &application_gateway_subnet_too_small::RULE,
    &firewall_address_outside_subnet::RULE,
    &firewall_management_subnet::RULE,
    &firewall_subnet::RULE,
    &bastion_subnet::RULE,
    &gateway_subnet_security_group::RULE,
    &gateway_subnet_too_small::RULE,
    &cluster_in_fixed_subnet::RULE,
    &server_inside_cluster_range::RULE,
    &network_in_other_region::RULE,
];
