//! One pass over prefixes in order: what overlaps, and what is free.

use crate::key::{Ends, Key};
use crate::lines::Lines;
use std::ops::Range;

/// Overlaps of one family.
#[derive(Default)]
pub struct Groups {
    /// Where the first groups are; the first prefix of each holds all others.
    pub first: Vec<Range<usize>>,
    /// How many groups there are.
    pub total: u64,
    /// How many prefixes are in one of them.
    pub prefixes: u64,
    /// How many pairs of prefixes overlap.
    pub pairs: u64,
}

/// A prefix that those behind it may lie in.
struct Open<K: Key> {
    order: (K::Address, u8),
    last: K::Address,
    /// Prefixes that hold the next one: this, its equals, and what they lie in.
    count: u64,
}

impl<K: Key> Open<K> {
    fn new(key: K, count: u64) -> Self {
        Self { order: key.order(), last: key.last(), count }
    }
}

pub(crate) fn groups<K: Key>(keys: &[K], most: usize) -> Groups {
    let mut groups = Groups::default();
    let mut open: Vec<Open<K>> = Vec::new();
    let mut begin = 0;
    for (at, key) in keys.iter().enumerate() {
        while open.last().is_some_and(|it| it.last < key.first()) {
            open.pop();
        }
        if let Some(around) = open.last_mut() {
            let holding = around.count;
            groups.pairs = groups.pairs.saturating_add(holding);
            // Equal ones share a place, or ten thousand of them would be ten thousand deep.
            if around.order == key.order() {
                around.count += 1;
            } else {
                open.push(Open::new(*key, holding + 1));
            }
        } else {
            groups.close(begin..at, most);
            begin = at;
            open.push(Open::new(*key, 1));
        }
    }
    groups.close(begin..keys.len(), most);
    groups
}

impl Groups {
    fn close(&mut self, at: Range<usize>, most: usize) {
        if at.len() < 2 {
            return;
        }
        self.total += 1;
        self.prefixes += at.len() as u64;
        if self.first.len() < most {
            self.first.push(at);
        }
    }
}

/// Free space.
#[derive(Default)]
pub struct Space {
    /// The first blocks.
    pub lines: Lines,
    /// How many blocks there are.
    pub total: u128,
    /// First address and bits of the largest free block; the first of equals.
    pub largest: Option<(u128, u32)>,
    /// Free addresses.
    pub addresses: u128,
}

pub(crate) fn space<K: Key>(
    [a, b]: [&[K]; 2],
    ends: Ends<K>,
    bits: Option<u32>,
    most: usize,
) -> Space {
    let longest = K::LONGEST;
    let mut space = Space::default();
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut next = Some(K::wide(ends.0));
    while let Some(from) = next {
        let key = match (a.peek(), b.peek()) {
            (Some(key), Some(other)) if other.first() < key.first() => b.next(),
            (Some(_), _) => a.next(),
            (None, _) => b.next(),
        };
        let Some(key) = key else {
            if from <= K::wide(ends.1) {
                space.gap(from, K::wide(ends.1), bits, most, longest);
            }
            break;
        };
        let start = K::wide(key.first());
        if start > from {
            space.gap(from, start - 1, bits, most, longest);
        }
        next = K::wide(key.last()).checked_add(1).map(|it| it.max(from));
    }
    space
}

impl Space {
    /// Counts the blocks of a gap.
    fn gap(&mut self, first: u128, last: u128, asked: Option<u32>, most: usize, longest: u32) {
        self.addresses = self.addresses.saturating_add(last - first).saturating_add(1);
        if let (Ok(first), Ok(last)) = (u32::try_from(first), u32::try_from(last)) {
            return self.short_gap(first, last, asked, most, longest);
        }
        let mut next = Some(first);
        while let Some(start) = next.filter(|it| *it <= last) {
            let room = (last - start).checked_add(1).map_or(128, u128::ilog2);
            let bits = start.trailing_zeros().min(room);
            self.block(start, bits, asked.unwrap_or(bits), most, longest);
            next = 1_u128.checked_shl(bits).and_then(|it| start.checked_add(it));
        }
    }

    /// The same where all of it fits into 32 bits, as IPv4 does: 128 of them are four times slower in
    /// WebAssembly.
    fn short_gap(&mut self, first: u32, last: u32, asked: Option<u32>, most: usize, longest: u32) {
        let (mut start, last) = (u64::from(first), u64::from(last));
        while start <= last {
            let bits = start.trailing_zeros().min((last - start + 1).ilog2());
            self.block(start.into(), bits, asked.unwrap_or(bits), most, longest);
            start += 1 << bits;
        }
    }

    /// Counts a block that is as large as can be, in blocks of the size that is asked for.
    fn block(&mut self, first: u128, bits: u32, asked: u32, most: usize, longest: u32) {
        if self.largest.is_none_or(|(_, largest)| bits > largest) {
            self.largest = Some((first, bits));
        }
        if bits == asked {
            self.total = self.total.saturating_add(1);
            if self.lines.count() < most {
                self.lines.push(first, longest.saturating_sub(bits), longest);
            }
            return;
        }
        let Some(more) = bits.checked_sub(asked) else { return };
        let count = 1_u128.checked_shl(more).unwrap_or(u128::MAX);
        self.total = self.total.saturating_add(count);
        let mut next = Some(first);
        for _ in 0..count.min(most.saturating_sub(self.lines.count()) as u128) {
            let Some(start) = next else { break };
            self.lines.push(start, longest.saturating_sub(asked), longest);
            next = 1_u128.checked_shl(asked).and_then(|it| start.checked_add(it));
        }
    }
}
