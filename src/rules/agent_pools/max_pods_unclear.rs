use crate::azure_facts::sources::{AZ_AKS, DYNAMIC_POD_SUBNET, IP_PLANNING};
use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool with a pod subnet does not say how many pods a node may have.
    ///
    /// Told where a pool has a pod subnet and no `maxPods`.
    ///
    /// # Why
    ///
    /// The addresses that are needed depend on it, and it can't be changed later.
    ///
    /// # Decided
    ///
    /// Azure's own sources name three defaults: 110, 250, and 30 in the help of az. So it is a
    /// warning that names them, and scripts from here say 110.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.16.0/20" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///     "agentPools": [{ "podSubnet": "pods", "maxPods": 110 }, { "podSubnet": "pods" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.16.0/20" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///     "agentPools": [{ "podSubnet": "pods", "maxPods": 110 }, { "podSubnet": "pods", "maxPods": 110 }] }] }
    /// ```
    "max-pods-default-unclear", Warning, AgentPools, IP_PLANNING,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let in_pod_subnet =
            matches!(pool.addressing, PodAddressing::PodSubnet | PodAddressing::StaticBlock);
        if in_pod_subnet && pool.spec.max_pods.is_none() {
            let name = super::quoted_name(pool);
            let message = format!(
                "`maxPods` of pool {name} is not set, and the default is 110 by `{}` of {}, 250 by `{}` of {}, 30 by `{}`",
                IP_PLANNING.title,
                IP_PLANNING.date,
                DYNAMIC_POD_SUBNET.title,
                DYNAMIC_POD_SUBNET.date,
                AZ_AKS.title
            );
            let path = pool.at("maxPods");
            report.at(&path, message).help("say it, such as 110").fix_set(
                "set `maxPods` to 110",
                path,
                110,
            );
        }
    }
}
