use super::ending;
use crate::azure_facts::lifecycle::NPM_WINDOWS;
use crate::model::{NetworkPolicy, OsType};
use crate::rules::{Context, Report, rule};

rule! {
    /// Azure network policy (NPM) for Windows ended on 2026-09-30.
    ///
    /// Calico enforces Kubernetes policies on Windows nodes; Cilium runs on Linux alone.
    ///
    /// # Why
    ///
    /// Without an engine, network security groups are what is left. What enforced policies
    /// yesterday is not mended any more, and new pools do not get it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPolicy": "azure" },
    ///   "agentPools": [{}, {}, { "name": "win", "osType": "Windows", "vnetSubnet": "nodes" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPolicy": "calico" },
    ///   "agentPools": [{}, {}, { "name": "win", "osType": "Windows", "vnetSubnet": "nodes" }] }] }
    /// ```
    "azure-network-policy-windows-ended", Error, Lifecycle, NETWORK_POLICIES,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.policy == NetworkPolicy::Azure) {
        let Some(pool) = cluster.pools.iter().find(|it| it.os == OsType::Windows) else {
            continue;
        };
        let path = cluster.network_path("networkPolicy");
        let Some(finding) = ending(cx, report, &NPM_WINDOWS, &path, cluster.spec.existing) else {
            continue;
        };
        finding
            .related(pool.at("osType"), format!("pool `{}` runs Windows", pool.spec.name))
            .help("take `calico`, or no policy engine and network security groups")
            .fix_set("take Calico", path, "calico");
    }
}
