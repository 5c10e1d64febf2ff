//! Networks, subnets and what hangs on them.

use super::build::Build;
use super::node::{Kind, Node};
use super::template::Found;
use crate::azure_facts::arm_properties::Type;
use crate::read::arm::live::Id;
use serde_json::Value;
use std::ops::Range;

const NO_PROPERTY: &str = "the plan has no property for it";

/// What the plan has of a subnet.
const SUBNET: &[&str] = &[
    "addressPrefix",
    "addressPrefixes",
    "routeTable",
    "natGateway",
    "networkSecurityGroup",
    "delegations",
    "privateEndpoints",
    "resourceGroup",
];

/// What the plan has of a peering, and what says only how it stands.
const PEERING: &[&str] = &[
    "remoteVirtualNetwork",
    "allowVirtualNetworkAccess",
    "peeringState",
    "peeringSyncLevel",
    "remoteAddressSpace",
    "remoteVirtualNetworkAddressSpace",
    "remoteBgpCommunities",
    "remoteVirtualNetworkEncryption",
    "localAddressSpace",
    "localVirtualNetworkAddressSpace",
    "peerCompleteVnets",
];

/// What the plan has of a security rule.
const RULE: &[&str] = &[
    "priority",
    "direction",
    "access",
    "protocol",
    "sourceAddressPrefix",
    "destinationAddressPrefix",
    "destinationPortRange",
];

/// What the plan has of a route.
const ROUTE: &[&str] = &["addressPrefix", "nextHopType", "nextHopIpAddress"];

/// A property of a part of a resource: in `properties`, or beside the name where az prints it.
fn inside<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let found = node.get("properties").and_then(|it| it.get(name)).or_else(|| node.get(name));
    found.filter(|it| it.kind != Kind::Null)
}

fn name_range(node: &Node) -> Range<usize> {
    node.get("name").map_or_else(|| node.range.clone(), |it| it.range.clone())
}

