//! What JSON of networks says: `az network vnet list`, answers of Azure Resource Manager and of Azure
//! Resource Graph, objects with `cidr` and `name`, plans.

use super::cidr::{self, Read, Slip};
use super::owner::{EstateKind, ResourceId};
use super::problem::EstateProblem;
use super::store::{MOST_PREFIXES, Place, Store};
use crate::text::quoted;
use aksplan_fast::{Members, Node, Sink};
use std::ops::Range;

/// What a value is, and each item where it is a list.
macro_rules! roles {
    ($($(#[doc = $doc:literal])* $Role:ident $takes_text:literal $members:expr,)*) => {
        #[derive(Clone, Copy, PartialEq, Eq)]
        enum Role {
            $($(#[doc = $doc])* $Role),*
        }

        impl Role {
            const ALL: &[Self] = &[$(Self::$Role),*];

            const fn node(self) -> Node {
                let takes_text = match self { $(Self::$Role => $takes_text),* };
                Node { number: self as u8, takes_text }
            }
        }

        /// What the members of each are, by names in any case: PowerShell writes them in another
        /// than Azure Resource Manager.
        pub(super) static MEMBERS: Members = &[$($members),*];
    };
}

type Named = &'static [(&'static str, Node)];

roles! {
    /// A resource, or a page of resources; a text is a range.
    Resource true RESOURCE,
    Properties false PROPERTIES,
    Id true &[],
    Name true &[],
    Type true &[],
    Kind true &[],
    ResourceGroup true &[],
    Subscription true &[],
    /// An address space.
    Space false &[("addressPrefixes", Role::Prefix.node())],
    Prefix true &[],
    Subnet false SUBNET,
    SubnetProperties false SUBNET_PROPERTIES,
    SubnetName true &[],
    SubnetPrefix true &[],
    Peering false PEERING,
    PeeringProperties false PEERING_PROPERTIES,
    /// The other network of a peering, and its address space.
    Remote false &[("id", Role::RemoteId.node())],
    RemoteId true &[],
    RemoteSpace false &[("addressPrefixes", Role::RemotePrefix.node())],
    RemotePrefix true &[],
    /// The network profile of a cluster.
    Profile false PROFILE,
    PodCidr true &[],
    ServiceCidr true &[],
}

const RESOURCE: Named = &[
    ("id", Role::Id.node()),
    ("name", Role::Name.node()),
    ("type", Role::Type.node()),
    ("kind", Role::Kind.node()),
    ("properties", Role::Properties.node()),
    ("resourceGroup", Role::ResourceGroup.node()),
    ("subscriptionId", Role::Subscription.node()),
    ("addressSpace", Role::Space.node()),
    ("addressPrefixes", Role::Prefix.node()),
    ("addressPrefix", Role::Prefix.node()),
    ("cidr", Role::Prefix.node()),
    ("prefix", Role::Prefix.node()),
    ("prefixes", Role::Prefix.node()),
    ("subnets", Role::Subnet.node()),
    ("virtualNetworkPeerings", Role::Peering.node()),
    ("localNetworkAddressSpace", Role::Space.node()),
    ("networkProfile", Role::Profile.node()),
    // Pages, and plans.
    ("data", Role::Resource.node()),
    ("value", Role::Resource.node()),
    ("virtualNetworks", Role::Resource.node()),
    ("addressBook", Role::Resource.node()),
];
const PROPERTIES: Named = &[
    ("addressSpace", Role::Space.node()),
    ("addressPrefixes", Role::Prefix.node()),
    ("addressPrefix", Role::Prefix.node()),
    ("subnets", Role::Subnet.node()),
    ("virtualNetworkPeerings", Role::Peering.node()),
    ("localNetworkAddressSpace", Role::Space.node()),
    ("networkProfile", Role::Profile.node()),
];
const SUBNET: Named = &[
    ("name", Role::SubnetName.node()),
    ("properties", Role::SubnetProperties.node()),
    ("addressPrefix", Role::SubnetPrefix.node()),
    ("addressPrefixes", Role::SubnetPrefix.node()),
];
const SUBNET_PROPERTIES: Named =
    &[("addressPrefix", Role::SubnetPrefix.node()), ("addressPrefixes", Role::SubnetPrefix.node())];
const PEERING: Named = &[
    ("properties", Role::PeeringProperties.node()),
    ("remoteVirtualNetwork", Role::Remote.node()),
    ("remoteAddressSpace", Role::RemoteSpace.node()),
    ("remoteVirtualNetworkAddressSpace", Role::RemoteSpace.node()),
];
const PEERING_PROPERTIES: Named = &[
    ("remoteVirtualNetwork", Role::Remote.node()),
    ("remoteAddressSpace", Role::RemoteSpace.node()),
    ("remoteVirtualNetworkAddressSpace", Role::RemoteSpace.node()),
];
const PROFILE: Named = &[
    ("podCidr", Role::PodCidr.node()),
    ("podCidrs", Role::PodCidr.node()),
    ("serviceCidr", Role::ServiceCidr.node()),
    ("serviceCidrs", Role::ServiceCidr.node()),
];

fn role(node: Node) -> Option<Role> {
    Role::ALL.get(usize::from(node.number)).copied()
}

/// A text without its escapes; as it is written where they are none of JSON's.
fn unescaped(text: &[u8]) -> String {
    let quoted = [b"\"", text, b"\""].concat();
    let read = serde_json::from_slice(&quoted).ok();
    read.unwrap_or_else(|| String::from_utf8_lossy(text).into_owned())
}

/// A subnet, or the other side of a peering: a name or an id, and prefixes.
#[derive(Default)]
struct Part {
    name: Range<usize>,
    prefixes: Range<usize>,
}

/// Names and prefixes of parts, one behind the other, so that a million cost no allocation each.
#[derive(Default)]
struct Parts {
    list: Vec<Part>,
    text: String,
    prefixes: Vec<Read>,
}

impl Parts {
    fn clear(&mut self) {
        self.list.clear();
        self.text.clear();
        self.prefixes.clear();
    }

    fn begin(&mut self) {
        let (text, prefixes) = (self.text.len(), self.prefixes.len());
        self.list.push(Part { name: text..text, prefixes: prefixes..prefixes });
    }

    fn name(&mut self, text: &str) {
        let begin = self.text.len();
        self.text.push_str(text);
        if let Some(part) = self.list.last_mut() {
            part.name = begin..self.text.len();
        }
    }

    fn prefix(&mut self, prefix: Read) {
        // `addressPrefix` and `addressPrefixes` say the same once more.
        let begin = self.list.last().map_or(0, |it| it.prefixes.start);
        if has(self.prefixes.get(begin..).unwrap_or_default(), &prefix) {
            return;
        }
        self.prefixes.push(prefix);
        if let Some(part) = self.list.last_mut() {
            part.prefixes.end = self.prefixes.len();
        }
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &[Read])> {
        self.list.iter().map(|part| {
            let name = self.text.get(part.name.clone()).unwrap_or_default();
            (name, self.prefixes.get(part.prefixes.clone()).unwrap_or_default())
        })
    }
}

/// Of longer lists than this no prefix is looked for.
const SEARCHED: usize = 500;

/// Whether a prefix is in a list that says the same twice: only short ones do.
fn has(list: &[Read], prefix: &Read) -> bool {
    list.len() <= SEARCHED && list.contains(prefix)
}

/// Reads resources as their members go by.
#[derive(Default)]
pub(super) struct Resources {
    /// Resources that were read.
    pub records: u32,
    /// For each resource that is open: whether it is a page of others.
    pages: Vec<bool>,
    id: String,
    name: String,
    type_name: String,
    kind: String,
    resource_group: String,
    subscription: String,
    prefixes: Vec<Read>,
    subnets: Parts,
    remotes: Parts,
    pods: Vec<Read>,
    services: Vec<Read>,
    slips: Vec<Slip>,
}

/// Resources and where they go.
pub(super) struct Reading<'r> {
    pub resources: &'r mut Resources,
    pub store: &'r mut Store,
}

impl Sink for Reading<'_> {
    fn text(&mut self, node: Node, text: &[u8], has_escapes: bool, is_item: bool) {
        let Some(role) = role(node).filter(|it| is_item || *it != Role::Resource) else { return };
        if has_escapes {
            self.resources.read(role, unescaped(text).as_bytes(), self.store);
        } else {
            self.resources.read(role, text, self.store);
        }
    }

    fn open(&mut self, node: Node, is_object: bool) {
        match (role(node), is_object) {
            (Some(Role::Resource), true) => {
                self.resources.is_page();
                self.resources.pages.push(false);
                self.resources.clear();
            }
            (Some(Role::Resource), false) => self.resources.is_page(),
            (Some(Role::Subnet), true) => self.resources.subnets.begin(),
            (Some(Role::Peering), true) => self.resources.remotes.begin(),
            _ => {}
        }
    }

    fn close(&mut self, node: Node, is_object: bool) {
        let is_resource = role(node) == Some(Role::Resource) && is_object;
        if is_resource && self.resources.pages.pop() == Some(false) {
            self.resources.records = self.resources.records.saturating_add(1);
            self.resources.put(self.store);
            self.resources.clear();
        }
    }
}

