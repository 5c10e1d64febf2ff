//! Overlaps among many ranges.
//!
//! Two ranges are either apart or one holds the other, so sorted by first address (larger first)
//! they nest like brackets: one pass with a stack finds every overlap.

use ipnet::IpNet;

/// Ranges that overlap: `outer` holds all others of the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlapGroup {
    /// The largest range.
    pub outer: IpNet,
    /// Positions, in the list that was asked about, of every range in the group.
    pub members: Vec<usize>,
}

/// Positions of the ranges, outer before inner.
fn nesting_order(nets: &[IpNet]) -> Vec<(IpNet, usize)> {
    let mut order: Vec<_> = nets.iter().enumerate().map(|(at, net)| (net.trunc(), at)).collect();
    order.sort_by_key(|(net, at)| (net.network(), net.prefix_len(), *at));
    order
}

/// Every group of two or more ranges that share addresses, by first address.
///
/// ```
/// let nets = ["10.0.0.0/8", "10.1.0.0/16", "192.168.0.0/24"].map(|it| it.parse().unwrap());
/// let groups = aksplan::net::overlap_groups(&nets);
/// assert_eq!(groups.len(), 1);
/// assert_eq!(groups[0].members, [0, 1]);
/// ```
#[must_use]
pub fn overlap_groups(nets: &[IpNet]) -> Vec<OverlapGroup> {
    let mut groups: Vec<OverlapGroup> = Vec::new();
    for (net, at) in nesting_order(nets) {
        match groups.last_mut() {
            Some(group) if group.outer.contains(&net) => group.members.push(at),
            _ => groups.push(OverlapGroup { outer: net, members: vec![at] }),
        }
    }
    groups.retain(|group| group.members.len() > 1);
    groups
}

/// Every pair of positions whose ranges overlap, outer first. There can be as many as the square
/// of the ranges, so this is lazy: take what is needed.
///
/// ```
/// let nets = ["10.1.0.0/16", "10.0.0.0/8", "10.1.2.0/24"].map(|it| it.parse().unwrap());
/// let pairs: Vec<_> = aksplan::net::overlapping_pairs(&nets).collect();
/// assert_eq!(pairs, [(1, 0), (1, 2), (0, 2)]);
/// ```
pub fn overlapping_pairs(nets: &[IpNet]) -> impl Iterator<Item = (usize, usize)> {
    let mut open: Vec<(IpNet, usize)> = Vec::new();
    nesting_order(nets).into_iter().flat_map(move |(net, at)| {
        while open.last().is_some_and(|(outer, _)| !outer.contains(&net)) {
            open.pop();
        }
        let pairs: Vec<_> = open.iter().map(|(_, outer)| (*outer, at)).collect();
        open.push((net, at));
        pairs
    })
}
