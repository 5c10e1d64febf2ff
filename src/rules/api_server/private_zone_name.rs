use super::zone::{Zone, path, zone};
use crate::azure_facts::limits;
use crate::model::Cloud;
use crate::rules::{Context, Report, rule};

rule! {
    /// The name of the private DNS zone is none that AKS can use, or is for another region.
    ///
    /// It is `privatelink.REGION.azmk8s.io`, or `private.REGION.azmk8s.io` with VNet integration,
    /// with up to one more label of 32 letters, digits and hyphens before it. REGION is the
    /// cluster's.
    ///
    /// # Why
    ///
    /// The service refuses the cluster, or nodes look for the API server in a zone that does not
    /// hold its name.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": {
    ///   "enablePrivateCluster": true,
    ///   "privateDNSZone": "/subscriptions/0/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/aks.example.com"
    /// } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": {
    ///   "enablePrivateCluster": true,
    ///   "privateDNSZone": "/subscriptions/0/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.northeurope.azmk8s.io"
    /// } }] }
    /// ```
    /// ```az,fails
    /// az network private-dns zone create --resource-group rg --name privatelink.northeurope.azmk8s.io
    /// ZONE=$(az network private-dns zone show --resource-group rg --name privatelink.northeurope.azmk8s.io --query id --output tsv)
    /// az aks create --resource-group rg --name cluster --location westeurope --enable-private-cluster --private-dns-zone "$ZONE"
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": {
    ///   "enablePrivateCluster": true,
    ///   "privateDNSZone": "/subscriptions/0/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/team.privatelink.westeurope.azmk8s.io"
    /// } }] }
    /// ```
    "private-dns-zone-name", Error, ApiServer, PRIVATE_CLUSTERS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let cloud = cx.plan.connection.as_ref().and_then(|it| it.cloud);
    for cluster in cx.net.clusters.iter().filter(|it| it.is_private()) {
        let Some((_, Zone::Own(name))) = zone(cluster) else { continue };
        let region = &cluster.location;
        // The other clouds have domains of their own.
        let elsewhere = cloud.is_some_and(|it| it != Cloud::AzureCloud)
            || ["usgov", "usdod", "china"].iter().any(|it| region.starts_with(it));
        if elsewhere {
            continue;
        }
        let wanted = if region.is_empty() { "REGION" } else { region };
        let help = format!("use a zone `privatelink.{wanted}.azmk8s.io`, or a label before that");
        match zone_region(&name.to_ascii_lowercase()) {
            None => {
                let message = format!("AKS can't use a private DNS zone named `{name}`");
                report.at(path(cluster), message).help(help);
            }
            Some(other) if !region.is_empty() && other != *region => {
                report
                    .at(
                        path(cluster),
                        format!("the private DNS zone is for region `{other}`, the cluster in `{region}`"),
                    )
                    .help(help);
            }
            Some(_) => {}
        }
    }
}

/// The region in a zone's name; `None` where it is none that AKS can use.
fn zone_region(name: &str) -> Option<String> {
    let mut labels: Vec<&str> = name.strip_suffix(".azmk8s.io")?.split('.').collect();
    let region = labels.pop()?;
    labels.pop().filter(|it| ["privatelink", "private"].contains(it))?;
    let fits = |it: &str| {
        let length = 1..=limits::DNS_SUBZONE.value as usize;
        length.contains(&it.len()) && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
    };
    match labels.as_slice() {
        [] => Some(region.to_string()),
        [label] if fits(label) => Some(region.to_string()),
        _ => None,
    }
}
