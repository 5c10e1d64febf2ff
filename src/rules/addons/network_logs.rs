use super::monitoring_off::is_monitored;
use crate::model::NetworkDataplane;
use crate::rules::carried::setting;
use crate::rules::{Context, Report, rule};
use crate::text::listed;

rule! {
    /// Logs of container traffic are asked for without what makes them.
    ///
    /// They come from Advanced Container Networking Services with the Cilium dataplane, and go
    /// where container logs go. az refuses them without all three.
    ///
    /// # Why
    ///
    /// Logs would be missing when something is to be found out, which is when it is too late to
    /// turn them on.
    ///
    /// ```json,fails
    /// { "clusters": [{ "azArguments": ["--enable-container-network-logs"] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "networkProfile": { "networkDataplane": "cilium", "advancedNetworking": { "enabled": true } },
    ///   "azureMonitorProfile": { "containerInsights": { "enabled": true } },
    ///   "azArguments": ["--enable-container-network-logs"] }] }
    /// ```
    "network-logs-need-parts", Error, Addons, AZ_AKS,
    aliases: ["Container network logs requires ACNS to be enabled"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(switch) = setting(cluster, "--enable-container-network-logs", "") else {
            continue;
        };
        let acns = cluster.spec.network_profile.advanced_networking.as_ref();
        let mut missing = Vec::new();
        if !acns.is_some_and(|it| it.enabled) {
            missing.push("advanced networking");
        }
        if cluster.dataplane != NetworkDataplane::Cilium {
            missing.push("the Cilium dataplane");
        }
        if !is_monitored(cluster) {
            missing.push("container logs");
        }
        // Of what exists the plan may not know everything.
        if !missing.is_empty() && !cluster.spec.existing {
            report
                .at(switch.path, format!("logs of container traffic need {}", listed(&missing)))
                .help("add what is missing, or leave the logs out");
        }
    }
}
