use super::security::{allows, from_anywhere, inbound};
use crate::model::Protocol;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A security rule lets in the whole internet on every port, or for remote sign-in.
    ///
    /// SSH (22) and remote desktop (3389) are what attackers try first; Azure Bastion or a range of
    /// your own does without the open port. Ports of a service that is meant to be public, such as
    /// 443, are not reported.
    ///
    /// # Why
    ///
    /// Machines with such a port open are found within minutes, and guessing of passwords never
    /// ends.
    ///
    /// ```json,fails
    /// { "networkSecurityGroups": [{ "name": "rules", "securityRules": [
    ///   { "name": "ssh", "priority": 100, "destinationPortRange": "20-30" }
    /// ] }] }
    /// ```
    /// ```json,passes
    /// { "networkSecurityGroups": [{ "name": "rules", "securityRules": [
    ///   { "name": "web", "priority": 100, "protocol": "Tcp", "destinationPortRange": "443" },
    ///   { "name": "ssh", "priority": 110, "sourceAddressPrefix": "10.1.0.0/16", "destinationPortRange": "22" }
    /// ] }] }
    /// ```
    "security-rule-open-to-internet", Warning, NetworkProfile, SECURITY_GROUPS,
    profile: Recommended,
    aliases: [
        "Azure.NSG.AnyInboundSource", "AZR-000137", "AZU-0047", "AZU-0048", "AZU-0050", "AZU-0074",
    ]
}

/// Ports for remote sign-in.
const SIGN_IN: &[(u16, &str)] = &[(22, "SSH"), (3389, "remote desktop")];

fn check(cx: &Context, report: &mut Report) {
    for (group, it) in cx.plan.network_security_groups.iter().enumerate() {
        for (at, rule) in inbound(&it.security_rules) {
            if !allows(rule) || !from_anywhere(rule) || rule.protocol == Some(Protocol::Icmp) {
                continue;
            }
            let ports = rule.destination_port_range.as_deref().unwrap_or("*").trim();
            let what = if ports == "*" || ports == "0-65535" {
                "every port"
            } else if let Some((_, what)) = SIGN_IN.iter().find(|(it, _)| covers(ports, *it)) {
                what
            } else {
                continue;
            };
            let path = format!("/networkSecurityGroups/{group}/securityRules/{at}");
            report
                .at(
                    format!("{path}/sourceAddressPrefix"),
                    format!("security rule {} opens {what} to anyone", quoted(&rule.name)),
                )
                .help("name the ranges that need it, or take the rule out and use Azure Bastion");
        }
    }
}

/// Whether a port is in a text such as `22`, `20-30` or `80,443`.
fn covers(ports: &str, port: u16) -> bool {
    ports.split(',').any(|part| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        match (first.trim().parse::<u16>(), last.trim().parse::<u16>()) {
            (Ok(first), Ok(last)) => (first..=last).contains(&port),
            _ => false,
        }
    })
}
