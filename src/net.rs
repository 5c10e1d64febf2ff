//! Address arithmetic over [`ipnet`]. No word of Azure in here.

mod free;
mod overlap;
mod parse;

pub use free::{first_free, free_blocks};
pub use overlap::{OverlapGroup, overlap_groups, overlapping_pairs};
pub use parse::{CidrError, parse_address, parse_cidr};

use ipnet::{IpNet, Ipv4Net};
use std::net::{IpAddr, Ipv4Addr};

/// How many addresses a range has; a range of more than 2^63 counts as 2^63.
///
/// ```
/// let net = "10.0.0.0/24".parse().unwrap();
/// assert_eq!(aksplan::net::size(&net), 256);
/// ```
#[must_use]
pub fn size(net: &IpNet) -> u64 {
    1 << u32::from(net.max_prefix_len() - net.prefix_len()).min(63)
}

/// Whether two ranges share an address.
///
/// ```
/// use aksplan::net::overlap;
/// assert!(overlap(&"10.0.0.0/8".parse().unwrap(), &"10.1.0.0/16".parse().unwrap()));
/// assert!(!overlap(&"10.0.0.0/9".parse().unwrap(), &"10.128.0.0/9".parse().unwrap()));
/// ```
#[must_use]
pub fn overlap(a: &IpNet, b: &IpNet) -> bool {
    a.contains(b) || b.contains(a)
}

/// The smallest prefix length whose range holds `addresses`; `None` above 2^32.
///
/// ```
/// assert_eq!(aksplan::net::prefix_for(256), Some(24));
/// assert_eq!(aksplan::net::prefix_for(257), Some(23));
/// ```
#[must_use]
pub fn prefix_for(addresses: u64) -> Option<u8> {
    let bits = addresses.max(1).next_power_of_two().trailing_zeros();
    u8::try_from(bits).ok().and_then(|bits| 32u8.checked_sub(bits))
}

/// The `index`th range of length `prefix` within `net`, counted from 0; `None` past its end.
///
/// ```
/// let pods = "10.244.0.0/16".parse().unwrap();
/// assert_eq!(aksplan::net::nth(&pods, 24, 1).unwrap().to_string(), "10.244.1.0/24");
/// assert_eq!(aksplan::net::nth(&pods, 24, 256), None);
/// ```
#[must_use]
pub fn nth(net: &Ipv4Net, prefix: u8, index: u32) -> Option<Ipv4Net> {
    let bits = prefix.checked_sub(net.prefix_len())?;
    if prefix > 32 || u64::from(index) >= 1 << u32::from(bits) {
        return None;
    }
    let offset = u64::from(index) << (32 - u32::from(prefix));
    let start = u32::from(net.network()).checked_add(u32::try_from(offset).ok()?)?;
    Ipv4Net::new(Ipv4Addr::from(start), prefix).ok()
}

/// The `index`th range of length `prefix` within a net of either family; `None` past its end.
///
/// ```
/// let net = "2001:db8::/56".parse().unwrap();
/// assert_eq!(aksplan::net::nth_of(&net, 64, 2).unwrap().to_string(), "2001:db8:0:2::/64");
/// ```
#[must_use]
pub fn nth_of(net: &IpNet, prefix: u8, index: u64) -> Option<IpNet> {
    let bits = prefix.checked_sub(net.prefix_len())?;
    let rest = net.max_prefix_len().checked_sub(prefix)?;
    if bits < 64 && index >= 1 << bits {
        return None;
    }
    let offset = u128::from(index).checked_shl(rest.into()).filter(|it| it >> rest == index.into());
    at(net, first(net).checked_add(offset?)?, prefix)
}

/// The first range of length `prefix` within a net that begins behind `last`, or at the start.
///
/// ```
/// let net = "10.0.0.0/16".parse().unwrap();
/// let last = "10.0.1.0/24".parse().unwrap();
/// let next = aksplan::net::next_of(&net, 20, Some(&last)).unwrap();
/// assert_eq!(next.to_string(), "10.0.16.0/20");
/// ```
#[must_use]
pub fn next_of(net: &IpNet, prefix: u8, last: Option<&IpNet>) -> Option<IpNet> {
    let Some(last) = last else { return nth_of(net, prefix, 0) };
    let behind = last_of(last).checked_add(1)?;
    let rest = net.max_prefix_len().checked_sub(prefix)?;
    let size = 1u128.checked_shl(rest.into())?;
    let start = behind.checked_next_multiple_of(size)?;
    at(net, start, prefix).filter(|it| net.contains(it))
}

fn first(net: &IpNet) -> u128 {
    number(net.network())
}

fn last_of(net: &IpNet) -> u128 {
    number(net.broadcast())
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(it) => u32::from(it).into(),
        IpAddr::V6(it) => it.into(),
    }
}

/// The range of the net's family that starts there.
fn at(net: &IpNet, start: u128, prefix: u8) -> Option<IpNet> {
    let address: IpAddr = match net {
        IpNet::V4(_) => Ipv4Addr::from(u32::try_from(start).ok()?).into(),
        IpNet::V6(_) => std::net::Ipv6Addr::from(start).into(),
    };
    IpNet::new(address, prefix).ok()
}

/// The address `offset` after the first of `net`; `None` past its end.
///
/// ```
/// let services = "10.0.0.0/16".parse().unwrap();
/// assert_eq!(aksplan::net::host(&services, 10).unwrap().to_string(), "10.0.0.10");
/// ```
#[must_use]
pub fn host(net: &IpNet, offset: u32) -> Option<IpAddr> {
    if u64::from(offset) >= size(net) {
        return None;
    }
    match net.network() {
        IpAddr::V4(first) => u32::from(first).checked_add(offset).map(|it| IpAddr::V4(it.into())),
        IpAddr::V6(first) => {
            u128::from(first).checked_add(u128::from(offset)).map(|it| IpAddr::V6(it.into()))
        }
    }
}
