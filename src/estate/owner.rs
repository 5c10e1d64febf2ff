//! Who has the ranges: millions of names in few allocations.

use crate::model::choice;
use aksplan_fast::MOST_OWNERS;
use macro_rules_attribute::apply;
use std::collections::HashMap;

/// What a range of an estate is.
#[apply(choice!)]
pub enum EstateKind {
    /// Part of a virtual network's address space.
    VirtualNetwork = "virtualNetwork",
    /// A subnet.
    Subnet = "subnet",
    /// The hub of a Virtual WAN.
    VirtualHub = "virtualHub",
    /// A network that the planned ones are peered with.
    Peered = "peered",
    /// A network reached over VPN or ExpressRoute.
    OnPremises = "onPremises",
    /// Set aside for something that comes later.
    Reserved = "reserved",
    /// A destination that pods talk to, such as a partner's network.
    External = "external",
    /// Pods of a cluster outside its virtual network. Nothing outside the cluster knows it.
    PodCidr = "podCidr",
    /// Services of a cluster. Nothing outside the cluster knows it.
    ServiceCidr = "serviceCidr",
    /// Any other range.
    Range = "range",
}

impl EstateKind {
    /// The kind that a word in a list is.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.iter().copied().find(|it| it.as_str().eq_ignore_ascii_case(text))
    }

    /// The kind of a resource, by its type or its id.
    pub(super) fn of_type(name: &str, id: &ResourceId) -> Option<Self> {
        let kind = name.rsplit_once('/').map_or(name, |(_, kind)| kind);
        let kind = if kind.is_empty() { id.kind } else { kind };
        let is = |word: &str| kind.eq_ignore_ascii_case(word);
        Some(if !id.subnet.is_empty() || is("subnets") {
            Self::Subnet
        } else if is("virtualNetworks") {
            Self::VirtualNetwork
        } else if is("virtualHubs") {
            Self::VirtualHub
        } else if is("localNetworkGateways") {
            Self::OnPremises
        } else {
            return None;
        })
    }

    /// The type in resource ids of what has ranges of the kind.
    fn resource_type(self) -> Option<&'static str> {
        Some(match self {
            Self::VirtualNetwork | Self::Subnet => "Microsoft.Network/virtualNetworks",
            Self::VirtualHub => "Microsoft.Network/virtualHubs",
            Self::OnPremises => "Microsoft.Network/localNetworkGateways",
            Self::PodCidr | Self::ServiceCidr => "Microsoft.ContainerService/managedClusters",
            _ => return None,
        })
    }
}

/// Bytes that the names may have in all.
const MOST_NAME_BYTES: usize = 512 * 1024 * 1024;

/// Bytes of a name that are kept: Azure's have 80 at most.
const LONGEST_NAME: usize = 256;

/// Number of the owner of ranges that have none.
pub(super) const NOBODY: u32 = 0;

/// Owners by number.
pub(super) struct Owners {
    names: String,
    /// Where each name ends, which is where the next begins.
    ends: Vec<u32>,
    kinds: Vec<EstateKind>,
    /// Subscription and resource group; 0: not known.
    groups: Vec<u32>,
    /// The virtual network of a subnet; 0: not known.
    parents: Vec<u32>,
    group_names: Vec<(String, String)>,
    groups_by_name: HashMap<String, u32>,
}

/// An owner.
#[derive(Clone, Copy)]
pub(super) struct Owner<'o> {
    pub name: &'o str,
    pub kind: EstateKind,
    /// Number of its subscription and resource group, where they are known.
    pub group: Option<u32>,
    /// Number of its virtual network.
    pub parent: Option<u32>,
    pub subscription: Option<&'o str>,
    pub resource_group: Option<&'o str>,
}

impl Default for Owners {
    fn default() -> Self {
        let mut owners = Self {
            names: String::new(),
            ends: Vec::new(),
            kinds: Vec::new(),
            groups: Vec::new(),
            parents: Vec::new(),
            group_names: vec![(String::new(), String::new())],
            groups_by_name: HashMap::new(),
        };
        owners.push("", EstateKind::Range, 0, 0);
        owners
    }
}

impl Owners {
    /// Adds an owner; answers its number, or nothing when there is no more room.
    pub fn add(&mut self, name: &str, kind: EstateKind, group: u32, parent: u32) -> Option<u32> {
        if name.is_empty() && kind == EstateKind::Range {
            return Some(NOBODY);
        }
        let name = cut(name, LONGEST_NAME);
        let has_room = self.ends.len() < MOST_OWNERS
            && self.names.len().saturating_add(name.len()) <= MOST_NAME_BYTES;
        has_room.then(|| self.push(name, kind, group, parent))
    }

