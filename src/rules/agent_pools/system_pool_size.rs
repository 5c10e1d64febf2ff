use crate::azure_facts::vm_sizes::{LEAST_VCPUS, SYSTEM_VCPUS};
use crate::finding::Severity;
use crate::model::PoolMode;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A system pool's machines are small.
    ///
    /// Azure refuses machines with fewer than 2 vCPUs in a system pool.
    ///
    /// # Why
    ///
    /// CoreDNS, the metrics server and agents of add-ons share these machines. Where they are short
    /// of memory, the whole cluster is slow.
    ///
    /// # Decided
    ///
    /// Azure's documents disagree on what is enough: the page on quotas asks for 2 vCPUs and 4 GB,
    /// the guide to system pools for 4 vCPUs and 4 GB. The service refuses fewer than 2, which is
    /// an error; fewer than 4 is a warning that names both.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "vmSize": "Standard_D2s_v5" }] }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "vmSize": "Standard_DS1_v2" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "vmSize": "Standard_D4s_v5" }] }] }
    /// ```
    "system-pool-size", Warning, AgentPools, SYSTEM_POOLS,
    aliases: ["SystemPoolSkuTooLow"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.mode == PoolMode::System) {
        let (Some(size), Some(text)) = (super::size(pool), &pool.spec.vm_size) else { continue };
        let Some(vcpus) = size.vcpus else { continue };
        let (least, advised) = (LEAST_VCPUS.value, SYSTEM_VCPUS.value);
        let text = quoted(text);
        let path = pool.at("vmSize");
        if vcpus < least {
            report
                .at(path, format!("{text} has {vcpus} vCPU, a system pool needs at least {least}"))
                .severity(Severity::Error)
                .url(LEAST_VCPUS.source)
                .help(format!("use a size with {advised} vCPUs, such as `Standard_D4s_v5`"));
        } else if vcpus < advised {
            let text = format!(
                "{text} has {vcpus} vCPUs; {} of {} asks for {advised} in a system pool, {} of {} for \
                 {least}",
                quoted(SYSTEM_VCPUS.source.title),
                SYSTEM_VCPUS.source.date,
                quoted(LEAST_VCPUS.source.title),
                LEAST_VCPUS.source.date,
            );
            report
                .at(path, text)
                .help(format!("use a size with {advised} vCPUs, such as `Standard_D4s_v5`"));
        }
    }
}
