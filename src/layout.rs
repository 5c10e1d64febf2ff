//! Who takes how many addresses, and why.
//!
//! [`layout`] is a pure function of the plan. Every term of every sum is kept, so that "10 nodes x
//! (1 + 30 pods)" can be shown beside "310".

mod conflict;
mod demand;
mod headroom;
mod outbound;
mod pod_cidr;
mod ranges;
mod subnet;

pub use conflict::{Conflict, Elsewhere, Relation};
pub use demand::Demand;
pub use headroom::{Headroom, Limit};
pub use outbound::SnatLayout;
pub use pod_cidr::{PodCidrLayout, node_range};
pub use ranges::{FreeSpace, Range, RangeKind};
pub use subnet::SubnetLayout;

use crate::lower::{Assumed, Lowered};
use crate::upgrade::{self, UpgradeOutlook};
use crate::version::Version;
use serde::Serialize;

/// The addresses of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Layout {
    /// Each subnet: what it must hold and what it can.
    pub subnets: Vec<SubnetLayout>,
    /// Each range that pods have outside the virtual network, cut into ranges of nodes.
    pub pod_cidrs: Vec<PodCidrLayout>,
    /// Ports for outbound traffic.
    pub snat: Vec<SnatLayout>,
    /// How many more nodes fit before each limit, nearest first within a cluster.
    pub headroom: Vec<Headroom>,
    /// Every range of the plan, by address: a map of it.
    pub ranges: Vec<Range>,
    /// Free space of each virtual network.
    pub free_space: Vec<FreeSpace>,
    /// Ranges that must lie apart and do not.
    pub conflicts: Vec<Conflict>,
    /// What was not given, and what Azure takes instead.
    pub defaults: Vec<Assumed>,
    /// Which version each upgrade channel would bring, where the plan tells the versions on offer.
    pub upgrades: Vec<UpgradeOutlook>,
}

impl Layout {
    /// The conflicts of one relation.
    pub fn conflicts_of(&self, relation: Relation) -> impl Iterator<Item = &Conflict> {
        self.conflicts.iter().filter(move |it| it.relation == relation)
    }
}

/// Lays out a plan.
#[must_use]
pub fn layout(plan: &Lowered) -> Layout {
    layout_beside(plan, None)
}

/// Lays out a plan beside what exists elsewhere.
#[must_use]
pub fn layout_beside(plan: &Lowered, elsewhere: Option<&dyn Elsewhere>) -> Layout {
    let ranges = ranges::ranges(plan);
    let subnets = subnet::subnets(plan);
    let pod_cidrs = pod_cidr::pod_cidrs(plan);
    let snat = outbound::snat(plan);
    Layout {
        headroom: headroom::headroom(plan, &subnets, &pod_cidrs, &snat),
        conflicts: conflict::conflicts(plan, &ranges, elsewhere),
        free_space: ranges::free_space(plan),
        defaults: plan.defaults.clone(),
        upgrades: upgrades(plan),
        subnets,
        pod_cidrs,
        snat,
        ranges,
    }
}

fn upgrades(plan: &Lowered) -> Vec<UpgradeOutlook> {
    let offered = plan.plan.kubernetes_versions.iter();
    let offered: Vec<Version> = offered.filter_map(|text| Version::parse(text)).collect();
    if offered.is_empty() {
        return Vec::new();
    }
    plan.clusters.iter().flat_map(|cluster| upgrade::outlooks(cluster, &offered)).collect()
}
