//! A prefix with its owner in as few bytes as possible, and many of them in order.

use crate::sweep::{self, Groups, Space};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Owners are numbered; so many bits have room beside an IPv4 prefix in 64.
const OWNER_BITS: u32 = 26;
const OWNER_MASK: u64 = (1 << OWNER_BITS) - 1;

/// How many owners there can be.
pub const MOST_OWNERS: usize = 1 << OWNER_BITS;

/// First and last address of a range, and its length.
pub type Ends<K> = (<K as Key>::Address, <K as Key>::Address, u8);

/// A prefix and the number of its owner. Two prefixes are apart, or one holds the other; in order
/// those that hold others stand before them, like opening brackets.
pub trait Key: Copy {
    /// An address as a number.
    type Address: Copy + Ord;
    /// Bits of an address.
    const LONGEST: u32;

    /// Its first address.
    fn first(self) -> Self::Address;
    /// Its last address.
    fn last(self) -> Self::Address;
    /// Its length.
    fn prefix(self) -> u8;
    /// The number of its owner.
    fn owner(self) -> u32;
    /// The range.
    fn net(self) -> IpNet;
    /// The first address of the prefix of a length that an address lies in.
    fn first_around(address: Self::Address, prefix: u8) -> Self::Address;
    /// An address as the number that holds one of any family.
    fn wide(address: Self::Address) -> u128;
    /// The range of a length that begins there.
    fn net_at(first: u128, prefix: u8) -> Option<IpNet>;

    /// Its order as digits of 13 bits, the lowest first: the length, then the first address.
    const DIGITS: u32;
    /// The digit at a place.
    fn digit(self, at: u32) -> usize;

    /// By first address, larger prefixes first.
    #[inline]
    fn order(self) -> (Self::Address, u8) {
        (self.first(), self.prefix())
    }

    /// Sorts by [`order`](Key::order), then as they came.
    fn sort(keys: Vec<Self>) -> Vec<Self>;
    /// Every group of two or more prefixes that share addresses, of keys in order; the first `most`
    /// are kept.
    fn groups(keys: &[Self], most: usize) -> Groups;
    /// Free space of a range, of which both lists hold in order what lies in it: blocks of so many
    /// bits, or with none as few as possible. The first `most` are kept.
    fn space(taken: [&[Self]; 2], ends: Ends<Self>, bits: Option<u32>, most: usize) -> Space;
}

/// An IPv4 prefix: first address, length, owner, from the highest bit down.
pub type Key4 = u64;

/// The key of an IPv4 prefix.
#[inline]
#[must_use]
pub fn key4(first: u32, prefix: u8, owner: u32) -> Key4 {
    u64::from(first) << 32 | u64::from(prefix) << OWNER_BITS | u64::from(owner) & OWNER_MASK
}

impl Key for Key4 {
    type Address = u32;
    const LONGEST: u32 = 32;

    #[inline]
    fn first(self) -> u32 {
        (self >> 32) as u32
    }

    #[inline]
    fn last(self) -> u32 {
        self.first() | u32::MAX.checked_shr(self.prefix().into()).unwrap_or(0)
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "six bits")]
    fn prefix(self) -> u8 {
        (self >> OWNER_BITS) as u8 & 0x3f
    }

    #[inline]
    fn owner(self) -> u32 {
        (self & OWNER_MASK) as u32
    }

    fn net(self) -> IpNet {
        Ipv4Net::new_assert(self.first().into(), self.prefix().min(32)).into()
    }

    #[inline]
    fn first_around(address: u32, prefix: u8) -> u32 {
        address & !u32::MAX.checked_shr(prefix.into()).unwrap_or(0)
    }

    #[inline]
    fn wide(address: u32) -> u128 {
        address.into()
    }

    fn net_at(first: u128, prefix: u8) -> Option<IpNet> {
        let address = Ipv4Addr::from(u32::try_from(first).ok()?);
        Ipv4Net::new(address, prefix).ok().map(IpNet::V4)
    }

    const DIGITS: u32 = 3;

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "13 bits")]
    fn digit(self, at: u32) -> usize {
        (self >> (OWNER_BITS + DIGIT_BITS * at)) as usize & DIGIT_MASK
    }

    fn sort(keys: Vec<Self>) -> Vec<Self> {
        by_radix(keys)
    }

    fn groups(keys: &[Self], most: usize) -> Groups {
        sweep::groups(keys, most)
    }

    fn space(taken: [&[Self]; 2], ends: Ends<Self>, bits: Option<u32>, most: usize) -> Space {
        sweep::space(taken, ends, bits, most)
    }
}

