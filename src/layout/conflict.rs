//! Ranges that must lie apart and do not: one table for all of them.

use super::{Range, RangeKind};
use crate::lower::Lowered;
use crate::model::{ForeignKind, choice};
use crate::net;
use ipnet::{IpNet, Ipv4Net};
use macro_rules_attribute::apply;
use serde::Serialize;
use std::fmt;

/// Two ranges that must lie apart and do not.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Conflict {
    /// What the ranges are to each other.
    pub relation: Relation,
    /// The one that is easier to change.
    pub a: Range,
    /// The other.
    pub b: Range,
    /// How many further ranges of the estate are to `a` what `b` is.
    #[serde(skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub more: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// What exists outside the plan, and is too much for a list of it: it is asked.
pub trait Elsewhere {
    /// What ranges of the plan overlap there and must lie apart from.
    fn conflicts(&self, plan: &Lowered, ranges: &[Range]) -> Vec<Conflict>;

    /// The first range of length `prefix` within another that is free there, and not among `taken`.
    fn first_free(&self, within: &Ipv4Net, taken: &[IpNet], prefix: u8) -> Option<Ipv4Net>;
}

impl fmt::Debug for dyn Elsewhere + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Elsewhere")
    }
}

/// What two overlapping ranges are to each other; the first named is [`Conflict::a`].
#[apply(choice!)]
pub enum Relation {
    /// Two subnets of one network.
    SubnetAndSubnet = "subnetAndSubnet",
    /// Two parts of one network's address space.
    PrefixAndPrefix = "prefixAndPrefix",
    /// Two networks that are peered.
    PeeredNetworks = "peeredNetworks",
    /// A service CIDR and a subnet of the cluster's network.
    ServiceAndSubnet = "serviceAndSubnet",
    /// A service CIDR and unused space of the cluster's network.
    ServiceAndNetwork = "serviceAndNetwork",
    /// A service CIDR and a network that the cluster's is peered with.
    ServiceAndPeer = "serviceAndPeer",
    /// A service CIDR and a range of the address book or of the estate.
    ServiceAndForeign = "serviceAndForeign",
    /// A pod CIDR and the cluster's network.
    PodAndNetwork = "podAndNetwork",
    /// A pod CIDR and a network that the cluster's is peered with.
    PodAndPeer = "podAndPeer",
    /// A pod CIDR and a service CIDR of the same cluster.
    PodAndService = "podAndService",
    /// A pod CIDR and a range of the address book or of the estate.
    PodAndForeign = "podAndForeign",
    /// A network and a peered range of the address book or of the estate.
    NetworkAndPeered = "networkAndPeered",
    /// A network and any other range of the address book or of the estate.
    NetworkAndForeign = "networkAndForeign",
    /// A subnet and space that is set aside in its network.
    SubnetAndReserved = "subnetAndReserved",
}

/// At most so many are kept: thousands of equal ranges would make millions of pairs.
const CONFLICTS_KEPT: usize = 2_000;

/// At most so many overlapping pairs are looked at, most of which may be harmless.
const PAIRS_SEEN: usize = 1_000_000;

pub(super) fn conflicts(
    plan: &Lowered,
    ranges: &[Range],
    elsewhere: Option<&dyn Elsewhere>,
) -> Vec<Conflict> {
    let nets: Vec<IpNet> = ranges.iter().map(|it| it.cidr).collect();
    let pairs = net::overlapping_pairs(&nets).take(PAIRS_SEEN);
    let pairs = pairs.filter_map(|(a, b)| Some((ranges.get(a)?, ranges.get(b)?)));
    let mut found: Vec<Conflict> = pairs
        .filter_map(|(outer, inner)| {
            let (a, b) = if outer.kind >= inner.kind { (outer, inner) } else { (inner, outer) };
            let relation = relation(plan, a, b)?;
            // What exists elsewhere is the last to be changed.
            let (a, b) = if a.kind == RangeKind::Foreign { (b, a) } else { (a, b) };
            Some(Conflict { relation, a: a.clone(), b: b.clone(), more: 0 })
        })
        .chain(elsewhere.into_iter().flat_map(|it| it.conflicts(plan, ranges)))
        .take(CONFLICTS_KEPT)
        .collect();
    // A service CIDR on a subnet is on its network too: say it once, with the worse name.
    let on_subnet: Vec<String> = found
        .iter()
        .filter(|it| it.relation == Relation::ServiceAndSubnet)
        .map(|it| it.a.path.clone())
        .collect();
    found
        .retain(|it| it.relation != Relation::ServiceAndNetwork || !on_subnet.contains(&it.a.path));
    found
}

