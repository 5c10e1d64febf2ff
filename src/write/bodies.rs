//! Resources of steps as bodies of Azure Resource Manager, under ARM's own property names.

use crate::arm_names::{AGENT_POOL, CLUSTER, get, put};
use crate::model::{ArmProperties, SecurityRule, SkuName, StringMap};
use crate::steps::{
    self, ClusterIdentity, DEFAULT_WINDOW, Maintenance, ManagedCluster, NatGateway,
    NetworkSecurityGroup, PublicIpAddress, Resource, ResourceKind, Role, RouteTable, Subnet, Value,
};
use serde_json::{Map, Value as Json, json};

/// How texts and references are told where a body goes.
pub(super) trait Words {
    /// A text of the user's.
    fn text(&self, text: &str) -> String;
    /// A region.
    fn location(&self, location: &str) -> String;
    /// A Kubernetes version of a cluster.
    fn kubernetes_version(&self, version: &str) -> String;
    /// A resource id, or the principal that another step brings.
    fn value(&self, value: &Value) -> String;
    /// The secret of a service principal.
    fn secret(&self, client_id: &str) -> String;
    /// The definition of a role.
    fn role(&self, role: Role) -> String;
    /// The start of an API server's name for a cluster that is given none.
    fn dns_prefix(&self, cluster: &str, group: &str) -> String;
}

/// The body of a resource.
pub(super) fn body(resource: &Resource, words: &impl Words) -> Json {
    match resource {
        Resource::ResourceGroup(it) => tracked(&it.location, &it.tags, words),
        Resource::NetworkSecurityGroup(it) => security_group(it, words),
        Resource::RouteTable(it) => route_table(it, words),
        Resource::PublicIpAddress(it) => public_ip_address(it, words),
        Resource::NatGateway(it) => nat_gateway(it, words),
        Resource::VirtualNetwork(it) => {
            let mut body = tracked(&it.location, &it.tags, words);
            let prefixes = texts(&it.address_prefixes, words);
            put(&mut body, "properties/addressSpace/addressPrefixes", prefixes);
            if !it.dns_servers.is_empty() {
                let servers = texts(&it.dns_servers, words);
                put(&mut body, "properties/dhcpOptions/dnsServers", servers);
            }
            body
        }
        Resource::Subnet(it) => subnet(it, words),
        Resource::Peering(it) => {
            let remote = words.value(&it.remote_virtual_network);
            json!({ "properties": {
                "remoteVirtualNetwork": { "id": remote },
                "allowVirtualNetworkAccess": true,
            } })
        }
        Resource::Identity(it) => tracked(&it.location, &it.tags, words),
        Resource::RoleAssignment(it) => json!({ "properties": {
            "roleDefinitionId": words.role(it.role),
            "principalId": words.value(&it.principal_id),
            "principalType": "ServicePrincipal",
        } }),
        Resource::ManagedCluster(it) => cluster(it, words),
        Resource::AgentPool(it) => agent_pool(it, words),
        Resource::Maintenance(it) => maintenance(it, words),
    }
}

/// A body with a region and tags.
fn tracked(location: &str, tags: &StringMap, words: &impl Words) -> Json {
    let mut body = json!({ "location": words.location(location) });
    if !tags.is_empty() {
        put(&mut body, "tags", escaped(json!(tags), words));
    }
    body
}

fn texts(texts: &[String], words: &impl Words) -> Json {
    texts.iter().map(|it| words.text(it)).collect()
}

/// A value in which every text is the user's.
fn escaped(value: Json, words: &impl Words) -> Json {
    match value {
        Json::String(text) => words.text(&text).into(),
        Json::Array(items) => items.into_iter().map(|it| escaped(it, words)).collect(),
        Json::Object(members) => {
            let members = members.into_iter();
            members
                .map(|(name, it)| (words.text(&name), escaped(it, words)))
                .collect::<Map<_, _>>()
                .into()
        }
        other => other,
    }
}

