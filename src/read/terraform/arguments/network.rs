//! Networks and what hangs on their subnets.

use super::Is::{At, By, Each, NotKept, Quiet, Removed, Unless};
use super::{Arguments, As, Is};
use crate::read::terraform::network;

const NO_POLICIES: &str = "a plan counts the addresses of private endpoints, not their policies";
const NO_ENDPOINTS: &str = "a plan has no service endpoints: add them to the subnet by hand";
const NO_POOLS: &str = "a plan says its ranges itself: IP address management does not give them";

pub(in crate::read::terraform) static RESOURCE_GROUP: Arguments = Arguments {
    of: "azurerm_resource_group",
    groups: &[&[
        ("name", At("name", As::Text)),
        ("location", Quiet),
        ("tags", Quiet),
        ("managed_by", NotKept("a plan's groups are managed by nobody else")),
    ]],
};

pub(in crate::read::terraform) static NETWORK: Arguments = Arguments {
    of: "azurerm_virtual_network",
    groups: &[&[
        ("name", At("name", As::Text)),
        ("location", Quiet),
        ("resource_group_name", Quiet),
        ("tags", Quiet),
        ("address_space", At("addressPrefixes", As::Texts)),
        ("dns_servers", At("dnsServers", As::Texts)),
        ("subnet", By(network::inline_subnet)),
        ("bgp_community", NotKept("a plan has no BGP communities")),
        ("ddos_protection_plan", NotKept("a plan has no DDoS protection")),
        ("edge_zone", NotKept("a plan lies in a region")),
        ("encryption", NotKept("a plan has no encryption of networks")),
        ("flow_timeout_in_minutes", Unless("0", "a plan leaves the timeout of flows to Azure")),
        ("private_endpoint_vnet_policies", Unless("Disabled", NO_POLICIES)),
        ("ip_address_pool", NotKept(NO_POOLS)),
        ("vm_protection_enabled", Removed("3.0", "ddos_protection_plan", &Quiet)),
    ]],
};

/// Arguments of subnets, wherever they stand.
const OF_SUBNETS: &[(&str, Is)] = &[
    ("name", At("name", As::Text)),
    ("address_prefixes", By(network::address_prefixes)),
    ("delegation", By(network::delegation)),
    ("service_endpoint", NotKept(NO_ENDPOINTS)),
    ("service_endpoints", Removed("5.0", "service_endpoint", &NotKept(NO_ENDPOINTS))),
    ("service_endpoint_policy_ids", NotKept(NO_ENDPOINTS)),
    ("private_endpoint_network_policies", Unless("Disabled", NO_POLICIES)),
    ("private_link_service_network_policies_enabled", Unless("true", NO_POLICIES)),
    (
        "default_outbound_access_enabled",
        Unless("true", "a plan leaves the subnet's default outbound access to Azure"),
    ),
];

pub(in crate::read::terraform) static SUBNET: Arguments = Arguments {
    of: "azurerm_subnet",
    groups: &[
        OF_SUBNETS,
        &[
            ("resource_group_name", Quiet),
            ("virtual_network_name", Quiet),
            ("sharing_scope", NotKept("a plan's subnets lie in one tenant")),
            ("ip_address_pool", NotKept(NO_POOLS)),
            ("address_prefix", Removed("3.0", "address_prefixes", &By(network::address_prefixes))),
            ("route_table_id_wo", At("routeTable", As::Text)),
            ("route_table_id_wo_version", Quiet),
            ("network_security_group_id_wo", At("networkSecurityGroup", As::Text)),
            ("network_security_group_id_wo_version", Quiet),
            (
                "route_table_id",
                Removed(
                    "2.0",
                    "azurerm_subnet_route_table_association",
                    &At("routeTable", As::Text),
                ),
            ),
            (
                "network_security_group_id",
                Removed(
                    "2.0",
                    "azurerm_subnet_network_security_group_association",
                    &At("networkSecurityGroup", As::Text),
                ),
            ),
            (
                "private_endpoint_network_policies_enabled",
                Removed("4.0", "private_endpoint_network_policies", &Unless("false", NO_POLICIES)),
            ),
            (
                "enforce_private_link_endpoint_network_policies",
                Removed("4.0", "private_endpoint_network_policies", &Unless("true", NO_POLICIES)),
            ),
            (
                "enforce_private_link_service_network_policies",
                Removed(
                    "4.0",
                    "private_link_service_network_policies_enabled",
                    &Unless("false", NO_POLICIES),
                ),
            ),
        ],
    ],
};

/// Resources that join others, or count in them: read without tables of their own.
pub(in crate::read::terraform) static JOINING: &[(&str, &[&str])] = &[
    ("azurerm_subnet_route_table_association", &["subnet_id", "route_table_id"]),
    ("azurerm_subnet_nat_gateway_association", &["subnet_id", "nat_gateway_id"]),
    (
        "azurerm_subnet_network_security_group_association",
        &["subnet_id", "network_security_group_id"],
    ),
    ("azurerm_nat_gateway_public_ip_association", &["nat_gateway_id", "public_ip_address_id"]),
    ("azurerm_virtual_network_dns_servers", &["virtual_network_id", "dns_servers"]),
    (
        "azurerm_virtual_network_peering",
        &[
            "name",
            "resource_group_name",
            "virtual_network_name",
            "remote_virtual_network_id",
            "allow_forwarded_traffic",
            "allow_gateway_transit",
            "allow_virtual_network_access",
            "use_remote_gateways",
            "triggers",
            "local_subnet_names",
            "remote_subnet_names",
            "only_ipv6_peering_enabled",
            "peer_complete_virtual_networks_enabled",
        ],
    ),
    (
        "azurerm_role_assignment",
        &[
            "name",
            "scope",
            "role_definition_id",
            "role_definition_name",
            "principal_id",
            "principal_type",
            "condition",
            "condition_version",
            "delegated_managed_identity_resource_id",
            "description",
            "skip_service_principal_aad_check",
        ],
    ),
];

