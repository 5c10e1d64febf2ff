use crate::azure_facts::regions;
use crate::rules::{Context, Report, rule};

rule! {
    /// VNet integration of the API server is not offered in the region.
    ///
    /// VNet integration is general in all public regions but Qatar Central.
    ///
    /// # Why
    ///
    /// The service refuses the cluster there, and a private cluster takes the place of the feature:
    /// it keeps the way to the API server inside the network too.
    ///
    /// ```json,fails
    /// { "location": "qatarcentral", "clusters": [{
    ///   "apiServerAccessProfile": { "enableVnetIntegration": true },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "apiServerAccessProfile": { "enableVnetIntegration": true },
    ///   "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }]
    /// }] }
    /// ```
    "vnet-integration-unavailable", Error, ApiServer, VNET_INTEGRATION,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.has_vnet_integration()) {
        let region = &cluster.location;
        if regions::WITHOUT_VNET_INTEGRATION.value.contains(&region.as_str()) {
            report
                .at(
                    cluster.at("apiServerAccessProfile/enableVnetIntegration"),
                    format!("region `{region}` does not offer VNet integration of the API server"),
                )
                .help("use a private cluster without VNet integration, or another region");
        }
    }
}
