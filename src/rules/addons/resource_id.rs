use crate::model::Cluster;
use crate::rules::{Context, Report, rule};

rule! {
    /// An add-on refers to something that is no resource id of the right kind.
    ///
    /// Workspaces, gateways, DNS zones and registries stand outside the plan and are named in full:
    /// `/subscriptions/…/resourceGroups/…/providers/…`.
    ///
    /// # Why
    ///
    /// az and the service refuse a name alone, or the add-on is enabled and finds nothing at the
    /// id.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "omsagent": {
    ///   "enabled": true, "logAnalyticsWorkspaceResourceID": "logs" } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "addonProfiles": { "omsagent": { "enabled": true,
    ///   "logAnalyticsWorkspaceResourceID":
    ///   "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs" } } }] }
    /// ```
    "addon-resource-id", Error, Addons, AZ_AKS,
    aliases: []
}

const WORKSPACE: &str = "Microsoft.OperationalInsights/workspaces";
const GATEWAY: &str = "Microsoft.Network/applicationGateways";
pub(super) const REGISTRY: &str = "Microsoft.ContainerRegistry/registries";
const ZONES: &[&str] = &["Microsoft.Network/dnsZones", "Microsoft.Network/privateDnsZones"];

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        for (place, text, kinds) in references(cluster.spec) {
            if kinds.iter().any(|kind| is_id(text, kind)) {
                continue;
            }
            let kind = kinds.first().copied().unwrap_or_default();
            report
                .at(cluster.at(&place), format!("`{text}` is no resource id of `{kind}`"))
                .help(format!(
                    "write it as `/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/{kind}/NAME`"
                ));
        }
    }
}

/// What is referred to: where, as what, and of which kinds it may be.
fn references(cluster: &Cluster) -> Vec<(String, &str, &'static [&'static str])> {
    let addons = &cluster.addon_profiles;
    let monitor = cluster.azure_monitor_profile.as_ref();
    let logs = monitor.and_then(|it| it.container_insights.as_ref());
    let security = cluster.security_profile.as_ref();
    let defender = security.and_then(|it| it.defender.as_ref());
    let gateway = addons.ingress_application_gateway.as_ref();
    let bootstrap = cluster.bootstrap_profile.as_ref();
    let single: [(&str, Option<&String>, &'static [&'static str]); 5] = [
        (
            "addonProfiles/omsagent/logAnalyticsWorkspaceResourceID",
            addons.omsagent.as_ref().and_then(|it| it.log_analytics_workspace_resource_id.as_ref()),
            &[WORKSPACE],
        ),
        (
            "azureMonitorProfile/containerInsights/logAnalyticsWorkspaceResourceID",
            logs.and_then(|it| it.log_analytics_workspace_resource_id.as_ref()),
            &[WORKSPACE],
        ),
        (
            "securityProfile/defender/logAnalyticsWorkspaceResourceId",
            defender.and_then(|it| it.log_analytics_workspace_resource_id.as_ref()),
            &[WORKSPACE],
        ),
        (
            "addonProfiles/ingressApplicationGateway/applicationGatewayId",
            gateway.and_then(|it| it.application_gateway_id.as_ref()),
            &[GATEWAY],
        ),
        (
            "bootstrapProfile/containerRegistryId",
            bootstrap.and_then(|it| it.container_registry_id.as_ref()),
            &[REGISTRY],
        ),
    ];
    let single = single
        .into_iter()
        .filter_map(|(place, text, kinds)| Some((place.to_string(), text?.as_str(), kinds)));
    let ingress = cluster.ingress_profile.as_ref();
    let zones = ingress.and_then(|it| it.web_app_routing.as_ref());
    let zones = zones.into_iter().flat_map(|it| it.dns_zone_resource_ids.iter().enumerate());
    let zones = zones.map(|(at, text)| {
        (format!("ingressProfile/webAppRouting/dnsZoneResourceIds/{at}"), text.as_str(), ZONES)
    });
    single.chain(zones).collect()
}

/// Whether a text is the id of a resource of a kind, such as `Microsoft.Network/dnsZones`.
pub(in crate::rules) fn is_id(text: &str, kind: &str) -> bool {
    let parts: Vec<&str> = text.trim().split('/').collect();
    let ["", subscriptions, subscription, groups, group, providers, provider, resource, name] =
        parts.as_slice()
    else {
        return false;
    };
    subscriptions.eq_ignore_ascii_case("subscriptions")
        && groups.eq_ignore_ascii_case("resourceGroups")
        && providers.eq_ignore_ascii_case("providers")
        && format!("{provider}/{resource}").eq_ignore_ascii_case(kind)
        && [subscription, group, name].iter().all(|it| !it.is_empty())
}