impl Resources {
    /// What is open has resources in it.
    fn is_page(&mut self) {
        if let Some(is_page) = self.pages.last_mut() {
            *is_page = true;
        }
    }

    fn read(&mut self, role: Role, text: &[u8], store: &mut Store) {
        let prefixes = self.prefixes.len() + self.subnets.prefixes.len();
        if prefixes + self.remotes.prefixes.len() + self.slips.len() > MOST_PREFIXES {
            store.is_full = true;
            return;
        }
        match role {
            Role::Resource => {
                self.records = self.records.saturating_add(1);
                self.prefix(text, |it, prefix| it.prefixes.push(prefix));
                self.put(store);
                self.clear();
            }
            Role::Prefix => self.prefix(text, |it, prefix| {
                if !has(&it.prefixes, &prefix) {
                    it.prefixes.push(prefix);
                }
            }),
            Role::SubnetPrefix => self.prefix(text, |it, prefix| it.subnets.prefix(prefix)),
            Role::RemotePrefix => self.prefix(text, |it, prefix| it.remotes.prefix(prefix)),
            Role::PodCidr => self.prefix(text, |it, prefix| it.pods.push(prefix)),
            Role::ServiceCidr => self.prefix(text, |it, prefix| it.services.push(prefix)),
            _ => {
                let text = String::from_utf8_lossy(text);
                let field = match role {
                    Role::Id => &mut self.id,
                    Role::Name => &mut self.name,
                    Role::Type => &mut self.type_name,
                    Role::Kind => &mut self.kind,
                    Role::ResourceGroup => &mut self.resource_group,
                    Role::Subscription => &mut self.subscription,
                    Role::SubnetName => return self.subnets.name(&text),
                    Role::RemoteId => return self.remotes.name(&text),
                    _ => return,
                };
                field.clear();
                field.push_str(&text);
            }
        }
    }

