//! Steps as the requests that make what they want.

use super::place::{Places, encoded, part_of, version};
use super::{Accepted, Expectation, Method, Request, Requests, Service, Unless, Until, Wait, When};
use crate::arm_names::get;
use crate::azure_facts::providers;
use crate::steps::{
    ManagedCluster, Operation, Resource, ResourceId, ResourceKind, RoleAssignment, Step, StepId,
    Steps, Subnet, Value,
};
use crate::write::bodies::{self, Words, body};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// The requests that make what the steps want.
pub(super) fn requests(steps: &Steps) -> Requests {
    let mut writer = Writer::new(steps);
    writer.providers();
    for step in &steps.steps {
        writer.step(step);
    }
    let Writer { places, requests, mut left_out, .. } = writer;
    left_out.splice(0..0, steps.left_out.iter().cloned());
    places.document(requests, left_out)
}

struct Writer<'s> {
    steps: &'s Steps,
    places: Places<'s>,
    requests: Vec<Request>,
    left_out: Vec<String>,
    ids: Ids,
    /// The requests after which a step is done.
    done: BTreeMap<StepId, Vec<String>>,
    /// The last request that writes into a resource.
    last_in: BTreeMap<String, String>,
    /// The steps whose principals others need.
    principals: BTreeSet<StepId>,
}

/// Names of requests, of which no two are the same.
#[derive(Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    /// How many have the same parts.
    counts: BTreeMap<String, usize>,
}

impl Ids {
    /// A name made of parts, numbered where it is taken already.
    pub fn unique(&mut self, parts: &[&str]) -> String {
        let plain = |it: char| if it.is_alphanumeric() || "._-".contains(it) { it } else { '-' };
        let parts: Vec<String> =
            parts.iter().map(|it| it.chars().map(plain).collect::<String>()).collect();
        let base = parts.join("/");
        let count = self.counts.entry(base.clone()).or_default();
        loop {
            *count += 1;
            let id = if *count == 1 { base.clone() } else { format!("{base}-{count}") };
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }

    pub fn of(&mut self, id: &ResourceId) -> String {
        let kind = id.kind.name().replace(' ', "-").to_lowercase();
        let names = id.names.iter().map(String::as_str);
        let names: Vec<&str> = match id.kind {
            ResourceKind::ResourceGroup => vec![&id.resource_group],
            _ => names.collect(),
        };
        let parts: Vec<&str> = [kind.as_str()].into_iter().chain(names).collect();
        self.unique(&parts)
    }
}

/// What people call a resource.
pub(super) fn title(id: &ResourceId) -> String {
    match id.names.as_slice() {
        [outer, inner] => format!("{} {inner} of {outer}", id.kind.name()),
        _ => format!("{} {}", id.kind.name(), id.name()),
    }
}

/// A request with nothing around it.
pub(super) fn plain(
    id: String,
    title: String,
    method: Method,
    path: String,
    kind: &str,
) -> Request {
    Request {
        id,
        title,
        needs: Vec::new(),
        service: Service::ResourceManager,
        method,
        path,
        api_version: Some(version(kind)),
        body: None,
        when: When::Always,
        unless: None,
        expects: Vec::new(),
        accept: Vec::new(),
        wait: None,
        takes: BTreeMap::new(),
    }
}

const PROVIDER: &str = "Microsoft.Resources/providers";
const FEATURE: &str = "Microsoft.Features/featureProviders/subscriptionFeatureRegistrations";
const REGISTERED: &str = "Registered";

impl<'s> Writer<'s> {
    fn new(steps: &'s Steps) -> Self {
        Self {
            steps,
            places: Places::new(steps),
            requests: Vec::new(),
            left_out: Vec::new(),
            ids: Ids::default(),
            done: BTreeMap::new(),
            last_in: BTreeMap::new(),
            principals: steps.principals(),
        }
    }

