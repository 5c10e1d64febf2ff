use crate::rules::{Context, Report, rule};

rule! {
    /// A subdomain and a DNS prefix are both given for the API server.
    ///
    /// Its name starts with one of them. az and the service refuse both at once.
    ///
    /// # Why
    ///
    /// A name that was written down by others would not be the one that the cluster gets.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "fqdnSubdomain": "shop", "dnsPrefix": "shop",
    ///   "apiServerAccessProfile": {
    ///     "enablePrivateCluster": true,
    ///     "privateDNSZone": "/subscriptions/0/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
    ///   }
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "dnsPrefix": "shop" }] }
    /// ```
    "fqdn-subdomain-and-dns-prefix", Error, ApiServer, PRIVATE_CLUSTERS,
    aliases: ["--dns-name-prefix and --fqdn-subdomain cannot be used at same time"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let spec = cluster.spec;
        if let (Some(subdomain), Some(prefix)) = (&spec.fqdn_subdomain, &spec.dns_prefix) {
            let path = cluster.at("dnsPrefix");
            report
                .at(&path, format!("`dnsPrefix` `{prefix}` and `fqdnSubdomain` `{subdomain}` exclude each other"))
                .help("leave `dnsPrefix` out with a private DNS zone of your own")
                .related(cluster.at("fqdnSubdomain"), "the subdomain")
                .fix_remove("leave `dnsPrefix` out", path);
        }
    }
}
