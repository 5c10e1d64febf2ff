use crate::azure_facts::versions::allowed_skew;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A pool's Kubernetes version does not go with the control plane's.
    ///
    /// Nodes are never newer than the control plane, and at most three minor versions behind it
    /// (two before 1.28).
    ///
    /// # Why
    ///
    /// The service refuses the pool. kubelet and the API server of versions further apart were
    /// never tested together.
    ///
    /// ```json,fails
    /// {
    ///   "clusters": [{
    ///     "kubernetesVersion": "1.35",
    ///     "agentPools": [{ }, { "orchestratorVersion": "1.36" }]
    ///   }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "clusters": [{
    ///     "kubernetesVersion": "1.36",
    ///     "agentPools": [{ }, { "orchestratorVersion": "1.35" }]
    ///   }]
    /// }
    /// ```
    "pool-version-skew", Error, Cluster, VERSIONS,
    aliases: [
        "NodePoolMcVersionIncompatible", "Azure.AKS.PoolVersion", "AZR-000016",
        "AgentPoolUpgradeVersionNotAllowed",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        let (Some(plane), Some(nodes)) = (cluster.version, pool.version) else { continue };
        let name = quoted(&pool.spec.name);
        let same_minor = (plane.major, plane.minor) == (nodes.major, nodes.minor);
        let is_newer = match (plane.patch, nodes.patch) {
            (Some(plane), Some(nodes)) if same_minor => nodes > plane,
            _ => !same_minor && nodes > plane,
        };
        let behind = plane.minor.saturating_sub(nodes.minor);
        let allowed = allowed_skew(plane);
        let why = if is_newer {
            format!("pool {name} is on {nodes}, newer than the control plane's {plane}")
        } else if plane.major == nodes.major && behind > allowed {
            format!(
                "pool {name} is on {nodes}, {behind} minor versions behind the control plane's \
                 {plane}, the most is {allowed}"
            )
        } else {
            continue;
        };
        let path = pool.at("orchestratorVersion");
        report
            .at(&path, why)
            .help("give the pool the control plane's version, or leave it out")
            .fix_set(format!("use {plane}"), path, plane.to_string());
    }
}