/// An IPv6 prefix.
#[derive(Clone, Copy)]
pub struct Key6 {
    /// Its first address.
    pub first: u128,
    /// Its length.
    pub prefix: u8,
    /// The number of its owner.
    pub owner: u32,
}

impl Key for Key6 {
    type Address = u128;
    const LONGEST: u32 = 128;

    #[inline]
    fn first(self) -> u128 {
        self.first
    }

    #[inline]
    fn last(self) -> u128 {
        self.first | u128::MAX.checked_shr(self.prefix.into()).unwrap_or(0)
    }

    #[inline]
    fn prefix(self) -> u8 {
        self.prefix
    }

    #[inline]
    fn owner(self) -> u32 {
        self.owner
    }

    fn net(self) -> IpNet {
        Ipv6Net::new_assert(self.first.into(), self.prefix.min(128)).into()
    }

    #[inline]
    fn first_around(address: u128, prefix: u8) -> u128 {
        address & !u128::MAX.checked_shr(prefix.into()).unwrap_or(0)
    }

    #[inline]
    fn wide(address: u128) -> u128 {
        address
    }

    fn net_at(first: u128, prefix: u8) -> Option<IpNet> {
        Ipv6Net::new(Ipv6Addr::from(first), prefix).ok().map(IpNet::V6)
    }

    const DIGITS: u32 = 11;

    #[inline]
    fn digit(self, at: u32) -> usize {
        match at.checked_sub(1) {
            None => self.prefix.into(),
            Some(at) => (self.first >> (DIGIT_BITS * at)) as usize & DIGIT_MASK,
        }
    }

    fn sort(keys: Vec<Self>) -> Vec<Self> {
        by_radix(keys)
    }

    fn groups(keys: &[Self], most: usize) -> Groups {
        sweep::groups(keys, most)
    }

    fn space(taken: [&[Self]; 2], ends: Ends<Self>, bits: Option<u32>, most: usize) -> Space {
        sweep::space(taken, ends, bits, most)
    }
}

const DIGIT_BITS: u32 = 13;
const DIGIT_MASK: usize = (1 << DIGIT_BITS) - 1;

/// Comparing takes three times as long.
fn by_radix<K: Key>(mut keys: Vec<K>) -> Vec<K> {
    if keys.is_sorted_by(|a, b| a.order() <= b.order()) {
        return keys;
    }
    let mut other = keys.clone();
    let mut places = vec![0_usize; 1 << DIGIT_BITS];
    for at in 0..K::DIGITS {
        places.fill(0);
        for key in &keys {
            if let Some(count) = places.get_mut(key.digit(at)) {
                *count += 1;
            }
        }
        // Where all have the same digit there is nothing to do.
        if places.contains(&keys.len()) {
            continue;
        }
        let mut next = 0;
        for place in &mut places {
            next += std::mem::replace(place, next);
        }
        for key in &keys {
            if let Some(place) = places.get_mut(key.digit(at)) {
                if let Some(slot) = other.get_mut(*place) {
                    *slot = *key;
                }
                *place += 1;
            }
        }
        std::mem::swap(&mut keys, &mut other);
    }
    keys
}
