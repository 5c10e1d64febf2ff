//! What a plan's ranges overlap in an estate. What of the estate is the plan's own is none of that.

use super::owner::{EstateKind, Owner, ResourceId};
use super::{AnyKey, Estate};
use crate::layout::{Conflict, Elsewhere, Range, RangeKind, Relation};
use crate::lower::Lowered;
use crate::text::is_guid;
use aksplan_fast::Key;
use ipnet::{IpNet, Ipv4Net};

/// So many ranges of the estate are looked at for one plan.
const SEEN: usize = 5_000_000;

impl Elsewhere for Estate {
    fn conflicts(&self, plan: &Lowered, ranges: &[Range]) -> Vec<Conflict> {
        let plan = Own::of(plan);
        let mut left = SEEN;
        let mut found = Vec::new();
        for range in ranges {
            let mut of_range: Vec<Conflict> = Vec::new();
            let mut see = |key: AnyKey, relation: Relation| match of_range
                .iter_mut()
                .find(|it| it.relation == relation)
            {
                Some(first) => first.more = first.more.saturating_add(1),
                None => of_range.push(self.conflict(relation, range, key)),
            };
            self.each_overlapping(&range.cidr, &mut |key| {
                left = left.saturating_sub(1);
                if let Some(relation) = self.relation(&plan, range, key) {
                    see(key, relation);
                }
                left > 0
            });
            if range.kind == RangeKind::Subnet {
                self.each_subnet_overlapping(&range.cidr, |key| {
                    left = left.saturating_sub(1);
                    if self.is_other_subnet(&plan, range, key) {
                        see(key, Relation::SubnetAndSubnet);
                    }
                    left > 0
                });
            }
            found.append(&mut of_range);
        }
        found
    }

    fn first_free(&self, within: &Ipv4Net, taken: &[IpNet], prefix: u8) -> Option<Ipv4Net> {
        Self::first_free(self, within, taken, prefix)
    }
}

impl Estate {
    fn conflict(&self, relation: Relation, own: &Range, key: AnyKey) -> Conflict {
        let b = Range {
            cidr: key.net(),
            kind: RangeKind::Estate,
            name: self.store.owners.label(key.owner()),
            path: String::new(),
            assumed: false,
            owner: 0,
        };
        Conflict { relation, a: own.clone(), b, more: 0 }
    }

    /// What a range of the plan is to one of the estate; nothing where they may overlap.
    fn relation(&self, plan: &Own, own: &Range, key: AnyKey) -> Option<Relation> {
        let owner = self.store.owners.get(key.owner());
        let cidr = key.net();
        let is_reserved = owner.kind == EstateKind::Reserved;
        match own.kind {
            RangeKind::Subnet => is_reserved.then_some(Relation::SubnetAndReserved),
            // Of a network that the plan only names, the estate knows more than the plan.
            RangeKind::PodCidr | RangeKind::ServiceCidr => {
                let at = plan.network_of(&owner, &cidr);
                let is_known = at.is_some_and(|at| plan.has_prefixes(at));
                let is_pod = own.kind == RangeKind::PodCidr;
                (!is_known).then_some(if is_pod {
                    Relation::PodAndForeign
                } else {
                    Relation::ServiceAndForeign
                })
            }
            RangeKind::VirtualNetwork if plan.network_of(&owner, &cidr).is_some() => None,
            // Part of a network may be set aside; a network may not lie in what is set aside.
            RangeKind::VirtualNetwork if is_reserved => {
                cidr.contains(&own.cidr).then_some(Relation::NetworkAndForeign)
            }
            RangeKind::VirtualNetwork
                if owner.kind == EstateKind::Peered || plan.is_peer(own.owner, &owner) =>
            {
                Some(Relation::NetworkAndPeered)
            }
            RangeKind::VirtualNetwork => Some(Relation::NetworkAndForeign),
            RangeKind::Foreign | RangeKind::Estate => None,
        }
    }

