use super::ending;
use crate::azure_facts::lifecycle::WINDOWS_ANNUAL;
use crate::model::OsSku;
use crate::rules::{Context, Report, rule};

rule! {
    /// Windows Server Annual Channel ended on 2026-05-15.
    ///
    /// New pools are refused. The edition of a pool can't be changed; a new pool takes over.
    ///
    /// # Why
    ///
    /// Nodes without updates gather known holes, and a node that fails can't be replaced once the
    /// images are gone.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, {},
    ///   { "name": "win", "osType": "Windows", "osSKU": "WindowsAnnual", "vnetSubnet": "nodes" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{}, {},
    ///   { "name": "win", "osType": "Windows", "osSKU": "Windows2025", "vnetSubnet": "nodes" }] }] }
    /// ```
    "windows-annual-ended", Error, Lifecycle, OS_VERSIONS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        if !matches!(pool.spec.os_sku, Some(OsSku::WindowsAnnual)) {
            continue;
        }
        let path = pool.at("osSKU");
        if let Some(finding) = ending(cx, report, &WINDOWS_ANNUAL, &path, cluster.spec.existing) {
            finding.help("take Windows Server 2022 or 2025").fix_set(
                "take Windows Server 2022",
                path,
                OsSku::Windows2022.as_str(),
            );
        }
    }
}
