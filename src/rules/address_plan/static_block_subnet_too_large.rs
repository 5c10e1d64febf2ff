use super::uses::{Kind, uses};
use crate::azure_facts::limits;
use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A pod subnet for static blocks is larger than a /12.
    ///
    /// Azure documents a /12 as the largest pod subnet that is given out in blocks of 16.
    ///
    /// # Why
    ///
    /// The service refuses the pool. A /12 has over a million addresses, far more than a network
    /// may have in use, so nothing is lost with a smaller one.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.240.0.0/16", "64.0.0.0/8"],
    ///       "subnets": [{}, { "name": "pods", "addressPrefix": "64.0.0.0/11" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 31, "podSubnet": "pods", "podIPAllocationMode": "StaticBlock" },
    ///                                 { "maxPods": 31, "podSubnet": "pods", "podIPAllocationMode": "StaticBlock" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/22" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 31, "podSubnet": "pods", "podIPAllocationMode": "StaticBlock" },
    ///                                 { "maxPods": 31, "podSubnet": "pods", "podIPAllocationMode": "StaticBlock" }] }] }
    /// ```
    "static-block-subnet-too-large", Error, AddressPlan, STATIC_BLOCK,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let shortest = limits::STATIC_BLOCK_SUBNET_PREFIX.value;
    for (at, uses) in uses(cx) {
        let kind = Kind::Pods(PodAddressing::StaticBlock);
        let Some(user) = uses.iter().find(|it| it.kind == kind) else { continue };
        let Some(subnet) = cx.net.subnet(at) else { continue };
        let Some(net) = subnet.ipv4().filter(|it| it.prefix_len() < shortest) else { continue };
        let name = quoted(&subnet.spec.name);
        report
            .at(subnet.prefix_path(), format!("pod subnet {name} (`{net}`) is above a /{shortest}"))
            .help(format!("make it a /{shortest} or smaller; several pools may have one each"))
            .related(user.path(), user.who());
    }
}
