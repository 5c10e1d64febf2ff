//! What the fixes of address rules have in common: where there is room.

use super::uses::Kind;
use crate::azure_facts::{defaults, limits, ranges};
use crate::finding::{Finding, PatchOperation, set};
use crate::layout::{Conflict, RangeKind, Relation};
use crate::lower::{Cluster, PodAddressing, SubnetAt};
use crate::net::{CidrError, first_free, host, overlap, parse_cidr};
use crate::rules::{Context, Report};
use crate::text::{grouped, quoted};
use ipnet::{IpNet, Ipv4Net};
use std::collections::BTreeMap;

/// Of plans with more ranges than this no fix is worked out: it would take too long for each.
const RANGES: usize = 5_000;

/// The same, of a cluster's own ranges, of which there are two.
const CLUSTER_RANGES: usize = 10;

/// Ranges that one finding names beside its own.
const OTHERS_NAMED: usize = 20;

/// Reports the conflicts of a relation, each at the range that is easier to change. A cluster's own
/// range that overlaps several others is one mistake, and gets one finding.
pub(super) fn report_conflicts(
    cx: &Context,
    report: &mut Report,
    relation: Relation,
    help: &str,
    fix: impl Fn(&Context, &Conflict, &mut Finding),
) {
    let mut of_range: BTreeMap<(&str, usize), Vec<&Conflict>> = BTreeMap::new();
    for (at, conflict) in cx.layout.conflicts_of(relation).enumerate() {
        let own = &conflict.a;
        let is_clusters = matches!(own.kind, RangeKind::PodCidr | RangeKind::ServiceCidr);
        of_range.entry((&own.path, if is_clusters { 0 } else { at })).or_default().push(conflict);
    }
    for conflicts in of_range.values() {
        let Some((first, others)) = conflicts.split_first() else { continue };
        // Of an estate, one of many that are alike is kept, and how many there are.
        let uncounted: usize = conflicts.iter().map(|it| it.more as usize).sum();
        let rest = match others {
            [] if uncounted == 0 => String::new(),
            [other] if uncounted == 0 => format!(" and {}", other.b),
            _ => format!(" and {} more", grouped(others.len() as u64 + uncounted as u64)),
        };
        let message = format!("{} overlaps {}{rest}", first.a, first.b);
        let is_full = report.is_full();
        let finding = report.at(&first.a.path, message);
        finding.help(help);
        for conflict in conflicts.iter().take(OTHERS_NAMED) {
            finding.related(&conflict.b.path, conflict.b.to_string());
        }
        if !is_full {
            fix(cx, first, finding);
        }
    }
}

/// Where so many addresses would do on a subnet of kubenet if Azure kept as few as the page on kubenet
/// says: that its other documents say more.
pub(super) fn kubenet_reserves(nodes: Kind, needed: u64, usable: u64) -> String {
    let (five, three) = (&limits::RESERVED_PER_SUBNET, &limits::RESERVED_PER_SUBNET_KUBENET);
    let between = u64::from(five.value.saturating_sub(three.value));
    if nodes != Kind::Nodes(PodAddressing::Kubenet) || needed > usable.saturating_add(between) {
        return String::new();
    }
    format!(
        "; {} of {} says that Azure keeps {} addresses of a subnet, {} that it keeps {}, as the \
         figures of both have it",
        quoted(three.source.title),
        three.source.date,
        three.value,
        quoted(five.source.title),
        five.value,
    )
}

/// For conflicts that have no evident remedy.
pub(super) fn no_fix(_: &Context, _: &Conflict, _: &mut Finding) {}

/// Offers another service CIDR of the same size.
pub(super) fn move_services(cx: &Context, conflict: &Conflict, finding: &mut Finding) {
    let Some(cluster) = cx.net.clusters.get(conflict.a.owner as usize) else { return };
    set_services(cx, cluster, &conflict.a.cidr, conflict.a.cidr.prefix_len(), finding);
}

/// Offers another pod CIDR that holds the nodes.
pub(super) fn move_pods(cx: &Context, conflict: &Conflict, finding: &mut Finding) {
    let Some(cluster) = cx.net.clusters.get(conflict.a.owner as usize) else { return };
    set_pods(cx, cluster, &conflict.a.cidr, conflict.a.cidr.prefix_len(), finding);
}

/// Offers a free service CIDR of length `prefix` in the place of `old`, with a DNS service address.
pub(super) fn set_services(
    cx: &Context,
    cluster: &Cluster,
    old: &IpNet,
    prefix: u8,
    finding: &mut Finding,
) {
    let Some(free) = free_private(cx, cluster, old, prefix.clamp(13, 28)) else { return };
    let profile = &cluster.spec.network_profile;
    let lists = (&profile.service_cidr, &profile.service_cidrs);
    let mut patch = set_range(cluster, ("serviceCidr", "serviceCidrs"), lists, old, free);
    let is_first = cluster.service_cidrs.first().is_some_and(|it| it.net == *old);
    if let Some(dns) =
        host(&IpNet::V4(free), defaults::DNS_SERVICE_OFFSET.value).filter(|_| is_first)
    {
        patch.push(set(cluster.network_path("dnsServiceIP"), dns.to_string()));
    }
    finding.fix(format!("use service CIDR {free}, which is free"), patch);
}

