//! What must lie apart, and whether it does.

use crate::layout::{Range, RangeKind};
use crate::report::document::{Block, Subject};

pub(super) fn apart(it: &Subject) -> Vec<Block> {
    let ranges = it.layout.ranges.iter().filter(|range| others(range.kind).is_some());
    let rows = ranges.map(|range| {
        vec![
            range.to_string(),
            others(range.kind).unwrap_or_default().to_string(),
            state(it, range),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let note = "Azure refuses some overlaps and takes others, which then break connections: packets \
                go to the nearer of two places with the same address.";
    let table = Block::table(&["range", "must lie apart from", "does it"], rows);
    match table {
        Some(table) => vec![table, Block::text(note)],
        None => Vec::new(),
    }
}

/// What a range must lie apart from.
const fn others(kind: RangeKind) -> Option<&'static str> {
    match kind {
        RangeKind::VirtualNetwork => Some("peered networks and whatever is connected with it"),
        RangeKind::PodCidr => Some(
            "the cluster's virtual network, its service CIDR, peered networks and whatever pods talk \
             to",
        ),
        RangeKind::ServiceCidr => {
            Some("the cluster's subnets, its pods, peered networks and whatever pods talk to")
        }
        RangeKind::Subnet | RangeKind::Foreign | RangeKind::Estate => None,
    }
}

fn state(it: &Subject, range: &Range) -> String {
    let same = |other: &Range| {
        (other.cidr, other.kind, other.owner) == (range.cidr, range.kind, range.owner)
    };
    let met: Vec<String> = it
        .layout
        .conflicts
        .iter()
        .filter_map(|it| match (same(&it.a), same(&it.b)) {
            (true, _) => Some(it.b.to_string()),
            (_, true) => Some(it.a.to_string()),
            _ => None,
        })
        .collect();
    if met.is_empty() { "yes".to_string() } else { format!("no: it overlaps {}", met.join(", ")) }
}
