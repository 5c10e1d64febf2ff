use crate::azure_facts::limits;
use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};
use crate::text::{grouped, quoted};
use std::collections::BTreeMap;

rule! {
    /// More addresses of a network are planned for than Azure allows in use.
    ///
    /// A network has at most 65,536 addresses in use, however large its ranges are. Pods of an
    /// overlay and of kubenet do not count. A static block of 16 counts as one.
    ///
    /// # Why
    ///
    /// Azure refuses new machines and pods when the number is reached, however much of the range is
    /// free.
    ///
    /// # Arithmetic
    ///
    /// Nodes of a node subnet count with their pods: (900 + 1 node or a tenth in an upgrade aside)
    /// 900 × 111 + 3 × 31 = **99,993** of **65,536**.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.0.0.0/8"],
    ///     "subnets": [{ "addressPrefix": "10.16.0.0/12" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "count": 900, "maxPods": 110 }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "addressPrefixes": ["10.16.0.0/12"],
    ///     "subnets": [{ "addressPrefix": "10.16.0.0/13" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "count": 500, "maxPods": 110 }] }] }
    /// ```
    "network-address-limit", Error, AddressPlan, NETWORK_LIMITS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let mut in_use: BTreeMap<usize, u64> = BTreeMap::new();
    for subnet in &cx.layout.subnets {
        let total = in_use.entry(subnet.at.network).or_default();
        *total = total.saturating_add(subnet.required);
    }
    let batch = u64::from(limits::POD_SUBNET_BATCH.value);
    for (_, pool) in cx.net.pools() {
        if let (PodAddressing::StaticBlock, Some(at)) = (pool.addressing, pool.pod_subnet) {
            let blocks = (u64::from(pool.max_pods) + 1).div_ceil(batch) * u64::from(pool.nodes);
            let total = in_use.entry(at.network).or_default();
            *total = total.saturating_sub(blocks.saturating_mul(batch - 1));
        }
    }
    let limit = u64::from(limits::ADDRESSES_PER_NETWORK.value);
    for (at, total) in in_use.into_iter().filter(|(_, total)| *total > limit) {
        let Some(network) = cx.net.networks.get(at) else { continue };
        let number = |it: u64| grouped(i64::try_from(it).unwrap_or(i64::MAX));
        let message = format!(
            "{} addresses of virtual network {} are planned for, and Azure allows {} in use",
            number(total),
            quoted(&network.spec.name),
            number(limit)
        );
        report
            .at(&network.path, message)
            .help("use Azure CNI overlay, where pods take none of the network's addresses");
    }
}
