//! The beginning.

use crate::finding::Severity;
use crate::layout::RangeKind;
use crate::report::document::{Block, Subject};
use crate::text::{count, listed};
use crate::traffic::traffic;

pub(super) fn summary(it: &Subject) -> Vec<Block> {
    let plan = it.plan;
    let clusters: Vec<String> = traffic(plan, it.layout)
        .iter()
        .zip(&plan.clusters)
        .map(|(traffic, cluster)| {
            format!(
                "`{}` ({}, {} with an upgrade)",
                cluster.spec.name,
                traffic.model,
                count(cluster.nodes_with_surge(), "node")
            )
        })
        .collect();
    let ranges = |kind| it.layout.ranges.iter().filter(move |range| range.kind == kind).count();
    let mut facts = Vec::new();
    if !clusters.is_empty() {
        facts.push(format!("Clusters: {}.", listed(&clusters)));
    }
    facts.push(format!(
        "{} with {}; {} known from elsewhere.",
        count(plan.networks.len(), "virtual network"),
        count(it.layout.subnets.len(), "subnet"),
        count(ranges(RangeKind::Foreign), "range"),
    ));
    if let Some(location) = &plan.plan.location {
        facts.push(format!("Region: `{location}`."));
    }
    let found = |severity| it.findings.iter().filter(|it| it.severity == severity).count();
    facts.push(match it.layout.conflicts.len() {
        0 => "No ranges overlap that must lie apart.".to_string(),
        conflicts => format!("{} that must lie apart overlap.", count(conflicts, "pair of ranges")),
    });
    facts.push(format!(
        "Judged on {}: {}, {} and {}.",
        it.as_of,
        count(found(Severity::Error), "error"),
        count(found(Severity::Warning), "warning"),
        count(found(Severity::Info), "hint")
    ));
    vec![Block::List { items: facts }]
}
