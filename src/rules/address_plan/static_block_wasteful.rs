use crate::azure_facts::limits;
use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// `maxPods` leaves part of a static block unused.
    ///
    /// A node takes as many blocks of 16 addresses as hold `maxPods` and one more.
    ///
    /// # Why
    ///
    /// In a network with 65,536 addresses at most those that no pod can have are not there for
    /// others.
    ///
    /// # Arithmetic
    ///
    /// ⌈(32 + 1) ÷ 16⌉ × 16 = **48** addresses, of which 33 are used: **15** are not. 15, **31**
    /// and **47** pods fill their blocks.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/22" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 32, "podSubnet": "pods", "podIPAllocationMode": "StaticBlock" },
    ///                                 { "maxPods": 31, "podSubnet": "pods", "podIPAllocationMode": "StaticBlock" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/22" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 31, "podSubnet": "pods", "podIPAllocationMode": "StaticBlock" },
    ///                                 { "maxPods": 31, "podSubnet": "pods", "podIPAllocationMode": "StaticBlock" }] }] }
    /// ```
    "static-block-wasteful", Warning, AddressPlan, STATIC_BLOCK,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let batch = limits::POD_SUBNET_BATCH.value;
    let most = limits::MAX_MAX_PODS.value;
    let pools = cx.net.pools().map(|(_, pool)| pool);
    for pool in pools.filter(|it| it.addressing == PodAddressing::StaticBlock) {
        let taken = pool.max_pods.saturating_add(1).div_ceil(batch).saturating_mul(batch);
        let unused = taken.saturating_sub(pool.max_pods.saturating_add(1));
        // The greatest `maxPods` there is can't fill its blocks.
        if unused == 0 || pool.max_pods >= most {
            continue;
        }
        let (below, above) = (taken.saturating_sub(batch + 1), (taken - 1).min(most));
        let message = format!(
            "pool {} takes {taken} addresses a node for {} pods: {unused} are never used",
            quoted(&pool.spec.name),
            pool.max_pods
        );
        let path = pool.at("maxPods");
        let finding = report.at(&path, message);
        finding.help(match below {
            0..10 => format!("set `maxPods` to {above}"),
            _ => format!("set `maxPods` to {above}, or to {below}"),
        });
        finding.fix_set(format!("set `maxPods` to {above}"), path, above);
    }
}
