use crate::model::{OsType, PoolMode};
use crate::rules::{Context, Report, rule};

rule! {
    /// `az aks command invoke` may find no node to run on.
    ///
    /// In a private cluster it is often the only way in. Its pod runs on Linux; where system nodes
    /// are tainted and every other pool is Windows, it has no place.
    ///
    /// # Why
    ///
    /// It shows when something is wrong and this was the way to look at it.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "apiServerAccessProfile": { "enablePrivateCluster": true },
    ///   "agentPools": [{}, { "name": "win", "osType": "Windows" }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": { "enablePrivateCluster": true } }] }
    /// ```
    "run-command-needs-linux-nodes", Info, ApiServer, RUN_COMMAND,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters().filter(|it| it.is_private()) {
        let profile = cluster.spec.api_server_access_profile.as_ref();
        let off = profile.is_some_and(|it| it.disable_run_command);
        let windows = cluster.pools.iter().find(|it| it.os == OsType::Windows);
        let takes_pods = cluster.pools.iter().any(|it| {
            it.os == OsType::Linux && it.mode != PoolMode::Gateway && it.spec.node_taints.is_empty()
        });
        let (false, false, Some(windows)) = (off, takes_pods, windows) else { continue };
        report
            .at(
                cluster.at("apiServerAccessProfile/disableRunCommand"),
                "`az aks command invoke` needs a Linux node without taints, and there is none",
            )
            .help("add a Linux pool, or reach the cluster from a machine in the network")
            .related(windows.at("osType"), "a Windows pool");
    }
}