    fn push(&mut self, name: &str, kind: EstateKind, group: u32, parent: u32) -> u32 {
        self.names.push_str(name);
        self.ends.push(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.kinds.push(kind);
        self.groups.push(group);
        self.parents.push(parent);
        u32::try_from(self.ends.len() - 1).unwrap_or(u32::MAX)
    }

    /// The number of a subscription and resource group; 0 where both are empty.
    pub fn group(&mut self, subscription: &str, resource_group: &str) -> u32 {
        if subscription.is_empty() && resource_group.is_empty() {
            return 0;
        }
        let mut name = String::with_capacity(subscription.len() + resource_group.len() + 1);
        name.extend([subscription, "/", resource_group]);
        name.make_ascii_lowercase();
        if let Some(number) = self.groups_by_name.get(&name) {
            return *number;
        }
        let number = u32::try_from(self.group_names.len()).unwrap_or(u32::MAX);
        let text = |it| cut(it, LONGEST_NAME).to_string();
        self.group_names.push((text(subscription), text(resource_group)));
        self.groups_by_name.insert(name, number);
        number
    }

    /// The virtual network of a subnet.
    #[inline]
    pub fn parent(&self, number: u32) -> Option<u32> {
        self.parents.get(number as usize).copied().filter(|it| *it != 0)
    }

    /// Whether resources can be told apart: without groups nothing is known to be the same.
    pub fn has_groups(&self) -> bool {
        self.group_names.len() > 1
    }

    pub fn get(&self, number: u32) -> Owner<'_> {
        let at = number as usize;
        let end = |at: usize| self.ends.get(at).map_or(0, |it| *it as usize);
        let begin = at.checked_sub(1).map_or(0, end);
        let group = self.groups.get(at).copied().filter(|it| *it != 0);
        let names = group.and_then(|it| self.group_names.get(it as usize));
        let known = |text: &'_ str| !text.is_empty();
        Owner {
            name: self.names.get(begin..end(at)).unwrap_or_default(),
            kind: self.kinds.get(at).copied().unwrap_or(EstateKind::Range),
            group,
            parent: self.parent(number),
            subscription: names.map(|it| it.0.as_str()).filter(|it| known(it)),
            resource_group: names.map(|it| it.1.as_str()).filter(|it| known(it)),
        }
    }

    /// Its name as people know it: with its resource group and network, where they are known.
    pub fn label(&self, number: u32) -> String {
        let owner = self.get(number);
        let parent = owner.parent.map_or("", |it| self.get(it).name);
        let parts = [owner.resource_group.unwrap_or_default(), parent, owner.name];
        let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        parts.join("/")
    }

    /// Its resource id, where its subscription and resource group are known.
    pub fn id(&self, number: u32) -> Option<String> {
        let owner = self.get(number);
        let (subscription, group) = owner.subscription.zip(owner.resource_group)?;
        let kind = owner.kind.resource_type()?;
        let name = match owner.parent {
            Some(parent) => format!("{}/subnets/{}", self.get(parent).name, owner.name),
            None if owner.kind == EstateKind::Subnet => return None,
            None => owner.name.to_string(),
        };
        Some(format!(
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/{kind}/{name}"
        ))
    }

    /// What is one and the same for two only when they are the same resource; nothing where that is
    /// not known, because it has no group.
    pub fn key(&self, number: u32) -> Option<String> {
        let owner = self.get(number);
        let group = owner.group?;
        let parent = owner.parent.map_or("", |it| self.get(it).name);
        let kind = owner.kind.as_str();
        Some(format!("{group}/{kind}/{parent}/{}", owner.name).to_ascii_lowercase())
    }

    /// Bytes that it takes.
    pub fn memory(&self) -> usize {
        self.names.capacity()
            + self.ends.capacity() * 4
            + self.kinds.capacity()
            + self.groups.capacity() * 4
            + self.parents.capacity() * 4
            + self.group_names.len() * 200
    }
}

/// What a text begins with, in at most so many bytes.
fn cut(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end = (0..=most).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// What a resource id says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ResourceId<'i> {
    pub subscription: &'i str,
    pub resource_group: &'i str,
    /// The last part of the type of the outermost resource, such as `virtualNetworks`.
    pub kind: &'i str,
    pub name: &'i str,
    /// The name of a subnet in it.
    pub subnet: &'i str,
}

impl<'i> ResourceId<'i> {
    /// Reads an id; nothing in what is none.
    pub fn parse(id: &'i str) -> Self {
        let mut parts = id.trim().split('/').skip(1);
        let mut read = Self::default();
        while let Some(name) = parts.next() {
            let Some(value) = parts.next() else { break };
            let is = |word: &str| name.eq_ignore_ascii_case(word);
            if is("subscriptions") {
                read.subscription = value;
            } else if is("resourceGroups") {
                read.resource_group = value;
            } else if is("providers") {
                read.kind = parts.next().unwrap_or_default();
                read.name = parts.next().unwrap_or_default();
            } else if is("subnets") {
                read.subnet = value;
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_has_its_id_and_label_again() {
        let mut owners = Owners::default();
        let group = owners.group("s-1", "RG-Net");
        assert_eq!(owners.group("S-1", "rg-net"), group);
        let network = owners.add("vnet", EstateKind::VirtualNetwork, group, 0).unwrap();
        let subnet = owners.add("nodes", EstateKind::Subnet, group, network).unwrap();
        let id = "/subscriptions/s-1/resourceGroups/RG-Net/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes";
        assert_eq!(owners.id(subnet).as_deref(), Some(id));
        assert_eq!(owners.label(subnet), "RG-Net/vnet/nodes");
        let read = ResourceId::parse(id);
        assert_eq!((read.name, read.subnet, read.kind), ("vnet", "nodes", "virtualNetworks"));
        assert_eq!((read.subscription, read.resource_group), ("s-1", "RG-Net"));
        assert_eq!(ResourceId::parse("vnet"), ResourceId::default());
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let mut owners = Owners::default();
        let long = "é".repeat(1000);
        let number = owners.add(&long, EstateKind::Range, 0, 0).unwrap();
        assert_eq!(owners.get(number).name, "é".repeat(128));
        assert_eq!(owners.label(number), "é".repeat(128));
    }
}
