use super::authorized::entries;
use crate::rules::{Context, Report, rule};

rule! {
    /// `0.0.0.0/32` stands among other authorized ranges.
    ///
    /// Alone it means that nobody but the cluster's nodes reaches the API server. Beside other
    /// ranges it means nothing, and az refuses the list.
    ///
    /// # Why
    ///
    /// Who added a range to it meant to let somebody in. Leave out `0.0.0.0/32`: AKS lets the nodes
    /// in by itself.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["0.0.0.0/32", "20.1.2.0/24"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["0.0.0.0/32"] } }] }
    /// ```
    "authorized-ranges-nodes-only-and-others", Error, ApiServer, AUTHORIZED_RANGES,
    aliases: ["Setting --api-server-authorized-ip-ranges to 0.0.0.0/32 is not allowed with other IP ranges"]
}

/// The range that stands for the cluster's nodes alone.
pub(super) const NODES_ONLY: &str = "0.0.0.0/32";

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let entries = entries(cluster);
        let found = entries.iter().find(|it| it.text.trim() == NODES_ONLY);
        let Some(entry) = found.filter(|_| entries.len() > 1) else { continue };
        report
            .at(
                &entry.path,
                "`0.0.0.0/32` lets in nobody but the nodes, and other ranges stand beside it",
            )
            .help("leave it out, or make it the only range")
            .fix_remove("leave `0.0.0.0/32` out", &entry.path);
    }
}
