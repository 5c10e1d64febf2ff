use crate::finding::set;
use crate::model::NetworkPolicy;
use crate::rules::{Context, Report, rule};

rule! {
    /// A dual-stack cluster has a network policy engine that knows IPv4 alone.
    ///
    /// Neither Azure Network Policy Manager nor Azure's Calico supports dual stack. Cilium does.
    ///
    /// # Why
    ///
    /// Traffic by IPv6 would pass whatever the policies say, so the service refuses the cluster.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "ipFamilies": ["IPv4", "IPv6"], "networkPolicy": "calico" } }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "virtualNetworks": [{
    ///     "addressPrefixes": ["10.240.0.0/16", "fd00:db8::/48"],
    ///     "subnets": [{ "addressPrefix": null, "addressPrefixes": ["10.240.0.0/22", "fd00:db8::/64"] }]
    ///   }],
    ///   "clusters": [{ "networkProfile": {
    ///     "ipFamilies": ["IPv4", "IPv6"], "networkDataplane": "cilium", "networkPolicy": "cilium"
    ///   } }]
    /// }
    /// ```
    "dual-stack-excludes-network-policy", Error, NetworkProfile, CONFIGURE_OVERLAY,
    aliases: ["UnsupportedDualStackNetworkPolicy"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.is_dual_stack()) {
        let policy = cluster.policy;
        if matches!(policy, NetworkPolicy::Azure | NetworkPolicy::Calico) {
            let path = cluster.network_path("networkPolicy");
            let changes = vec![
                set(cluster.network_path("networkDataplane"), "cilium"),
                set(path.clone(), "cilium"),
            ];
            report
                .at(path, format!("network policy `{policy}` does not support dual stack"))
                .help("use the Cilium dataplane and network policy `cilium`")
                .fix("use Cilium", changes);
        }
    }
}
