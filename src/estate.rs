//! What exists already: a million ranges with who has them, asked small questions.
//!
//! An [`Estate`] is fed with bytes in pieces that end anywhere ([`Estate::add`], [`Estate::end`]) and
//! keeps eight bytes a range and one copy of each owner's name. Networks must lie apart from each
//! other; their own subnets lie in them, and what a cluster gives its pods and services is known to
//! that cluster alone, so neither overlaps anything here.
//!
//! ```
//! use aksplan::estate::Estate;
//! let mut estate = Estate::default();
//! estate.add(b"cidr,name\n10.0.0.0/16,hub\n10.0.4.0/22,", None).unwrap();
//! estate.add(b"lab\n10.1.0.0/16,shop\n", None).unwrap();
//! estate.end();
//! let overlaps = estate.overlaps(10, 10);
//! assert_eq!(overlaps.total, 1);
//! assert_eq!(overlaps.groups[0].members, ["hub", "lab"]);
//! let free = estate.space(&"10.0.0.0/14".parse().unwrap(), Some(16), 1);
//! assert_eq!(free.blocks.iter().next(), Some("10.2.0.0/16"));
//! ```

mod answers;
mod cidr;
mod conflicts;
mod csv;
mod index;
mod list;
mod owner;
mod problem;
mod resources;
mod sorted;
mod source;
mod store;

pub use answers::{
    Blocks, EstateCollisions, EstateGroup, EstateOverlaps, EstateRange, EstateSpace,
};
pub use owner::EstateKind;
pub use problem::{EstateProblem, EstateProblems};
pub use source::EstateFormat;

use aksplan_fast::{Ends, Groups, Key, Key4, Key6, Space, key4};
use answers::safe;
use index::Index;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use sorted::{Sorted, space};
use source::Source;
use std::cell::OnceCell;
use std::fmt;
use std::net::IpAddr;
use store::{MOST_PREFIXES, Store};

/// What exists already.
#[derive(Default)]
pub struct Estate {
    store: Store,
    /// The source that is being read.
    source: Option<Source>,
    /// Everything in order, from the first question on.
    index: OnceCell<Index>,
}

impl fmt::Debug for Estate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an estate of {} ranges", self.size())
    }
}

/// An estate has no more room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl fmt::Display for Full {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = crate::text::grouped(i64::try_from(MOST_PREFIXES).unwrap_or(i64::MAX));
        write!(
            f,
            "an estate holds {most} ranges and 512 MiB of names, and there is more; \
             leave out what is not needed, such as subnets"
        )
    }
}

impl std::error::Error for Full {}

impl Estate {
    /// Reads on in a source; `format` counts with its first bytes, and is what they look like when
    /// absent. What can't be read is among the [problems](Self::problems).
    ///
    /// # Errors
    /// There is no more room. What was read until then stays.
    pub fn add(&mut self, bytes: &[u8], format: Option<EstateFormat>) -> Result<(), Full> {
        self.index.take();
        let source = self.source.get_or_insert_with(|| Source::new(format));
        source.add(bytes, &mut self.store);
        if self.store.is_full { Err(Full) } else { Ok(()) }
    }

    /// Ends a source; what is added then is another.
    pub fn end(&mut self) {
        self.index.take();
        if let Some(mut source) = self.source.take() {
            source.end(&mut self.store);
            self.store.source = self.store.source.saturating_add(1);
        }
    }

    /// How many ranges were read, subnets and ranges of clusters among them.
    #[must_use]
    pub fn size(&self) -> usize {
        self.store.apart.len() + self.store.within.len()
    }

    /// How many resources were passed over because they are none that have ranges.
    #[must_use]
    pub fn others(&self) -> u64 {
        self.store.others
    }

    /// What could not be read.
    #[must_use]
    pub fn problems(&self) -> &EstateProblems {
        &self.store.problems
    }

