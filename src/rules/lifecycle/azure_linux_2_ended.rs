use super::ending;
use crate::azure_facts::lifecycle::AZURE_LINUX_2;
use crate::model::OsSku;
use crate::rules::{Context, Report, rule};

rule! {
    /// Azure Linux 2.0 ended on 2025-11-30.
    ///
    /// `AzureLinux` means Azure Linux 2.0 up to Kubernetes 1.31, and Azure Linux 3 from 1.32 on.
    /// The images of 2.0 were removed on 2026-03-31: pools that run them can't grow.
    ///
    /// # Why
    ///
    /// Nodes without updates gather known holes, and a pool that can't grow can't be upgraded
    /// either.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, {
    ///   "osSKU": "AzureLinux", "orchestratorVersion": "1.31.1" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "kubernetesVersion": "1.36",
    ///   "agentPools": [{}, { "osSKU": "AzureLinux" }] }] }
    /// ```
    "azure-linux-2-ended", Error, Lifecycle, OS_VERSIONS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        let by_version = matches!(
            pool.spec.os_sku,
            Some(OsSku::AzureLinux | OsSku::CblMariner | OsSku::Mariner)
        );
        let Some(version) = pool.version.or(cluster.version).filter(|_| by_version) else {
            continue;
        };
        if version.at_least(1, 32) {
            continue;
        }
        let path = pool.at("osSKU");
        if let Some(finding) = ending(cx, report, &AZURE_LINUX_2, &path, cluster.spec.existing) {
            finding.help(format!(
                "take Kubernetes 1.32 or later, which brings {}; the pool has {version}",
                AZURE_LINUX_2.replacement
            ));
        }
    }
}
