use super::authorized::entries;
use crate::azure_facts::ranges;
use crate::rules::{Context, Report, rule};
use ipnet::IpNet;

rule! {
    /// An authorized range is not of the internet.
    ///
    /// The list names public addresses that the API server sees. A private or reserved range never
    /// arrives there, and az refuses it: who comes from a private network is seen by the public
    /// address of its gateway.
    ///
    /// # Why
    ///
    /// Whoever was meant to be let in is not, and the list looks right.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["10.0.0.0/8"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.0/24", "8.0.0.0/8"] } }] }
    /// ```
    "authorized-range-not-public", Error, ApiServer, AUTHORIZED_RANGES,
    aliases: ["--api-server-authorized-ip-ranges must be global non-reserved addresses or CIDRs"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        for entry in entries(cluster) {
            // `0.0.0.0/32` has a meaning of its own: nobody but the nodes.
            if entry.text.trim() == super::authorized_range_nodes_only::NODES_ONLY {
                continue;
            }
            let Ok(IpNet::V4(net)) = entry.net else { continue };
            let reserved = ranges::NOT_GLOBAL.value.iter().find(|(range, _)| {
                range.parse::<ipnet::Ipv4Net>().is_ok_and(|it| it.contains(&net))
            });
            let Some((range, what)) = reserved else { continue };
            report
                .at(&entry.path, format!("authorized range `{net}` is in {range}, {what}"))
                .help("give the public address that these clients have on the internet");
        }
    }
}