    /// Bytes that it takes.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.store.memory() + self.index.get().map_or(0, Index::memory)
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| self.store.index())
    }

    /// Every group of ranges that share addresses, by address, IPv4 first: the first `most` groups
    /// with the first `most_members` of each.
    #[must_use]
    pub fn overlaps(&self, most: usize, most_members: usize) -> EstateOverlaps {
        let Index { apart4, apart6, .. } = self.index();
        let v4 = apart4.groups(most);
        let v6 = apart6.groups(most - v4.first.len());
        let mut overlaps = EstateOverlaps::default();
        self.tell(apart4, &v4, most_members, &mut overlaps);
        self.tell(apart6, &v6, most_members, &mut overlaps);
        overlaps
    }

    fn tell<K: Key>(
        &self,
        sorted: &Sorted<K>,
        groups: &Groups,
        most: usize,
        overlaps: &mut EstateOverlaps,
    ) {
        overlaps.total += groups.total;
        overlaps.prefixes += groups.prefixes;
        overlaps.pairs = overlaps.pairs.saturating_add(groups.pairs);
        for at in &groups.first {
            let keys = sorted.slice(at.clone());
            let Some(outermost) = keys.first() else { continue };
            let mut group = EstateGroup {
                cidr: outermost.net(),
                size: keys.len() as u64,
                members: Vec::new(),
                ranges: Vec::new(),
            };
            for key in keys.iter().take(most) {
                group.members.push(self.label(*key));
                group.ranges.push(self.range(*key));
            }
            overlaps.groups.push(group);
        }
    }

    /// The name of a range's owner, or the range where it has none.
    fn label<K: Key>(&self, key: K) -> String {
        let label = self.store.owners.label(key.owner());
        if label.is_empty() { key.net().to_string() } else { label }
    }

    fn range<K: Key>(&self, key: K) -> EstateRange {
        let owners = &self.store.owners;
        let owner = owners.get(key.owner());
        let text = |it: &str| (!it.is_empty()).then(|| it.to_string());
        EstateRange {
            cidr: key.net(),
            kind: owner.kind,
            name: text(owner.name),
            virtual_network: owner.parent.and_then(|it| text(owners.get(it).name)),
            resource_group: owner.resource_group.and_then(text),
            subscription: owner.subscription.and_then(text),
            id: owners.id(key.owner()),
        }
    }

    /// Free space within a range: the first `most` blocks of length `prefix`, or without it as few
    /// blocks as possible. Only whole blocks count.
    #[must_use]
    pub fn space(&self, within: &IpNet, prefix: Option<u8>, most: usize) -> EstateSpace {
        let within = within.trunc();
        let longest = within.max_prefix_len();
        let bits = prefix.map(|it| u32::from(longest.saturating_sub(it)));
        let index = self.index();
        let net = |first: u128, bits: u32| {
            let prefix = u8::try_from(bits).ok().and_then(|it| longest.checked_sub(it))?;
            match within {
                IpNet::V4(_) => Key4::net_at(first, prefix),
                IpNet::V6(_) => Key6::net_at(first, prefix),
            }
        };
        let found = match within {
            IpNet::V4(it) => space([&index.apart4, &Sorted::default()], ends4(it), bits, most),
            IpNet::V6(it) => space([&index.apart6, &Sorted::default()], ends6(it), bits, most),
        };
        let host_bits = u32::from(longest - within.prefix_len());
        let Space { lines, total, largest, addresses } = found;
        EstateSpace {
            blocks: Blocks(lines.into_text()),
            total: safe(total),
            largest: largest.and_then(|(first, bits)| net(first, bits)),
            free: safe(addresses),
            addresses: safe(1_u128.checked_shl(host_bits).unwrap_or(u128::MAX)),
        }
    }

    /// Who has an address: every range that holds it, from the largest.
    #[must_use]
    pub fn owners(&self, address: IpAddr) -> Vec<EstateRange> {
        let index = self.index();
        match address {
            IpAddr::V4(it) => self.holding(&index.apart4, &index.within4, it.into(), 32),
            IpAddr::V6(it) => self.holding(&index.apart6, &index.within6, it.into(), 128),
        }
    }

    fn holding<K: Key>(
        &self,
        apart: &Sorted<K>,
        within: &Sorted<K>,
        address: K::Address,
        longest: u8,
    ) -> Vec<EstateRange> {
        let mut ranges = Vec::new();
        for prefix in 0..=longest {
            for sorted in [apart, within] {
                for key in sorted.equal(K::first_around(address, prefix), prefix) {
                    ranges.push(self.range(*key));
                }
            }
        }
        ranges
    }

    /// Every IPv4 range by address, larger ones first: first addresses and lengths of those that must
    /// lie apart, or of those `nested` within others.
    #[must_use]
    pub fn prefixes(&self, nested: bool) -> (Vec<u32>, Vec<u8>) {
        let index = self.index();
        let sorted = if nested { &index.within4 } else { &index.apart4 };
        sorted.keys().iter().map(|it| (it.first(), it.prefix())).unzip()
    }

    /// What a range would overlap.
    #[must_use]
    pub fn collisions(&self, range: &IpNet, most: usize) -> EstateCollisions {
        let mut found = EstateCollisions::default();
        self.each_overlapping(range, &mut |key| {
            found.total += 1;
            if found.ranges.len() < most {
                found.ranges.push(match key {
                    AnyKey::V4(it) => self.range(it),
                    AnyKey::V6(it) => self.range(it),
                });
            }
            true
        });
        found
    }

    /// Shows what a range overlaps, until it was enough.
    fn each_overlapping(&self, range: &IpNet, see: &mut dyn FnMut(AnyKey) -> bool) {
        let index = self.index();
        match range.trunc() {
            IpNet::V4(it) => {
                index.apart4.each_overlapping(ends4(it), &mut |key| see(AnyKey::V4(key)));
            }
            IpNet::V6(it) => {
                index.apart6.each_overlapping(ends6(it), &mut |key| see(AnyKey::V6(key)));
            }
        }
    }

    /// The first range of length `prefix` within another that is free here, and not among `taken`.
    #[must_use]
    pub fn first_free(&self, within: &Ipv4Net, taken: &[IpNet], prefix: u8) -> Option<Ipv4Net> {
        let taken = taken.iter().filter_map(|it| match it {
            IpNet::V4(net) => Some(key4(net.network().into(), net.prefix_len(), 0)),
            IpNet::V6(_) => None,
        });
        let taken = Sorted::new(taken.collect());
        let bits = Some(u32::from(32_u8.saturating_sub(prefix)));
        let found = space([&self.index().apart4, &taken], ends4(within.trunc()), bits, 1);
        found.lines.into_text().parse().ok()
    }
}

fn ends4(net: Ipv4Net) -> Ends<Key4> {
    (net.network().into(), net.broadcast().into(), net.prefix_len())
}

fn ends6(net: Ipv6Net) -> Ends<Key6> {
    (net.network().into(), net.broadcast().into(), net.prefix_len())
}

/// A key of either family.
#[derive(Clone, Copy)]
enum AnyKey {
    V4(Key4),
    V6(Key6),
}
