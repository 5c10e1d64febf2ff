use crate::model::{NetworkDataplane, NetworkPlugin, NetworkPolicy};
use crate::rules::{Context, Report, rule};

rule! {
    /// Network policy `cilium` is chosen, and the dataplane is not Cilium.
    ///
    /// Cilium enforces policies where it moves the packets. With the `azure` dataplane there is no
    /// Cilium on the nodes, and Azure refuses the cluster.
    ///
    /// # Why
    ///
    /// Without an engine that enforces them policies would be accepted and do nothing.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPolicy": "cilium" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkPolicy": "cilium", "networkDataplane": "cilium" } }] }
    /// ```
    "cilium-policy-needs-cilium-dataplane", Error, NetworkProfile, CILIUM,
    aliases: ["NetworkPolicyCiliumRequiresCiliumDataplane"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let dataplane = cluster.spec.network_profile.network_dataplane;
        let known = dataplane.is_some() || !cluster.spec.existing;
        let wants = cluster.policy == NetworkPolicy::Cilium
            && cluster.plugin == NetworkPlugin::Azure
            && cluster.dataplane != NetworkDataplane::Cilium;
        if known && wants {
            let policy = cluster.network_path("networkPolicy");
            let path = cluster.network_path("networkDataplane");
            report
                .at(
                    &path,
                    "network policy `cilium` needs the Cilium dataplane, and this is `azure`",
                )
                .help("set `networkDataplane` to `cilium`; it runs on Linux nodes only")
                .related(policy, "the network policy")
                .fix_set("use the Cilium dataplane", path, "cilium");
        }
    }
}
