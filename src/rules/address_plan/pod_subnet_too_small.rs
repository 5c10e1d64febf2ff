use super::remedy::resize_subnet;
use super::uses::uses;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A pod subnet has fewer addresses than its nodes take.
    ///
    /// With dynamic allocation every node takes a batch of 16 addresses at once, however few pods
    /// it has: a /24 serves 15 nodes. With static blocks it takes as many blocks of 16 as hold
    /// `maxPods` and one more.
    ///
    /// # Why
    ///
    /// Nodes that get no batch run no pods: the service refuses the pool, or scaling stops early.
    ///
    /// # Arithmetic
    ///
    /// Dynamic: nodes × 16, in the first example 16 × 16 = **256** of **251**: a /24 serves 15
    /// nodes. Static blocks: nodes × ⌈(`maxPods` + 1) ÷ 16⌉ × 16, in the second 6 × 4 × 16 =
    /// **384**.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "count": 8, "maxPods": 30, "podSubnet": "pods" },
    ///                                 { "count": 8, "maxPods": 30, "podSubnet": "pods" }] }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 63, "podSubnet": "pods", "podIPAllocationMode": "StaticBlock" },
    ///                                 { "maxPods": 63, "podSubnet": "pods", "podIPAllocationMode": "StaticBlock" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/22" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "count": 8, "maxPods": 30, "podSubnet": "pods" },
    ///                                 { "count": 8, "maxPods": 30, "podSubnet": "pods" }] }] }
    /// ```
    "pod-subnet-too-small", Error, AddressPlan, DYNAMIC_POD_SUBNET,
    aliases: ["InsufficientSubnetSize", "SubnetIsFull"]
}

fn check(cx: &Context, report: &mut Report) {
    let uses = uses(cx);
    for subnet in &cx.layout.subnets {
        let inside = uses.get(&subnet.at).map(Vec::as_slice).unwrap_or_default();
        let Some(first) = inside.iter().find(|it| it.kind.is_pods()) else { continue };
        // Where nodes are in it too, that is what is wrong.
        if inside.iter().any(|it| it.kind.is_nodes())
            || subnet.address_prefix.is_none()
            || subnet.required <= subnet.usable
        {
            continue;
        }
        let name = quoted(&subnet.name);
        let is_full = report.is_full();
        let finding = report.at(first.path(), format!("pod subnet {name} needs {}", subnet.sum()));
        finding.related(&subnet.path, format!("subnet {name}"));
        match subnet.smallest_prefix {
            Some(prefix) => {
                finding.help(format!("make it a /{prefix}, which holds an upgrade and all pods"));
                if !is_full {
                    resize_subnet(cx, subnet.at, prefix, finding);
                }
            }
            None => {
                finding.help("no subnet is that large: plan fewer nodes, or lower `maxPods`");
            }
        }
    }
}