    fn prefix(&mut self, text: &[u8], put: impl FnOnce(&mut Self, Read)) {
        let read = cidr::read(text).map_err(|mut slip| {
            let taken = slip.taken.take();
            self.slips.push(slip);
            taken
        });
        if let Ok(read) | Err(Some(read)) = read {
            put(self, read);
        }
    }

    fn clear(&mut self) {
        for text in [
            &mut self.id,
            &mut self.name,
            &mut self.type_name,
            &mut self.kind,
            &mut self.resource_group,
            &mut self.subscription,
        ] {
            text.clear();
        }
        for list in [&mut self.prefixes, &mut self.pods, &mut self.services] {
            list.clear();
        }
        self.subnets.clear();
        self.remotes.clear();
        self.slips.clear();
    }

    /// Puts what was read of a resource into the estate.
    fn put(&mut self, store: &mut Store) {
        let id = ResourceId::parse(&self.id);
        let name = if self.name.is_empty() { id.name } else { &self.name };
        for slip in self.slips.drain(..) {
            let of = if name.is_empty() { String::new() } else { format!("{}: ", quoted(name)) };
            let message = format!("{of}{}", slip.message);
            store.problem(EstateProblem {
                record: Some(self.records),
                message,
                help: slip.help,
                ..EstateProblem::default()
            });
        }
        let or = |own: &'_ str, other: &str| {
            if own.is_empty() { other.to_string() } else { own.to_string() }
        };
        let subscription = or(id.subscription, &self.subscription);
        let group = store.owners.group(&subscription, &or(id.resource_group, &self.resource_group));
        let has_networks = !self.subnets.list.is_empty() || !self.remotes.list.is_empty();
        let kind = EstateKind::of_type(&self.type_name, &id)
            .or_else(|| EstateKind::parse(&self.kind))
            .or_else(|| has_networks.then_some(EstateKind::VirtualNetwork));

        let kept = self.prefixes.len() + self.pods.len() + self.services.len();
        if kept + self.subnets.prefixes.len() == 0 {
            self.nothing(name, kind, store);
            return;
        }
        let parent = match id.subnet {
            "" => 0,
            _ => store.own(id.name, EstateKind::VirtualNetwork, group, 0),
        };
        let owner = store.own(name, kind.unwrap_or(EstateKind::Range), group, parent);
        for prefix in &self.prefixes {
            store.put(prefix, owner, Place::Apart);
        }
        for (name, prefixes) in self.subnets.iter() {
            let subnet = store.own(name, EstateKind::Subnet, group, owner);
            for prefix in prefixes {
                // Of long lists it is found out when all is sorted.
                let is_within = self.prefixes.len() <= SEARCHED
                    && self.prefixes.iter().any(|it| it.contains(prefix));
                let place = if is_within { Place::Within } else { Place::Apart };
                store.put(prefix, subnet, place);
            }
        }
        for (id, prefixes) in self.remotes.iter().filter(|(id, _)| !id.is_empty()) {
            let (owner, is_new) = store.remote_of(id);
            for prefix in prefixes.iter().filter(|_| is_new) {
                store.put(prefix, owner, Place::Remote);
            }
        }
        for (prefixes, kind) in
            [(&self.pods, EstateKind::PodCidr), (&self.services, EstateKind::ServiceCidr)]
        {
            if !prefixes.is_empty() {
                let owner = store.own(name, kind, group, 0);
                for prefix in prefixes {
                    store.put(prefix, owner, Place::Within);
                }
            }
        }
    }

    /// A resource without ranges: most have none, networks do.
    fn nothing(&self, name: &str, kind: Option<EstateKind>, store: &mut Store) {
        let is_other = kind.is_none() && !(self.type_name.is_empty() && self.id.is_empty());
        if is_other || !self.remotes.list.is_empty() {
            store.others += 1;
            return;
        }
        let what = if name.is_empty() { "this".to_string() } else { quoted(name) };
        store.problem(EstateProblem {
            record: Some(self.records),
            message: format!("{what} has no range"),
            help: "ask for `properties.addressSpace.addressPrefixes`, or give objects with `cidr` and `name`".to_string(),
            ..EstateProblem::default()
        });
    }
}
