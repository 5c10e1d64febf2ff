use crate::model::{NetworkPlugin, NetworkPolicy};
use crate::rules::{Context, Report, rule};

rule! {
    /// The network policy engine does not work with the network plugin.
    ///
    /// `azure` and `cilium` work with plugin `azure`, `calico` with `azure` and `kubenet`. An own
    /// CNI brings its own engine.
    ///
    /// # Why
    ///
    /// Policies would be accepted and enforce nothing. The service refuses the pair.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": {
    ///   "networkPlugin": "kubenet", "networkPluginMode": null, "networkPolicy": "azure"
    /// } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": {
    ///   "networkPlugin": "none", "networkPluginMode": null, "networkPolicy": "calico"
    /// } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": {
    ///   "networkPlugin": "kubenet", "networkPluginMode": null, "networkPolicy": "calico"
    /// } }] }
    /// ```
    "network-policy-unfit-for-plugin", Error, NetworkProfile, NETWORK_POLICIES,
    aliases: [
        "NetworkPolicyAzureNotSupportedForKubenet",
        "NetworkPolicyNotSupportedForNone",
        "azure network policy can be used only with",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    // AKS Automatic has one plugin and one engine, and a rule of its own for other wishes.
    for cluster in cx.net.clusters.iter().filter(|it| !it.is_automatic()) {
        let fits = match (cluster.policy, cluster.plugin) {
            (NetworkPolicy::None, _) | (_, NetworkPlugin::Azure) => true,
            (NetworkPolicy::Calico, plugin) => plugin == NetworkPlugin::Kubenet,
            (NetworkPolicy::Azure | NetworkPolicy::Cilium, _) => false,
        };
        if fits {
            continue;
        }
        let path = cluster.network_path("networkPolicy");
        let (policy, plugin) = (cluster.policy, cluster.plugin);
        let finding = report
            .at(&path, format!("network policy `{policy}` does not work with plugin `{plugin}`"));
        if plugin == NetworkPlugin::Kubenet {
            finding.help("with kubenet there is `calico`; the other engines need Azure CNI");
            finding.fix_set("use `calico`", path, "calico");
        } else {
            finding.help("leave it out: an own CNI brings its own engine");
            finding.fix_remove("leave the network policy out", path);
        }
    }
}
