//! A cluster's pod and service ranges by address family.

use crate::azure_facts::defaults;
use crate::lower::{Cluster, Ranged};
use crate::model::NetworkPlugin;

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

/// Whether pods have ranges of their own, beside the virtual network. Of an own CNI nothing is known.
pub(super) fn has_pod_cidr(cluster: &Cluster) -> bool {
    cluster.plugin != NetworkPlugin::Azure
        || cluster.pools.iter().any(|it| it.addressing.has_pod_cidr())
}