    /// Whether it is a subnet of the same network, but another one.
    fn is_other_subnet(&self, plan: &Own, own: &Range, key: AnyKey) -> bool {
        let owners = &self.store.owners;
        let owner = owners.get(key.owner());
        let Some(parent) = owner.parent.map(|it| owners.get(it)) else { return false };
        let is_same = owner.name.eq_ignore_ascii_case(&own.name);
        !is_same && plan.is_network(own.owner as usize, &parent) == Some(true)
    }

    /// Shows the subnets that a range overlaps, until it was enough.
    fn each_subnet_overlapping(&self, range: &IpNet, mut see: impl FnMut(AnyKey) -> bool) {
        if let IpNet::V4(net) = range.trunc() {
            self.index().within4.each_overlapping(super::ends4(net), &mut |it| see(AnyKey::V4(it)));
        }
    }
}

impl AnyKey {
    fn owner(self) -> u32 {
        match self {
            Self::V4(it) => it.owner(),
            Self::V6(it) => it.owner(),
        }
    }

    fn net(self) -> IpNet {
        match self {
            Self::V4(it) => it.net(),
            Self::V6(it) => it.net(),
        }
    }
}

/// The plan's own networks, as an estate may know them.
struct Own<'p> {
    plan: &'p Lowered<'p>,
    subscription: Option<&'p str>,
    resource_group: Option<&'p str>,
}

/// A text that is known: `${name}` stands for what is not.
fn known(text: &str) -> Option<&str> {
    Some(text).filter(|it| !it.is_empty() && !it.contains("${"))
}

impl<'p> Own<'p> {
    fn of(plan: &'p Lowered<'p>) -> Self {
        let subscription = plan.plan.subscription.as_deref().filter(|it| is_guid(it));
        let groups = &plan.plan.resource_groups;
        let resource_group = groups.first().and_then(|it| known(&it.name));
        Self { plan, subscription, resource_group }
    }

    /// Whether an owner is a network of the plan: by its resource id, where both have one.
    fn is_network(&self, at: usize, owner: &Owner) -> Option<bool> {
        let network = self.plan.networks.get(at)?;
        if !network.spec.name.eq_ignore_ascii_case(owner.name) {
            return Some(false);
        }
        let own = network.spec.resource_group.as_deref().map_or(self.resource_group, known);
        let is_same = own.zip(owner.resource_group).map(|(a, b)| a.eq_ignore_ascii_case(b));
        let is_elsewhere = self.subscription.zip(owner.subscription);
        let is_elsewhere = is_elsewhere.is_some_and(|(a, b)| !a.eq_ignore_ascii_case(b));
        if is_elsewhere { Some(false) } else { is_same }
    }

    /// The network of the plan that an owner is: by its resource id, or by name and prefix.
    fn network_of(&self, owner: &Owner, cidr: &IpNet) -> Option<usize> {
        if owner.name.is_empty() {
            return None;
        }
        (0..self.plan.networks.len()).find(|at| {
            self.is_network(*at, owner).unwrap_or_else(|| {
                let network = self.plan.networks.get(*at);
                network.is_some_and(|it| it.prefixes.iter().any(|it| it.net == *cidr))
            })
        })
    }

    fn has_prefixes(&self, at: usize) -> bool {
        self.plan.networks.get(at).is_some_and(|it| !it.prefixes.is_empty())
    }

    /// Whether a network of the plan is to be peered with an owner, which its resource id tells.
    fn is_peer(&self, at: u32, owner: &Owner) -> bool {
        let Some(network) = self.plan.networks.get(at as usize) else { return false };
        let is = |a: &str, b: Option<&str>| b.is_some_and(|it| it.eq_ignore_ascii_case(a));
        network.spec.peerings.iter().filter(|it| it.starts_with('/')).any(|id| {
            let id = ResourceId::parse(id);
            owner.name.eq_ignore_ascii_case(id.name)
                && is(id.resource_group, owner.resource_group)
                && is(id.subscription, owner.subscription)
        })
    }
}
