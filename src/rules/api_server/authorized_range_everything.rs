use super::authorized::entries;
use crate::rules::{Context, Report, rule};

rule! {
    /// An authorized range is the whole internet.
    ///
    /// `0.0.0.0/0` restricts nothing.
    ///
    /// # Why
    ///
    /// The list reads like a restriction, so nobody looks again, while everyone on the internet can
    /// try the API server.
    ///
    /// # Decided
    ///
    /// az takes or refuses `0.0.0.0/0` depending on the Python it runs on, and the service takes
    /// it. So it is a warning.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["0.0.0.0/0"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.0/24"] } }] }
    /// ```
    "authorized-range-everything", Warning, ApiServer, AUTHORIZED_RANGES,
    profile: Recommended,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        for entry in entries(cluster) {
            if entry.net.as_ref().is_ok_and(|it| it.prefix_len() == 0) {
                report
                    .at(&entry.path, "`0.0.0.0/0` lets in the whole internet")
                    .help("name the ranges of those who need the API server, or leave it out");
            }
        }
    }
}
