//! Settings: the variables at the top of a script.

use crate::steps::{Operation, Resource, ResourceId, ResourceKind, Steps, Value};
use crate::write::bash::Variable;
use std::collections::{BTreeMap, BTreeSet};

/// What a setting says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Setting {
    Subscription,
    Location,
    ResourceGroup,
    Network,
    Subnet,
    SecurityGroup,
    RouteTable,
    NatGateway,
    Identity,
    Cluster,
    KubernetesVersion,
}

impl Setting {
    const fn name(self) -> &'static str {
        match self {
            Self::Subscription => "SUBSCRIPTION",
            Self::Location => "LOCATION",
            Self::ResourceGroup => "RESOURCE_GROUP",
            Self::Network => "VNET",
            Self::Subnet => "SUBNET",
            Self::SecurityGroup => "NSG",
            Self::RouteTable => "ROUTE_TABLE",
            Self::NatGateway => "NAT_GATEWAY",
            Self::Identity => "IDENTITY",
            Self::Cluster => "CLUSTER",
            Self::KubernetesVersion => "KUBERNETES_VERSION",
        }
    }

    /// The setting of the outermost name of a resource.
    const fn of(kind: ResourceKind) -> Option<Self> {
        Some(match kind {
            ResourceKind::NetworkSecurityGroup => Self::SecurityGroup,
            ResourceKind::RouteTable => Self::RouteTable,
            ResourceKind::NatGateway => Self::NatGateway,
            ResourceKind::VirtualNetwork | ResourceKind::Subnet | ResourceKind::Peering => {
                Self::Network
            }
            ResourceKind::Identity => Self::Identity,
            ResourceKind::ManagedCluster | ResourceKind::AgentPool | ResourceKind::Maintenance => {
                Self::Cluster
            }
            ResourceKind::ResourceGroup | ResourceKind::PublicIpAddress => return None,
        })
    }
}

/// The variables of a script, by what they say.
#[derive(Default)]
pub(super) struct Names {
    texts: BTreeMap<(Setting, String), Variable>,
    ids: BTreeMap<ResourceId, Variable>,
    taken: BTreeSet<String>,
    /// How many names a wanted name has led to.
    numbers: BTreeMap<String, usize>,
}

impl Names {
    /// Names everything that the steps speak of: `VNET` where there is one network, `VNET_HUB` and
    /// `VNET_SPOKE` where there are more.
    pub fn new(steps: &Steps) -> Self {
        let mut found = Found::default();
        for step in &steps.steps {
            found.operation(&step.operation);
        }
        let mut names = Self::default();
        for word in ["SUBSCRIPTION_ID", "FILES"] {
            names.taken.insert(word.to_string());
        }
        let mut counts: BTreeMap<Setting, usize> = BTreeMap::new();
        for (setting, _) in &found.texts {
            *counts.entry(*setting).or_default() += 1;
        }
        for (setting, text) in &found.texts {
            let wanted = if counts.get(setting) == Some(&1) {
                setting.name().to_string()
            } else {
                format!("{}_{}", setting.name(), upper(text))
            };
            let name = names.unique(&wanted);
            let variable = Variable { name, text: Some(text.clone()) };
            names.texts.insert((*setting, text.clone()), variable);
        }
        for id in &found.ids {
            let own = match id.kind {
                ResourceKind::Subnet => names.text(Setting::Subnet, id.name()),
                ResourceKind::ResourceGroup => names.text(Setting::ResourceGroup, id.name()),
                kind => Setting::of(kind).and_then(|it| names.text(it, id.name())),
            };
            let base = own.map_or_else(|| upper(id.name()), |it| it.name);
            let name = names.unique(&format!("{base}_ID"));
            names.ids.insert(id.clone(), Variable { name, text: None });
        }
        names
    }

    /// The variable for a text, where it is a setting.
    pub fn text(&self, setting: Setting, text: &str) -> Option<Variable> {
        self.texts.get(&(setting, text.to_string())).cloned()
    }

    /// The variable for the outermost name of a resource.
    pub fn outermost(&self, id: &ResourceId) -> Option<Variable> {
        self.text(Setting::of(id.kind)?, id.parent())
    }

    /// The variable for a resource id.
    pub fn id(&self, id: &ResourceId) -> Option<Variable> {
        self.ids.get(id).cloned()
    }

    /// The settings in the order they stand in, each with its text.
    pub fn settings(&self) -> impl Iterator<Item = (&str, &Variable)> {
        self.texts.iter().map(|((_, text), variable)| (text.as_str(), variable))
    }