/// What `a` is to `b`; `a` is of the later kind. `None`: they may overlap.
fn relation(plan: &Lowered, a: &Range, b: &Range) -> Option<Relation> {
    use RangeKind::{PodCidr, ServiceCidr, Subnet, VirtualNetwork};
    let network_of = |cluster: &Range| plan.clusters.get(index(cluster)).and_then(|it| it.network);
    let is_own = |cluster, network: &Range| network_of(cluster) == Some(index(network));
    let is_peer = |at: Option<usize>, network: &Range| {
        let peers = at.and_then(|at| plan.networks.get(at)).map(|it| &it.peers);
        peers.is_some_and(|peers| peers.binary_search(&index(network)).is_ok())
    };
    match (a.kind, b.kind) {
        (Subnet, Subnet) if a.owner == b.owner => Some(Relation::SubnetAndSubnet),
        (VirtualNetwork, VirtualNetwork) if a.owner == b.owner => Some(Relation::PrefixAndPrefix),
        (VirtualNetwork, VirtualNetwork) => {
            is_peer(Some(index(a)), b).then_some(Relation::PeeredNetworks)
        }
        (ServiceCidr, Subnet) if is_own(a, b) => Some(Relation::ServiceAndSubnet),
        (ServiceCidr, VirtualNetwork) if is_own(a, b) => Some(Relation::ServiceAndNetwork),
        (ServiceCidr, VirtualNetwork) => {
            is_peer(network_of(a), b).then_some(Relation::ServiceAndPeer)
        }
        (PodCidr, VirtualNetwork) if is_own(a, b) => Some(Relation::PodAndNetwork),
        (PodCidr, VirtualNetwork) => is_peer(network_of(a), b).then_some(Relation::PodAndPeer),
        (ServiceCidr, PodCidr) => (a.owner == b.owner).then_some(Relation::PodAndService),
        _ => None,
    }
    .or_else(|| with_foreign(plan, a, b))
}

/// The same, where one side is of the address book.
fn with_foreign(plan: &Lowered, foreign: &Range, own: &Range) -> Option<Relation> {
    if foreign.kind != RangeKind::Foreign {
        return None;
    }
    let kind = plan.foreign.get(index(foreign))?.kind;
    match own.kind {
        RangeKind::ServiceCidr => Some(Relation::ServiceAndForeign),
        RangeKind::PodCidr => Some(Relation::PodAndForeign),
        RangeKind::VirtualNetwork if kind == ForeignKind::Peered => {
            Some(Relation::NetworkAndPeered)
        }
        // Part of a network may be set aside; a network may not lie in what is set aside.
        RangeKind::VirtualNetwork if kind == ForeignKind::Reserved => {
            foreign.cidr.contains(&own.cidr).then_some(Relation::NetworkAndForeign)
        }
        RangeKind::VirtualNetwork => Some(Relation::NetworkAndForeign),
        RangeKind::Subnet if kind == ForeignKind::Reserved => Some(Relation::SubnetAndReserved),
        RangeKind::Subnet | RangeKind::Foreign | RangeKind::Estate => None,
    }
}

fn index(range: &Range) -> usize {
    range.owner as usize
}
