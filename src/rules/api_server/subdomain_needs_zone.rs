use super::zone::{Zone, zone};
use crate::rules::{Context, Report, rule};

rule! {
    /// A subdomain for the API server is given without a private DNS zone of your own.
    ///
    /// `fqdnSubdomain` names the cluster in your zone. In the zone that AKS makes, and in the
    /// public one, the name starts with `dnsPrefix`.
    ///
    /// # Why
    ///
    /// az and the service refuse it. A name that others already use would lead nowhere.
    ///
    /// ```json,fails
    /// { "clusters": [{ "fqdnSubdomain": "shop", "apiServerAccessProfile": { "enablePrivateCluster": true } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "fqdnSubdomain": "shop",
    ///   "apiServerAccessProfile": {
    ///     "enablePrivateCluster": true,
    ///     "privateDNSZone": "/subscriptions/0/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
    ///   }
    /// }] }
    /// ```
    "fqdn-subdomain-needs-own-zone", Error, ApiServer, PRIVATE_CLUSTERS,
    aliases: ["--fqdn-subdomain should only be used for private cluster with custom private dns zone"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(subdomain) = &cluster.spec.fqdn_subdomain else { continue };
        // A zone that can't be read is another rule's affair.
        if matches!(zone(cluster), Some((_, Zone::Own(_) | Zone::Unreadable))) {
            continue;
        }
        let path = cluster.at("fqdnSubdomain");
        let finding = report
            .at(&path, format!("subdomain `{subdomain}` needs a private DNS zone of your own"))
            .help("give the zone's resource id as `privateDNSZone`, or use `dnsPrefix`");
        if cluster.spec.dns_prefix.is_none() {
            let changes = vec![
                crate::finding::remove(path),
                crate::finding::set(cluster.at("dnsPrefix"), subdomain.as_str()),
            ];
            finding.fix("use it as `dnsPrefix`", changes);
        }
    }
}
