use crate::lower::PodAddressing;
use crate::model::NetworkPluginMode;
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool has a pod subnet, and its cluster's pods get no addresses of the virtual network.
    ///
    /// A pod subnet belongs to Azure CNI outside overlay mode. With overlay, kubenet and an own CNI
    /// pods have a range of their own.
    ///
    /// # Why
    ///
    /// The subnet would be set aside and empty while pods take addresses elsewhere. The service
    /// refuses the pool.
    ///
    /// ```json,fails
    /// {
    ///   "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.16.0/20" }] }],
    ///   "clusters": [{ "agentPools": [{ "podSubnet": "pods" }, { "podSubnet": "pods" }] }]
    /// }
    /// ```
    /// ```json,passes
    /// {
    ///   "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.16.0/20" }] }],
    ///   "clusters": [{
    ///     "networkProfile": { "networkPluginMode": null },
    ///     "agentPools": [{ "podSubnet": "pods" }, { "podSubnet": "pods" }]
    ///   }]
    /// }
    /// ```
    "pod-subnet-needs-azure-cni", Error, NetworkProfile, POD_SUBNET,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools().filter(|(_, pool)| pool.spec.pod_subnet.is_some()) {
        let mode = cluster.spec.network_profile.network_plugin_mode;
        let model = match pool.addressing {
            // Without a plugin the pod subnet decides, unless the mode says otherwise.
            _ if mode == Some(NetworkPluginMode::Overlay) => PodAddressing::Overlay,
            it @ (PodAddressing::Overlay | PodAddressing::Kubenet | PodAddressing::OwnCni) => it,
            _ => continue,
        };
        let name = &pool.spec.name;
        report
            .at(
                pool.at("podSubnet"),
                format!("pool `{name}` has a pod subnet, which {} does not use", model.name()),
            )
            .help("leave the pod subnet out, or use plugin `azure` without `networkPluginMode`");
    }
}
