use crate::lower::PodAddressing;
use crate::model::{NetworkPolicy, NodeProvisioningMode, OsType};
use crate::rules::{Context, Report, rule};

rule! {
    /// Node auto-provisioning does not work with this network.
    ///
    /// It supports Azure CNI overlay and node subnet, with Cilium or without. kubenet, dynamic pod
    /// subnets, Calico, dual stack and Windows are out.
    ///
    /// # Why
    ///
    /// The service refuses the cluster. Neither plugin nor pod subnet can be changed at will later,
    /// so the choice is made here.
    ///
    /// ```json,fails
    /// { "clusters": [{
    ///   "nodeProvisioningProfile": { "mode": "Auto" },
    ///   "networkProfile": { "networkPolicy": "calico" }
    /// }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{
    ///   "nodeProvisioningProfile": { "mode": "Auto" },
    ///   "networkProfile": { "networkDataplane": "cilium", "networkPolicy": "cilium" }
    /// }] }
    /// ```
    "node-provisioning-unfit-network", Error, NetworkProfile, NODE_PROVISIONING,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let provisioning = cluster.spec.node_provisioning_profile.as_ref();
        if provisioning.and_then(|it| it.mode) != Some(NodeProvisioningMode::Auto) {
            continue;
        }
        let pool = |is: fn(&crate::lower::Pool) -> bool| cluster.pools.iter().find(|it| is(it));
        let kubenet = pool(|it| it.addressing == PodAddressing::Kubenet);
        let pod_subnet = pool(|it| {
            matches!(it.addressing, PodAddressing::PodSubnet | PodAddressing::StaticBlock)
        });
        let windows = pool(|it| it.os == OsType::Windows);
        let calico = cluster.policy == NetworkPolicy::Calico;
        let found = [
            kubenet.map(|_| (cluster.network_path("networkPlugin"), "kubenet")),
            pod_subnet.map(|it| (it.at("podSubnet"), "a pod subnet")),
            windows.map(|it| (it.at("osType"), "a Windows pool")),
            calico.then(|| (cluster.network_path("networkPolicy"), "Calico")),
            cluster.is_dual_stack().then(|| (cluster.network_path("ipFamilies"), "dual stack")),
        ];
        for (path, what) in found.into_iter().flatten() {
            report
                .at(path, format!("node auto-provisioning does not work with {what}"))
                .help("use Azure CNI overlay with Cilium, or provisioning mode `Manual`")
                .related(cluster.at("nodeProvisioningProfile/mode"), "mode `Auto`");
        }
    }
}
