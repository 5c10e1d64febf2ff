//! What stands in a report, in this order.

mod addresses;
mod apart;
mod connections;
mod open;
mod outbound;
mod summary;
mod traffic;
mod words;

use super::document::{Block, Subject};

type Write = fn(&Subject) -> Vec<Block>;

/// Every section; one without anything in it is left out.
pub(super) const ALL: &[(&str, Write)] = &[
    ("", summary::summary),
    ("Ranges in use", addresses::ranges),
    ("Who takes how many addresses", addresses::subnets),
    ("How many more nodes fit", addresses::headroom),
    ("What must lie apart", apart::apart),
    ("How packets travel", traffic::traffic),
    ("Routes, peerings and DNS", connections::connections),
    ("Ways out", outbound::outbound),
    ("Open questions", open::questions),
    ("What was found", open::findings),
    ("Pod ranges of nodes", addresses::node_ranges),
    ("What upgrade channels would bring", open::upgrades),
    ("What Azure takes where the plan says nothing", open::defaults),
    ("Words", words::words),
];
