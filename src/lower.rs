//! From what was typed to values that can't be wrong.
//!
//! [`lower`] reads every range, address, reference, share and version of a plan once. What can't be
//! read becomes a [`Problem`], which a rule turns into a finding, and counts as not given from then
//! on. Where the plan says nothing, Azure's default is taken and noted in [`Lowered::defaults`].

mod cluster;
mod names;
mod network;
mod pool;
mod ranges;
mod reader;
mod share;

pub use cluster::Cluster;
pub use network::{Foreign, Network, Subnet, SubnetAt};
pub use pool::{PodAddressing, Pool};
pub use reader::{Assumed, Problem, ProblemKind};
pub use share::Share;

use crate::model::Plan;
use ipnet::IpNet;
use reader::Reader;
use std::net::IpAddr;

/// A plan as typed values, each beside the text it came from.
#[derive(Debug)]
pub struct Lowered<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// Its virtual networks, in its order.
    pub networks: Vec<Network<'p>>,
    /// Its address book, without what is no range.
    pub foreign: Vec<Foreign<'p>>,
    /// Its clusters, in its order.
    pub clusters: Vec<Cluster<'p>>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// What was not given, and what Azure takes instead.
    pub defaults: Vec<Assumed>,
}

/// A range with the place it stands at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranged {
    /// The range.
    pub net: IpNet,
    /// Where it stands, or would stand, as a JSON Pointer.
    pub path: String,
    /// It is Azure's default; nothing stands there.
    pub assumed: bool,
}

/// An address with the place it stands at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressed {
    /// The address.
    pub address: IpAddr,
    /// Where it stands, as a JSON Pointer.
    pub path: String,
}

/// Lowers a plan. Never fails: see [`Lowered::problems`].
#[must_use]
pub fn lower(plan: &Plan) -> Lowered<'_> {
    let mut reader = Reader::default();
    let networks = network::networks(plan, &mut reader);
    let foreign = network::foreign(plan, &mut reader);
    network::routes(plan, &mut reader);
    let clusters = cluster::clusters(plan, &networks, &mut reader);
    let Reader { problems, defaults } = reader;
    Lowered { plan, networks, foreign, clusters, problems, defaults }
}

impl Lowered<'_> {
    /// The subnet at a place.
    #[must_use]
    pub fn subnet(&self, at: SubnetAt) -> Option<&Subnet<'_>> {
        self.networks.get(at.network)?.subnets.get(at.subnet)
    }

    /// Every subnet with its place.
    pub fn subnets(&self) -> impl Iterator<Item = (SubnetAt, &Subnet<'_>)> {
        self.networks.iter().enumerate().flat_map(|(network, it)| {
            let at = move |subnet| SubnetAt { network, subnet };
            it.subnets.iter().enumerate().map(move |(subnet, it)| (at(subnet), it))
        })
    }

    /// Every pool with its cluster.
    pub fn pools(&self) -> impl Iterator<Item = (&Cluster<'_>, &Pool<'_>)> {
        self.clusters.iter().flat_map(|cluster| cluster.pools.iter().map(move |it| (cluster, it)))
    }
}
