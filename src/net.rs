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
