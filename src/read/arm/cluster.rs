//! Clusters, agent pools and maintenance windows.

use super::build::Build;
use super::live::Id;
use super::node::{Kind, Node};
use super::properties::At;
use super::template::Found;
use crate::arm_names::dns_prefix;
use serde_json::{Map, Value};

const CLUSTER: &str = "Microsoft.ContainerService/managedClusters";
const AGENT_POOL: &str = "Microsoft.ContainerService/managedClusters/agentPools";

/// What is read beside the table of names.
const ELSEWHERE: &[&str] = &[
    "properties/agentpoolprofiles",
    "properties/serviceprincipalprofile/secret",
    "properties/aadprofile/managed",
    "properties/identityprofile/kubeletidentity/clientid",
    "properties/identityprofile/kubeletidentity/objectid",
    "properties/oidcissuerprofile/issuerurl",
];

/// What a window is made of.
const WINDOW: &[&str] =
    &["schedule", "durationHours", "startTime", "utcOffset", "startDate", "notAllowedDates"];

/// What is read beside the table of names, or says how a pool stands and not what it is.
const OF_POOL: &[&str] = &[
    "properties/name",
    "properties/powerstate",
    "properties/nodeimageversion",
    "properties/status",
];

impl Build<'_> {
    pub fn cluster(&mut self, it: &Found) {
        let path = self.entry("/clusters", it);
        self.location(it, Some(&path));
        self.tags(it, Some(&path));
        let at =
            At { cluster: true, plan: &path, of: CLUSTER, live: it.live, elsewhere: ELSEWHERE };
        if let Some(sku) = it.body.get("sku") {
            self.properties(at, sku, ("sku", "sku"), "ManagedClusterSKU");
        }
        let properties = it.properties();
        let all = ("properties", "properties");
        self.properties(at, &properties, all, "ManagedClusterProperties");
        self.rest_at_top(it, &["location", "tags", "sku", "identity", "properties", "kind"]);
        self.cluster_identity(it, &path);
        self.entra(&properties, &path);
        self.service_principal(it, &properties, &path);
        self.as_named(it, &path);
        self.ranges(&path);
        for pool in properties.get("agentPoolProfiles").map(Node::items).unwrap_or_default() {
            self.pool_profile(it, &path, pool);
        }
        self.virtual_nodes(&path);
        if let Some(pools) = properties.get("agentPoolProfiles").filter(|it| !it.is_list()) {
            self.set_some(&format!("{path}/agentPools"), Some(pools));
        }
    }

    fn cluster_identity(&mut self, it: &Found, path: &str) {
        let Some(identity) = it.body.get("identity").filter(|it| it.is_object()) else { return };
        let ids = identity.get("userAssignedIdentities").map(Node::members).unwrap_or_default();
        if let Some(kind) = identity.get("type").filter(|it| it.text_is_not("None")) {
            let both = kind.as_text().is_some_and(|it| it.contains(','));
            if both {
                let text = "UserAssigned";
                self.draft.set(&format!("{path}/identity/type"), text, kind.range.clone());
            } else {
                self.set(&format!("{path}/identity/type"), kind);
            }
        }
        if let Some((id, value)) = ids.first() {
            let place = format!("{path}/identity/userAssignedIdentity");
            self.draft.set(&place, id.clone(), value.range.clone());
        }
        for (id, value) in ids.iter().skip(1) {
            let what = format!("identity `{id}` of the cluster");
            self.not_kept(&value.range, path, what, "a cluster of the plan has one");
        }
        if let Some(more) = identity.get("delegatedResources").filter(|it| !it.is_nothing()) {
            self.not_kept_of(
                it,
                "delegatedResources",
                &more.range,
                "the plan has no property for it",
            );
        }
    }

    /// Entra integration is on where its profile is there.
    fn entra(&mut self, properties: &Node, path: &str) {
        let Some(profile) = properties.get("aadProfile").filter(|it| it.is_object()) else {
            return;
        };
        let place = format!("{path}/aadProfile");
        if self.draft.get(&place).is_none() {
            self.draft.set(&place, Map::new(), profile.range.clone());
        }
    }

    /// A service principal's secret never enters a plan; `msi` stands for none.
    fn service_principal(&mut self, it: &Found, properties: &Node, path: &str) {
        let place = format!("{path}/servicePrincipalProfile");
        let client = self.draft.get(&format!("{place}/clientId")).and_then(Value::as_str);
        if client.is_some_and(|it| it.eq_ignore_ascii_case("msi")) {
            self.draft.take(&place);
        }
        let secret = properties.at("servicePrincipalProfile/secret");
        if let Some(secret) = secret.filter(|it| it.as_text().is_some_and(|it| !it.contains("${")))
        {
            let why = "a secret is no part of a plan; take it out of the text too";
            self.not_kept_of(it, "secret", &secret.range, why);
        }
    }

    /// What Azure and az make of the names is not the plan's to say.
    fn as_named(&mut self, it: &Found, path: &str) {
        let name = it.names.first().cloned().unwrap_or_default();
        let group = it.group.clone().unwrap_or_default();
        let text = |build: &Self, place: &str| {
            build.draft.get(place).and_then(Value::as_str).map(str::to_string)
        };
        let prefix = format!("{path}/dnsPrefix");
        if let Some(rest) = text(self, &prefix)
            .and_then(|it| it.strip_prefix(&dns_prefix(&name, &group)).map(str::to_string))
            && (rest.len() == 6 || rest.starts_with("${"))
        {
            self.draft.take(&prefix);
        }
        let kubelet = format!("{path}/kubeletIdentity");
        let nodes = format!("{path}/nodeResourceGroup");
        let nodes_group = text(self, &nodes);
        let kubelet_group = text(self, &kubelet).and_then(|it| Id::parse(&it)?.group);
        if let (Some(nodes), Some(kubelet_group)) = (&nodes_group, kubelet_group)
            && kubelet_group.eq_ignore_ascii_case(nodes)
        {
            self.draft.take(&kubelet);
        }
        let made = format!("MC_{group}_{name}_").to_lowercase();
        if nodes_group.is_some_and(|it| it.to_lowercase().starts_with(&made)) {
            self.draft.take(&nodes);
        }
    }

    /// One range stands in two properties where Azure prints it.
    fn ranges(&mut self, path: &str) {
        for (single, several) in [("podCidr", "podCidrs"), ("serviceCidr", "serviceCidrs")] {
            let place = |name: &str| format!("{path}/networkProfile/{name}");
            let one = self.draft.get(&place(single)).cloned();
            let list = self.draft.get(&place(several)).and_then(Value::as_array).cloned();
            let (Some(one), Some(list)) = (one, list) else { continue };
            if list.first() == Some(&one) {
                let twice = if list.len() == 1 { several } else { single };
                self.draft.take(&place(twice));
            }
        }
    }

    /// The subnet of virtual nodes has its name alone: it is one of the network that the nodes are in.
    fn virtual_nodes(&mut self, path: &str) {
        let place = format!("{path}/addonProfiles/aciConnectorLinux/subnet");
        let nodes =
            self.draft.get(&format!("{path}/agentPools/0/vnetSubnet")).and_then(Value::as_str);
        let network = nodes.and_then(|it| it.split_once("/subnets/")).map(|(it, _)| it.to_string());
        let name = self.draft.get(&place).and_then(Value::as_str).map(str::to_string);
        if let (Some(network), Some(name), Some(range)) = (network, name, self.draft.range(&place))
            && !name.contains('/')
        {
            self.draft.set(&place, format!("{network}/subnets/{name}"), range);
        }
    }

    /// A pool as part of its cluster.
    fn pool_profile(&mut self, it: &Found, cluster: &str, node: &Node) {
        let name = node.get("name");
        let text = name.and_then(Node::as_text).unwrap_or_default();
        let range = name.map_or(&node.range, |it| &it.range);
        let path = self.part(&format!("{cluster}/agentPools"), text, range);
        self.draft.note(&path, node.range.clone());
        self.pool(it, &path, node, "ManagedClusterAgentPoolProfile");
    }

    /// A pool as a resource of its own.
    pub fn pool_resource(&mut self, it: &Found) {
        let cluster = self.entry("/clusters", it);
        let name = it.names.last().cloned().unwrap_or_default();
        let range = it.body.get("name").map_or(&it.body.range, |it| &it.range);
        let path = self.part(&format!("{cluster}/agentPools"), &name, range);
        self.draft.note(&path, it.body.range.clone());
        let mut properties = it.properties();
        // az prints the pool's own type under another name, since the resource has one.
        if let (Kind::Object(members), Some(kind)) =
            (&mut properties.kind, it.body.get("typePropertiesType"))
        {
            members.push(("type".to_string(), kind.clone()));
        }
        self.rest_at_top(it, &["properties"]);
        self.pool(it, &path, &properties, "AgentPoolManagedClusterAgentPoolProfileProperties");
    }

    fn pool(&mut self, it: &Found, path: &str, node: &Node, kind: &str) {
        let at =
            At { cluster: false, plan: path, of: AGENT_POOL, live: it.live, elsewhere: OF_POOL };
        self.properties(at, node, ("properties", "properties"), kind);
        self.pools.push((path.to_string(), node.range.clone()));
    }

    pub fn maintenance(&mut self, it: &Found) {
        let properties = it.properties();
        let name = it.names.last().cloned().unwrap_or_default();
        let window = properties.get("maintenanceWindow").filter(|it| it.is_object());
        for old in ["timeInWeek", "notAllowedTime"] {
            if let Some(node) = properties.get(old).filter(|it| !it.is_nothing()) {
                let why = "write the window as `maintenanceWindow`, with start and length";
                self.not_kept_of(it, old, &node.range, why);
            }
        }
        self.rest(
            it,
            &["properties"],
            &properties,
            &["maintenanceWindow", "timeInWeek", "notAllowedTime"],
        );
        let Some(window) = window else { return };
        let cluster = self.entry("/clusters", it);
        let list = format!("{cluster}/maintenanceConfigurations");
        let range = it.body.get("name").map_or(&it.body.range, |it| &it.range);
        let path = self.part(&list, &name, range);
        for own in WINDOW {
            self.set_some(&format!("{path}/{own}"), window.get(own));
        }
        if let Some(kind) = crate::azure_facts::arm_properties::Type::named("MaintenanceWindow") {
            self.rest_of(it, kind, window, WINDOW);
        }
    }
}

impl Node {
    /// Whether it is not this word.
    fn text_is_not(&self, word: &str) -> bool {
        !self.as_text().is_some_and(|it| it.eq_ignore_ascii_case(word))
    }
}
