use crate::rules::{Context, Report, rule};

rule! {
    /// An own private DNS zone needs a user-assigned identity.
    ///
    /// The cluster writes its name into the zone while it is made.
    ///
    /// # Why
    ///
    /// It needs the role Private DNS Zone Contributor before that, which a system-assigned identity
    /// can't have yet.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "identity": null,
    ///   "apiServerAccessProfile": {
    ///     "enablePrivateCluster": true,
    ///     "privateDNSZone": "/subscriptions/0/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
    ///   }
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "apiServerAccessProfile": {
    ///     "enablePrivateCluster": true,
    ///     "privateDNSZone": "/subscriptions/0/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
    ///   }
    /// }] }
    /// ```
    "private-dns-zone-needs-own-identity", Error, Identity, PRIVATE_CLUSTERS,
    aliases: [
        "CustomPrivateDNSZoneMissingPermissionError",
        "SystemAssignedIdentityNotSupportedForCustomPrivateDNSZone",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let profile = cluster.spec.api_server_access_profile.as_ref();
        let zone = profile.and_then(|it| it.private_dns_zone.as_ref());
        let identity = cluster.spec.identity.as_ref();
        let has_own = identity.is_some_and(|it| it.user_assigned_identity.is_some())
            || cluster.spec.service_principal_profile.is_some();
        if has_own || !zone.is_some_and(|it| it.trim().starts_with('/')) {
            continue;
        }
        let name = &cluster.spec.name;
        report
            .at(
                cluster.at("identity"),
                format!("cluster `{name}` has a system-assigned identity and a private DNS zone of yours"),
            )
            .help("use a user-assigned identity with role Private DNS Zone Contributor on the zone")
            .related(cluster.at("apiServerAccessProfile/privateDNSZone"), "the zone");
    }
}