    /// Adds a request that ends a step, after what the step needs.
    fn add(&mut self, step: &Step, mut request: Request) {
        let needed = step.needs.iter().filter_map(|it| self.done.get(it)).flatten();
        let own = std::mem::take(&mut request.needs);
        for id in needed.cloned().chain(own) {
            if !request.needs.contains(&id) {
                request.needs.push(id);
            }
        }
        self.done.insert(step.id, vec![request.id.clone()]);
        self.requests.push(request);
    }

    /// The requests that must be done before one writes into resources.
    fn in_turn(&mut self, id: &str, resources: impl IntoIterator<Item = String>) -> Vec<String> {
        let resources = resources.into_iter();
        let before =
            resources.filter_map(|it| self.last_in.insert(it.to_lowercase(), id.to_string()));
        before.collect()
    }

    /// The providers of what the steps make, and of the preview features.
    fn providers(&mut self) {
        let mut wanted: Vec<String> = Vec::new();
        for step in &self.steps.steps {
            match &step.operation {
                Operation::Feature { namespace, .. } => wanted.push(namespace.clone()),
                Operation::Make(resource) => {
                    wanted.extend(providers::of(resource).map(str::to_string));
                }
                Operation::Amend(it) => {
                    wanted.extend(providers::of_cluster(it).map(str::to_string));
                }
                _ => {}
            }
        }
        wanted.sort();
        wanted.dedup();
        for namespace in wanted {
            let id = self.ids.unique(&["provider", &namespace]);
            let mut request = self.registration(id.clone(), &namespace);
            let wait = request.wait.clone();
            request.unless = wait.map(|it| Unless {
                path: it.path,
                api_version: it.api_version,
                at: "/registrationState".to_string(),
                is: Some(REGISTERED.to_string()),
                why: format!("provider {namespace} is registered"),
            });
            self.last_in.insert(provider_key(&namespace), id);
            self.requests.push(request);
        }
    }

    fn registration(&self, id: String, namespace: &str) -> Request {
        let subscription = self.places.subscription();
        let provider =
            format!("/subscriptions/{subscription}/providers/{}", self.places.segment(namespace));
        let title = format!("provider {namespace}");
        let mut request = plain(id, title, Method::Post, format!("{provider}/register"), PROVIDER);
        request.wait = Some(until(provider, PROVIDER, "/registrationState", REGISTERED, 10));
        request
    }

    fn step(&mut self, step: &Step) {
        match &step.operation {
            Operation::Select(_) => {}
            Operation::Feature { namespace, name } => self.feature(step, namespace, name),
            Operation::Find(id) => self.find(step, id),
            Operation::FindServicePrincipal { client_id } => {
                self.service_principal(step, client_id);
            }
            Operation::FindIdentity { resource_id } => self.identity(step, resource_id),
            Operation::Amend(it) => self.amend(step, it),
            Operation::Make(Resource::RoleAssignment(it)) => self.role_assignment(step, it),
            Operation::Make(resource) => self.make(step, resource),
        }
    }

    /// A feature: registered, waited for, and made known to its provider.
    fn feature(&mut self, step: &Step, namespace: &str, name: &str) {
        let id = self.ids.unique(&["feature", name]);
        let path = format!(
            "/subscriptions/{}/providers/Microsoft.Features/providers/{}/features/{}",
            self.places.subscription(),
            self.places.segment(namespace),
            self.places.segment(name)
        );
        let title = format!("preview feature {name}");
        let mut request =
            plain(id.clone(), title.clone(), Method::Post, format!("{path}/register"), FEATURE);
        request.needs.extend(self.last_in.get(&provider_key(namespace)).cloned());
        request.unless = Some(Unless {
            path: path.clone(),
            api_version: version(FEATURE),
            at: "/properties/state".to_string(),
            is: Some(REGISTERED.to_string()),
            why: format!("{title} is registered"),
        });
        request.wait = Some(until(path, FEATURE, "/properties/state", REGISTERED, 60));
        self.requests.push(request);
        // The provider takes the feature in only when it is registered again.
        let again = self.ids.unique(&["provider", namespace, "with", name]);
        let mut request = self.registration(again.clone(), namespace);
        request.title = format!("provider {namespace} with {title}");
        request.needs.push(id);
        request.when = When::Changed;
        self.add(step, request);
        self.last_in.insert(provider_key(namespace), again);
    }

