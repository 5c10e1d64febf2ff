//! A cluster's pod and service ranges by address family.

use crate::azure_facts::defaults;
use crate::lower::{Cluster, Ranged};
use crate::model::{IpFamily, NetworkPlugin};

/// The pod or the service ranges of a cluster.
pub(super) struct Family<'c> {
    /// What they are: `pod CIDR` or `service CIDR`.
    pub what: &'static str,
    /// The property for one.
    pub single: &'static str,
    /// The property for several.
    pub list: &'static str,
    /// Those that can be read.
    pub ranges: &'c [Ranged],
    /// How many different ones are typed, whether or not they can be read.
    pub typed: usize,
    /// The property for one is given.
    pub has_single: bool,
    pub default_v4: &'static str,
    pub default_v6: &'static str,
}

impl<'c> Family<'c> {
    pub fn both(cluster: &'c Cluster) -> [Self; 2] {
        let profile = &cluster.spec.network_profile;
        let typed = |single: &Option<String>, list: &[String]| {
            let texts = single.iter().chain(list).map(|it| it.trim());
            texts.collect::<std::collections::HashSet<_>>().len()
        };
        // With pods in the network, pod ranges count for nothing, and are not read.
        let pods_typed = typed(&profile.pod_cidr, &profile.pod_cidrs);
        [
            Self {
                what: "pod CIDR",
                single: "podCidr",
                list: "podCidrs",
                ranges: &cluster.pod_cidrs,
                typed: pods_typed,
                has_single: profile.pod_cidr.is_some(),
                default_v4: defaults::POD_CIDR.value,
                default_v6: defaults::POD_CIDR_V6.value,
            },
            Self {
                what: "service CIDR",
                single: "serviceCidr",
                list: "serviceCidrs",
                ranges: &cluster.service_cidrs,
                typed: typed(&profile.service_cidr, &profile.service_cidrs),
                has_single: profile.service_cidr.is_some(),
                default_v4: defaults::SERVICE_CIDR.value,
                default_v6: defaults::SERVICE_CIDR_V6.value,
            },
        ]
    }
}

/// Whether a cluster can be dual-stack: with IPv4, and pods that have ranges of their own beside the
/// virtual network. Of an own CNI nothing is known. What asks for dual stack and can't have it is told
/// by other rules.
pub(super) fn takes_two_families(cluster: &Cluster) -> bool {
    let has_ipv4 = cluster.spec.network_profile.ip_families.contains(&IpFamily::Ipv4);
    let has_pod_cidr = cluster.plugin != NetworkPlugin::Azure
        || cluster.pools.iter().any(|it| it.addressing.has_pod_cidr());
    has_ipv4 && has_pod_cidr
}
