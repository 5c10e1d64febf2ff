//! A cluster's pod and service ranges, and its DNS service's address.

use super::Ranged;
use super::reader::Reader;
use crate::azure_facts::{Fact, defaults};
use crate::model::{IpFamily, NetworkProfile};
use ipnet::IpNet;
use std::collections::HashSet;
use std::net::IpAddr;

/// Where a cluster's ranges stand and what Azure takes where there are none.
pub(super) struct RangeProperty {
    single: &'static str,
    several: &'static str,
    ipv4: &'static Fact<&'static str>,
    ipv6: &'static Fact<&'static str>,
}

pub(super) static POD_RANGES: RangeProperty = RangeProperty {
    single: "podCidr",
    several: "podCidrs",
    ipv4: &defaults::POD_CIDR,
    ipv6: &defaults::POD_CIDR_V6,
};

pub(super) static SERVICE_RANGES: RangeProperty = RangeProperty {
    single: "serviceCidr",
    several: "serviceCidrs",
    ipv4: &defaults::SERVICE_CIDR,
    ipv6: &defaults::SERVICE_CIDR_V6,
};

/// A cluster's pod or service ranges: those typed, or Azure's defaults where none is and
/// `has_default` holds.
pub(super) fn ranges(
    profile: &NetworkProfile,
    path: &str,
    property: &'static RangeProperty,
    has_default: bool,
    reader: &mut Reader,
) -> Vec<Ranged> {
    let (single, several) = if property.single == "podCidr" {
        (&profile.pod_cidr, &profile.pod_cidrs)
    } else {
        (&profile.service_cidr, &profile.service_cidrs)
    };
    let at = |name: &str| format!("{path}/networkProfile/{name}");
    let typed_single = single.iter().map(|text| (at(property.single), text));
    let typed_several = several.iter().enumerate();
    let typed_several =
        typed_several.map(|(nth, it)| (format!("{}/{nth}", at(property.several)), it));
    // The same range may stand in both properties, as ARM itself returns it.
    let mut seen = HashSet::new();
    let typed = typed_single.chain(typed_several);
    let typed = typed.filter_map(|(path, text)| reader.ranged(path, text));
    let mut found: Vec<Ranged> = typed.filter(|it| seen.insert(it.net)).collect();
    if !has_default || single.is_some() || !several.is_empty() {
        return found;
    }
    let dual_stack = profile.ip_families.contains(&IpFamily::Ipv6);
    for fact in [Some(property.ipv4), dual_stack.then_some(property.ipv6)].into_iter().flatten() {
        if let Ok(net) = fact.value.parse::<IpNet>() {
            let path = at(property.single);
            reader.note_default(path.clone(), &fact.value, fact.source);
            found.push(Ranged { net, path, assumed: true });
        }
    }
    found
}

pub(super) fn dns_service_ip(
    profile: &NetworkProfile,
    path: &str,
    reader: &mut Reader,
) -> Option<IpAddr> {
    let path = format!("{path}/networkProfile/dnsServiceIP");
    if let Some(text) = &profile.dns_service_ip {
        return reader.address(path, text);
    }
    let fact = &defaults::DNS_SERVICE_IP;
    reader.note_default(path, &fact.value, fact.source);
    fact.value.parse().ok()
}
