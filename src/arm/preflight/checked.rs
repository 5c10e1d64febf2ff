//! What was looked at, in words.

use super::{AzureChecked, AzureUnknown};
use crate::live::{Completed, Live, VmSize, name_of, things};
use crate::lower::{Lowered, lower};
use crate::model::Plan;
use crate::rules::preflight::quota::taken;
use crate::text::{count, grouped, listed};
use std::collections::BTreeSet;

/// What was looked at, and what was found.
pub(super) fn of(live: &Live, typed: &Plan) -> Vec<AzureChecked> {
    let completed = Completed::of(typed, live);
    let net = lower(&completed.plan);
    let mut all = Vec::new();
    let mut add = |what: String, found: String| all.push(AzureChecked { what, found });
    if let Some(it) = &live.subscription {
        let state = if it.state.is_empty() { "not listed" } else { &it.state };
        let name = if it.name.is_empty() { &it.id } else { &it.name };
        add(format!("subscription {name}"), state.to_string());
    }
    for (namespace, state) in &live.providers {
        add(format!("resource provider {namespace}"), state.clone());
    }
    for (name, state) in &live.features {
        add(format!("preview feature {name}"), state.clone());
    }
    sizes(live, &net, &mut add);
    for it in taken(live, &net) {
        let most = if it.most > it.start {
            format!(", and up to {} as it grows", grouped(it.most))
        } else {
            String::new()
        };
        add(
            format!("quota {} in {}", it.name, it.location),
            format!(
                "{} of {} used, the plan needs {}{most}",
                grouped(it.quota.used),
                grouped(it.quota.limit),
                grouped(it.start)
            ),
        );
    }
    versions(live, &net, &mut add);
    networks(live, typed, &mut add);
    access(live, &mut add);
    all
}

fn sizes(live: &Live, net: &Lowered, add: &mut impl FnMut(String, String)) {
    let mut told = BTreeSet::new();
    for (cluster, pool) in net.pools() {
        let Some(size) = pool.spec.vm_size.as_deref() else { continue };
        let region = live.region(&cluster.location).and_then(|it| it.vm_sizes.as_ref());
        let Some(sizes) = region.filter(|_| told.insert((&cluster.location, size))) else {
            continue;
        };
        let found = match sizes.get(&size.to_lowercase()) {
            None => "not offered".to_string(),
            Some(it) => offered(it),
        };
        add(format!("size {size} in {}", cluster.location), found);
    }
}

fn offered(it: &VmSize) -> String {
    if let Some(why) = &it.restricted {
        return format!("not offered to the subscription: {why}");
    }
    let zones: Vec<&String> =
        it.zones.iter().filter(|zone| !it.restricted_zones.contains(zone)).collect();
    let cpus = it.v_cpus.map(|it| format!(", {} each", count(it, "vCPU"))).unwrap_or_default();
    match zones.as_slice() {
        [] => format!("offered, in no zones{cpus}"),
        [one] => format!("offered in zone {one}{cpus}"),
        zones => format!("offered in zones {}{cpus}", listed(zones)),
    }
}

fn versions(live: &Live, net: &Lowered, add: &mut impl FnMut(String, String)) {
    for cluster in &net.clusters {
        let region = live.region(&cluster.location).and_then(|it| it.kubernetes_versions.as_ref());
        let (Some(version), Some(all)) = (cluster.version, region) else { continue };
        let minor = format!("{}.{}", version.major, version.minor);
        let found = match all.get(&minor) {
            None => "not offered".to_string(),
            Some(it) => {
                let patches = listed(&it.patches);
                format!("offered as {patches}, by {}", listed(&it.support_plans))
            }
        };
        add(format!("Kubernetes {version} in {}", cluster.location), found);
    }
}

fn networks(live: &Live, plan: &Plan, add: &mut impl FnMut(String, String)) {
    let Some(ids) = live.ids(plan) else { return };
    for it in things(plan, ids) {
        let Some(found) = live.found(&it.id) else { continue };
        let there = match (found.is_there, it.existing) {
            (true, _) => "is there",
            (false, true) => "is not there",
            (false, false) => "is not there yet, the name is free",
        };
        let network = crate::live::network_of(&it.id).and_then(|id| live.network(id));
        let more = network.and_then(|network| network.subnet(name_of(&it.id))).map(|it| {
            let hung = [
                ("route table", &it.route_table),
                ("NAT gateway", &it.nat_gateway),
                ("security group", &it.network_security_group),
            ];
            let hung: String = hung
                .iter()
                .filter_map(|(what, id)| Some(format!(", {what} {}", name_of(id.as_ref()?))))
                .collect();
            let delegation = it.delegation.as_ref();
            let delegation =
                delegation.map(|it| format!(", delegated to {it}")).unwrap_or_default();
            let used = match it.used {
                1 => "1 address in use by others".to_string(),
                used => format!("{} addresses in use by others", grouped(used)),
            };
            format!(": {}, {used}{delegation}{hung}", it.address_prefixes.join(", "))
        });
        add(format!("{} {}", it.kind, it.name), format!("{there}{}", more.unwrap_or_default()));
    }
    for network in &plan.virtual_networks {
        let there = ids.network(network).and_then(|id| live.network(&id));
        for it in there.into_iter().flat_map(|it| &it.peerings) {
            let own = live.network(&it.remote).map(|it| &it.address_prefixes);
            let ranges = own.unwrap_or(&it.remote_prefixes).join(", ");
            let what = format!("network {}, peered with {}", name_of(&it.remote), network.name);
            add(what, format!("{ranges}, {}", it.state));
        }
    }
}

fn access(live: &Live, add: &mut impl FnMut(String, String)) {
    for it in &live.roles {
        let Some(is_assigned) = it.is_assigned else { continue };
        let found = match (is_assigned, it.may_assign) {
            (true, _) => "assigned",
            (false, Some(true)) => "not assigned yet, the account may assign it",
            (false, Some(false)) => "not assigned, and the account may not assign it",
            (false, None) => "not assigned yet",
        };
        let what = format!("role {} of {} on {}", it.role, it.principal, name_of(&it.scope));
        add(what, found.to_string());
    }
    for it in &live.permissions {
        let found = if it.is_allowed { "allowed" } else { "not allowed" };
        add(format!("{} in {}", it.action, it.scope), found.to_string());
    }
}

/// What Azure tells nobody beforehand.
pub(super) fn never_known(plan: &Plan) -> Vec<AzureUnknown> {
    let mut all = Vec::new();
    if plan.clusters.is_empty() {
        return all;
    }
    for (what, why) in [
        (
            "whether there are machines left",
            "a quota is a right, not a reservation: Azure tells that capacity is short only when \
             machines are asked for",
        ),
        (
            "policies, locks and denials",
            "Azure applies them to each request, and does not list what they would say",
        ),
    ] {
        all.push(AzureUnknown { what: what.to_string(), why: why.to_string() });
    }
    let has_firewall = plan.clusters.iter().any(|it| {
        it.network_profile.outbound_type == Some(crate::model::OutboundType::UserDefinedRouting)
    });
    if has_firewall {
        all.push(AzureUnknown {
            what: "whether nodes reach what they need through the firewall".to_string(),
            why: "Azure Resource Manager does not know an appliance's rules".to_string(),
        });
    }
    all
}
