use crate::model::{OsType, PoolMode};
use crate::rules::{Context, Report, rule};

rule! {
    /// A system pool runs Windows.
    ///
    /// The cluster's own parts run on Linux. Windows pools are user pools beside a Linux system
    /// pool.
    ///
    /// # Why
    ///
    /// The service refuses the pool. Without Linux system nodes not even DNS would run.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "name": "win", "mode": "System", "osType": "Windows" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "name": "win", "mode": "User", "osType": "Windows" }] }] }
    /// ```
    "system-pool-windows", Error, AgentPools, SYSTEM_POOLS,
    aliases: ["SystemPoolMustBeLinux"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        if pool.mode == PoolMode::System && pool.os == OsType::Windows {
            let text = format!("system pool {} runs Windows", super::quoted_name(pool));
            report
                .at(pool.at("osType"), text)
                .help("give it mode `User`, and have a Linux system pool");
        }
    }
}