/// Offers a free pod CIDR of length `prefix` in the place of `old`.
pub(super) fn set_pods(
    cx: &Context,
    cluster: &Cluster,
    old: &IpNet,
    prefix: u8,
    finding: &mut Finding,
) {
    let needed = cx.layout.pod_cidrs.iter().filter(|it| it.cluster_index == cluster.index);
    let needed = needed.filter_map(|it| it.smallest_prefix).min().unwrap_or(24);
    let Some(free) = free_private(cx, cluster, old, prefix.min(needed)) else { return };
    let profile = &cluster.spec.network_profile;
    let lists = (&profile.pod_cidr, &profile.pod_cidrs);
    let patch = set_range(cluster, ("podCidr", "podCidrs"), lists, old, free);
    finding.fix(format!("use pod CIDR {free}, which is free"), patch);
}

/// Sets a cluster's range wherever it is written, in the single property or in the list.
fn set_range(
    cluster: &Cluster,
    (single, several): (&str, &str),
    (typed, list): (&Option<String>, &Vec<String>),
    old: &IpNet,
    new: Ipv4Net,
) -> Vec<PatchOperation> {
    let is_old = |text: &str| match parse_cidr(text) {
        Ok(net) | Err(CidrError::HostBits(net)) => net == *old,
        Err(_) => false,
    };
    let mut patch = Vec::new();
    if list.is_empty() || typed.as_deref().is_some_and(is_old) {
        patch.push(set(cluster.network_path(single), new.to_string()));
    }
    for (at, _) in list.iter().enumerate().filter(|(_, it)| is_old(it)) {
        patch.push(set(cluster.network_path(&format!("{several}/{at}")), new.to_string()));
    }
    patch
}

/// A private range of length `prefix` that nothing of the plan uses, in the place of `old`.
fn free_private(cx: &Context, cluster: &Cluster, old: &IpNet, prefix: u8) -> Option<Ipv4Net> {
    let typed = &cluster.spec.network_profile;
    let too_many = cx.layout.ranges.len() > RANGES
        || typed.pod_cidrs.len() > CLUSTER_RANGES
        || typed.service_cidrs.len() > CLUSTER_RANGES;
    if too_many || !matches!(old, IpNet::V4(_)) {
        return None;
    }
    let is_taken = |it: &&crate::layout::Range| match it.kind {
        RangeKind::PodCidr | RangeKind::ServiceCidr => {
            it.owner as usize == cluster.index && it.cidr != *old
        }
        _ => true,
    };
    let taken = cx.layout.ranges.iter().filter(is_taken).map(|it| it.cidr);
    let reserved = ranges::RESERVED_BY_AKS.value.iter().filter_map(|it| it.parse().ok());
    let taken: Vec<IpNet> = taken.chain(reserved).collect();
    let private = ranges::PRIVATE.value.iter().filter_map(|it| it.parse().ok());
    private.into_iter().find_map(|within: Ipv4Net| match cx.elsewhere {
        Some(elsewhere) => elsewhere.first_free(&within, &taken, prefix),
        None => first_free(&within, &taken, prefix),
    })
}

/// Offers a subnet a range of length `prefix`: around its own where that is free, or elsewhere in
/// the network. What exists keeps its range.
pub(super) fn resize_subnet(cx: &Context, at: SubnetAt, prefix: u8, finding: &mut Finding) {
    let Some((network, subnet)) = cx.net.networks.get(at.network).zip(cx.net.subnet(at)) else {
        return;
    };
    if network.spec.existing || subnet.spec.existing || cx.layout.ranges.len() > RANGES {
        return;
    }
    let Some((path, old)) = subnet.prefixes.iter().find_map(|it| match it.net {
        IpNet::V4(net) => Some((&it.path, net)),
        IpNet::V6(_) => None,
    }) else {
        return;
    };
    let others = network.subnets.iter().filter(|it| it.path != subnet.path);
    let others = others.flat_map(|it| it.prefixes.iter().map(|it| it.net));
    let reserved = cx.net.foreign.iter().map(|it| it.range.net);
    let taken: Vec<IpNet> = others.chain(reserved).collect();
    let within = || {
        network.prefixes.iter().filter_map(|it| match it.net {
            IpNet::V4(net) => Some(net),
            IpNet::V6(_) => None,
        })
    };
    let grown = Ipv4Net::new(old.network(), prefix).ok().map(|it| it.trunc()).filter(|grown| {
        prefix <= old.prefix_len()
            && within().any(|it| it.contains(grown))
            && !taken.iter().any(|it| overlap(it, &IpNet::V4(*grown)))
    });
    if let Some(new) = grown.or_else(|| within().find_map(|it| first_free(&it, &taken, prefix))) {
        finding.fix_set(
            format!("give subnet `{}` the range {new}, which is free", subnet.spec.name),
            path,
            new.to_string(),
        );
    }
}
