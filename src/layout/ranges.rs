//! Every range of a plan, on one list.

use crate::lower::{Lowered, Ranged};
use crate::model::{ForeignKind, choice};
use crate::net;
use ipnet::IpNet;
use macro_rules_attribute::apply;
use serde::Serialize;
use std::fmt;

/// A range of the plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Range {
    /// The range.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub cidr: IpNet,
    /// What it is.
    pub kind: RangeKind,
    /// What it belongs to.
    pub name: String,
    /// Where it stands, or would stand, as a JSON Pointer.
    pub path: String,
    /// It is Azure's default; nothing stands there.
    pub assumed: bool,
    /// Position in the plan of what it belongs to: of a virtual network, also for its subnets; of a
    /// cluster; of an entry of the address book.
    pub owner: u32,
}

/// What a range is.
#[apply(choice!)]
pub enum RangeKind {
    /// Part of a virtual network's address space.
    VirtualNetwork = "virtualNetwork",
    /// A subnet.
    Subnet = "subnet",
    /// Pods outside the virtual network.
    PodCidr = "podCidr",
    /// Services.
    ServiceCidr = "serviceCidr",
    /// An entry of the address book.
    Foreign = "foreign",
    /// A range of the estate: it exists already.
    Estate = "estate",
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cidr, name, .. } = self;
        let default = if self.assumed { ", Azure's default," } else { "" };
        match self.kind {
            RangeKind::VirtualNetwork => write!(f, "virtual network `{name}` (`{cidr}`)"),
            RangeKind::Subnet => write!(f, "subnet `{name}` (`{cidr}`)"),
            RangeKind::PodCidr => write!(f, "pod CIDR `{cidr}`{default} of cluster `{name}`"),
            RangeKind::ServiceCidr => {
                write!(f, "service CIDR `{cidr}`{default} of cluster `{name}`")
            }
            RangeKind::Foreign => write!(f, "`{name}` (`{cidr}`) of the address book"),
            RangeKind::Estate if name.is_empty() => write!(f, "`{cidr}` of the estate"),
            RangeKind::Estate => write!(f, "`{name}` (`{cidr}`) of the estate"),
        }
    }
}

/// Free space of a virtual network.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct FreeSpace {
    /// The virtual network.
    pub virtual_network: String,
    /// Its free space as few ranges as possible, by address; the first 1,000.
    #[cfg_attr(feature = "wasm", tsify(type = "string[]"))]
    pub blocks: Vec<IpNet>,
    /// Free addresses in these.
    pub addresses: u64,
}

const FREE_BLOCKS_SHOWN: usize = 1_000;

pub(super) fn ranges(plan: &Lowered) -> Vec<Range> {
    let mut ranges = Vec::new();
    let mut add = |range: &Ranged, kind, name: &str, owner: usize| {
        ranges.push(Range {
            cidr: range.net,
            kind,
            name: name.to_string(),
            path: range.path.clone(),
            assumed: range.assumed,
            owner: u32::try_from(owner).unwrap_or(u32::MAX),
        });
    };
    for (at, network) in plan.networks.iter().enumerate() {
        for prefix in &network.prefixes {
            add(prefix, RangeKind::VirtualNetwork, &network.spec.name, at);
        }
        for subnet in &network.subnets {
            for prefix in &subnet.prefixes {
                add(prefix, RangeKind::Subnet, &subnet.spec.name, at);
            }
        }
    }
    for cluster in &plan.clusters {
        for cidr in &cluster.pod_cidrs {
            add(cidr, RangeKind::PodCidr, &cluster.spec.name, cluster.index);
        }
        for cidr in &cluster.service_cidrs {
            add(cidr, RangeKind::ServiceCidr, &cluster.spec.name, cluster.index);
        }
    }
    for (at, foreign) in plan.foreign.iter().enumerate() {
        add(&foreign.range, RangeKind::Foreign, &foreign.spec.name, at);
    }
    ranges.sort_by_key(|it| (it.cidr.network(), it.cidr.prefix_len(), it.kind));
    ranges
}

/// Free space of each network: not under a subnet, nor under an entry of the address book that is
/// reserved for later.
pub(super) fn free_space(plan: &Lowered) -> Vec<FreeSpace> {
    let reserved = plan.foreign.iter().filter(|it| it.kind == ForeignKind::Reserved);
    let reserved: Vec<IpNet> = reserved.map(|it| it.range.net).collect();
    let networks = plan.networks.iter().map(|network| {
        let subnets = network.subnets.iter().flat_map(|it| it.prefixes.iter());
        let taken: Vec<IpNet> = subnets.map(|it| it.net).chain(reserved.iter().copied()).collect();
        let prefixes = network.prefixes.iter().filter_map(|it| match it.net {
            IpNet::V4(net) => Some(net),
            IpNet::V6(_) => None,
        });
        let mut blocks = Vec::new();
        let mut addresses = 0u64;
        for prefix in prefixes {
            for block in net::free_blocks(&prefix, &taken).map(IpNet::V4) {
                addresses = addresses.saturating_add(net::size(&block));
                if blocks.len() < FREE_BLOCKS_SHOWN {
                    blocks.push(block);
                }
            }
        }
        FreeSpace { virtual_network: network.spec.name.clone(), blocks, addresses }
    });
    networks.collect()
}
