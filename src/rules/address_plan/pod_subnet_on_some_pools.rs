use crate::model::NetworkPlugin;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// Some pools have a pod subnet and some have none.
    ///
    /// All pools of a cluster get their pods' addresses in one way: each has a pod subnet, which
    /// may be the same, or none has.
    ///
    /// # Why
    ///
    /// The service refuses the pool. Most often a pool that was added later was copied without its
    /// pod subnet.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/22" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 30, "podSubnet": "pods" }, { "maxPods": 30 }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/22" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 30, "podSubnet": "pods" }, { "maxPods": 30, "podSubnet": "pods" }] }] }
    /// ```
    "pod-subnet-on-some-pools", Error, AddressPlan, DYNAMIC_POD_SUBNET,
    aliases: ["InvalidParameter"]
}

fn check(cx: &Context, report: &mut Report) {
    let in_network = |it: &&crate::lower::Cluster| it.plugin == NetworkPlugin::Azure && !it.overlay;
    for cluster in cx.net.clusters.iter().filter(in_network) {
        let pools = &cluster.pools;
        let Some(with) = pools.iter().find(|it| it.spec.pod_subnet.is_some()) else { continue };
        for pool in pools.iter().filter(|it| it.spec.pod_subnet.is_none()) {
            let (name, other) = (quoted(&pool.spec.name), quoted(&with.spec.name));
            let path = pool.at("podSubnet");
            let finding = report
                .at(&path, format!("pool {name} has no pod subnet, and pool {other} has one"));
            finding.help("give all pools a pod subnet, or none");
            finding.related(with.at("podSubnet"), format!("the pod subnet of pool {other}"));
            if let Some(subnet) = &with.spec.pod_subnet {
                finding.fix_set(format!("use {} too", quoted(subnet)), &path, subnet.clone());
            }
        }
    }
}
