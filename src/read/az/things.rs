//! What a script makes or speaks of, by its name in Azure, until it becomes a plan.

use crate::read::RemarkKind;
use crate::read::draft::place;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Kinds of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Group,
    Network,
    Subnet,
    RouteTable,
    NatGateway,
    SecurityGroup,
    PublicAddress,
    PublicPrefix,
    Identity,
    Cluster,
    Pool,
}

impl Kind {
    /// What people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Group => "resource group",
            Self::Network => "virtual network",
            Self::Subnet => "subnet",
            Self::RouteTable => "route table",
            Self::NatGateway => "NAT gateway",
            Self::SecurityGroup => "network security group",
            Self::PublicAddress => "public IP address",
            Self::PublicPrefix => "public IP prefix",
            Self::Identity => "identity",
            Self::Cluster => "cluster",
            Self::Pool => "agent pool",
        }
    }

    /// The list of the plan that it stands in, in the plan or in its parent.
    pub const fn list(self) -> Option<&'static str> {
        Some(match self {
            Self::Group => "resourceGroups",
            Self::Network => "virtualNetworks",
            Self::Subnet => "subnets",
            Self::RouteTable => "routeTables",
            Self::NatGateway => "natGateways",
            Self::SecurityGroup => "networkSecurityGroups",
            Self::Identity => "identities",
            Self::Cluster => "clusters",
            Self::Pool => "agentPools",
            Self::PublicAddress | Self::PublicPrefix => return None,
        })
    }

    /// Its type in resource ids, after the group; of an inner one what follows its parent's.
    const fn id_part(self) -> &'static str {
        match self {
            Self::Group => "",
            Self::Network => "Microsoft.Network/virtualNetworks",
            Self::Subnet => "subnets",
            Self::RouteTable => "Microsoft.Network/routeTables",
            Self::NatGateway => "Microsoft.Network/natGateways",
            Self::SecurityGroup => "Microsoft.Network/networkSecurityGroups",
            Self::PublicAddress => "Microsoft.Network/publicIPAddresses",
            Self::PublicPrefix => "Microsoft.Network/publicIPPrefixes",
            Self::Identity => "Microsoft.ManagedIdentity/userAssignedIdentities",
            Self::Cluster => "Microsoft.ContainerService/managedClusters",
            Self::Pool => "agentPools",
        }
    }

    /// Whether Azure keeps it in a region of its own.
    pub const fn has_location(self) -> bool {
        !matches!(self, Self::Subnet | Self::Pool)
    }

    /// Whether the plan has a region of its own for it.
    pub const fn keeps_location(self) -> bool {
        matches!(self, Self::Group | Self::Network | Self::Cluster)
    }

    /// Whether Azure keeps tags on it.
    pub const fn has_tags(self) -> bool {
        !matches!(self, Self::Subnet)
    }

    /// Whether the plan has tags of its own for it.
    pub const fn keeps_tags(self) -> bool {
        matches!(self, Self::Network | Self::Cluster | Self::Pool)
    }
}

/// The name of a thing in Azure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Id {
    pub kind: Kind,
    pub group: String,
    /// Outermost first: one, or two for a subnet and a pool.
    pub names: Vec<String>,
}

impl Id {
    pub fn new(kind: Kind, group: &str, names: &[&str]) -> Self {
        let names = names.iter().map(ToString::to_string).collect();
        Self { kind, group: group.to_string(), names }
    }

    pub fn name(&self) -> &str {
        self.names.last().unwrap_or(&self.group)
    }

    /// The thing that it is in.
    pub fn outer(&self) -> Option<Self> {
        let kind = match self.kind {
            Kind::Subnet => Kind::Network,
            Kind::Pool => Kind::Cluster,
            _ => return None,
        };
        let names = self.names.first().cloned().into_iter().collect();
        Some(Self { kind, group: self.group.clone(), names })
    }

    /// The thing of a kind that is in no other, by its resource id.
    pub fn of_text(kind: Kind, text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        parts.find(|it| it.eq_ignore_ascii_case("resourceGroups"))?;
        let group = parts.next()?;
        Some(Self::new(kind, group, &[text.rsplit('/').next()?]))
    }

    /// As Azure compares it.
    fn key(&self) -> String {
        format!("{:?}/{}/{}", self.kind, self.group, self.names.join("/")).to_lowercase()
    }

    /// The resource id.
    pub fn text(&self, subscription: &str) -> String {
        let Self { kind, group, names } = self;
        let start = format!("/subscriptions/{subscription}/resourceGroups/{group}");
        let outer = names.first().map(String::as_str).unwrap_or_default();
        let part = kind.id_part();
        match (kind, names.get(1)) {
            (Kind::Group, _) => start,
            (Kind::Subnet, Some(inner)) => {
                format!("{start}/providers/{}/{outer}/{part}/{inner}", Kind::Network.id_part())
            }
            (Kind::Pool, Some(inner)) => {
                format!("{start}/providers/{}/{outer}/{part}/{inner}", Kind::Cluster.id_part())
            }
            _ => format!("{start}/providers/{part}/{outer}"),
        }
    }
}

