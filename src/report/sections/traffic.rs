//! How packets travel: what firewalls and partners see.

use crate::report::document::{Block, Subject};
use crate::traffic::{self, Verdict};

pub(super) fn traffic(it: &Subject) -> Vec<Block> {
    traffic::traffic(it.plan, it.layout)
        .into_iter()
        .filter_map(|cluster| {
            let rows = cluster
                .journeys
                .into_iter()
                .map(|it| vec![it.title.to_string(), verdict(it.verdict).to_string(), it.answer]);
            let caption = format!("{}: {}", cluster.cluster, cluster.model);
            Block::captioned(caption, &["way", "arrives", "how"], rows.collect())
        })
        .collect()
}

const fn verdict(it: Verdict) -> &'static str {
    match it {
        Verdict::Arrives => "yes",
        Verdict::Limited => "in part",
        Verdict::Blocked => "no",
        Verdict::Depends => "not known here",
    }
}
