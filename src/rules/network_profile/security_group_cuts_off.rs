use super::security::{allows, from_anywhere, inbound, is_from, to_anything};
use crate::lower::{Cluster, Subnet};
use crate::model::SecurityRule;
use crate::rules::{Context, Report, rule};
use crate::text::listed;
use std::collections::BTreeSet;

rule! {
    /// A security group keeps a cluster's own traffic out of its node subnet.
    ///
    /// A rule that denies everything comes before Azure's own, which let in the network and the
    /// probes of load balancers.
    ///
    /// # Why
    ///
    /// Nodes then can't reach each other, and services that a load balancer makes public seem dead.
    /// With overlay the pods' range is no part of the network and needs a rule too.
    ///
    /// ```json,fails
    /// { "networkSecurityGroups": [{ "name": "rules", "securityRules": [
    ///     { "name": "deny", "priority": 4096, "access": "Deny" }
    ///   ] }],
    ///   "virtualNetworks": [{ "subnets": [{ "networkSecurityGroup": "rules" }] }] }
    /// ```
    /// ```json,passes
    /// { "networkSecurityGroups": [{ "name": "rules", "securityRules": [
    ///     { "name": "network", "priority": 100, "sourceAddressPrefix": "VirtualNetwork" },
    ///     { "name": "pods", "priority": 110, "sourceAddressPrefix": "10.244.0.0/16" },
    ///     { "name": "probes", "priority": 120, "sourceAddressPrefix": "AzureLoadBalancer" },
    ///     { "name": "deny", "priority": 4096, "access": "Deny" }
    ///   ] }],
    ///   "virtualNetworks": [{ "subnets": [{ "networkSecurityGroup": "rules" }] }] }
    /// ```
    "security-group-cuts-off-nodes", Warning, NetworkProfile, SECURITY_GROUPS,
    aliases: ["Azure.NSG.DenyAllInbound", "AZR-000138"]
}

fn check(cx: &Context, report: &mut Report) {
    let mut told = BTreeSet::new();
    for (cluster, pool) in cx.net.pools() {
        let Some(at) = pool.node_subnet.filter(|it| told.insert(*it)) else { continue };
        let Some(subnet) = cx.net.subnet(at) else { continue };
        let Some(group) = subnet.network_security_group else { continue };
        let rules = inbound(&group.security_rules);
        let denies = |it: &SecurityRule| !allows(it) && from_anywhere(it) && to_anything(it);
        let Some(end) = rules.iter().position(|(_, it)| denies(it)) else { continue };
        let before = rules.get(..end).unwrap_or_default();
        let missing = cut_off(before, cluster, subnet);
        if missing.is_empty() {
            continue;
        }
        let nth = cx.plan.network_security_groups.iter().position(|it| it.name == group.name);
        let rule = rules.get(end).map_or(0, |(at, _)| *at);
        let path = format!("/networkSecurityGroups/{}/securityRules/{rule}", nth.unwrap_or(0));
        let message = format!(
            "security group `{}` keeps {} out of node subnet `{}`",
            group.name,
            listed(&missing),
            subnet.spec.name
        );
        report
            .at(path, message)
            .help("allow them before the rule that denies everything, or take that rule out: Azure denies what comes from elsewhere by itself")
            .related(format!("{}/networkSecurityGroup", subnet.path), "the subnet");
    }
}

/// Who has to get in and is let in by none of some rules.
fn cut_off(rules: &[(usize, &SecurityRule)], cluster: &Cluster, subnet: &Subnet) -> Vec<String> {
    let lets_in =
        |tag: &str, range| rules.iter().any(|(_, it)| allows(it) && is_from(it, tag, range));
    let own = subnet.prefixes.first().map(|it| &it.net);
    let mut missing = Vec::new();
    if !lets_in("VirtualNetwork", own) {
        missing.push("other nodes".to_string());
    }
    let pods = cluster.pod_cidrs.iter().filter(|_| cluster.overlay);
    for range in pods.filter(|it| !lets_in("", Some(&it.net))) {
        missing.push(format!("pods ({})", range.net));
    }
    if !lets_in("AzureLoadBalancer", None) {
        missing.push("load balancers' probes".to_string());
    }
    missing
}