    /// Something that exists: it must be there, and stays as it is.
    fn find(&mut self, step: &Step, id: &ResourceId) {
        let name = self.ids.of(id);
        let path = self.places.path(id);
        let title = title(id);
        let mut request = plain(name.clone(), title, Method::Get, path.clone(), id.kind.arm_type());
        self.takes(step, &mut request, principal_of(id.kind));
        self.last_in.insert(path.to_lowercase(), name);
        self.add(step, request);
    }

    /// What later requests take, where they do.
    fn takes(&mut self, step: &Step, request: &mut Request, places: &[&str]) {
        if self.principals.contains(&step.id) && !places.is_empty() {
            let places = places.iter().map(ToString::to_string).collect();
            request.takes.insert("principalId".to_string(), places);
            self.places.brings_principal(step.id, &request.id);
        }
    }

    fn service_principal(&mut self, step: &Step, client_id: &str) {
        let id = self.ids.unique(&["service-principal", client_id]);
        let path = format!("/v1.0/servicePrincipals(appId='{}')", encoded(client_id));
        let title = format!("service principal {client_id}");
        let mut request = plain(id, title, Method::Get, path, "");
        request.service = Service::Graph;
        request.api_version = None;
        self.takes(step, &mut request, &["/id"]);
        self.add(step, request);
    }

    fn identity(&mut self, step: &Step, resource_id: &str) {
        const KIND: ResourceKind = ResourceKind::Identity;
        let name = resource_id.rsplit('/').next().unwrap_or_default();
        let id = self.ids.unique(&["identity", name]);
        let path = self.places.outside(resource_id);
        let title = format!("identity {name}");
        let mut request = plain(id, title, Method::Get, path, KIND.arm_type());
        self.takes(step, &mut request, principal_of(KIND));
        self.add(step, request);
    }

    fn role_assignment(&mut self, step: &Step, it: &RoleAssignment) {
        let role = it.role.name();
        let Some(path) = self.places.role_assignment(it) else { return };
        let scope = match &it.scope {
            Value::Id(id) => title(id),
            Value::Text(text) => text.rsplit('/').next().unwrap_or_default().to_string(),
            Value::Output(..) => String::new(),
        };
        let id = self.ids.unique(&["role", &role.replace(' ', "-").to_lowercase(), &scope]);
        let title = format!("role {role} of {} on {scope}", it.principal);
        let kind = bodies::ROLE_ASSIGNMENT;
        let mut request = plain(id, title, Method::Put, path.clone(), kind);
        let resource = Resource::RoleAssignment(it.clone());
        request.body = Some(body(&resource, &self.places));
        request.when = When::Missing;
        let code = Some("RoleAssignmentExists".to_string());
        request.accept.push(Accepted { status: 409, code });
        // One of a principal that is gone has the same name, and can't be given to another.
        request.expects = vec![Expectation {
            what: format!("the principal of the role {role} on {scope}"),
            at: vec!["/properties/principalId".to_string()],
            is: vec![self.places.value(&it.principal_id)],
        }];
        let name = self.places.role_assignment_name(it);
        request.wait = Some(until(path, kind, "/name", &name, 10));
        self.add(step, request);
    }

