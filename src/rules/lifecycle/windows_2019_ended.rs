use super::ending;
use crate::azure_facts::lifecycle::WINDOWS_2019;
use crate::model::OsSku;
use crate::rules::{Context, Report, rule};

rule! {
    /// Windows Server 2019 ended on 2026-03-01.
    ///
    /// New pools are refused, and its images are removed on 2027-04-01: from then on existing pools
    /// can't grow. The edition of a pool can't be changed; a new pool takes over.
    ///
    /// # Why
    ///
    /// Nodes without updates gather known holes, and the pool holds the cluster's version back.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, {},
    ///   { "name": "win", "osType": "Windows", "osSKU": "Windows2019", "vnetSubnet": "nodes" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{}, {},
    ///   { "name": "win", "osType": "Windows", "osSKU": "Windows2025", "vnetSubnet": "nodes" }] }] }
    /// ```
    "windows-2019-ended", Error, Lifecycle, OS_VERSIONS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        if !matches!(pool.spec.os_sku, Some(OsSku::Windows2019)) {
            continue;
        }
        let path = pool.at("osSKU");
        if let Some(finding) = ending(cx, report, &WINDOWS_2019, &path, cluster.spec.existing) {
            finding.help("take Windows Server 2022 or 2025").fix_set(
                "take Windows Server 2022",
                path,
                OsSku::Windows2022.as_str(),
            );
        }
    }
}
