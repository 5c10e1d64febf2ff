//! Who reaches the API server, and under which name.

mod authorized;
mod authorized_range_empty;
mod authorized_range_everything;
mod authorized_range_ipv6;
mod authorized_range_nodes_only;
mod authorized_range_not_public;
mod authorized_range_unreadable;
mod authorized_ranges_node_public_ip;
mod authorized_ranges_own_egress;
mod authorized_ranges_private;
mod integration_region;
mod local_accounts;
mod local_accounts_needed;
mod open;
mod private_kubenet_dns;
mod private_without_name;
mod private_zone_name;
mod private_zone_public_cluster;
mod private_zone_unreadable;
mod public;
mod public_name_public_cluster;
mod run_command_windows;
mod subdomain_and_prefix;
mod subdomain_needs_zone;
mod subnet_missing;
mod subnet_unused;
mod subnet_without_node_subnet;
mod too_many_authorized_ranges;
mod zone;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &authorized_range_empty::RULE,
    &authorized_range_everything::RULE,
    &authorized_range_ipv6::RULE,
    &authorized_range_nodes_only::RULE,
    &authorized_range_not_public::RULE,
    &authorized_range_unreadable::RULE,
    &too_many_authorized_ranges::RULE,
    &authorized_ranges_node_public_ip::RULE,
    &authorized_ranges_own_egress::RULE,
    &authorized_ranges_private::RULE,
    &integration_region::RULE,
    &local_accounts::RULE,
    &local_accounts_needed::RULE,
    &open::RULE,
    &private_kubenet_dns::RULE,
    &private_without_name::RULE,
    &private_zone_name::RULE,
    &private_zone_public_cluster::RULE,
    &private_zone_unreadable::RULE,
    &public::RULE,
    &public_name_public_cluster::RULE,
    &run_command_windows::RULE,
    &subdomain_and_prefix::RULE,
    &subdomain_needs_zone::RULE,
    &subnet_missing::RULE,
    &subnet_unused::RULE,
    &subnet_without_node_subnet::RULE,
];