fn security_group(it: &NetworkSecurityGroup, words: &impl Words) -> Json {
    let mut body = tracked(&it.location, &it.tags, words);
    let rules = it.security_rules.iter().map(|it| security_rule(it, words)).collect();
    put(&mut body, "properties/securityRules", rules);
    body
}

fn security_rule(it: &SecurityRule, words: &impl Words) -> Json {
    let text = |text: &Option<String>| text.as_ref().map(|it| words.text(it));
    json!({
        "name": words.text(&it.name),
        "properties": {
            "priority": it.priority,
            "direction": it.direction,
            "access": it.access,
            "protocol": it.protocol,
            "sourceAddressPrefix": text(&it.source_address_prefix),
            "sourcePortRange": "*",
            "destinationAddressPrefix": text(&it.destination_address_prefix),
            "destinationPortRange": text(&it.destination_port_range),
        },
    })
}

fn route_table(it: &RouteTable, words: &impl Words) -> Json {
    let mut body = tracked(&it.location, &it.tags, words);
    if it.disable_bgp_route_propagation {
        put(&mut body, "properties/disableBgpRoutePropagation", true.into());
    }
    let routes = it.routes.iter().map(|it| {
        let mut route = json!({ "name": words.text(&it.name), "properties": {} });
        put(&mut route, "properties/addressPrefix", words.text(&it.address_prefix).into());
        if let Some(kind) = it.next_hop_type {
            put(&mut route, "properties/nextHopType", kind.as_str().into());
        }
        if let Some(address) = &it.next_hop_ip_address {
            put(&mut route, "properties/nextHopIpAddress", words.text(address).into());
        }
        route
    });
    let routes = routes.collect();
    put(&mut body, "properties/routes", routes);
    body
}

fn public_ip_address(it: &PublicIpAddress, words: &impl Words) -> Json {
    let mut body = tracked(&it.location, &it.tags, words);
    put(&mut body, "sku/name", it.sku.as_str().into());
    zones(&mut body, &it.zones, words);
    put(&mut body, "properties/publicIPAddressVersion", "IPv4".into());
    put(&mut body, "properties/publicIPAllocationMethod", "Static".into());
    body
}

fn zones(body: &mut Json, zones: &[String], words: &impl Words) {
    if !zones.is_empty() {
        put(body, "zones", texts(zones, words));
    }
}

fn nat_gateway(it: &NatGateway, words: &impl Words) -> Json {
    let mut body = tracked(&it.location, &it.tags, words);
    put(&mut body, "sku/name", it.sku.as_str().into());
    zones(&mut body, &it.zones, words);
    let addresses = it.public_ip_addresses.iter();
    let addresses =
        addresses.map(|id| json!({ "id": words.value(&Value::Id(id.clone())) })).collect();
    put(&mut body, "properties/publicIpAddresses", addresses);
    put(&mut body, "properties/idleTimeoutInMinutes", it.idle_timeout_in_minutes.into());
    body
}

fn subnet(it: &Subnet, words: &impl Words) -> Json {
    let mut body = json!({ "properties": {} });
    // One range has a name of its own.
    match it.address_prefixes.as_slice() {
        [one] => put(&mut body, "properties/addressPrefix", words.text(one).into()),
        several => put(&mut body, "properties/addressPrefixes", texts(several, words)),
    }
    if let Some(service) = &it.delegation {
        let service = words.text(service);
        let delegation =
            json!([{ "name": service.clone(), "properties": { "serviceName": service } }]);
        put(&mut body, "properties/delegations", delegation);
    }
    let hangs = [
        ("properties/routeTable/id", &it.route_table),
        ("properties/natGateway/id", &it.nat_gateway),
        ("properties/networkSecurityGroup/id", &it.network_security_group),
    ];
    for (path, value) in hangs {
        if let Some(value) = value {
            put(&mut body, path, words.value(value).into());
        }
    }
    body
}

