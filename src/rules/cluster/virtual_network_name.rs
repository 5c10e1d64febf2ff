use super::judge_name;
use crate::azure_facts::names;
use crate::rules::{Context, Report, rule};

rule! {
    /// A virtual network's name is one that Azure refuses.
    ///
    /// A name has 2 to 64 letters, digits, `.`, `_` and `-`, starts with a letter or digit and ends
    /// with a letter, digit or `_`.
    ///
    /// # Why
    ///
    /// Azure refuses the name with the first step of the script, and a network can't be renamed
    /// afterwards.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "name": "v" }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "name": "vnet_" }] }
    /// ```
    "virtual-network-name", Error, Cluster, NAME_RULES,
    aliases: ["Azure.VNET.Name"]
}

fn check(cx: &Context, report: &mut Report) {
    for network in &cx.net.networks {
        let path = format!("{}/name", network.path);
        judge_name(report, &names::VIRTUAL_NETWORK, path, &network.spec.name);
    }
}
