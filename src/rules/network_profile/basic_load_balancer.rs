use crate::finding::Severity;
use crate::model::LoadBalancerSku;
use crate::rules::{Context, Report, rule};

rule! {
    /// The load balancer is of SKU `basic`, which Azure retired.
    ///
    /// New clusters with it are refused since 2025-03-31, and it was switched off on 2025-09-30. az
    /// still lets the argument through. Nothing of today works with it: authorized ranges, private
    /// clusters, outbound types, zones.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "loadBalancerSku": "basic" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "loadBalancerSku": "standard" } }] }
    /// ```
    "basic-load-balancer", Error, NetworkProfile, STANDARD_LB,
    aliases: ["Azure.AKS.StandardLB", "AZR-000026", "Please use standard load balancer"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        if cluster.spec.network_profile.load_balancer_sku != Some(LoadBalancerSku::Basic) {
            continue;
        }
        let path = cluster.network_path("loadBalancerSku");
        let finding = report.at(&path, "load balancer SKU `basic` was retired on 2025-09-30");
        if cluster.spec.existing {
            finding
                .severity(Severity::Warning)
                .help("move the cluster to the standard load balancer with `az aks update`");
        } else {
            finding.help("use `standard`, or leave `loadBalancerSku` out").fix_set(
                "use `standard`",
                path,
                "standard",
            );
        }
    }
}
