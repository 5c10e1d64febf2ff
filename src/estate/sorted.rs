//! Prefixes of one family in order, and what can be asked of them.

use aksplan_fast::{Ends, Groups, Key, Space};
use std::ops::Range;

/// Prefixes by first address, larger ones first. What overlaps stands together.
pub(super) struct Sorted<K> {
    keys: Vec<K>,
}

impl<K> Default for Sorted<K> {
    fn default() -> Self {
        Self { keys: Vec::new() }
    }
}

impl<K: Key> Sorted<K> {
    pub fn new(keys: Vec<K>) -> Self {
        Self { keys: K::sort(keys) }
    }

    pub fn keys(&self) -> &[K] {
        &self.keys
    }

    pub fn slice(&self, at: Range<usize>) -> &[K] {
        self.keys.get(at).unwrap_or_default()
    }

    /// Every group of two or more prefixes that share addresses; the first `most` are kept.
    pub fn groups(&self, most: usize) -> Groups {
        K::groups(&self.keys, most)
    }

    /// The prefixes that are the same range.
    pub fn equal(&self, first: K::Address, prefix: u8) -> &[K] {
        let begin = self.keys.partition_point(|it| it.order() < (first, prefix));
        let rest = self.slice(begin..self.keys.len());
        let equal = rest.iter().take_while(|it| it.order() == (first, prefix)).count();
        self.slice(begin..begin + equal)
    }

    /// What lies in a range and is smaller than it.
    pub fn inside(&self, (first, last, prefix): Ends<K>) -> &[K] {
        let begin = self.keys.partition_point(|it| it.order() <= (first, prefix));
        let end = self.keys.partition_point(|it| it.first() <= last);
        self.slice(begin..end.max(begin))
    }

    /// Shows what a range overlaps, until it was enough: what it lies in from the largest, then what
    /// lies in it.
    pub fn each_overlapping(&self, ends: Ends<K>, see: &mut dyn FnMut(K) -> bool) {
        let (first, _, prefix) = ends;
        for prefix in 0..=prefix {
            for key in self.equal(K::first_around(first, prefix), prefix) {
                if !see(*key) {
                    return;
                }
            }
        }
        for key in self.inside(ends) {
            if !see(*key) {
                return;
            }
        }
    }

    /// Whether a range lies in one of them.
    fn covers(&self, (first, _, prefix): Ends<K>) -> bool {
        (0..=prefix).any(|it| !self.equal(K::first_around(first, it), it).is_empty())
    }
}

/// Free space of a range, where neither list has anything.
pub(super) fn space<K: Key>(
    lists: [&Sorted<K>; 2],
    ends: Ends<K>,
    bits: Option<u32>,
    most: usize,
) -> Space {
    if lists.iter().any(|it| it.covers(ends)) {
        return Space::default();
    }
    K::space(lists.map(|it| it.inside(ends)), ends, bits, most)
}
