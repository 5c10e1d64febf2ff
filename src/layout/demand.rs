//! One term of a sum of addresses.

use crate::text::{count, grouped};
use serde::Serialize;

/// Who takes how many addresses of a subnet, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Demand {
    /// Who takes them, such as `pool system`.
    pub who: String,
    /// The arithmetic, such as `10 nodes x (1 + 30 pods)`.
    pub what: String,
    /// How many.
    pub addresses: u64,
    /// How many more in an upgrade.
    pub surge: u64,
    /// Where the taker stands in the plan, as a JSON Pointer.
    pub path: String,
}

impl Demand {
    /// `nodes` that take `each`, and `surge` nodes more in an upgrade. `share` says what one takes.
    pub(super) fn of_nodes(
        who: String,
        path: &str,
        (nodes, surge): (u32, u32),
        each: u64,
        share: &str,
    ) -> Self {
        let nodes_text = count(nodes, "node");
        Self {
            who,
            what: if share.is_empty() { nodes_text } else { format!("{nodes_text} x {share}") },
            addresses: each.saturating_mul(u64::from(nodes)),
            surge: each.saturating_mul(u64::from(surge)),
            path: path.to_string(),
        }
    }

    /// Things that take one address each.
    pub(super) fn of_things(who: &str, path: String, number: u32, word: &str) -> Option<Self> {
        (number > 0).then(|| Self {
            who: who.to_string(),
            what: count(number, word),
            addresses: u64::from(number),
            surge: 0,
            path,
        })
    }
}

/// A sum as people say it: `310: 10 nodes x (1 + 30 pods)`.
pub(super) fn sum_text(total: u64, demand: &[Demand]) -> String {
    let terms: Vec<String> = match demand {
        [only] => vec![only.what.clone()],
        all => all.iter().map(|it| format!("{} ({})", it.what, it.who)).collect(),
    };
    let total = grouped(i64::try_from(total).unwrap_or(i64::MAX));
    format!("{total}: {}", terms.join(" + "))
}