    fn make(&mut self, step: &Step, resource: &Resource) {
        let Some(id) = resource.id() else { return };
        let name = self.ids.of(id);
        let path = self.places.path(id);
        let kind = id.kind.arm_type();
        let mut body = without_nulls(body(resource, &self.places));
        let parts = part_of(resource).map(|it| (it, take(&mut body, it)));
        let mut request = plain(name.clone(), title(id), Method::Put, path.clone(), kind);
        request.body = Some(body);
        request.when = When::Missing;
        request.needs = self.places_taken(&name, resource);
        if !bodies::is_child(id.kind) {
            let namespace = kind.split('/').next().unwrap_or_default();
            request.needs.extend(self.last_in.get(&provider_key(namespace)).cloned());
        }
        request.unless = self.peered(step, resource, request.body.as_ref());
        request.expects = expectations(resource);
        request.wait = minutes(id.kind)
            .map(|it| until(path.clone(), kind, "/properties/provisioningState", "Succeeded", it));
        self.takes(step, &mut request, principal_of(id.kind));
        self.left_out.extend(bodies::unsaid(resource));
        self.left_out.extend(arguments(resource));
        self.add(step, request);
        for (part, items) in parts.into_iter().filter(|(_, items)| !items.is_empty()) {
            self.parts(step, id, part, items);
        }
    }

    /// The requests that come before one, because both write into the same resources.
    fn places_taken(&mut self, name: &str, resource: &Resource) -> Vec<String> {
        let path = |id: &ResourceId| self.places.path(id);
        let parent = |id: &ResourceId| {
            let kind = match id.kind {
                ResourceKind::AgentPool | ResourceKind::Maintenance => ResourceKind::ManagedCluster,
                _ => ResourceKind::VirtualNetwork,
            };
            let names = vec![id.parent().to_string()];
            path(&ResourceId { resource_group: id.resource_group.clone(), kind, names })
        };
        let value = |value: &Value| match value {
            Value::Id(id) => Some(path(id)),
            Value::Text(text) => Some(text.clone()),
            Value::Output(..) => None,
        };
        let written: Vec<String> = match resource {
            Resource::Subnet(it) => {
                let hangs = [&it.route_table, &it.nat_gateway, &it.network_security_group];
                let hangs = hangs.into_iter().flatten().filter_map(value);
                hangs.chain([parent(&it.id)]).collect()
            }
            Resource::Peering(it) => {
                value(&it.remote_virtual_network).into_iter().chain([parent(&it.id)]).collect()
            }
            Resource::AgentPool(it) => vec![parent(&it.id)],
            Resource::Maintenance(it) => vec![parent(&it.id)],
            Resource::ManagedCluster(it) => {
                // Nothing is written into the networks any more that the cluster joins.
                let pools = it.agent_pools.iter().flat_map(|it| [&it.vnet_subnet, &it.pod_subnet]);
                let subnets = pools.chain([&it.api_server_subnet, &it.application_gateway_subnet]);
                let networks = subnets.flatten().filter_map(|it| match it {
                    Value::Id(id) => Some(parent(id)),
                    _ => None,
                });
                let mut before: Vec<String> = networks
                    .filter_map(|it| self.last_in.get(&it.to_lowercase()).cloned())
                    .collect();
                before.dedup();
                self.last_in.insert(path(&it.id).to_lowercase(), name.to_string());
                return before;
            }
            other => other.id().map(path).into_iter().collect(),
        };
        self.in_turn(name, written)
    }

    /// A network that exists may be peered already, under any name: Azure refuses a second peering with
    /// the same network.
    fn peered(&self, step: &Step, resource: &Resource, body: Option<&Json>) -> Option<Unless> {
        let Resource::Peering(it) = resource else { return None };
        let is_found = |it: &StepId| {
            let needed = self.steps.steps.get(it.0).map(|it| &it.operation);
            matches!(needed, Some(Operation::Find(id)) if id.kind == ResourceKind::VirtualNetwork)
        };
        if !step.needs.iter().any(is_found) {
            return None;
        }
        let remote = body?.pointer("/properties/remoteVirtualNetwork/id")?.as_str()?;
        let path = self.places.path(&it.id);
        let (network, _) = path.rsplit_once("/virtualNetworkPeerings/")?;
        Some(Unless {
            path: network.to_string(),
            api_version: version(ResourceKind::VirtualNetwork.arm_type()),
            at: "/properties/virtualNetworkPeerings/*/properties/remoteVirtualNetwork/id"
                .to_string(),
            is: Some(remote.to_string()),
            why: format!("{} is peered with it", it.id.parent()),
        })
    }

