use crate::model::OsType;
use crate::rules::{Context, Report, rule};

/// Most pods that are recommended on a Windows node.
const ADVISED: u32 = 110;

rule! {
    /// A Windows pool has more than 110 pods a node.
    ///
    /// Windows nodes are recommended to run at most 110.
    ///
    /// # Why
    ///
    /// Starting and networking of Windows containers takes more of a node than that of Linux ones.
    /// Past that number nodes become slow or not ready.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { }, { "name": "win", "osType": "Windows", "maxPods": 200 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { }, { "name": "win", "osType": "Windows", "maxPods": 110 }] }] }
    /// ```
    "windows-max-pods", Info, AgentPools, QUOTAS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| it.os == OsType::Windows) {
        let Some(pods) = pool.spec.max_pods.filter(|it| *it > ADVISED) else { continue };
        let path = pool.at("maxPods");
        report
            .at(&path, format!("{pods} pods a Windows node, at most {ADVISED} are recommended"))
            .help(format!("use {ADVISED}"))
            .fix_set(format!("use {ADVISED}"), path, ADVISED);
    }
}
