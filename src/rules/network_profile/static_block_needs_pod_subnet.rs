use crate::model::PodIpAllocationMode;
use crate::rules::{Context, Report, rule};

rule! {
    /// Pods' addresses should come in static blocks, and there is no pod subnet to take them from.
    ///
    /// `podIPAllocationMode` says how addresses of the pod subnet are given out; without one it has
    /// nothing to act on.
    ///
    /// # Why
    ///
    /// Pods would get addresses another way than the plan counts with. az and the service refuse
    /// it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "podIPAllocationMode": "StaticBlock" }] }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.16.0/20" }] }],
    ///   "clusters": [{
    ///     "networkProfile": { "networkPluginMode": null },
    ///     "agentPools": [
    ///       { "podSubnet": "pods", "podIPAllocationMode": "StaticBlock", "maxPods": 47 },
    ///       { "podSubnet": "pods", "podIPAllocationMode": "StaticBlock", "maxPods": 47 }
    ///     ]
    ///   }]
    /// }
    /// ```
    "static-block-needs-pod-subnet", Error, NetworkProfile, STATIC_BLOCK,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let mode = pool.spec.pod_ip_allocation_mode;
        if mode == Some(PodIpAllocationMode::StaticBlock) && pool.spec.pod_subnet.is_none() {
            let path = pool.at("podIPAllocationMode");
            let name = &pool.spec.name;
            report
                .at(&path, format!("pool `{name}` takes blocks of a pod subnet and has none"))
                .help("give the pool a `podSubnet`, or leave `podIPAllocationMode` out")
                .fix_remove("leave `podIPAllocationMode` out", path);
        }
    }
}
