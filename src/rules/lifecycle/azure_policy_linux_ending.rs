use super::ending;
use crate::azure_facts::lifecycle::NPM_LINUX;
use crate::finding::set;
use crate::model::{NetworkPlugin, NetworkPolicy, OsType};
use crate::rules::{Context, Report, rule};

rule! {
    /// Azure network policy (NPM) for Linux ends on 2028-09-30.
    ///
    /// Cilium follows it: the same Kubernetes policies, enforced in the dataplane, without the
    /// limit of 250 nodes and 20,000 pods. On an existing cluster the change of dataplane replaces
    /// the policy engine and all nodes.
    ///
    /// # Why
    ///
    /// After that day nobody mends it, while policies are what keeps applications apart. The move
    /// is easiest while there is time to test.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPolicy": "azure" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPolicy": "cilium", "networkDataplane": "cilium" } }] }
    /// ```
    "azure-network-policy-linux-ending", Warning, Lifecycle, NETWORK_POLICIES,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.policy == NetworkPolicy::Azure) {
        // With Windows pools the end for Windows comes first, and another rule names it.
        if cluster.pools.iter().any(|it| it.os == OsType::Windows) {
            continue;
        }
        let path = cluster.network_path("networkPolicy");
        let Some(finding) = ending(cx, report, &NPM_LINUX, &path, cluster.spec.existing) else {
            continue;
        };
        finding.help("take `cilium` as network policy and dataplane");
        if cluster.plugin == NetworkPlugin::Azure {
            let dataplane = cluster.network_path("networkDataplane");
            finding.fix("take Cilium", vec![set(path, "cilium"), set(dataplane, "cilium")]);
        }
    }
}
