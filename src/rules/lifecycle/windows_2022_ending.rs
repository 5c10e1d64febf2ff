use super::ending;
use crate::azure_facts::lifecycle::WINDOWS_2022;
use crate::model::OsSku;
use crate::rules::{Context, Report, rule};

rule! {
    /// Windows Server 2022 ends on 2028-06-30.
    ///
    /// Windows Server 2025 follows it. The edition of a pool can't be changed: a new pool has to
    /// take over, and containers are built anew for it.
    ///
    /// # Why
    ///
    /// After that day nodes get no updates, and Kubernetes 1.37 no longer comes with it, so the
    /// pool holds the cluster back.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, {},
    ///   { "name": "win", "osType": "Windows", "osSKU": "Windows2022", "vnetSubnet": "nodes" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{}, {},
    ///   { "name": "win", "osType": "Windows", "osSKU": "Windows2025", "vnetSubnet": "nodes" }] }] }
    /// ```
    "windows-2022-ending", Warning, Lifecycle, OS_VERSIONS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        if !matches!(pool.spec.os_sku, Some(OsSku::Windows2022)) {
            continue;
        }
        let path = pool.at("osSKU");
        if let Some(finding) = ending(cx, report, &WINDOWS_2022, &path, cluster.spec.existing) {
            finding.help("plan for Windows Server 2025, which needs Kubernetes 1.32 or later");
        }
    }
}