    /// The resource ids that have a variable.
    pub fn ids(&self) -> impl Iterator<Item = (&ResourceId, &Variable)> {
        self.ids.iter()
    }

    /// A name that no other variable has.
    pub fn unique(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_string();
        while !self.taken.insert(name.clone()) {
            let nth = self.numbers.entry(wanted.to_string()).or_insert(1);
            *nth += 1;
            name = format!("{wanted}_{nth}");
        }
        name
    }
}

/// A text as a part of a variable's name.
pub(super) fn upper(text: &str) -> String {
    let mut name = String::new();
    for character in text.chars().take(40) {
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_uppercase());
        } else if !name.ends_with('_') && !name.is_empty() {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    if name.is_empty() { "X".to_string() } else { name.to_string() }
}

/// What the steps speak of, in their order.
#[derive(Default)]
struct Found {
    texts: Vec<(Setting, String)>,
    ids: Vec<ResourceId>,
    known_texts: BTreeSet<(Setting, String)>,
    known_ids: BTreeSet<ResourceId>,
}

impl Found {
    fn text(&mut self, setting: Setting, text: &str) {
        let entry = (setting, text.to_string());
        if self.known_texts.insert(entry.clone()) {
            self.texts.push(entry);
        }
    }

    fn resource(&mut self, id: &ResourceId) {
        self.text(Setting::ResourceGroup, &id.resource_group);
        if let Some(setting) = Setting::of(id.kind) {
            self.text(setting, id.parent());
        }
        if id.kind == ResourceKind::Subnet {
            self.text(Setting::Subnet, id.name());
        }
    }

    fn value(&mut self, value: Option<&Value>) {
        if let Some(Value::Id(id)) = value {
            self.resource(id);
            if self.known_ids.insert(id.clone()) {
                self.ids.push(id.clone());
            }
        }
    }

    fn operation(&mut self, operation: &Operation) {
        match operation {
            Operation::Select(it) => {
                if let Some(text) = &it.subscription {
                    self.text(Setting::Subscription, text);
                }
            }
            Operation::Feature { .. }
            | Operation::FindServicePrincipal { .. }
            | Operation::FindIdentity { .. } => {}
            Operation::Find(id) => self.resource(id),
            Operation::Amend(it) => self.cluster(it),
            Operation::Make(resource) => self.make(resource),
        }
    }

    fn make(&mut self, resource: &Resource) {
        if let Some(id) = resource.id() {
            self.resource(id);
        }
        match resource {
            Resource::ResourceGroup(it) => self.text(Setting::Location, &it.location),
            Resource::NetworkSecurityGroup(it) => self.text(Setting::Location, &it.location),
            Resource::RouteTable(it) => self.text(Setting::Location, &it.location),
            Resource::PublicIpAddress(it) => self.text(Setting::Location, &it.location),
            Resource::NatGateway(it) => self.text(Setting::Location, &it.location),
            Resource::VirtualNetwork(it) => self.text(Setting::Location, &it.location),
            Resource::Identity(it) => self.text(Setting::Location, &it.location),
            Resource::Subnet(it) => {
                for value in [&it.route_table, &it.nat_gateway, &it.network_security_group] {
                    self.value(value.as_ref());
                }
            }
            Resource::Peering(it) => self.value(Some(&it.remote_virtual_network)),
            Resource::RoleAssignment(it) => self.value(Some(&it.scope)),
            Resource::ManagedCluster(it) => self.cluster(it),
            Resource::AgentPool(it) => self.pool(it),
            Resource::Maintenance(_) => {}
        }
    }

    fn cluster(&mut self, it: &crate::steps::ManagedCluster) {
        self.resource(&it.id);
        self.text(Setting::Location, &it.location);
        if let Some(version) = &it.properties.kubernetes_version {
            self.text(Setting::KubernetesVersion, version);
        }
        if let crate::steps::ClusterIdentity::UserAssigned(identity) = &it.identity {
            self.value(Some(identity));
        }
        let values = [&it.kubelet_identity, &it.api_server_subnet, &it.application_gateway_subnet];
        for value in values {
            self.value(value.as_ref());
        }
        for pool in &it.agent_pools {
            self.pool(pool);
        }
    }

    fn pool(&mut self, it: &crate::steps::AgentPool) {
        self.value(it.vnet_subnet.as_ref());
        self.value(it.pod_subnet.as_ref());
    }
}