    /// Rules of a group, routes of a table: each where it is missing.
    fn parts(&mut self, step: &Step, id: &ResourceId, part: &str, items: Vec<Json>) {
        let whole = self.places.path(id);
        let kind = format!("{}/{part}", id.kind.arm_type());
        let singular = match part {
            "routes" => "route",
            _ => "security rule",
        };
        for mut item in items {
            let name = item.get("name").and_then(Json::as_str).unwrap_or_default().to_string();
            if let Json::Object(members) = &mut item {
                members.shift_remove("name");
            }
            let request = self.ids.unique(&[&singular.replace(' ', "-"), id.name(), &name]);
            let path = format!("{whole}/{part}/{}", self.places.segment(&name));
            let title = format!("{singular} {name} of {}", id.name());
            let mut part = plain(request.clone(), title, Method::Put, path.clone(), &kind);
            part.body = Some(item);
            part.when = When::Missing;
            part.needs = self.in_turn(&request, [whole.clone()]);
            part.wait =
                Some(until(path, &kind, "/properties/provisioningState", "Succeeded", NETWORK));
            self.add(step, part);
        }
    }

    /// What a cluster that exists lacks of the plan.
    fn amend(&mut self, step: &Step, it: &ManagedCluster) {
        let resource = Resource::ManagedCluster(Box::new(it.clone()));
        let whole = body(&resource, &self.places);
        let properties = whole.get("properties").and_then(Json::as_object);
        let properties: Map<String, Json> = properties
            .into_iter()
            .flatten()
            .filter(|(name, _)| {
                AMENDED.contains(&name.as_str()) || it.properties.arm_properties.contains_key(*name)
            })
            .filter_map(|(name, value)| Some((name.clone(), switched_on(value)?)))
            .collect();
        self.left_out.extend(bodies::unsaid(&resource));
        self.left_out.extend(arguments(&resource));
        if properties.is_empty() {
            return;
        }
        let id = self.ids.unique(&["cluster", it.id.name(), "changes"]);
        let path = self.places.path(&it.id);
        let kind = it.id.kind.arm_type();
        let title = format!("add-ons and features of cluster {}", it.id.name());
        let mut request = plain(id.clone(), title, Method::Put, path.clone(), kind);
        request.body = Some(json!({ "properties": properties }));
        request.when = When::Differs;
        request.needs = self.in_turn(&id, [path.clone()]);
        request.wait =
            Some(until(path, kind, "/properties/provisioningState", "Succeeded", CLUSTER));
        self.add(step, request);
    }
}

/// What is changed of a cluster that exists: what can be switched on, and upgrade channels.
const AMENDED: &[&str] = &[
    "addonProfiles",
    "oidcIssuerProfile",
    "securityProfile",
    "workloadAutoScalerProfile",
    "azureMonitorProfile",
    "metricsProfile",
    "autoUpgradeProfile",
    "ingressProfile",
    "serviceMeshProfile",
];

/// What is switched on in a value: nothing of a cluster that exists is switched off.
fn switched_on(value: &Json) -> Option<Json> {
    let Json::Object(members) = value else { return Some(value.clone()) };
    let is_off = |name: &str, off: &Json| members.get(name) == Some(off);
    if is_off("enabled", &json!(false))
        || ["mode", "installation"].iter().any(|it| is_off(it, &json!("Disabled")))
    {
        return None;
    }
    let kept = members.iter().filter_map(|(name, it)| Some((name.clone(), switched_on(it)?)));
    let kept: Map<String, Json> = kept.collect();
    (!kept.is_empty() || members.is_empty()).then_some(Json::Object(kept))
}

fn provider_key(namespace: &str) -> String {
    format!("provider {namespace}").to_lowercase()
}

/// Where the principal of a resource stands.
fn principal_of(kind: ResourceKind) -> &'static [&'static str] {
    match kind {
        ResourceKind::Identity => &["/properties/principalId"],
        ResourceKind::ManagedCluster => {
            &["/identity/principalId", "/identity/userAssignedIdentities/*/principalId"]
        }
        _ => &[],
    }
}

