use super::remedy::{kubenet_reserves, resize_subnet};
use super::uses::{Kind, uses};
use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A node subnet has fewer addresses than its nodes and pods take.
    ///
    /// With Azure CNI node subnet every node takes one address and as many more as it may have
    /// pods, whether or not the pods are there. With the other models a node takes one. Counted are
    /// all pools on the subnet, of all clusters, each with the autoscaler's maximum where it is on,
    /// and internal load balancers, private endpoints and whatever else the plan says.
    ///
    /// # Why
    ///
    /// The service reserves all of them when the cluster or a pool is made, and refuses it where
    /// they are not there. A subnet in use can seldom be enlarged, and `maxPods` of a pool can't be
    /// changed.
    ///
    /// # Arithmetic
    ///
    /// In node subnet mode nodes × (1 + `maxPods`), otherwise nodes alone, summed over the pools,
    /// and one for each load balancer and endpoint. In the first example 2 × 5 × (1 + 30) =
    /// **310**; a /24 has 256 - 5 = **251**.
    ///
    /// # Decided
    ///
    /// An exact fit passes: with 251 addresses needed a /24 does, where the calculator aksip finds
    /// none. Five are taken off, not four as subnet-splitter does with the formula of another
    /// cloud, nor three as the page on kubenet says, whose own 251 in a /24 needs five. All pools
    /// on the subnet are one sum, with their pods, and it is an error: Azure's resiliency library
    /// looked at each pool alone and without pods, and was switched off because AKS checks it
    /// itself, which it does only when the deployment is under way.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["172.16.0.0/16"], "subnets": [{ "addressPrefix": "172.16.0.0/24" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
    ///                  "agentPools": [{ "count": 5, "maxPods": 30 }, { "count": 5, "maxPods": 30 }] }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{ "addressPrefix": "10.240.0.0/28" }] }],
    ///   "clusters": [{ "agentPools": [{ "count": 8 }, { "count": 8 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
    ///                  "agentPools": [{ "count": 5, "maxPods": 30 }, { "count": 5, "maxPods": 30 }] }] }
    /// ```
    "node-subnet-too-small", Error, AddressPlan, IP_PLANNING,
    aliases: [
        "AZR-000020", "InsufficientSubnetSize", "SubnetIsFull", "exceeds IPs available",
        "does not have enough capacity for", "e620fa98-7a40-41a0-bfc9-b4407297fb58",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    let uses = uses(cx);
    for subnet in &cx.layout.subnets {
        let inside = uses.get(&subnet.at).map(Vec::as_slice).unwrap_or_default();
        let Some(first) = inside.iter().find(|it| it.kind.is_nodes()) else { continue };
        // One that Azure refuses for its size has a rule of its own.
        let is_refused = subnet.usable == 0;
        if subnet.address_prefix.is_none() || is_refused || subnet.required <= subnet.usable {
            continue;
        }
        let name = quoted(&subnet.name);
        let in_subnet = Kind::Nodes(PodAddressing::NodeSubnet);
        let less = if inside.iter().any(|it| it.kind == in_subnet) {
            "plan fewer nodes, lower `maxPods`, or use Azure CNI overlay, where pods take none"
        } else {
            "plan fewer nodes"
        };
        let is_full = report.is_full();
        let finding = report.at(first.path(), format!("subnet {name} needs {}", subnet.sum()));
        finding.related(&subnet.path, format!("subnet {name}"));
        for user in inside.iter().skip(1).take(9) {
            finding.related(user.path(), user.who());
        }
        match subnet.smallest_prefix {
            Some(prefix) => {
                let reserves = kubenet_reserves(first.kind, subnet.required, subnet.usable);
                finding.help(format!("make the subnet a /{prefix} or larger, or {less}{reserves}"));
                if !is_full {
                    resize_subnet(cx, subnet.at, prefix, finding);
                }
            }
            None => {
                finding.help(format!("no subnet is that large: {less}"));
            }
        }
    }
}
