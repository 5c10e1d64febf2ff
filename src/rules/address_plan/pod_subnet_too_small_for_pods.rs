use super::remedy::resize_subnet;
use super::uses::uses;
use crate::rules::{Context, Report, rule};
use crate::text::{grouped, quoted};

rule! {
    /// A pod subnet can't hold an upgrade, or as many pods as `maxPods` allows.
    ///
    /// With dynamic allocation a node takes 16 more addresses whenever fewer than 8 are free.
    ///
    /// # Why
    ///
    /// When the subnet has no more, pods stay pending although their node has room.
    ///
    /// # Arithmetic
    ///
    /// A full node has 16 × ⌈(`maxPods` + 8) ÷ 16⌉ addresses, with 110 pods 128. Eight nodes, two
    /// of them for the upgrade, take 8 × 128 = **1,024**: 6 × 16 = **96** at the start, 2 × 16 =
    /// **32** for surge nodes, **896** as pods come.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 110, "podSubnet": "pods" },
    ///                                 { "maxPods": 110, "podSubnet": "pods" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.8.0/21" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 110, "podSubnet": "pods" },
    ///                                 { "maxPods": 110, "podSubnet": "pods" }] }] }
    /// ```
    "pod-subnet-too-small-for-pods", Warning, AddressPlan, DYNAMIC_POD_SUBNET,
    aliases: ["SubnetIsFull"]
}

fn check(cx: &Context, report: &mut Report) {
    let uses = uses(cx);
    for subnet in &cx.layout.subnets {
        let inside = uses.get(&subnet.at).map(Vec::as_slice).unwrap_or_default();
        let Some(first) = inside.iter().find(|it| it.kind.is_pods()) else { continue };
        let Some(range) = subnet.address_prefix else { continue };
        if inside.iter().any(|it| it.kind.is_nodes())
            || subnet.required > subnet.usable
            || subnet.required_with_pods <= subnet.usable
        {
            continue;
        }
        let number = |it: u64| grouped(i64::try_from(it).unwrap_or(i64::MAX));
        let name = quoted(&subnet.name);
        let message = format!(
            "pod subnet {name} needs {} when its nodes are full: {} at the start, {} for surge \
             nodes, {} as pods come; {} usable in {range}",
            number(subnet.required_with_pods),
            number(subnet.required),
            number(subnet.required_with_upgrade.saturating_sub(subnet.required)),
            number(subnet.required_with_pods.saturating_sub(subnet.required_with_upgrade)),
            number(subnet.usable)
        );
        let is_full = report.is_full();
        let finding = report.at(first.path(), message);
        finding.related(&subnet.path, format!("subnet {name}"));
        match subnet.smallest_prefix {
            Some(prefix) => {
                finding.help(format!("make it a /{prefix} or larger, or lower `maxPods`"));
                if !is_full {
                    resize_subnet(cx, subnet.at, prefix, finding);
                }
            }
            None => {
                finding.help("plan fewer nodes, or lower `maxPods`");
            }
        }
    }
}
