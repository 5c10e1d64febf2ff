use super::ending;
use crate::azure_facts::lifecycle::BASIC_LOAD_BALANCER;
use crate::model::LoadBalancerSku;
use crate::rules::{Context, Report, rule};

rule! {
    /// The basic load balancer ended on 2025-09-30.
    ///
    /// Nothing new gets one since 2025-03-31. az still takes `--load-balancer-sku basic`; Azure
    /// refuses the cluster. The SKU of an existing cluster can't be changed: it has to be made
    /// anew.
    ///
    /// # Why
    ///
    /// It had no zones, no outbound rules, no agreement on how much of the time it answers; private
    /// clusters, authorized ranges and several pools never worked with it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "loadBalancerSku": "basic" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "loadBalancerSku": "standard" } }] }
    /// ```
    "basic-load-balancer", Error, Lifecycle, CHANGELOG,
    aliases: [
        "Azure.AKS.StandardLB",
        "AZR-000026",
        "Please use standard load balancer",
        "PrivateClusterNotSupportedWithBasicLoadBalancer",
        "UnexpectedLoadBalancerSkuForCurrentOutboundConfiguration",
        "SLBRequiredForMultipleAgentPools",
        "Standard Load Balancer is required for",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        if cluster.spec.network_profile.load_balancer_sku != Some(LoadBalancerSku::Basic) {
            continue;
        }
        let path = cluster.network_path("loadBalancerSku");
        let existing = cluster.spec.existing;
        let Some(finding) = ending(cx, report, &BASIC_LOAD_BALANCER, &path, existing) else {
            continue;
        };
        finding.help("take `standard`, the only one offered").fix_set(
            "take the standard load balancer",
            path,
            "standard",
        );
    }
}
