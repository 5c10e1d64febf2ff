use super::ending;
use crate::azure_facts::lifecycle::WINDOWS_2022;
use crate::finding::Severity;
use crate::model::OsSku;
use crate::rules::{Context, Report, rule};

rule! {
    /// Windows Server 2022 ends on 2028-06-30.
    ///
    /// Windows Server 2025 follows it. The edition of a pool can't be changed: a new pool has to take
    /// over, and containers are built anew for it. From Kubernetes 1.37 on it is not offered.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, {},
    ///   { "name": "win", "osType": "Windows", "osSKU": "Windows2022", "vnetSubnet": "nodes" }] }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "kubernetesVersion": "1.37", "agentPools": [{}, {},
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
        let version = pool.version.or(cluster.version);
        if let Some(version) = version.filter(|it| it.at_least(1, 37)) {
            report
                .at(path, format!("Windows Server 2022 is not offered with Kubernetes {version}"))
                .severity(Severity::Error)
                .help("take Windows Server 2025, or Kubernetes 1.36");
            continue;
        }
        if let Some(finding) = ending(cx, report, &WINDOWS_2022, &path, cluster.spec.existing) {
            finding.help("plan for Windows Server 2025, which needs Kubernetes 1.32 or later");
        }
    }
}
