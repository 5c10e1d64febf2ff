//! Authorized ranges, read once for all rules about them.

use crate::lower::Cluster;
use crate::net::{CidrError, parse_cidr};
use ipnet::IpNet;

/// An authorized range.
pub(super) struct Entry<'p> {
    /// Where it stands.
    pub path: String,
    /// What stands there.
    pub text: &'p str,
    /// What it reads as; a single address is the range of itself.
    pub net: Result<IpNet, CidrError>,
}

/// The authorized ranges of a cluster, without blank ones.
pub(super) fn entries<'p>(cluster: &Cluster<'p>) -> Vec<Entry<'p>> {
    let profile = cluster.spec.api_server_access_profile.as_ref();
    let texts = profile.map(|it| it.authorized_ip_ranges.iter().enumerate());
    let texts = texts.into_iter().flatten().filter(|(_, text)| !text.trim().is_empty());
    let entry = |(nth, text): (usize, &'p String)| Entry {
        path: cluster.at(&format!("apiServerAccessProfile/authorizedIPRanges/{nth}")),
        text,
        net: match parse_cidr(text) {
            Err(CidrError::NoPrefix(net)) => Ok(net),
            read => read,
        },
    };
    texts.map(entry).collect()
}
