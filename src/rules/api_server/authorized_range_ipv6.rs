use super::authorized::entries;
use crate::rules::{Context, Report, rule};

rule! {
    /// An authorized range is of IPv6.
    ///
    /// # Why
    ///
    /// The API server's public address is of IPv4, so nothing of IPv6 could reach it. az refuses
    /// the range. Who comes by IPv6 needs the range of the IPv4 gateway in front of them.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["2a01:111::/32"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "authorizedIPRanges": ["20.1.2.0/24"] } }] }
    /// ```
    "authorized-range-ipv6", Error, ApiServer, AZ_AKS,
    aliases: ["--api-server-authorized-ip-ranges cannot be IPv6 addresses"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        for entry in entries(cluster) {
            if let Ok(ipnet::IpNet::V6(net)) = entry.net {
                report
                    .at(&entry.path, format!("authorized range `{net}` is of IPv6"))
                    .help("give the IPv4 address that the clients have")
                    .fix_remove("leave the range out", entry.path);
            }
        }
    }
}
