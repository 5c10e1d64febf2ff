use super::judge_name;
use crate::azure_facts::names::{self, NameRule};
use crate::rules::{Context, Report, rule};

rule! {
    /// A subnet's name is one that Azure refuses.
    ///
    /// A name has 1 to 80 letters, digits, `.`, `_` and `-`, starts with a letter or digit and ends
    /// with a letter, digit or `_`.
    ///
    /// # Why
    ///
    /// Azure refuses the name when the subnet is made, with its network already there; a subnet
    /// can't be renamed.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{ }, { "name": "for pods", "addressPrefix": "10.240.8.0/24" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{ }, { "name": "for-pods", "addressPrefix": "10.240.8.0/24" }] }] }
    /// ```
    "subnet-name", Error, Cluster, NAME_RULES,
    aliases: ["Azure.VNET.SubnetName"]
}

const SUBNET: NameRule = names::NETWORK_RESOURCE.for_a("subnet");

fn check(cx: &Context, report: &mut Report) {
    for (_, subnet) in cx.net.subnets() {
        judge_name(report, &SUBNET, format!("{}/name", subnet.path), &subnet.spec.name);
    }
}