fn cluster(it: &ManagedCluster, words: &impl Words) -> Json {
    let spec = serde_json::to_value(&it.properties).unwrap_or_default();
    let named = CLUSTER.to_arm(&escaped(spec, words));
    let mut body = json!({ "location": words.location(&it.location) });
    for member in ["tags", "sku"] {
        if let Some(value) = get(&named, member) {
            put(&mut body, member, value.clone());
        }
    }
    identity(&mut body, &it.identity, words);
    if let Some(properties) = get(&named, "properties") {
        put(&mut body, "properties", properties.clone());
    }
    if let ClusterIdentity::ServicePrincipal { client_id } = &it.identity {
        let profile =
            json!({ "clientId": words.text(client_id), "secret": words.secret(client_id) });
        put(&mut body, "properties/servicePrincipalProfile", profile);
    }
    single_ranges(&mut body);
    start(&mut body, it, words);
    let references = [
        ("properties/identityProfile/kubeletidentity/resourceId", &it.kubelet_identity),
        ("properties/apiServerAccessProfile/subnetId", &it.api_server_subnet),
        (
            "properties/addonProfiles/ingressApplicationGateway/config/subnetId",
            &it.application_gateway_subnet,
        ),
    ];
    for (path, value) in references {
        if let Some(value) = value {
            put(&mut body, path, words.value(value).into());
        }
    }
    if let Some(subnet) = &it.virtual_node_subnet {
        let path = "properties/addonProfiles/aciConnectorLinux/config/SubnetName";
        put(&mut body, path, words.text(subnet).into());
    }
    let pools = it.agent_pools.iter().map(|pool| pool_profile(pool, words)).collect();
    put(&mut body, "properties/agentPoolProfiles", pools);
    carry(&mut body, &it.properties.arm_properties, words);
    body
}

/// One range has a name of its own.
fn single_ranges(body: &mut Json) {
    let Some(Json::Object(profile)) = body.pointer_mut("/properties/networkProfile") else {
        return;
    };
    for (several, single) in [("podCidrs", "podCidr"), ("serviceCidrs", "serviceCidr")] {
        let only = match profile.get(several).and_then(Json::as_array).map(Vec::as_slice) {
            Some([only]) => only.clone(),
            _ => continue,
        };
        profile.shift_remove(several);
        profile.insert(single.to_string(), only);
    }
}

/// What Azure asks of every cluster.
fn start(body: &mut Json, it: &ManagedCluster, words: &impl Words) {
    let spec = &it.properties;
    if spec.dns_prefix.is_none() && spec.fqdn_subdomain.is_none() {
        let prefix = words.dns_prefix(it.id.name(), &it.id.resource_group);
        put(body, "properties/dnsPrefix", prefix.into());
    }
    if let Some(version) = &spec.kubernetes_version {
        put(body, "properties/kubernetesVersion", words.kubernetes_version(version).into());
    }
    if spec.sku.as_ref().is_some_and(|it| it.name.is_none()) {
        put(body, "sku/name", SkuName::Base.as_str().into());
    }
    if spec.aad_profile.is_some() {
        put(body, "properties/aadProfile/managed", true.into());
    }
}

fn identity(body: &mut Json, identity: &ClusterIdentity, words: &impl Words) {
    match identity {
        ClusterIdentity::SystemAssigned => put(body, "identity/type", "SystemAssigned".into()),
        ClusterIdentity::UserAssigned(id) => {
            let ids: Map<String, Json> = [(words.value(id), json!({}))].into_iter().collect();
            let identity = json!({ "type": "UserAssigned", "userAssignedIdentities": ids });
            put(body, "identity", identity);
        }
        ClusterIdentity::ServicePrincipal { .. } => {}
    }
}

fn agent_pool(it: &steps::AgentPool, words: &impl Words) -> Json {
    let spec = serde_json::to_value(&it.properties).unwrap_or_default();
    let mut body = AGENT_POOL.to_arm(&escaped(spec, words));
    let references =
        [("properties/vnetSubnetID", &it.vnet_subnet), ("properties/podSubnetID", &it.pod_subnet)];
    for (path, value) in references {
        if let Some(value) = value {
            put(&mut body, path, words.value(value).into());
        }
    }
    carry(&mut body, &it.properties.arm_properties, words);
    body
}

