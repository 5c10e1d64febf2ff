use crate::lower::Cluster;
use crate::rules::{Context, Report, rule};

rule! {
    /// Nothing collects a cluster's logs or metrics.
    ///
    /// # Why
    ///
    /// What a container wrote is gone with it, and after a failure there is nothing to look at.
    /// Managed Prometheus or Container Insights collect it; whoever runs a monitoring of their own
    /// can leave both out.
    ///
    /// ```json,fails
    /// {}
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "azureMonitorProfile": { "metrics": { "enabled": true } } }] }
    /// ```
    "monitoring-off", Info, Addons, MONITORING,
    aliases: [
        "Azure.AKS.ContainerInsights", "AZR-000041", "CKV_AZURE_4", "AZU-0040", "AVD-AZU-0040",
        "dcaf8128-94bd-4d53-9235-3a0371df6b74",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters().filter(|it| !it.is_automatic() && !is_monitored(it)) {
        let name = &cluster.spec.name;
        report
            .at(
                cluster.at("azureMonitorProfile"),
                format!("nothing collects logs or metrics of cluster `{name}`"),
            )
            .help("switch on `containerInsights` or `metrics` of `azureMonitorProfile`");
    }
}

pub(super) fn is_monitored(cluster: &Cluster) -> bool {
    let monitor = cluster.spec.azure_monitor_profile.as_ref();
    let insights = monitor.and_then(|it| it.container_insights.as_ref());
    let metrics = monitor.and_then(|it| it.metrics.as_ref());
    let agent = cluster.spec.addon_profiles.omsagent.as_ref();
    agent.is_some_and(|it| it.enabled)
        || insights.is_some_and(|it| it.enabled)
        || metrics.is_some_and(|it| it.enabled)
}
