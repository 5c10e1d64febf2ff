use crate::model::{NetworkDataplane, NetworkPolicy};
use crate::rules::{Context, Report, rule};

rule! {
    /// The dataplane is Cilium, and another engine should enforce network policies.
    ///
    /// On the Cilium dataplane Cilium enforces policies itself; neither Azure's nor Calico's engine
    /// runs beside it.
    ///
    /// # Why
    ///
    /// Two engines would undo each other's rules. The service refuses the cluster.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkDataplane": "cilium", "networkPolicy": "calico" } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkDataplane": "cilium", "networkPolicy": "cilium" } }] }
    /// ```
    "cilium-dataplane-with-other-policy", Error, NetworkProfile, CILIUM,
    aliases: ["CiliumDataplaneRequiresNetworkPolicyCilium"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let policy = cluster.policy;
        let is_other = matches!(policy, NetworkPolicy::Azure | NetworkPolicy::Calico);
        if cluster.dataplane == NetworkDataplane::Cilium && is_other {
            let path = cluster.network_path("networkPolicy");
            report
                .at(&path, format!("network policy `{policy}` can't run on the Cilium dataplane"))
                .help("use network policy `cilium`; or the `azure` dataplane, to keep the engine")
                .fix_set("use network policy `cilium`", path, "cilium");
        }
    }
}
