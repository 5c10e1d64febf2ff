//! What was read so far, in the order it came.

use super::cidr::Read;
use super::index::Index;
use super::owner::{EstateKind, Owners};
use super::problem::{EstateProblem, EstateProblems};
use aksplan_fast::{Key4, Key6, key4};
use std::collections::HashMap;

/// Prefixes that an estate holds at most: what a browser lets a page have is used up by then.
pub(super) const MOST_PREFIXES: usize = 10_000_000;

/// Prefixes of both families.
#[derive(Default)]
pub(super) struct Prefixes {
    pub v4: Vec<Key4>,
    pub v6: Vec<Key6>,
}

impl Prefixes {
    #[inline]
    fn push(&mut self, read: &Read, owner: u32) {
        match *read {
            Read::V4(first, prefix) => self.v4.push(key4(first, prefix, owner)),
            Read::V6(first, prefix) => self.v6.push(Key6 { first, prefix, owner }),
        }
    }

    pub fn len(&self) -> usize {
        self.v4.len() + self.v6.len()
    }

    pub fn memory(&self) -> usize {
        self.v4.capacity() * size_of::<Key4>() + self.v6.capacity() * size_of::<Key6>()
    }
}

/// Where a prefix belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It must lie apart from others.
    Apart,
    /// It lies in a range of its own network, or only its cluster knows it.
    Within,
    /// It is of a network that is known from a peering only, so far.
    Remote,
}

/// What was read, and the problems of reading it.
#[derive(Default)]
pub(super) struct Store {
    pub owners: Owners,
    pub apart: Prefixes,
    pub within: Prefixes,
    pub remote: Prefixes,
    /// Owners of networks that were seen as the other side of a peering, by their ids.
    remotes: HashMap<String, u32>,
    pub problems: EstateProblems,
    /// Number of the source that is read.
    pub source: u32,
    /// Resources that have no ranges, and need none.
    pub others: u64,
    /// There was no more room.
    pub is_full: bool,
}

impl Store {
    /// Adds a prefix.
    #[inline]
    pub fn put(&mut self, read: &Read, owner: u32, place: Place) {
        let list = match place {
            Place::Apart => &mut self.apart,
            Place::Within => &mut self.within,
            Place::Remote => &mut self.remote,
        };
        if list.len() >= MOST_PREFIXES {
            self.is_full = true;
            return;
        }
        list.push(read, owner);
    }

    /// Adds an owner; without room the number of nobody.
    pub fn own(&mut self, name: &str, kind: EstateKind, group: u32, parent: u32) -> u32 {
        self.owners.add(name, kind, group, parent).unwrap_or_else(|| {
            self.is_full = true;
            super::owner::NOBODY
        })
    }

    /// The owner of the network behind a peering, and whether it is seen for the first time.
    pub fn remote_of(&mut self, id: &str) -> (u32, bool) {
        let key = id.to_ascii_lowercase();
        if let Some(owner) = self.remotes.get(key.as_str()) {
            return (*owner, false);
        }
        let read = super::owner::ResourceId::parse(id);
        let group = self.owners.group(read.subscription, read.resource_group);
        let name = if read.name.is_empty() { id } else { read.name };
        let owner = self.own(name, EstateKind::VirtualNetwork, group, 0);
        self.remotes.insert(key, owner);
        (owner, true)
    }

    pub fn problem(&mut self, problem: EstateProblem) {
        self.problems.add(EstateProblem { source: self.source, ..problem });
    }

    /// Everything in order.
    pub fn index(&self) -> Index {
        Index::new(self)
    }

    pub fn memory(&self) -> usize {
        self.owners.memory() + self.apart.memory() + self.within.memory() + self.remote.memory()
    }
}
