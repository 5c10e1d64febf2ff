use crate::rules::{Context, Report, rule};

rule! {
    /// Microsoft Defender has no workspace.
    ///
    /// az then takes the region's default workspace, and makes it where there is none. Templates
    /// and Terraform have no such default and need one named.
    ///
    /// # Why
    ///
    /// Findings of Defender then lie in a workspace that nobody looks at, in another resource
    /// group, and are paid for there.
    ///
    /// ```json,fails
    /// { "clusters": [{ "securityProfile": { "defender": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "securityProfile": { "defender": { "enabled": true,
    ///   "logAnalyticsWorkspaceResourceId": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs" } } }] }
    /// ```
    "defender-without-workspace", Info, Addons, AZ_AKS,
    aliases: ["LogAnalyticsWorkspaceNotSetForAzureDefender"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let security = cluster.spec.security_profile.as_ref();
        let defender = security.and_then(|it| it.defender.as_ref()).filter(|it| it.enabled);
        if defender.is_some_and(|it| it.log_analytics_workspace_resource_id.is_none()) {
            report
                .at(
                    cluster.at("securityProfile/defender"),
                    "Defender has no workspace, and az takes the region's default one",
                )
                .help("name a workspace in `logAnalyticsWorkspaceResourceId`");
        }
    }
}
