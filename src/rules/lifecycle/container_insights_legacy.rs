use super::ending;
use crate::azure_facts::lifecycle::CONTAINER_INSIGHTS_LEGACY;
use crate::rules::{Context, Report, rule};

rule! {
    /// Container Insights without a managed identity ended on 2026-09-30.
    ///
    /// # Why
    ///
    /// A cluster with a service principal signs in to the workspace the old way, whatever az is
    /// told, and the workspace takes no more of its data.
    ///
    /// ```json,fails
    /// { "clusters": [{ "identity": null, "addonProfiles": { "omsagent": { "enabled": true } },
    ///   "servicePrincipalProfile": { "clientId": "00000000-0000-0000-0000-000000000001" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "addonProfiles": { "omsagent": { "enabled": true } } }] }
    /// ```
    "container-insights-legacy-ended", Error, Lifecycle, AZ_AKS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let addon = cluster.spec.addon_profiles.omsagent.as_ref();
        if !addon.is_some_and(|it| it.enabled) || cluster.spec.service_principal_profile.is_none() {
            continue;
        }
        let path = cluster.at("addonProfiles/omsagent");
        let existing = cluster.spec.existing;
        if let Some(finding) = ending(cx, report, &CONTAINER_INSIGHTS_LEGACY, &path, existing) {
            finding
                .related(cluster.at("servicePrincipalProfile"), "the service principal")
                .help("give the cluster a managed identity instead of the service principal");
        }
    }
}
