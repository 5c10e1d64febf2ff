use crate::lower::{PodAddressing, SubnetAt};
use crate::rules::{Context, Report, rule};
use std::collections::BTreeMap;

rule! {
    /// Two clusters with kubenet are in one subnet.
    ///
    /// kubenet's routes stand in the one route table of the subnet. Two clusters would overwrite
    /// each other's, so a subnet takes one cluster.
    ///
    /// # Why
    ///
    /// Pods of one cluster vanish for the other whenever a route is overwritten, and nothing is
    /// logged. The service refuses it where it sees it.
    ///
    /// ```json,fails
    /// { "clusters": [
    ///   { "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null } },
    ///   {
    ///     "name": "second",
    ///     "networkProfile": { "networkPlugin": "kubenet", "podCidr": "10.245.0.0/16" },
    ///     "agentPools": [{ "name": "system", "vmSize": "Standard_D4s_v5", "vnetSubnet": "nodes" }]
    ///   }
    /// ] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null } }] }
    /// ```
    "kubenet-shares-subnet", Error, NetworkProfile, KUBENET,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    let mut taken: BTreeMap<SubnetAt, (usize, String)> = BTreeMap::new();
    let pools = cx.net.pools().filter(|(_, it)| it.addressing == PodAddressing::Kubenet);
    for (cluster, pool) in pools {
        let Some(at) = pool.node_subnet else { continue };
        let path = pool.at("vnetSubnet");
        let (first, place) = taken.entry(at).or_insert_with(|| (cluster.index, path.clone()));
        if *first == cluster.index {
            continue;
        }
        let other = cx.net.clusters.get(*first).map_or("", |it| it.spec.name.as_str());
        let subnet = cx.net.subnet(at).map_or("", |it| it.spec.name.as_str());
        let name = &cluster.spec.name;
        report
            .at(
                path,
                format!("clusters `{other}` and `{name}` both use kubenet in subnet `{subnet}`"),
            )
            .help("give each cluster a subnet, or use Azure CNI overlay, which can share one")
            .related(place.as_str(), format!("cluster `{other}`"));
    }
}
