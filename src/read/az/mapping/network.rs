//! Arguments of groups, networks and identities.

use super::{Kind, Mapping, map, words};
use crate::model;
use Kind::{Flag, Number, Text, Words};

/// `az group create`.
pub(in crate::read) const GROUP: &[Mapping] = &[map("--tags", "tags", Kind::Map)];

/// `az identity create`.
pub(in crate::read) const IDENTITY: &[Mapping] = &[map("--tags", "tags", Kind::Map)];

/// `az network vnet create` and `update`.
pub(in crate::read) const NETWORK: &[Mapping] = &[
    map("--address-prefixes", "addressPrefixes", Words),
    map("--dns-servers", "dnsServers", Words),
    map("--tags", "tags", Kind::Map),
];

/// `az network vnet subnet create` and `update`.
pub(in crate::read) const SUBNET: &[Mapping] = &[
    map("--address-prefixes", "addressPrefixes", Words),
    map("--delegations", "delegation", Text),
    map("--network-security-group", "networkSecurityGroup", Text),
    map("--route-table", "routeTable", Text),
    map("--nat-gateway", "natGateway", Text),
];

/// `az network route-table create` and `update`.
pub(in crate::read) const ROUTE_TABLE: &[Mapping] = &[
    map("--disable-bgp-route-propagation", "disableBgpRoutePropagation", Flag),
    map("--tags", "tags", Kind::Map),
];

/// `az network route-table route create`.
pub(in crate::read) const ROUTE: &[Mapping] = &[
    map("--address-prefix", "addressPrefix", Text),
    map("--next-hop-type", "nextHopType", Kind::Word(words!(model::NextHopType))),
    map("--next-hop-ip-address", "nextHopIpAddress", Text),
];

/// `az network nat gateway create` and `update`.
pub(in crate::read) const NAT_GATEWAY: &[Mapping] = &[
    map("--sku", "sku", Kind::Word(words!(model::NatGatewaySku))),
    map("--idle-timeout", "idleTimeoutInMinutes", Number),
    map("--zone", "zones", Words),
    map("--tags", "tags", Kind::Map),
];

/// `az network nsg create`.
pub(in crate::read) const SECURITY_GROUP: &[Mapping] = &[map("--tags", "tags", Kind::Map)];

/// `az network nsg rule create`.
pub(in crate::read) const SECURITY_RULE: &[Mapping] = &[
    map("--priority", "priority", Number),
    map("--direction", "direction", Kind::Word(words!(model::Direction))),
    map("--access", "access", Kind::Word(words!(model::Access))),
    map("--protocol", "protocol", Kind::Word(words!(model::Protocol))),
    map("--source-address-prefixes", "sourceAddressPrefix", Text),
    map("--destination-address-prefixes", "destinationAddressPrefix", Text),
    map("--destination-port-ranges", "destinationPortRange", Text),
];
