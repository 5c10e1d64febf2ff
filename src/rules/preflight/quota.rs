//! What the plan takes of the quotas of processors.

use super::pools_of;
use crate::azure_facts::vm_sizes::VmSize;
use crate::live::{Live, Quota};
use crate::lower::Lowered;
use crate::model::ScaleSetPriority;
use crate::text::{count, grouped};
use std::collections::BTreeMap;

/// What Azure calls the quota of all regular machines of a region.
const REGIONAL: &str = "cores";
/// And that of all spot machines.
const SPOT: &str = "lowPriorityCores";

/// Terms of a sum that are named.
const SHOWN: usize = 4;

/// A quota with what the plan takes of it.
pub(crate) struct Taken<'c> {
    /// Its region.
    pub location: &'c str,
    /// Its name.
    pub name: String,
    /// How much of it is used.
    pub quota: &'c Quota,
    /// Virtual processors that the plan adds when it is made.
    pub start: i64,
    /// And at most, with all nodes of autoscalers and of upgrades.
    pub most: i64,
    /// The terms of the sum, as `user 3 x 4`, and places of the pools.
    pub terms: Vec<(String, String)>,
}

impl Taken<'_> {
    /// How much is left; where there is no limit, more than anybody takes.
    pub fn left(&self) -> i64 {
        self.quota.left().unwrap_or(i64::MAX)
    }

    /// What is said of it: ``quota `cores` of `westeurope` has 10 of 100 vCPUs left``.
    pub fn text(&self) -> String {
        format!(
            "quota `{}` of `{}` has {} of {} vCPUs left",
            self.name,
            self.location,
            grouped(self.left().max(0)),
            grouped(self.quota.limit)
        )
    }

    /// The sum: `system 3 x 4 + user 2 x 8`.
    pub fn sum(&self) -> String {
        let terms: Vec<&str> = self.terms.iter().map(|(it, _)| it.as_str()).collect();
        let shown: Vec<&str> = terms.iter().copied().take(SHOWN).collect();
        match terms.len().saturating_sub(SHOWN) {
            0 => shown.join(" + "),
            more => format!("{} and {}", shown.join(" + "), count(more, "more pool")),
        }
    }
}

/// Every quota of which the plan takes something. Nodes that are there are in what is used.
pub(crate) fn taken<'c>(live: &'c Live, net: &'c Lowered<'c>) -> Vec<Taken<'c>> {
    let mut all: BTreeMap<(&str, String), Taken> = BTreeMap::new();
    for asked in pools_of(live, net) {
        let Some(quotas) = &asked.region.compute_quotas else { continue };
        let Some(size) = asked.size else { continue };
        let offered = asked.offered();
        let by_name = || VmSize::parse(size)?.vcpus;
        let Some(each) = offered.and_then(|it| it.v_cpus).or_else(by_name) else { continue };
        let there = asked.there.filter(|_| asked.is_there()).map_or(0, |it| it.count);
        let (start, surge) = (asked.pool.start, asked.pool.surge);
        let start = start.saturating_sub(there);
        let most = asked.pool.nodes.max(asked.pool.start).saturating_sub(there) + surge;
        let is_spot = asked.pool.spec.scale_set_priority == Some(ScaleSetPriority::Spot);
        let family = offered.map(|it| it.family.as_str()).filter(|it| !it.is_empty() && !is_spot);
        let regional = if is_spot { SPOT } else { REGIONAL };
        for name in [Some(regional), family].into_iter().flatten() {
            let found = quotas.iter().find(|(it, _)| it.eq_ignore_ascii_case(name));
            let Some((name, quota)) = found.filter(|(_, it)| it.limit >= 0) else { continue };
            let location = asked.cluster.location.as_str();
            let entry = all.entry((location, name.clone())).or_insert_with(|| Taken {
                location,
                name: name.clone(),
                quota,
                start: 0,
                most: 0,
                terms: Vec::new(),
            });
            entry.start += i64::from(start) * i64::from(each);
            entry.most += i64::from(most) * i64::from(each);
            if most > 0 {
                let nodes = if surge > 0 || most != start {
                    format!("{} {start} to {most} x {each}", asked.pool.spec.name)
                } else {
                    format!("{} {start} x {each}", asked.pool.spec.name)
                };
                entry.terms.push((nodes, asked.pool.at("count")));
            }
        }
    }
    all.into_values().filter(|it| it.most > 0).collect()
}