/// A thing that a script makes or speaks of.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub id: Id,
    /// The script makes it; otherwise it exists already.
    pub made: bool,
    /// The script deletes it.
    pub deleted: bool,
    /// The region that the script says.
    pub location: Option<(String, Range<usize>)>,
    /// Where the command stands that it is first spoken of in, its name and its group.
    pub range: Range<usize>,
    pub name_range: Range<usize>,
    pub group_range: Range<usize>,
    /// Its properties under the plan's names, and their places.
    pub value: Value,
    pub places: BTreeMap<String, Range<usize>>,
    /// What there is to say of it, at a place below its own.
    pub remarks: Vec<(Range<usize>, String, RemarkKind)>,
    /// The items of its lists that have names, by list and name in lower case.
    items: HashMap<String, usize>,
}

impl Thing {
    /// Sets a property.
    pub fn set(&mut self, property: &str, value: impl Into<Value>, range: Range<usize>) {
        let path = format!("/{property}");
        if let Some(place) = place(&mut self.value, &path) {
            *place = value.into();
            self.places.insert(path, range);
        }
    }

    pub fn get(&self, property: &str) -> Option<&Value> {
        self.value.pointer(&format!("/{property}"))
    }

    /// Where a property was said last.
    pub fn range_of(&self, property: &str) -> Option<Range<usize>> {
        self.places.get(&format!("/{property}")).cloned()
    }

    /// Takes a property away.
    pub fn unset(&mut self, property: &str) {
        let path = format!("/{property}");
        let (holder, name) = path.rsplit_once('/').unwrap_or_default();
        if let Some(Value::Object(members)) = self.value.pointer_mut(holder) {
            members.shift_remove(name);
        }
    }

    /// The place of the item of a list that has the name; a new one where there is none.
    pub fn item(&mut self, list: &str, name: &str, range: Range<usize>) -> String {
        let next = self.get(list).and_then(Value::as_array).map_or(0, Vec::len);
        let at = *self.items.entry(format!("{list}/{}", name.to_lowercase())).or_insert(next);
        if at == next {
            self.add(list, Value::Object(Map::new()), range);
        }
        format!("{list}/{at}")
    }

    /// Adds an item to a list.
    pub fn add(&mut self, list: &str, value: impl Into<Value>, range: Range<usize>) {
        let at = self.get(list).and_then(Value::as_array).map_or(0, Vec::len);
        if at == 0 {
            self.set(list, Vec::<Value>::new(), range.clone());
        }
        self.set(&format!("{list}/{at}"), value, range);
    }

    /// Keeps words for az as they are.
    pub fn carry(&mut self, words: Vec<String>, name: &str, of: String, range: Range<usize>) {
        let at = self.get("azArguments").and_then(Value::as_array).map_or(0, Vec::len);
        for word in words {
            self.add("azArguments", word, range.clone());
        }
        let kind = RemarkKind::Carried { name: name.to_string(), of };
        self.remarks.push((range, format!("/azArguments/{at}"), kind));
    }

    pub fn remark(&mut self, range: Range<usize>, property: &str, kind: RemarkKind) {
        let path = if property.is_empty() { String::new() } else { format!("/{property}") };
        self.remarks.push((range, path, kind));
    }
}

/// The things of a script, in the order in which they come up.
#[derive(Default)]
pub(super) struct Things {
    list: BTreeMap<usize, Thing>,
    places: HashMap<String, usize>,
    /// The subnets of a network and the pools of a cluster, by its key.
    inner: HashMap<String, Vec<usize>>,
}

impl Things {
    pub fn find(&self, id: &Id) -> Option<&Thing> {
        self.list.get(self.places.get(&id.key())?)
    }

    pub fn find_mut(&mut self, id: &Id) -> Option<&mut Thing> {
        self.list.get_mut(self.places.get(&id.key())?)
    }

    /// The thing of that name, which exists already where the script has not spoken of it before.
    pub fn of(&mut self, id: Id, range: &Range<usize>) -> &mut Thing {
        let next = self.list.len();
        let at = *self.places.entry(id.key()).or_insert(next);
        if at == next
            && let Some(outer) = id.outer()
        {
            self.inner.entry(outer.key()).or_default().push(at);
        }
        self.list.entry(at).or_insert_with(|| Thing {
            id,
            made: false,
            deleted: false,
            location: None,
            name_range: range.clone(),
            group_range: range.clone(),
            range: range.clone(),
            value: Value::Object(Map::new()),
            places: BTreeMap::new(),
            remarks: Vec::new(),
            items: HashMap::new(),
        })
    }

    /// All things that are there at the end.
    pub fn all(&self) -> impl Iterator<Item = &Thing> {
        self.list.values().filter(|it| !it.deleted)
    }

    /// The things in another one that are there at the end.
    pub fn within(&self, outer: &Id) -> impl Iterator<Item = &Thing> {
        let places = self.inner.get(&outer.key());
        let things = places.into_iter().flatten().filter_map(|at| self.list.get(at));
        things.filter(|it| !it.deleted)
    }

    /// The things of a kind that are there at the end.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Thing> {
        self.all().filter(move |it| it.id.kind == kind)
    }
}
