use crate::azure_facts::vm_sizes::VmSize;
use crate::model::PoolMode;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A system pool has burstable machines.
    ///
    /// # Why
    ///
    /// Machines of the B series are slowed down once they have used up their credits, and with them
    /// DNS and admission of the whole cluster. AKS does not support them for system pools.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "vmSize": "Standard_B4ms" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "vmSize": "Standard_B4ms" }] }] }
    /// ```
    "system-pool-burstable", Warning, AgentPools, SYSTEM_POOLS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.mode == PoolMode::System) {
        if super::size(pool).as_ref().is_some_and(VmSize::is_burstable) {
            let size = quoted(pool.spec.vm_size.as_deref().unwrap_or_default());
            report
                .at(
                    pool.at("vmSize"),
                    format!("{size} is burstable, which AKS does not support for system pools"),
                )
                .help("use a size of another series, such as `Standard_D4s_v5`");
        }
    }
}
