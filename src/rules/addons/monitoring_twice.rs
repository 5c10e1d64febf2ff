use crate::rules::{Context, Report, rule};

rule! {
    /// Container logs are collected twice.
    ///
    /// The monitoring add-on (`omsagent`) and Azure Monitor's container logs
    /// (`azureMonitorProfile.containerInsights`) are two ways to the same thing, and az refuses
    /// both together.
    ///
    /// # Why
    ///
    /// Each line of a log would be sent and paid for twice.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "omsagent": { "enabled": true } },
    ///   "azureMonitorProfile": { "containerInsights": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "azureMonitorProfile": { "containerInsights": { "enabled": true } } }] }
    /// ```
    "monitoring-twice", Error, Addons, AZ_AKS,
    aliases: ["Use either '--enable-azure-monitor-logs' or '--enable-addons monitoring'"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let addon = cluster.spec.addon_profiles.omsagent.as_ref();
        let profile = cluster.spec.azure_monitor_profile.as_ref();
        let logs = profile.and_then(|it| it.container_insights.as_ref());
        if !(addon.is_some_and(|it| it.enabled) && logs.is_some_and(|it| it.enabled)) {
            continue;
        }
        let path = cluster.at("addonProfiles/omsagent");
        report
            .at(
                &path,
                "the monitoring add-on and Azure Monitor's container logs exclude each other",
            )
            .related(cluster.at("azureMonitorProfile/containerInsights"), "container logs")
            .help("keep the newer `azureMonitorProfile.containerInsights`")
            .fix_remove("take out the monitoring add-on", path);
    }
}
