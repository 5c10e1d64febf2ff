use crate::azure_facts::sources::{CHANGELOG, VIRTUAL_MACHINE_POOLS};
use crate::model::{OsType, PoolType};
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A Windows pool is of type `VirtualMachines`.
    ///
    /// Told for a Windows pool of type `VirtualMachines`. A scale set with Windows is sure.
    ///
    /// # Why
    ///
    /// Whether the service takes the pool can't be told from what Azure publishes, and a pool's
    /// kind can't be changed.
    ///
    /// # Decided
    ///
    /// The guide to such pools excludes Windows, the release notes of March 2025 say that it can be
    /// had. So it is a warning that names both.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { }, { "name": "win", "osType": "Windows", "type": "VirtualMachines" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { }, { "name": "win", "osType": "Windows" }] }] }
    /// ```
    "virtual-machines-windows", Warning, AgentPools, VIRTUAL_MACHINE_POOLS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.os == OsType::Windows) {
        if pool.spec.pool_type == Some(PoolType::VirtualMachines) {
            let path = pool.at("type");
            let name = super::quoted_name(pool);
            let message = format!(
                "Windows pool {name} of single virtual machines may be refused: {} of {} excludes \
                 Windows, {} of 2025-03-16 includes it",
                quoted(VIRTUAL_MACHINE_POOLS.title),
                VIRTUAL_MACHINE_POOLS.date,
                quoted(CHANGELOG.title),
            );
            report.at(&path, message).help("use type `VirtualMachineScaleSets`").fix_set(
                "use a scale set",
                path,
                "VirtualMachineScaleSets",
            );
        }
    }
}
