use super::judge_name;
use crate::azure_facts::names;
use crate::rules::{Context, Report, rule};

rule! {
    /// A route table, NAT gateway or security group has a name that Azure refuses.
    ///
    /// A name has 1 to 80 letters, digits, `.`, `_` and `-`, starts with a letter or digit and ends
    /// with a letter, digit or `_`.
    ///
    /// # Why
    ///
    /// Azure refuses the name when the resource is made, with part of the network already there; a
    /// resource can't be renamed.
    ///
    /// ```json,fails
    /// { "routeTables": [{ "name": "to firewall" }] }
    /// ```
    /// ```json,passes
    /// { "routeTables": [{ "name": "to-firewall" }] }
    /// ```
    "network-resource-name", Error, Cluster, NAME_RULES,
    aliases: ["Azure.Route.Name", "Azure.NSG.Name"]
}

fn check(cx: &Context, report: &mut Report) {
    let mut judge = |what: &'static str, path: String, name: &str| {
        let rule = names::NETWORK_RESOURCE.for_a(what);
        judge_name(report, &rule, format!("{path}/name"), name);
    };
    for (nth, table) in cx.plan.route_tables.iter().enumerate() {
        let path = format!("/routeTables/{nth}");
        for (nth, route) in table.routes.iter().enumerate() {
            judge("route", format!("{path}/routes/{nth}"), &route.name);
        }
        judge("route table", path, &table.name);
    }
    for (nth, gateway) in cx.plan.nat_gateways.iter().enumerate() {
        judge("NAT gateway", format!("/natGateways/{nth}"), &gateway.name);
    }
    for (nth, group) in cx.plan.network_security_groups.iter().enumerate() {
        let path = format!("/networkSecurityGroups/{nth}");
        for (nth, rule) in group.security_rules.iter().enumerate() {
            judge("security rule", format!("{path}/securityRules/{nth}"), &rule.name);
        }
        judge("network security group", path, &group.name);
    }
}
