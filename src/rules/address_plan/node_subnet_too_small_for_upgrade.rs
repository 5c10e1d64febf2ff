use super::remedy::{kubenet_reserves, resize_subnet};
use super::uses::uses;
use crate::rules::{Context, Report, rule};
use crate::text::{grouped, quoted};

rule! {
    /// A node subnet holds its nodes and not the extra nodes of their upgrade.
    ///
    /// An upgrade makes new nodes before it takes old ones away: `maxSurge` of each pool, by
    /// default one node or a tenth. Without addresses for them the upgrade stops in the middle. All
    /// pools of a cluster are counted: an upgrade channel may take them at the same time.
    ///
    /// # Why
    ///
    /// A cluster that can't be upgraded falls out of support, and one in the middle of an upgrade
    /// has nodes of two versions until room is found.
    ///
    /// # Arithmetic
    ///
    /// To what the subnet needs at first (**248** = 8 × 31) come the surge nodes, one or a tenth of
    /// each pool rounded up: 2 × 31 = **62**, together **310**.
    ///
    /// # Decided
    ///
    /// The page on kubenet says that Azure keeps three addresses of a subnet, the FAQ of virtual
    /// networks five, and so do the page's own figures. Five are counted, and a plan that three
    /// would be enough for is told both.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["172.16.0.0/16"], "subnets": [{ "addressPrefix": "172.16.0.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
    ///                  "agentPools": [{ "count": 3, "maxPods": 30 }, { "count": 5, "maxPods": 30 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
    ///                  "agentPools": [{ "count": 3, "maxPods": 30 }, { "count": 5, "maxPods": 30 }] }] }
    /// ```
    "node-subnet-too-small-for-upgrade", Warning, AddressPlan, IP_PLANNING,
    aliases: ["SubnetIsFull", "InsufficientSubnetSize"]
}

fn check(cx: &Context, report: &mut Report) {
    let uses = uses(cx);
    for subnet in &cx.layout.subnets {
        let inside = uses.get(&subnet.at).map(Vec::as_slice).unwrap_or_default();
        let Some(first) = inside.iter().find(|it| it.kind.is_nodes()) else { continue };
        let Some(range) = subnet.address_prefix else { continue };
        if subnet.required > subnet.usable || subnet.required_with_upgrade <= subnet.usable {
            continue;
        }
        let number = |it: u64| grouped(i64::try_from(it).unwrap_or(i64::MAX));
        let name = quoted(&subnet.name);
        let message = format!(
            "subnet {name} needs {} in an upgrade: {} and {} for surge nodes; {} usable in {range}",
            number(subnet.required_with_upgrade),
            number(subnet.required),
            number(subnet.required_with_upgrade.saturating_sub(subnet.required)),
            number(subnet.usable)
        );
        let is_full = report.is_full();
        let finding = report.at(first.path(), message);
        finding.related(&subnet.path, format!("subnet {name}"));
        let reserves = kubenet_reserves(first.kind, subnet.required_with_upgrade, subnet.usable);
        if let Some(prefix) = subnet.smallest_prefix {
            finding.help(format!("make the subnet a /{prefix} or larger{reserves}"));
            if !is_full {
                resize_subnet(cx, subnet.at, prefix, finding);
            }
        } else {
            finding.help("plan fewer nodes, or lower `maxSurge`");
        }
    }
}