/// A `subnet` block in its network.
pub(in crate::read::terraform) static NETWORK_SUBNET: Arguments = Arguments {
    of: "azurerm_virtual_network.subnet",
    groups: &[
        OF_SUBNETS,
        &[
            ("id", Quiet),
            ("security_group", At("networkSecurityGroup", As::Text)),
            ("route_table_id", At("routeTable", As::Text)),
            ("address_prefix", Removed("4.0", "address_prefixes", &By(network::address_prefixes))),
        ],
    ],
};

pub(in crate::read::terraform) static ROUTE_TABLE: Arguments = Arguments {
    of: "azurerm_route_table",
    groups: &[&[
        ("name", At("name", As::Text)),
        ("location", Quiet),
        ("resource_group_name", Quiet),
        ("tags", Quiet),
        ("route", Each("routes", &ROUTE)),
        ("bgp_route_propagation_enabled", At("disableBgpRoutePropagation", As::Not)),
        (
            "disable_bgp_route_propagation",
            Removed(
                "4.0",
                "bgp_route_propagation_enabled",
                &At("disableBgpRoutePropagation", As::Truth),
            ),
        ),
    ]],
};

pub(in crate::read::terraform) static ROUTE: Arguments = Arguments {
    of: "azurerm_route",
    groups: &[&[
        ("name", At("name", As::Text)),
        ("resource_group_name", Quiet),
        ("route_table_name", Quiet),
        ("address_prefix", At("addressPrefix", As::Text)),
        ("next_hop_type", At("nextHopType", As::Text)),
        ("next_hop_in_ip_address", At("nextHopIpAddress", As::Text)),
    ]],
};

pub(in crate::read::terraform) static NAT_GATEWAY: Arguments = Arguments {
    of: "azurerm_nat_gateway",
    groups: &[&[
        ("name", At("name", As::Text)),
        ("location", Quiet),
        ("resource_group_name", Quiet),
        ("tags", Quiet),
        ("sku_name", At("sku", As::Text)),
        ("idle_timeout_in_minutes", At("idleTimeoutInMinutes", As::Number)),
        ("zones", At("zones", As::Texts)),
        (
            "public_ip_address_ids",
            Removed(
                "3.0",
                "azurerm_nat_gateway_public_ip_association",
                &By(network::gateway_addresses),
            ),
        ),
        (
            "public_ip_prefix_ids",
            Removed(
                "3.0",
                "azurerm_nat_gateway_public_ip_prefix_association",
                &NotKept(network::NO_PREFIXES),
            ),
        ),
    ]],
};

pub(in crate::read::terraform) static SECURITY_GROUP: Arguments = Arguments {
    of: "azurerm_network_security_group",
    groups: &[&[
        ("name", At("name", As::Text)),
        ("location", Quiet),
        ("resource_group_name", Quiet),
        ("tags", Quiet),
        ("security_rule", Each("securityRules", &SECURITY_RULE)),
    ]],
};

const ONE_EACH: &str = "a plan's security rules have one source, one destination and one range of \
                        ports: write a rule for each";

pub(in crate::read::terraform) static SECURITY_RULE: Arguments = Arguments {
    of: "azurerm_network_security_rule",
    groups: &[&[
        ("name", At("name", As::Text)),
        ("resource_group_name", Quiet),
        ("network_security_group_name", Quiet),
        ("priority", At("priority", As::Number)),
        ("direction", At("direction", As::Text)),
        ("access", At("access", As::Text)),
        ("protocol", At("protocol", As::Text)),
        ("source_address_prefix", At("sourceAddressPrefix", As::Text)),
        ("source_address_prefixes", By(network::single_source)),
        ("destination_address_prefix", At("destinationAddressPrefix", As::Text)),
        ("destination_address_prefixes", By(network::single_destination)),
        ("destination_port_range", At("destinationPortRange", As::Text)),
        ("destination_port_ranges", By(network::single_port)),
        ("source_port_range", Unless("*", "a plan's security rules let every source port through")),
        ("source_port_ranges", NotKept("a plan's security rules let every source port through")),
        ("source_application_security_group_ids", NotKept(ONE_EACH)),
        ("destination_application_security_group_ids", NotKept(ONE_EACH)),
        ("description", Quiet),
    ]],
};

pub(in crate::read::terraform) static IDENTITY: Arguments = Arguments {
    of: "azurerm_user_assigned_identity",
    groups: &[&[
        ("name", At("name", As::Text)),
        ("location", Quiet),
        ("resource_group_name", Quiet),
        ("tags", Quiet),
        ("isolation_scope", NotKept("a plan's identities are not bound to a region")),
    ]],
};