/// Properties that the plan keeps as they are, where it says nothing itself.
fn carry(body: &mut Json, properties: &ArmProperties, words: &impl Words) {
    let properties = escaped(Json::Object(properties.clone()), words);
    fill(body, &json!({ "properties": properties }));
}

/// Fills in what is missing.
fn fill(above: &mut Json, below: &Json) {
    let (Json::Object(above), Json::Object(below)) = (above, below) else { return };
    for (name, value) in below {
        match above.get_mut(name) {
            Some(own) => fill(own, value),
            None => {
                above.insert(name.clone(), value.clone());
            }
        }
    }
}

/// A pool as part of its cluster.
fn pool_profile(it: &steps::AgentPool, words: &impl Words) -> Json {
    let mut profile = json!({ "name": words.text(it.id.name()) });
    let body = agent_pool(it, words);
    let properties = get(&body, "properties").and_then(Json::as_object);
    for (name, value) in properties.into_iter().flatten() {
        put(&mut profile, name, value.clone());
    }
    profile
}

/// A window; the one that is called `default` opens every week.
fn maintenance(it: &Maintenance, words: &impl Words) -> Json {
    let spec = serde_json::to_value(&it.properties).unwrap_or_default();
    let mut window = escaped(spec, words);
    if let Json::Object(members) = &mut window {
        members.shift_remove("name");
    }
    let is_weekly = get(&window, "schedule/weekly").is_some();
    if it.id.name() == DEFAULT_WINDOW && is_weekly {
        put(&mut window, "schedule/weekly/intervalWeeks", 1.into());
    }
    json!({ "properties": { "maintenanceWindow": window } })
}

/// The type of a resource.
pub(super) fn arm_type(resource: &Resource) -> &'static str {
    match resource.id() {
        Some(id) => id.kind.arm_type(),
        None => ROLE_ASSIGNMENT,
    }
}

pub(super) const ROLE_ASSIGNMENT: &str = "Microsoft.Authorization/roleAssignments";

/// Whether a resource is part of another one.
pub(super) fn is_child(kind: ResourceKind) -> bool {
    matches!(
        kind,
        ResourceKind::Subnet
            | ResourceKind::Peering
            | ResourceKind::AgentPool
            | ResourceKind::Maintenance
    )
}

/// What comes with a resource where az makes it, and no body says.
pub(super) fn unsaid(resource: &Resource) -> Vec<String> {
    let Resource::ManagedCluster(it) = resource else { return Vec::new() };
    let (name, spec) = (it.id.name(), &it.properties);
    let is_on = |switch: Option<bool>| switch == Some(true);
    let mut notes = Vec::new();
    if spec.network_profile.kube_proxy_config.is_some() {
        notes.push(format!(
            "kube-proxy's settings of cluster {name}: only preview API versions have them"
        ));
    }
    if is_on(spec.addon_profiles.omsagent.as_ref().map(|it| it.enabled)) {
        notes.push(format!(
            "what the monitoring add-on of cluster {name} collects: az makes the rule for it"
        ));
    }
    let monitor = spec.azure_monitor_profile.as_ref();
    if is_on(monitor.and_then(|it| it.metrics.as_ref()).map(|it| it.enabled)) {
        notes.push(format!(
            "where managed Prometheus of cluster {name} sends to: az makes the workspace and the rules"
        ));
    }
    let routing = spec.ingress_profile.as_ref().and_then(|it| it.web_app_routing.as_ref());
    if routing.is_some_and(|it| it.enabled && !it.dns_zone_resource_ids.is_empty()) {
        notes.push(format!(
            "the role of application routing of cluster {name} on DNS zones: az assigns it to the add-on"
        ));
    }
    let gateway = spec.addon_profiles.ingress_application_gateway.as_ref();
    if is_on(gateway.map(|it| it.enabled)) && it.application_gateway_subnet.is_some() {
        notes.push(format!(
            "the role of the gateway controller of cluster {name} on its subnet: az assigns it to the add-on"
        ));
    }
    notes
}
