use crate::azure_facts::limits::{OVERLAY_PODS, OVERLAY_PODS_OTHER};
use crate::rules::{Context, Report, rule};
use crate::text::grouped;

rule! {
    /// An overlay cluster has room for more pods than overlay is made for.
    ///
    /// Counted is `maxPods` of every node that may come.
    ///
    /// # Why
    ///
    /// Past what it is tested for, routes and identities are late: new pods wait for their network.
    ///
    /// # Arithmetic
    ///
    /// Nodes × `maxPods`: 903 × 250 = **225,750**.
    ///
    /// # Decided
    ///
    /// Azure's sources disagree on how many pods overlay is made for: 200,000 in the guide to large
    /// clusters, 250,000 in the plan for pod networking. Nothing is refused, so past the smaller it
    /// is a warning that names both.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.0.0.0/12" },
    ///   "agentPools": [{}, { "count": 900, "maxPods": 250 }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{}, { "count": 200, "maxPods": 250 }] }] }
    /// ```
    "overlay-pod-limit", Warning, NetworkProfile, LARGE_CLUSTERS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.overlay) {
        let pods = |it: &crate::lower::Pool| u64::from(it.nodes) * u64::from(it.max_pods);
        let pods: u64 = cluster.pools.iter().map(pods).sum();
        if pods > OVERLAY_PODS.value {
            let message = format!(
                "cluster `{}` has room for {} pods; `{}` of {} names {}, `{}` of {} names {}",
                cluster.spec.name,
                grouped(pods),
                OVERLAY_PODS.source.title,
                OVERLAY_PODS.source.date,
                grouped(OVERLAY_PODS.value),
                OVERLAY_PODS_OTHER.source.title,
                OVERLAY_PODS_OTHER.source.date,
                grouped(OVERLAY_PODS_OTHER.value)
            );
            report
                .at(cluster.at("agentPools"), message)
                .help("plan several clusters, or fewer pods on a node");
        }
    }
}
