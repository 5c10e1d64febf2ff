use super::zone::{Zone, path, zone};
use crate::rules::{Context, Report, rule};

rule! {
    /// The private DNS zone is neither `system` nor `none` nor a zone's resource id.
    ///
    /// A zone of your own is named by its id, not by its name.
    ///
    /// # Why
    ///
    /// az refuses any other text. Zones of the same name may stand in several groups, so only the
    /// id says which.
    ///
    /// ```json,fails
    /// { "clusters": [{ "apiServerAccessProfile": {
    ///   "enablePrivateCluster": true, "privateDNSZone": "privatelink.westeurope.azmk8s.io"
    /// } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "apiServerAccessProfile": {
    ///   "enablePrivateCluster": true,
    ///   "privateDNSZone": "/subscriptions/0/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
    /// } }] }
    /// ```
    "private-dns-zone-unreadable", Error, ApiServer, AZ_AKS,
    aliases: ["is not a valid Azure resource ID", "InvalidPrivateDNSZoneResourceID"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        if let Some((text, Zone::Unreadable)) = zone(cluster) {
            report.at(path(cluster), format!("`{text}` is no private DNS zone")).help(
                "use `system`, `none`, or the resource id of a zone: `/subscriptions/…/providers/\
                     Microsoft.Network/privateDnsZones/…`",
            );
        }
    }
}
