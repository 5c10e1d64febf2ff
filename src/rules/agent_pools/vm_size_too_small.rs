use crate::azure_facts::vm_sizes::LEAST_VCPUS;
use crate::model::PoolMode;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A pool's machines have fewer than two vCPUs.
    ///
    /// kubelet and the cluster's agents need more than such a machine has; AKS refuses it.
    ///
    /// # Why
    ///
    /// Nodes that lack the memory for their own agents turn not ready again and again, so the
    /// service refuses them.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "vmSize": "Standard_B1ms" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "vmSize": "Standard_B2ms" }] }] }
    /// ```
    "vm-size-too-small", Error, AgentPools, QUOTAS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let least = LEAST_VCPUS.value;
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.mode != PoolMode::System) {
        let vcpus = super::size(pool).and_then(|it| it.vcpus);
        let Some(vcpus) = vcpus.filter(|it| *it < least) else { continue };
        let size = quoted(pool.spec.vm_size.as_deref().unwrap_or_default());
        report
            .at(
                pool.at("vmSize"),
                format!("{size} has {vcpus} vCPU, a node needs at least {least}"),
            )
            .help("use a larger size, such as `Standard_D2s_v5`");
    }
}
