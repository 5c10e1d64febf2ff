use crate::model::{NetworkDataplane, OsType};
use crate::rules::{Context, Report, rule};

rule! {
    /// A Windows pool is in a cluster whose dataplane is Cilium.
    ///
    /// Cilium's dataplane is eBPF in the Linux kernel. Azure accepts no Windows pool beside it.
    ///
    /// # Why
    ///
    /// The service refuses the pool. The dataplane is the cluster's, so one Windows pool decides it
    /// for all.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": { "networkDataplane": "cilium" },
    ///   "agentPools": [{}, {}, { "name": "win", "osType": "Windows", "vmSize": "Standard_D4s_v5", "vnetSubnet": "nodes" }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "agentPools": [{}, {}, { "name": "win", "osType": "Windows", "vmSize": "Standard_D4s_v5", "vnetSubnet": "nodes" }]
    /// }] }
    /// ```
    "cilium-is-linux-only", Error, NetworkProfile, CILIUM,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        if cluster.dataplane == NetworkDataplane::Cilium && pool.os == OsType::Windows {
            let (name, cluster_name) = (&pool.spec.name, &cluster.spec.name);
            report
                .at(
                    pool.at("osType"),
                    format!(
                        "pool `{name}` runs Windows, and the dataplane of cluster `{cluster_name}` \
                         is Cilium, which is Linux only"
                    ),
                )
                .help("use dataplane `azure` with Calico, or put Windows into another cluster")
                .related(cluster.network_path("networkDataplane"), "the dataplane");
        }
    }
}
