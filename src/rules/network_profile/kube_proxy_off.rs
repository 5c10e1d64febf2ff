use crate::model::{NetworkDataplane, NetworkPlugin};
use crate::rules::{Context, Report, rule};

rule! {
    /// kube-proxy is off or configured where that can't be.
    ///
    /// It can be switched off for an own CNI that takes over its work. AKS Automatic and the Cilium
    /// dataplane have none to configure.
    ///
    /// # Why
    ///
    /// The service refuses it. Without kube-proxy, or what replaces it, no service address leads
    /// anywhere.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "kubeProxyConfig": { "enabled": false } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": {
    ///   "networkPlugin": "none", "networkPluginMode": null, "kubeProxyConfig": { "enabled": false }
    /// } }] }
    /// ```
    "kube-proxy-not-configurable", Error, NetworkProfile, KUBE_PROXY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(config) = &cluster.spec.network_profile.kube_proxy_config else { continue };
        let path = cluster.network_path("kubeProxyConfig");
        let message = if cluster.is_automatic() {
            "AKS Automatic has no kube-proxy to configure"
        } else if cluster.dataplane == NetworkDataplane::Cilium {
            "the Cilium dataplane has no kube-proxy to configure"
        } else if config.enabled == Some(false) && cluster.plugin != NetworkPlugin::None {
            "kube-proxy can be off with an own CNI alone, which takes over its work"
        } else {
            continue;
        };
        report
            .at(&path, message)
            .help("leave `kubeProxyConfig` out")
            .fix_remove("leave `kubeProxyConfig` out", path);
    }
}