impl Build<'_> {
    pub fn virtual_network(&mut self, it: &Found) {
        let path = self.entry("/virtualNetworks", it);
        self.location(it, Some(&path));
        self.tags(it, Some(&path));
        let properties = it.properties();
        self.set_some(
            &format!("{path}/addressPrefixes"),
            properties.at("addressSpace/addressPrefixes"),
        );
        let servers = properties.at("dhcpOptions/dnsServers").filter(|it| !it.is_nothing());
        self.set_some(&format!("{path}/dnsServers"), servers);
        for subnet in properties.get("subnets").map(Node::items).unwrap_or_default() {
            let name = subnet.text_at("name").unwrap_or_default().to_string();
            self.subnet(it, &path, &name, subnet);
        }
        for peering in properties.get("virtualNetworkPeerings").map(Node::items).unwrap_or_default()
        {
            self.peering(it, &path, peering);
        }
        let taken = ["addressSpace", "dhcpOptions", "subnets", "virtualNetworkPeerings"];
        self.rest(it, &["location", "tags", "properties"], &properties, &taken);
        let parts = [
            ("addressSpace", "VirtualNetworkAddressSpace", "addressPrefixes"),
            ("dhcpOptions", "VirtualNetworkDhcpOptions", "dnsServers"),
        ];
        for (part, kind, taken) in parts {
            if let (Some(node), Some(kind)) = (properties.get(part), Type::named(kind)) {
                self.rest_of(it, kind, node, &[taken]);
            }
        }
    }

    pub fn subnet_resource(&mut self, it: &Found) {
        let network = self.entry("/virtualNetworks", it);
        let name = it.names.last().cloned().unwrap_or_default();
        self.subnet(it, &network, &name, &it.body);
    }

    fn subnet(&mut self, it: &Found, network: &str, name: &str, node: &Node) {
        let path = self.part(&format!("{network}/subnets"), name, &name_range(node));
        self.draft.note(&path, node.range.clone());
        if it.live {
            self.draft.set(&format!("{path}/existing"), true, name_range(node));
        }
        let (one, several) = (inside(node, "addressPrefix"), inside(node, "addressPrefixes"));
        self.set_some(&format!("{path}/addressPrefix"), one);
        // Azure prints one range in both.
        let is_twice = matches!((one, several), (Some(one), Some(several))
            if several.items().len() == 1 && several.items().first().map(|it| &it.kind) == Some(&one.kind));
        let several = several.filter(|it| !is_twice && !it.is_nothing());
        self.set_some(&format!("{path}/addressPrefixes"), several);
        let references = [
            ("routeTable", "routeTable"),
            ("natGateway", "natGateway"),
            ("networkSecurityGroup", "networkSecurityGroup"),
        ];
        for (arm, plan) in references {
            let id = inside(node, arm).and_then(|it| it.get("id"));
            self.set_some(&format!("{path}/{plan}"), id);
        }
        self.delegation(it, &path, node);
        let endpoints = inside(node, "privateEndpoints").filter(|it| !it.items().is_empty());
        if let Some(endpoints) = endpoints {
            let count = endpoints.items().len();
            self.draft.set(&format!("{path}/privateEndpoints"), count, endpoints.range.clone());
        }
        self.rest_of_subnet(it, node);
    }

    fn delegation(&mut self, it: &Found, path: &str, node: &Node) {
        let delegations = inside(node, "delegations").map(Node::items).unwrap_or_default();
        let service = delegations.first().and_then(|it| inside(it, "serviceName"));
        self.set_some(&format!("{path}/delegation"), service);
        for more in delegations.iter().skip(1) {
            self.not_kept_of(it, "delegations", &more.range, "a subnet of the plan has one");
        }
    }

    fn rest_of_subnet(&mut self, it: &Found, node: &Node) {
        // Of a subnet in its network, remarks are on the subnet.
        let of =
            Found { kind: "Microsoft.Network/virtualNetworks/subnets".into(), ..it.clone_head() };
        self.rest_of_part(&of, node, "SubnetProperties", SUBNET);
    }

    /// Remarks on what is left of a part of a resource.
    fn rest_of_part(&mut self, it: &Found, node: &Node, kind: &str, taken: &[&str]) {
        let Some(kind) = Type::named(kind) else { return };
        if let Some(properties) = node.get("properties").filter(|it| it.is_object()) {
            self.rest_of(it, kind, properties, taken);
        } else {
            let own = node.members().iter();
            let own = own.filter(|(name, _)| !super::build::is_of_template(name));
            let own = Node::new(Kind::Object(own.cloned().collect()), &node.range);
            self.rest_of(it, kind, &own, taken);
        }
    }

    pub fn peering_resource(&mut self, it: &Found) {
        let network = self.entry("/virtualNetworks", it);
        self.peering(it, &network, &it.body);
    }

    fn peering(&mut self, it: &Found, network: &str, node: &Node) {
        let Some(remote) = inside(node, "remoteVirtualNetwork").and_then(|it| it.get("id")) else {
            return self.lost(
                node.range.clone(),
                "a peering without its other network".to_string(),
                "give `remoteVirtualNetwork` with the `id` of the other network",
            );
        };
        let list = format!("{network}/peerings");
        let known = self.draft.get(&list).and_then(Value::as_array).cloned().unwrap_or_default();
        let id = remote.to_json();
        let same =
            |it: &Value| it.as_str().map(str::to_lowercase) == id.as_str().map(str::to_lowercase);
        if !known.iter().any(same) {
            self.append(&list, id, &remote.range);
        }
        if it.live {
            self.peer(remote.as_text().unwrap_or_default(), node);
        }
        let access = inside(node, "allowVirtualNetworkAccess");
        if let Some(off) = access.filter(|it| it.as_bool() == Some(false)) {
            let why = "networks that are peered in a plan reach each other";
            self.not_kept_of(it, "allowVirtualNetworkAccess", &off.range, why);
        }
        let kind = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings".into();
        let of = Found { kind, ..it.clone_head() };
        self.rest_of_part(&of, node, "VirtualNetworkPeeringProperties", PEERING);
    }

    /// Notes the ranges of the other network: what it has now, rather than what it had when the
    /// two were last synchronized. Where nothing leads to it any more they are of no interest.
    fn peer(&mut self, id: &str, node: &Node) {
        if inside(node, "peeringState").and_then(Node::as_text) == Some("Disconnected") {
            return;
        }
        let ranges = ["remoteVirtualNetworkAddressSpace", "remoteAddressSpace"];
        let ranges = ranges.iter().filter_map(|it| inside(node, it)?.get("addressPrefixes"));
        let Some(ranges) = ranges.map(Node::items).find(|it| !it.is_empty()) else { return };
        let is_known = self.peers.iter().any(|(known, _)| known.eq_ignore_ascii_case(id));
        if !is_known {
            self.peers.push((id.to_string(), ranges.to_vec()));
        }
    }

    /// Puts the ranges of peered networks that are none of the plan's into its address book.
    pub fn address_book(&mut self) {
        for (id, ranges) in std::mem::take(&mut self.peers) {
            let parsed = Id::parse(&id);
            let name = parsed.as_ref().and_then(|it| it.names.first().cloned()).unwrap_or(id);
            let group = parsed.and_then(|it| it.group).unwrap_or_default();
            if self.has("/virtualNetworks", &group, &name) {
                continue;
            }
            for range in &ranges {
                let path = self.draft.push("/addressBook", range.range.clone());
                self.draft.set(&format!("{path}/name"), name.clone(), range.range.clone());
                self.set(&format!("{path}/cidr"), range);
                self.draft.set(&format!("{path}/kind"), "peered", range.range.clone());
            }
        }
    }

    /// Adds a value to a list.
    pub fn append(&mut self, list: &str, value: Value, range: &Range<usize>) {
        let at = self.draft.get(list).and_then(Value::as_array).map(Vec::len);
        if at.is_none() {
            self.draft.set(list, Vec::<Value>::new(), range.clone());
        }
        self.draft.set(&format!("{list}/{}", at.unwrap_or_default()), value, range.clone());
    }

    pub fn security_group(&mut self, it: &Found) {
        let path = self.entry("/networkSecurityGroups", it);
        self.location(it, None);
        self.tags(it, None);
        let properties = it.properties();
        for rule in properties.get("securityRules").map(Node::items).unwrap_or_default() {
            let name = rule.text_at("name").unwrap_or_default().to_string();
            self.rule(it, &path, &name, rule);
        }
        self.rest(it, &["location", "tags", "properties"], &properties, &["securityRules"]);
    }

    pub fn security_rule(&mut self, it: &Found) {
        let group = self.entry("/networkSecurityGroups", it);
        let name = it.names.last().cloned().unwrap_or_default();
        self.rule(it, &group, &name, &it.body);
    }

    fn rule(&mut self, it: &Found, group: &str, name: &str, node: &Node) {
        let path = self.part(&format!("{group}/securityRules"), name, &name_range(node));
        self.draft.note(&path, node.range.clone());
        for name in RULE {
            self.set_some(
                &format!("{path}/{name}"),
                inside(node, name).filter(|it| !it.is_nothing()),
            );
        }
        // One in a list is one.
        let lists = [
            ("sourceAddressPrefixes", "sourceAddressPrefix"),
            ("destinationAddressPrefixes", "destinationAddressPrefix"),
            ("destinationPortRanges", "destinationPortRange"),
        ];
        for (several, one) in lists {
            let items = inside(node, several).map(Node::items).unwrap_or_default();
            self.set_some(&format!("{path}/{one}"), items.first());
            for more in items.iter().skip(1) {
                let what = format!("`{several}` of security rule `{name}`, after the first");
                self.not_kept(
                    &more.range,
                    &path,
                    what,
                    "a rule of the plan has one; write a rule for each",
                );
            }
        }
        let ports = inside(node, "sourcePortRange").filter(|it| it.as_text() != Some("*"));
        if let Some(ports) = ports.filter(|it| !it.is_nothing()) {
            self.not_kept_of(it, "sourcePortRange", &ports.range, NO_PROPERTY);
        }
        let taken: Vec<&str> = RULE
            .iter()
            .copied()
            .chain(lists.iter().map(|(it, _)| *it))
            .chain(["sourcePortRange", "resourceGroup"])
            .collect();
        let kind = "Microsoft.Network/networkSecurityGroups/securityRules".into();
        let of = Found { kind, ..it.clone_head() };
        self.rest_of_part(&of, node, "NetworkSecurityGroupSecurityRulesProperties", &taken);
    }

    pub fn route_table(&mut self, it: &Found) {
        let path = self.entry("/routeTables", it);
        self.location(it, None);
        self.tags(it, None);
        let properties = it.properties();
        let propagation = properties.get("disableBgpRoutePropagation");
        self.set_some(&format!("{path}/disableBgpRoutePropagation"), propagation);
        for route in properties.get("routes").map(Node::items).unwrap_or_default() {
            let name = route.text_at("name").unwrap_or_default().to_string();
            self.one_route(it, &path, &name, route);
        }
        let taken = ["disableBgpRoutePropagation", "routes"];
        self.rest(it, &["location", "tags", "properties"], &properties, &taken);
    }

    pub fn route(&mut self, it: &Found) {
        let table = self.entry("/routeTables", it);
        let name = it.names.last().cloned().unwrap_or_default();
        self.one_route(it, &table, &name, &it.body);
    }

    fn one_route(&mut self, it: &Found, table: &str, name: &str, node: &Node) {
        let path = self.part(&format!("{table}/routes"), name, &name_range(node));
        self.draft.note(&path, node.range.clone());
        for name in ROUTE {
            self.set_some(
                &format!("{path}/{name}"),
                inside(node, name).filter(|it| !it.is_nothing()),
            );
        }
        let kind = "Microsoft.Network/routeTables/routes".into();
        let of = Found { kind, ..it.clone_head() };
        self.rest_of_part(&of, node, "RouteTableRoutesProperties", ROUTE);
    }

    /// A public address: the plan has those of its NAT gateways, by their number.
    pub fn public_address(&mut self, it: &Found) {
        let name = it.names.last().cloned().unwrap_or_default();
        self.location(it, None);
        self.addresses.push((name, name_range(&it.body)));
    }

    pub fn nat_gateway(&mut self, it: &Found) {
        let path = self.entry("/natGateways", it);
        self.location(it, None);
        self.tags(it, None);
        let properties = it.properties();
        self.set_some(&format!("{path}/sku"), it.body.at("sku/name"));
        let zones = it.body.get("zones").filter(|it| !it.is_nothing());
        self.set_some(&format!("{path}/zones"), zones);
        let timeout = properties.get("idleTimeoutInMinutes");
        self.set_some(&format!("{path}/idleTimeoutInMinutes"), timeout);
        if let Some(addresses) =
            properties.get("publicIpAddresses").filter(|it| !it.items().is_empty())
        {
            let count = addresses.items().len();
            self.draft.set(&format!("{path}/publicIPCount"), count, addresses.range.clone());
            for address in addresses.items() {
                let id = address.text_at("id").and_then(Id::parse);
                let name = id.and_then(|it| it.names.last().map(|it| it.to_lowercase()));
                self.used_addresses.extend(name);
            }
        }
        let top = ["location", "tags", "sku", "zones", "properties"];
        self.rest(it, &top, &properties, &["idleTimeoutInMinutes", "publicIpAddresses"]);
    }
}

impl Found {
    /// The resource without its body.
    fn clone_head(&self) -> Self {
        let body = Node::new(Kind::Null, &self.body.range);
        Self {
            kind: self.kind.clone(),
            names: self.names.clone(),
            subscription: self.subscription.clone(),
            group: self.group.clone(),
            body,
            live: self.live,
        }
    }
}
