use crate::azure_facts::defaults;
use crate::live::{Live, things};
use crate::lower::Lowered;
use crate::model::OutboundType;
use crate::rules::{Context, Report, rule};
use crate::text::{count, grouped};
use std::collections::BTreeMap;

rule! {
    /// A quota of networks, addresses or gateways does not hold what the plan makes.
    ///
    /// Counted are virtual networks, route tables, security groups and NAT gateways that are not
    /// there yet, and public addresses: those of NAT gateways and those that AKS makes for outbound
    /// traffic.
    ///
    /// # Why
    ///
    /// Azure refuses what is one too many, often in the middle of a deployment. More is asked for by
    /// a request.
    ///
    /// # Arithmetic
    ///
    /// The base plan's cluster takes **1** public address for outbound traffic. Of a quota of 20 with
    /// 20 in use **0** are left.
    ///
    /// ```live,fails
    /// {
    ///   "live": {
    ///     "subscription": { "id": "00000000-0000-0000-0000-000000000001" },
    ///     "regions": { "westeurope": { "networkQuotas": { "StandardSkuPublicIpAddresses": { "used": 20, "limit": 20 } } } }
    ///   }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "live": {
    ///     "subscription": { "id": "00000000-0000-0000-0000-000000000001" },
    ///     "regions": { "westeurope": { "networkQuotas": { "StandardSkuPublicIpAddresses": { "used": 19, "limit": 20 } } } }
    ///   }
    /// }
    /// ```
    "network-quota-exceeded", Error, Preflight, NETWORK_LIMITS,
    aliases: ["PublicIPCountLimitReached", "PublicIpAddressQuotaExceeded"]
}

/// Quotas of networks, and the types that count against them.
const KINDS: &[(&str, &str, &str)] = &[
    ("VirtualNetworks", "/virtualnetworks/", "virtual network"),
    ("RouteTables", "/routetables/", "route table"),
    ("NetworkSecurityGroups", "/networksecuritygroups/", "security group"),
    ("NatGateways", "/natgateways/", "NAT gateway"),
];
const ADDRESSES: &str = "StandardSkuPublicIpAddresses";

fn check(cx: &Context, report: &mut Report) {
    let Some(live) = cx.live else { return };
    for ((location, name), (wanted, what, path)) in wanted(cx, live) {
        let quotas = live.region(&location).and_then(|it| it.network_quotas.as_ref());
        let quota = quotas.and_then(|all| {
            all.iter().find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, it)| it)
        });
        let Some(quota) = quota else { continue };
        let Some(left) = quota.left().filter(|left| *left < i64::from(wanted)) else { continue };
        let text = format!(
            "quota `{name}` of `{location}` has {} of {} left, the plan makes {}",
            grouped(left.max(0)),
            grouped(quota.limit),
            count(wanted, what)
        );
        report.at(path, text).help(format!(
            "ask for a limit of {} or more under Usage + quotas, or free some",
            grouped(quota.used + i64::from(wanted))
        ));
    }
}

/// By region and quota: how many of what the plan makes, and the place of the first.
type Wanted = BTreeMap<(String, &'static str), (u32, &'static str, String)>;

fn wanted(cx: &Context, live: &Live) -> Wanted {
    let mut all = Wanted::new();
    let mut add = |location: &str, name, number: u32, what, path: &str| {
        let location = crate::azure_facts::regions::normalize(location);
        let entry = all.entry((location, name)).or_insert((0, what, path.to_string()));
        entry.0 += number;
    };
    let Some(ids) = live.ids(cx.typed) else { return all };
    let is_new = |id: &str| live.found(id).is_none_or(|it| !it.is_there);
    for it in things(cx.typed, ids).iter().filter(|it| !it.existing && is_new(&it.id)) {
        let Some(location) = &it.location else { continue };
        let id = it.id.to_ascii_lowercase();
        let kind = KINDS
            .iter()
            .find(|(_, part, _)| id.contains(part) && crate::live::network_of(&id).is_none());
        if let Some((name, _, what)) = kind {
            add(location, name, 1, what, &it.path);
        }
    }
    let place = cx.typed.location.as_deref().unwrap_or_default();
    for (at, it) in cx.typed.nat_gateways.iter().enumerate().filter(|(_, it)| !it.existing) {
        let kind = "Microsoft.Network/natGateways";
        let id = ids.of(kind, it.resource_group.as_deref(), &it.name);
        if id.is_some_and(|id| is_new(&id)) {
            let number = it.public_ip_count.unwrap_or(1);
            add(place, ADDRESSES, number, "public address", &format!("/natGateways/{at}"));
        }
    }
    clusters(cx.net, &ids, &is_new, &mut add);
    all
}

/// Public addresses that AKS makes for clusters that are not there yet.
fn clusters(
    net: &Lowered,
    ids: &crate::live::Ids,
    is_new: &dyn Fn(&str) -> bool,
    add: &mut impl FnMut(&str, &'static str, u32, &'static str, &str),
) {
    for cluster in net.clusters.iter().filter(|it| !it.spec.existing) {
        let profile = &cluster.spec.network_profile;
        let (managed, own) = match cluster.outbound {
            OutboundType::LoadBalancer => {
                let it = profile.load_balancer_profile.as_ref();
                let own = it.map(|it| (&it.outbound_ips, &it.outbound_ip_prefixes));
                (it.and_then(|it| it.managed_outbound_ips.as_ref()), own)
            }
            OutboundType::ManagedNatGateway => {
                let it = profile.nat_gateway_profile.as_ref();
                let own = it.map(|it| (&it.outbound_ips, &it.outbound_ip_prefixes));
                (it.and_then(|it| it.managed_outbound_ip_profile.as_ref()), own)
            }
            _ => continue,
        };
        let has_own = own.is_some_and(|(ips, prefixes)| !ips.is_empty() || !prefixes.is_empty());
        let default = defaults::OUTBOUND_ADDRESSES.value;
        let number = if has_own { 0 } else { managed.and_then(|it| it.count).unwrap_or(default) };
        if number > 0 && ids.cluster(cluster.spec).is_some_and(|id| is_new(&id)) {
            let path = cluster.network_path("outboundType");
            add(&cluster.location, ADDRESSES, number, "public address", &path);
        }
    }
}
