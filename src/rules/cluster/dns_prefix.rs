use super::judge_name;
use crate::azure_facts::names;
use crate::rules::{Context, Report, rule};

rule! {
    /// A DNS prefix is one that AKS refuses.
    ///
    /// The API server's name starts with it: 1 to 54 letters, digits and `-`, with a letter or
    /// digit at both ends. A subdomain of a private zone takes its place, so there is never both.
    ///
    /// # Why
    ///
    /// The service refuses it, and the name can't be changed once the cluster is made.
    ///
    /// ```json,fails
    /// { "clusters": [{ "dnsPrefix": "my_cluster" }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "dnsPrefix": "my-cluster" }] }
    /// ```
    "dns-prefix", Error, Cluster, REST_SPEC,
    aliases: ["Azure.AKS.DNSPrefix", "AZR-000040"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(prefix) = &cluster.spec.dns_prefix else { continue };
        let path = cluster.at("dnsPrefix");
        let Some(finding) = judge_name(report, &names::DNS_PREFIX, path.clone(), prefix) else {
            continue;
        };
        if let Some(better) = names::DNS_PREFIX.mended(prefix) {
            finding.fix_set(format!("use `{better}`"), path, better);
        }
    }
}
