//! What the plan's ranges overlap in the networks around it.

use super::{Live, Network, name_of};
use crate::layout::{Conflict, Elsewhere, Range, RangeKind, Relation};
use crate::lower::Lowered;
use crate::net;
use ipnet::{IpNet, Ipv4Net};

/// A range that exists, and what it is to a network of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveRange {
    /// The range.
    pub net: IpNet,
    /// What it belongs to.
    pub name: String,
    /// It is a subnet of the plan's network, and else of one that is peered with it.
    pub is_subnet: bool,
    /// Position of the plan's network.
    pub network: usize,
}

impl Live {
    /// The ranges around the plan's networks: of the networks that these are peered with or will be,
    /// and of their subnets that the plan does not name.
    #[must_use]
    pub fn ranges(&self, plan: &Lowered) -> Vec<LiveRange> {
        let Some(ids) = self.ids(plan.plan) else { return Vec::new() };
        let own: Vec<Option<String>> =
            plan.networks.iter().map(|it| ids.network(it.spec)).collect();
        let mut all = Vec::new();
        for (at, network) in plan.networks.iter().enumerate() {
            let there = own.get(at).cloned().flatten().and_then(|id| self.network(&id));
            for (id, prefixes) in self.peers(network.spec, there) {
                // Networks of the plan are held against each other anyway.
                let is_own = own.iter().flatten().any(|it| it.eq_ignore_ascii_case(id));
                let name = name_of(id);
                all.extend(ranges(prefixes).filter(|_| !is_own).map(|net| LiveRange {
                    net,
                    name: name.to_string(),
                    is_subnet: false,
                    network: at,
                }));
            }
            for subnet in there.into_iter().flat_map(|it| &it.subnets) {
                let name = name_of(&subnet.id);
                let is_named =
                    network.subnets.iter().any(|it| it.spec.name.eq_ignore_ascii_case(name));
                all.extend(ranges(&subnet.address_prefixes).filter(|_| !is_named).map(|net| {
                    LiveRange { net, name: name.to_string(), is_subnet: true, network: at }
                }));
            }
        }
        all
    }

    /// The networks that one is peered with, or will be, with their address spaces: their own, or
    /// what the peering says of them.
    fn peers<'l>(
        &'l self,
        planned: &'l crate::model::VirtualNetwork,
        there: Option<&'l Network>,
    ) -> Vec<(&'l str, &'l [String])> {
        let mut all: Vec<(&str, &[String])> = Vec::new();
        for it in there.into_iter().flat_map(|it| &it.peerings) {
            let own = self.network(&it.remote).map(|it| it.address_prefixes.as_slice());
            let prefixes = own.filter(|it| !it.is_empty()).unwrap_or(&it.remote_prefixes);
            all.push((&it.remote, prefixes));
        }
        for id in planned.peerings.iter().filter(|it| it.starts_with('/')) {
            let is_known = all.iter().any(|(it, _)| it.eq_ignore_ascii_case(id));
            if let Some(network) = self.network(id).filter(|_| !is_known) {
                all.push((id, &network.address_prefixes));
            }
        }
        all
    }
}

fn ranges(prefixes: &[String]) -> impl Iterator<Item = IpNet> {
    prefixes.iter().filter_map(|it| it.trim().parse::<IpNet>().ok())
}

/// The ranges around a plan's networks, and what else is asked.
pub(crate) struct Around<'a> {
    pub ranges: Vec<LiveRange>,
    /// What else exists.
    pub beside: Option<&'a dyn Elsewhere>,
}

impl Elsewhere for Around<'_> {
    fn conflicts(&self, plan: &Lowered, ranges: &[Range]) -> Vec<Conflict> {
        let mut found = Vec::new();
        for own in ranges {
            let mut of_range: Vec<Conflict> = Vec::new();
            for it in self.ranges.iter().filter(|it| net::overlap(&it.net, &own.cidr)) {
                let Some(relation) = relation(plan, own, it) else { continue };
                match of_range.iter_mut().find(|it| it.relation == relation) {
                    Some(first) => first.more = first.more.saturating_add(1),
                    None => of_range.push(Conflict {
                        relation,
                        a: own.clone(),
                        b: Range {
                            cidr: it.net,
                            kind: RangeKind::Estate,
                            name: it.name.clone(),
                            path: String::new(),
                            assumed: false,
                            owner: 0,
                        },
                        more: 0,
                    }),
                }
            }
            found.append(&mut of_range);
        }
        // The same range may be in an estate as well: it is told once.
        let beside = self.beside.map(|it| it.conflicts(plan, ranges)).unwrap_or_default();
        for it in beside {
            let is_known = found.iter().any(|known| known.a == it.a && known.b.cidr == it.b.cidr);
            if !is_known {
                found.push(it);
            }
        }
        found
    }

    fn first_free(&self, within: &Ipv4Net, taken: &[IpNet], prefix: u8) -> Option<Ipv4Net> {
        let mut taken = taken.to_vec();
        taken.extend(self.ranges.iter().map(|it| it.net));
        match self.beside {
            Some(beside) => beside.first_free(within, &taken, prefix),
            None => net::first_free(within, &taken, prefix),
        }
    }
}

/// What a range of the plan is to one around it; nothing where they may overlap.
fn relation(plan: &Lowered, own: &Range, other: &LiveRange) -> Option<Relation> {
    let owner = own.owner as usize;
    let network_of = || plan.clusters.get(owner).and_then(|it| it.network);
    match own.kind {
        RangeKind::VirtualNetwork if owner == other.network && !other.is_subnet => {
            Some(Relation::NetworkAndPeered)
        }
        RangeKind::Subnet if owner == other.network && other.is_subnet => {
            Some(Relation::SubnetAndSubnet)
        }
        RangeKind::PodCidr if network_of() == Some(other.network) && !other.is_subnet => {
            Some(Relation::PodAndPeer)
        }
        RangeKind::ServiceCidr if network_of() == Some(other.network) => Some(if other.is_subnet {
            Relation::ServiceAndSubnet
        } else {
            Relation::ServiceAndPeer
        }),
        _ => None,
    }
}
