//! The prefixes of an estate in order, each resource once.

use super::owner::{EstateKind, Owners};
use super::sorted::Sorted;
use super::store::Store;
use aksplan_fast::{Key, Key4, Key6};
use std::collections::HashMap;

/// Prefixes of both families, in order.
pub(super) struct Index {
    /// Those that must lie apart from each other.
    pub apart4: Sorted<Key4>,
    pub apart6: Sorted<Key6>,
    /// Those within a network of their own, and those that only their cluster knows.
    pub within4: Sorted<Key4>,
    pub within6: Sorted<Key6>,
}

impl Index {
    pub fn new(store: &Store) -> Self {
        let owners = &store.owners;
        let known = Known::of(store);
        let (apart4, nested4) = sort_out(owners, &known, store.apart.v4.clone(), &store.remote.v4);
        let (apart6, nested6) = sort_out(owners, &known, store.apart.v6.clone(), &store.remote.v6);
        let within4 = store.within.v4.iter().chain(&nested4).copied().collect();
        let within6 = store.within.v6.iter().chain(&nested6).copied().collect();
        Self {
            apart4,
            apart6,
            within4: Sorted::new(once_each(owners, Key4::sort(within4))),
            within6: Sorted::new(once_each(owners, Key6::sort(within6))),
        }
    }

    pub fn memory(&self) -> usize {
        (self.apart4.keys().len() + self.within4.keys().len()) * size_of::<Key4>()
            + (self.apart6.keys().len() + self.within6.keys().len()) * size_of::<Key6>()
    }
}

/// Resources by a name that is theirs alone. What they hold is of no interest: of maps there is one
/// kind only, because each is some kilobytes of code.
#[derive(Default)]
struct Known(HashMap<String, u32>);

impl Known {
    /// Networks that were read themselves, not only as the other side of a peering.
    fn of(store: &Store) -> Self {
        let mut known = Self::default();
        if store.remote.len() > 0 {
            let v4 = store.apart.v4.iter().map(|it| it.owner());
            let v6 = store.apart.v6.iter().map(|it| it.owner());
            for number in v4.chain(v6) {
                if store.owners.get(number).kind == EstateKind::VirtualNetwork {
                    known.add(&store.owners, number);
                }
            }
        }
        known
    }

    /// Adds a resource; answers whether it is new. Of what has no group it is not known whether two
    /// are the same.
    fn add(&mut self, owners: &Owners, number: u32) -> bool {
        let key = owners.key(number);
        key.is_none_or(|key| self.0.insert(key, number).is_none())
    }

    fn has(&self, owners: &Owners, number: u32) -> bool {
        owners.key(number).is_some_and(|key| self.0.contains_key(&key))
    }
}

/// What must lie apart, each once, in order; and subnets that lie in their own network after all,
/// because the two were read apart from each other.
fn sort_out<K: Key>(
    owners: &Owners,
    known: &Known,
    mut keys: Vec<K>,
    remote: &[K],
) -> (Sorted<K>, Vec<K>) {
    keys.extend(remote.iter().filter(|it| !known.has(owners, it.owner())));
    let keys = once_each(owners, K::sort(keys));
    if !keys.iter().any(|it| owners.parent(it.owner()).is_some()) {
        return (Sorted::new(keys), Vec::new());
    }
    let all = Sorted::new(keys);
    let is_nested = |it: &K| {
        let Some(parent) = owners.parent(it.owner()) else { return false };
        let parent = owners.key(parent);
        let mut is_nested = false;
        all.each_overlapping((it.first(), it.first(), it.prefix()), &mut |outer| {
            is_nested = parent.is_some() && owners.key(outer.owner()) == parent;
            !is_nested && outer.prefix() <= it.prefix()
        });
        is_nested
    };
    let (mut nested, mut apart) = (Vec::new(), Vec::new());
    for key in all.keys() {
        if is_nested(key) { nested.push(*key) } else { apart.push(*key) }
    }
    (Sorted::new(apart), nested)
}

/// Leaves out what is the same prefix of the same resource, read twice. In order.
fn once_each<K: Key>(owners: &Owners, keys: Vec<K>) -> Vec<K> {
    if !owners.has_groups() || !keys.windows(2).any(is_twice) {
        return keys;
    }
    let mut kept = Vec::with_capacity(keys.len());
    for equal in keys.chunk_by(|a, b| a.order() == b.order()) {
        let mut seen = Known::default();
        kept.extend(equal.iter().filter(|it| equal.len() == 1 || seen.add(owners, it.owner())));
    }
    kept
}

fn is_twice<K: Key>(pair: &[K]) -> bool {
    matches!(pair, [a, b] if a.order() == b.order())
}
