use super::uses::{Kind, uses};
use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A pod subnet is given out in two ways.
    ///
    /// The first pool decides whether the subnet is given out dynamically or in static blocks; a
    /// pool that wants the other way is refused.
    ///
    /// # Why
    ///
    /// The two ways divide the range differently; which node has which address could not be kept.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/22" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 31, "podSubnet": "pods" },
    ///                                 { "maxPods": 31, "podSubnet": "pods", "podIPAllocationMode": "StaticBlock" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/22" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 31, "podSubnet": "pods" }, { "maxPods": 31, "podSubnet": "pods" }] }] }
    /// ```
    "pod-subnet-modes-mixed", Error, AddressPlan, STATIC_BLOCK,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (at, uses) in uses(cx) {
        let find = |kind: Kind| uses.iter().find(|it| it.kind == kind);
        let dynamic = find(Kind::Pods(PodAddressing::PodSubnet));
        let blocks = find(Kind::Pods(PodAddressing::StaticBlock));
        if let (Some(dynamic), Some(blocks)) = (dynamic, blocks) {
            let name = cx.net.subnet(at).map(|it| quoted(&it.spec.name)).unwrap_or_default();
            let message = format!(
                "pod subnet {name} is given out dynamically to {} and in blocks to {}",
                dynamic.who(),
                blocks.who()
            );
            report
                .at(blocks.path(), message)
                .help("give each way of allocation a pod subnet of its own")
                .related(dynamic.path(), dynamic.who());
        }
    }
}
