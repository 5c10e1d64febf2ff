//! Virtual networks with all that decides about addresses.

use super::super::client::{Client, Host};
use super::super::error::AzureError;
use super::super::request::Request;
use super::{At, group_of, list, within};
use serde::Serialize;

/// A virtual network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureVirtualNetwork {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its resource group.
    pub resource_group: String,
    /// Its region.
    pub location: String,
    /// Its address space.
    pub address_prefixes: Vec<String>,
    /// Its subnets.
    pub subnets: Vec<AzureSubnet>,
    /// The networks it is peered with.
    pub peerings: Vec<AzurePeering>,
}

/// A subnet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureSubnet {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its ranges: one, or one of each family.
    pub address_prefixes: Vec<String>,
    /// How many network cards, load balancers and the like have an address in it.
    pub ip_configurations: usize,
    /// The services it is delegated to.
    pub delegations: Vec<String>,
    /// The id of its route table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route_table_id: Option<String>,
    /// The id of its NAT gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nat_gateway_id: Option<String>,
    /// The id of its network security group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_security_group_id: Option<String>,
}

/// A peering, as one of its two networks sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzurePeering {
    /// Its name.
    pub name: String,
    /// The id of the other network.
    pub remote_virtual_network_id: String,
    /// The other network's address space.
    pub remote_address_prefixes: Vec<String>,
    /// Such as `Connected`, `Disconnected`, `Initiated`.
    pub state: String,
}

/// A route table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureRouteTable {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its resource group.
    pub resource_group: String,
    /// Its region.
    pub location: String,
    /// Its routes.
    pub routes: Vec<AzureRoute>,
    /// The ids of the subnets it is used by.
    pub subnet_ids: Vec<String>,
}

/// A route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureRoute {
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub address_prefix: String,
    /// Such as `VirtualAppliance`, `Internet`, `None`.
    pub next_hop_type: String,
    /// The address of the appliance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_hop_ip_address: Option<String>,
}

/// The virtual networks of a subscription, or of a resource group of it.
///
/// # Errors
/// What Azure answered instead.
pub async fn virtual_networks(
    client: &Client<impl Host>,
    subscription: &str,
    group: Option<&str>,
) -> Result<Vec<AzureVirtualNetwork>, AzureError> {
    let path = within(subscription, group, "/providers/Microsoft.Network/virtualNetworks");
    list(client, Request::get("Microsoft.Network/virtualNetworks", &path), |it| {
        let id = it.word("/id");
        AzureVirtualNetwork {
            name: it.word("/name"),
            resource_group: group_of(&id),
            location: it.word("/location"),
            address_prefixes: it.texts("/properties/addressSpace/addressPrefixes"),
            subnets: it.all("/properties/subnets").map(subnet).collect(),
            peerings: it.all("/properties/virtualNetworkPeerings").map(peering).collect(),
            id,
        }
    })
    .await
}

fn subnet(it: At<'_>) -> AzureSubnet {
    AzureSubnet {
        id: it.word("/id"),
        name: it.word("/name"),
        address_prefixes: it
            .one_or_more("/properties/addressPrefix", "/properties/addressPrefixes"),
        ip_configurations: it.all("/properties/ipConfigurations").count(),
        delegations: it
            .all("/properties/delegations")
            .filter_map(|it| it.text("/properties/serviceName"))
            .collect(),
        route_table_id: it.text("/properties/routeTable/id"),
        nat_gateway_id: it.text("/properties/natGateway/id"),
        network_security_group_id: it.text("/properties/networkSecurityGroup/id"),
    }
}

fn peering(it: At<'_>) -> AzurePeering {
    let now = it.texts("/properties/remoteVirtualNetworkAddressSpace/addressPrefixes");
    let then = || it.texts("/properties/remoteAddressSpace/addressPrefixes");
    AzurePeering {
        name: it.word("/name"),
        remote_virtual_network_id: it.word("/properties/remoteVirtualNetwork/id"),
        // What the other network has now, rather than what it had when they were last synchronized.
        remote_address_prefixes: if now.is_empty() { then() } else { now },
        state: it.word("/properties/peeringState"),
    }
}

/// The route tables of a subscription, or of a resource group of it.
///
/// # Errors
/// What Azure answered instead.
pub async fn route_tables(
    client: &Client<impl Host>,
    subscription: &str,
    group: Option<&str>,
) -> Result<Vec<AzureRouteTable>, AzureError> {
    let path = within(subscription, group, "/providers/Microsoft.Network/routeTables");
    list(client, Request::get("Microsoft.Network/routeTables", &path), |it| {
        let id = it.word("/id");
        AzureRouteTable {
            name: it.word("/name"),
            resource_group: group_of(&id),
            location: it.word("/location"),
            routes: it.all("/properties/routes").map(route).collect(),
            subnet_ids: it.all("/properties/subnets").filter_map(|it| it.text("/id")).collect(),
            id,
        }
    })
    .await
}

fn route(it: At<'_>) -> AzureRoute {
    AzureRoute {
        name: it.word("/name"),
        address_prefix: it.word("/properties/addressPrefix"),
        next_hop_type: it.word("/properties/nextHopType"),
        next_hop_ip_address: it.text("/properties/nextHopIpAddress"),
    }
}
