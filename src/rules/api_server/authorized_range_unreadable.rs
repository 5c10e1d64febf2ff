use super::authorized::entries;
use crate::net::CidrError;
use crate::rules::{Context, Report, rule};

rule! {
    /// An authorized range can't be read.
    ///
    /// A range is an IPv4 address with a prefix length. az and the service refuse one whose address
    /// is not the first of the range, such as `20.1.2.3/24`.
    ///
    /// # Why
    ///
    /// A slip in the list lets in whom nobody meant, or nobody at all.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.3/24"] } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["office"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.0/24", "20.9.8.7"] } }] }
    /// ```
    "authorized-range-unreadable", Error, ApiServer, AZ_AKS,
    aliases: ["--api-server-authorized-ip-ranges should be a list of IPv4 addresses or CIDRs"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        for entry in entries(cluster) {
            let Err(error) = &entry.net else { continue };
            let text = entry.text;
            let finding = report.at(&entry.path, format!("`{text}` is no range: {error}"));
            if let CidrError::HostBits(net) = error {
                finding.help(format!("use `{net}`, or `/32` for the one address")).fix_set(
                    format!("use {net}"),
                    entry.path,
                    net.to_string(),
                );
            } else {
                finding.help("give an IPv4 range such as `20.1.2.0/24`");
            }
        }
    }
}
