use crate::lower::PodAddressing;
use crate::model::OsType;
use crate::rules::{Context, Report, rule};

rule! {
    /// A Windows pool is in a cluster with kubenet.
    ///
    /// kubenet routes pods by the Linux host. Windows nodes need Azure CNI.
    ///
    /// # Why
    ///
    /// The service refuses the pool. The network plugin can't be changed for one pool, so a Windows
    /// pool decides it for the cluster.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null },
    ///   "agentPools": [{}, {}, { "name": "win", "osType": "Windows", "vmSize": "Standard_D4s_v5", "vnetSubnet": "nodes" }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "agentPools": [{}, {}, { "name": "win", "osType": "Windows", "vmSize": "Standard_D4s_v5", "vnetSubnet": "nodes" }]
    /// }] }
    /// ```
    "kubenet-is-linux-only", Error, NetworkProfile, KUBENET,
    aliases: ["AzureCNIOnlyForWindows"]
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        if pool.addressing == PodAddressing::Kubenet && pool.os == OsType::Windows {
            let name = &pool.spec.name;
            report
                .at(
                    pool.at("osType"),
                    format!("pool `{name}` runs Windows, which kubenet does not support"),
                )
                .help("use Azure CNI overlay: plugin `azure` with mode `overlay`")
                .related(cluster.network_path("networkPlugin"), "the network plugin");
        }
    }
}
