use crate::azure_facts::lifecycle::DOCKER_BRIDGE;
use crate::rules::{Context, Report, rule};

rule! {
    /// A Docker bridge address has no effect any more.
    ///
    /// Nodes run containerd, which has no such bridge. The property left the API with version
    /// 2023-04-01; az still takes `--docker-bridge-address` and drops it. Scripts and templates
    /// leave it out.
    ///
    /// # Why
    ///
    /// A range that is kept free for it is free for something else, and who reads the script
    /// believes that it counts.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "dockerBridgeCidr": "172.17.0.1/16" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "dockerBridgeCidr": null } }] }
    /// ```
    "docker-bridge-removed", Warning, Lifecycle, CHANGELOG,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(text) = &cluster.spec.network_profile.docker_bridge_cidr else { continue };
        let path = cluster.network_path("dockerBridgeCidr");
        let message = format!(
            "Docker bridge address `{text}` was removed from the API on {} and is left out",
            DOCKER_BRIDGE.end_day()
        );
        report
            .at(&path, message)
            .help("take it out of the plan; nothing takes its place")
            .fix_remove("take out `dockerBridgeCidr`", path);
    }
}
