use crate::finding::set;
use crate::model::{NetworkDataplane, NetworkPlugin, NetworkPolicy, OsType};
use crate::rules::{Context, Report, rule};

rule! {
    /// Nothing enforces network policies, so every pod reaches every other.
    ///
    /// # Why
    ///
    /// Without an engine Kubernetes accepts `NetworkPolicy` objects and ignores them. The engine is
    /// easiest to choose when the cluster is made: a later change replaces all nodes.
    ///
    /// ```json,fails
    /// {}
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "networkDataplane": "cilium", "networkPolicy": "cilium" } }] }
    /// ```
    "no-network-policy", Info, NetworkProfile, NETWORK_POLICIES,
    aliases: ["Azure.AKS.NetworkPolicy", "AZR-000027", "CKV_AZURE_7", "AVD-AZU-0043", "AZU-0043"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let has_engine = cluster.policy != NetworkPolicy::None
            || cluster.dataplane == NetworkDataplane::Cilium
            || cluster.plugin == NetworkPlugin::None;
        if has_engine {
            continue;
        }
        let has_windows = cluster.pools.iter().any(|it| it.os == OsType::Windows);
        let engine = if has_windows || cluster.plugin == NetworkPlugin::Kubenet {
            "calico"
        } else {
            "cilium"
        };
        let mut patch = Vec::new();
        if cluster.spec.network_profile.network_plugin.is_none() {
            patch.push(set(cluster.network_path("networkPlugin"), "azure"));
            if cluster.overlay {
                patch.push(set(cluster.network_path("networkPluginMode"), "overlay"));
            }
        }
        if engine == "cilium" {
            patch.push(set(cluster.network_path("networkDataplane"), "cilium"));
        }
        patch.push(set(cluster.network_path("networkPolicy"), engine));
        let name = &cluster.spec.name;
        report
            .at(
                cluster.network_path("networkPolicy"),
                format!(
                    "cluster `{name}` enforces no network policies: every pod reaches every pod"
                ),
            )
            .help(format!("use network policy `{engine}`"))
            .fix(format!("use `{engine}`"), patch);
    }
}
