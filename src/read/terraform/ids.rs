//! Resource ids as Azure gives them, as far as the names in them are known.

use super::body::text_of;
use serde_json::Value;

/// Types of resources with the type that stands in their ids.
const TYPES: &[(&str, &str)] = &[
    ("azurerm_virtual_network", "Microsoft.Network/virtualNetworks"),
    ("azurerm_route_table", "Microsoft.Network/routeTables"),
    ("azurerm_nat_gateway", "Microsoft.Network/natGateways"),
    ("azurerm_public_ip", "Microsoft.Network/publicIPAddresses"),
    ("azurerm_public_ip_prefix", "Microsoft.Network/publicIPPrefixes"),
    ("azurerm_network_security_group", "Microsoft.Network/networkSecurityGroups"),
    ("azurerm_application_security_group", "Microsoft.Network/applicationSecurityGroups"),
    ("azurerm_application_gateway", "Microsoft.Network/applicationGateways"),
    ("azurerm_firewall", "Microsoft.Network/azureFirewalls"),
    ("azurerm_private_dns_zone", "Microsoft.Network/privateDnsZones"),
    ("azurerm_dns_zone", "Microsoft.Network/dnszones"),
    ("azurerm_user_assigned_identity", "Microsoft.ManagedIdentity/userAssignedIdentities"),
    ("azurerm_kubernetes_cluster", "Microsoft.ContainerService/managedClusters"),
    ("azurerm_kubernetes_automatic_cluster", "Microsoft.ContainerService/managedClusters"),
    ("azurerm_log_analytics_workspace", "Microsoft.OperationalInsights/workspaces"),
    ("azurerm_monitor_workspace", "Microsoft.Monitor/accounts"),
    ("azurerm_container_registry", "Microsoft.ContainerRegistry/registries"),
    ("azurerm_key_vault", "Microsoft.KeyVault/vaults"),
    ("azurerm_disk_encryption_set", "Microsoft.Compute/diskEncryptionSets"),
    ("azurerm_proximity_placement_group", "Microsoft.Compute/proximityPlacementGroups"),
    ("azurerm_capacity_reservation_group", "Microsoft.Compute/capacityReservationGroups"),
];

/// The id of a resource without its subscription, from its arguments.
pub(super) fn id_of(
    kind: &str,
    argument: &mut dyn FnMut(&str) -> Option<String>,
) -> Option<String> {
    if kind == "azurerm_subscription" {
        return Some(String::new());
    }
    let name = argument("name")?;
    if kind == "azurerm_resource_group" {
        return Some(format!("/resourceGroups/{name}"));
    }
    if kind == "azurerm_kubernetes_cluster_node_pool" {
        let cluster = argument("kubernetes_cluster_id")?;
        return Some(format!("{cluster}/agentPools/{name}"));
    }
    let group = argument("resource_group_name")?;
    if kind == "azurerm_subnet" {
        let network = argument("virtual_network_name")?;
        return Some(format!(
            "/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{network}/subnets/{name}"
        ));
    }
    let (_, kind) = TYPES.iter().find(|(it, _)| *it == kind)?;
    Some(format!("/resourceGroups/{group}/providers/{kind}/{name}"))
}

/// The id with its subscription.
pub(super) fn in_subscription(subscription: &Value, id: &str) -> Value {
    // A child's id begins with its parent's, which has one already.
    if id.starts_with("/subscriptions/") || id.starts_with("${") {
        return Value::String(id.to_string());
    }
    let subscription = text_of(subscription).unwrap_or_default();
    Value::String(format!("/subscriptions/{subscription}{id}"))
}

/// The part of an id that follows a word.
pub(super) fn part<'t>(id: &'t str, word: &str) -> Option<&'t str> {
    let mut parts = id.split('/');
    parts.find(|it| it.eq_ignore_ascii_case(word))?;
    parts.next().filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_azure() {
        let mut argument = |name: &str| {
            Some(match name {
                "name" => "nodes".to_string(),
                "resource_group_name" => "rg".to_string(),
                "virtual_network_name" => "vnet-${var.env}".to_string(),
                _ => return None,
            })
        };
        let subnet = id_of("azurerm_subnet", &mut argument).unwrap();
        assert_eq!(
            in_subscription(&Value::from("s"), &subnet),
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-${var.env}/subnets/nodes"
        );
        assert_eq!(part(&subnet, "virtualnetworks"), Some("vnet-${var.env}"));
        assert_eq!(id_of("azurerm_key_vault_secret", &mut argument), None);
    }
}
