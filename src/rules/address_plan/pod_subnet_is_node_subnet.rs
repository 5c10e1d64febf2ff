use super::uses::uses;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A pod subnet is a node subnet at the same time.
    ///
    /// A pod subnet is given out in batches and blocks, and takes no machines: the nodes need
    /// another. That counts for the nodes of any pool, of any cluster.
    ///
    /// # Why
    ///
    /// Nodes and pods would take the same addresses from each other. The service refuses the pool.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 30, "podSubnet": "nodes" }, { "maxPods": 30, "podSubnet": "nodes" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/22" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 30, "podSubnet": "pods" }, { "maxPods": 30, "podSubnet": "pods" }] }] }
    /// ```
    "pod-subnet-is-node-subnet", Error, AddressPlan, POD_SUBNET,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (at, uses) in uses(cx) {
        let (Some(pods), Some(nodes)) =
            (uses.iter().find(|it| it.kind.is_pods()), uses.iter().find(|it| it.kind.is_nodes()))
        else {
            continue;
        };
        let name = cx.net.subnet(at).map(|it| quoted(&it.spec.name)).unwrap_or_default();
        let message = format!("subnet {name} is for {} and for {}", pods.who(), nodes.who());
        report
            .at(pods.path(), message)
            .help("give the pods a subnet of their own")
            .related(nodes.path(), nodes.who());
    }
}
