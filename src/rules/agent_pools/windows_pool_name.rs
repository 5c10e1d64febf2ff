use crate::azure_facts::names;
use crate::model::OsType;
use crate::rules::cluster::judge_name;
use crate::rules::{Context, Report, rule};

rule! {
    /// A Windows pool's name is longer than six characters, or one that AKS refuses.
    ///
    /// The pool's name is part of the machines' names, which Windows limits to 15 characters.
    ///
    /// # Why
    ///
    /// With a longer name no machine could join; the service refuses the pool, and a pool can't be
    /// renamed.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{ "agentPools": [{ }, { }, { "name": "windows", "osType": "Windows" }] }]
    /// }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { }, { "name": "win", "osType": "Windows" }] }] }
    /// ```
    "windows-pool-name", Error, AgentPools, SYSTEM_POOLS,
    aliases: ["WindowsAgentPoolNameTooLong"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.os == OsType::Windows) {
        let (path, name) = (pool.at("name"), &pool.spec.name);
        let Some(finding) = judge_name(report, &names::WINDOWS_POOL, path.clone(), name) else {
            continue;
        };
        if let Some(better) = names::WINDOWS_POOL.mended(name) {
            finding.fix_set(format!("call it `{better}`"), path, better);
        }
    }
}
