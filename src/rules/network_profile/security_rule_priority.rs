use crate::azure_facts::limits::SECURITY_RULE_PRIORITY;
use crate::model::Direction;
use crate::rules::{Context, Report, rule};
use crate::text::{grouped, quoted};
use std::collections::BTreeMap;

rule! {
    /// A security rule has no priority, one out of range, or that of another rule.
    ///
    /// Priorities are 100 to 4,096, and no two rules of a group and direction share one: the lowest
    /// that fits a packet decides.
    ///
    /// # Why
    ///
    /// Azure refuses the rule. With two of the same priority it would be open which decides.
    ///
    /// ```json,fails
    /// { "networkSecurityGroups": [{ "name": "rules", "securityRules": [
    ///   { "name": "web", "priority": 5000, "destinationPortRange": "443" }
    /// ] }] }
    /// ```
    /// ```json,fails
    /// { "networkSecurityGroups": [{ "name": "rules", "securityRules": [
    ///   { "name": "web", "priority": 100, "destinationPortRange": "443" },
    ///   { "name": "api", "priority": 100, "destinationPortRange": "6443" }
    /// ] }] }
    /// ```
    /// ```json,passes
    /// { "networkSecurityGroups": [{ "name": "rules", "securityRules": [
    ///   { "name": "web", "priority": 100, "destinationPortRange": "443" },
    ///   { "name": "out", "priority": 100, "direction": "Outbound" }
    /// ] }] }
    /// ```
    "security-rule-priority", Error, NetworkProfile, SECURITY_GROUPS,
    aliases: ["SecurityRuleInvalidPriority", "SecurityRuleConflict"]
}

fn check(cx: &Context, report: &mut Report) {
    let (least, most) = SECURITY_RULE_PRIORITY.value;
    let groups = cx.plan.network_security_groups.iter().enumerate();
    for (group, it) in groups.filter(|(_, it)| !it.existing) {
        let mut taken = BTreeMap::new();
        for (at, rule) in it.security_rules.iter().enumerate() {
            let path = format!("/networkSecurityGroups/{group}/securityRules/{at}/priority");
            let name = quoted(&rule.name);
            let help = format!("give it one of {least} to {} of its own", grouped(most));
            let Some(priority) = rule.priority else {
                report.at(path, format!("security rule {name} has no priority")).help(help);
                continue;
            };
            if !(least..=most).contains(&priority) {
                let message = format!(
                    "security rule {name} has priority {}; there are {least} to {}",
                    grouped(priority),
                    grouped(most)
                );
                report.at(path, message).help(help);
                continue;
            }
            let direction = rule.direction.unwrap_or(Direction::Inbound);
            match taken.get(&(direction, priority)) {
                None => {
                    taken.insert((direction, priority), path);
                }
                Some(first) => {
                    let message = format!("security rule {name} has the priority of another rule");
                    report.at(path, message).help(help).related(first, "the other rule");
                }
            }
        }
    }
}
