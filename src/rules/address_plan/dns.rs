//! A cluster's DNS service address beside its service CIDR.

use crate::azure_facts::defaults;
use crate::finding::Finding;
use crate::lower::{Cluster, Ranged};
use crate::net::host;
use crate::rules::Context;
use std::net::IpAddr;

/// A cluster's DNS service address.
pub(super) struct Dns<'c, 'p> {
    pub cluster: &'c Cluster<'p>,
    pub address: IpAddr,
    /// The first service CIDR, which the address belongs to.
    pub services: &'c Ranged,
    pub path: String,
    /// It is Azure's default.
    pub assumed: bool,
}

/// The DNS service addresses of all clusters that have a service CIDR of the same family.
pub(super) fn all<'c, 'p>(cx: &'c Context<'p>) -> impl Iterator<Item = Dns<'c, 'p>> {
    cx.net.clusters.iter().filter_map(|cluster| {
        Some(Dns {
            cluster,
            address: cluster.dns_service_ip?,
            services: cluster.service_cidrs.first()?,
            path: cluster.network_path("dnsServiceIP"),
            assumed: cluster.spec.network_profile.dns_service_ip.is_none(),
        })
    })
}

/// Offers the usual place of the DNS service, the tenth address.
pub(super) fn use_tenth(cluster: &Cluster, services: &Ranged, finding: &mut Finding) {
    if let Some(tenth) = host(&services.net, defaults::DNS_SERVICE_OFFSET.value) {
        let path = cluster.network_path("dnsServiceIP");
        finding.fix_set(format!("set `dnsServiceIP` to {tenth}"), path, tenth.to_string());
    }
}
