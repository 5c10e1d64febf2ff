//! Space that is still free.

use ipnet::{IpNet, Ipv4Net, Ipv4Subnets};
use std::net::Ipv4Addr;

/// The free space of `within` as few ranges as possible, by address. Ranges that overlap each
/// other, repeat or lie outside may be among `taken`.
///
/// ```
/// let within = "10.0.0.0/22".parse().unwrap();
/// let taken = ["10.0.1.0/24".parse().unwrap()];
/// let free: Vec<_> = aksplan::net::free_blocks(&within, &taken).map(|it| it.to_string()).collect();
/// assert_eq!(free, ["10.0.0.0/24", "10.0.2.0/23"]);
/// ```
pub fn free_blocks(within: &Ipv4Net, taken: &[IpNet]) -> impl Iterator<Item = Ipv4Net> + use<> {
    let mut spans: Vec<(u32, u32)> = taken
        .iter()
        .filter_map(|net| match net {
            IpNet::V4(net) if net.contains(within) || within.contains(net) => {
                Some((net.network().into(), net.broadcast().into()))
            }
            _ => None,
        })
        .collect();
    spans.sort_unstable();

    let last = u64::from(u32::from(within.broadcast()));
    let mut next = u64::from(u32::from(within.network()));
    let mut gaps: Vec<(u64, u64)> = Vec::new();
    for (start, end) in spans {
        if u64::from(start) > next {
            gaps.push((next, u64::from(start) - 1));
        }
        next = next.max(u64::from(end) + 1);
    }
    if next <= last {
        gaps.push((next, last));
    }
    gaps.into_iter().flat_map(|(start, end)| Ipv4Subnets::new(address(start), address(end), 0))
}

/// Both ends of a gap lie in a range of IPv4, so nothing is cut off.
fn address(value: u64) -> Ipv4Addr {
    Ipv4Addr::from(u32::try_from(value).unwrap_or(u32::MAX))
}

/// The first free range of length `prefix` in `within`.
///
/// ```
/// let within = "10.0.0.0/16".parse().unwrap();
/// let taken = ["10.0.0.0/24".parse().unwrap()];
/// let found = aksplan::net::first_free(&within, &taken, 22).unwrap();
/// assert_eq!(found.to_string(), "10.0.4.0/22");
/// ```
#[must_use]
pub fn first_free(within: &Ipv4Net, taken: &[IpNet], prefix: u8) -> Option<Ipv4Net> {
    let block = free_blocks(within, taken).find(|block| block.prefix_len() <= prefix)?;
    Ipv4Net::new(block.network(), prefix).ok()
}