/// Minutes that a part of a network may take.
const NETWORK: u32 = 10;
/// Minutes that a cluster or a pool may take.
const CLUSTER: u32 = 30;

/// How long a resource may take; of one that is there at once, nothing.
fn minutes(kind: ResourceKind) -> Option<u32> {
    match kind {
        ResourceKind::Identity | ResourceKind::Maintenance => None,
        ResourceKind::ManagedCluster | ResourceKind::AgentPool => Some(CLUSTER),
        _ => Some(NETWORK),
    }
}

fn until(path: String, kind: &str, at: &str, is: &str, minutes: u32) -> Wait {
    let failed = match at {
        "/properties/provisioningState" => vec!["Failed".to_string(), "Canceled".to_string()],
        _ => Vec::new(),
    };
    let until = Until { at: at.to_string(), is: is.to_string(), failed };
    Wait { path, api_version: version(kind), until: Some(until), minutes }
}

/// What can't be changed of a resource that is there already.
fn expectations(resource: &Resource) -> Vec<Expectation> {
    match resource {
        Resource::Subnet(Subnet { id, address_prefixes, .. }) => {
            let at = ["/properties/addressPrefixes", "/properties/addressPrefix"];
            let at = at.iter().map(ToString::to_string).collect();
            vec![Expectation {
                what: format!("the range of {}", title(id)),
                at,
                is: address_prefixes.clone(),
            }]
        }
        Resource::ManagedCluster(it) => {
            let profile = &it.properties.network_profile;
            let plugin = profile.network_plugin.map(|it| it.to_string());
            let mode = profile.network_plugin_mode.map(|it| it.to_string());
            let of = |what: &str, at: &str, is: Option<String>| Expectation {
                what: format!("the {what} of {}", title(&it.id)),
                at: vec![format!("/properties/networkProfile/{at}")],
                is: is.into_iter().collect(),
            };
            vec![
                of("network plugin", "networkPlugin", plugin),
                of("network plugin's mode", "networkPluginMode", mode),
            ]
        }
        _ => Vec::new(),
    }
}

/// Says which arguments of az no body has.
fn arguments(resource: &Resource) -> Option<String> {
    let of_cluster: Vec<String>;
    let arguments = match resource {
        Resource::ResourceGroup(it) => &it.az_arguments,
        Resource::NetworkSecurityGroup(it) => &it.az_arguments,
        Resource::RouteTable(it) => &it.az_arguments,
        Resource::NatGateway(it) => &it.az_arguments,
        Resource::VirtualNetwork(it) => &it.az_arguments,
        Resource::Subnet(it) => &it.az_arguments,
        Resource::Identity(it) => &it.az_arguments,
        Resource::AgentPool(it) => &it.properties.az_arguments,
        Resource::ManagedCluster(it) => {
            let pools = it.agent_pools.iter().flat_map(|it| &it.properties.az_arguments);
            of_cluster = it.properties.az_arguments.iter().chain(pools).cloned().collect();
            &of_cluster
        }
        _ => return None,
    };
    let id = resource.id().filter(|_| !arguments.is_empty())?;
    Some(format!("arguments of az of {}: {}", title(id), arguments.join(" ")))
}

/// Takes a list out of a body's properties.
fn take(body: &mut Json, name: &str) -> Vec<Json> {
    let list = get(body, &format!("properties/{name}")).and_then(Json::as_array).cloned();
    if let Some(Json::Object(properties)) = body.get_mut("properties") {
        properties.shift_remove(name);
    }
    list.unwrap_or_default()
}

fn without_nulls(value: Json) -> Json {
    match value {
        Json::Object(members) => {
            let members = members.into_iter().filter(|(_, it)| !it.is_null());
            members.map(|(name, it)| (name, without_nulls(it))).collect::<Map<_, _>>().into()
        }
        Json::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}
