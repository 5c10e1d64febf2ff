use crate::rules::{Context, Report, rule};

rule! {
    /// kube-proxy is configured, which is a preview.
    ///
    /// `kubeProxyConfig` is in preview versions of the API alone, behind feature
    /// `KubeProxyConfigurationPreview`. az without its preview extension can't set it.
    ///
    /// # Why
    ///
    /// Previews have no support and may change or go. A script that needs one stops on every
    /// machine without the extension.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "kubeProxyConfig": { "mode": "IPVS" } } }] }
    /// ```
    /// ```json,passes
    /// {}
    /// ```
    "kube-proxy-config-is-preview", Warning, NetworkProfile, KUBE_PROXY,
    aliases: ["KubeProxyConfigurationPreview"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        if cluster.spec.network_profile.kube_proxy_config.is_some() {
            let path = cluster.network_path("kubeProxyConfig");
            report
                .at(&path, "kube-proxy's configuration is a preview, which az 2.91 can't set")
                .help("leave it out; the Cilium dataplane does without kube-proxy")
                .fix_remove("leave `kubeProxyConfig` out", path);
        }
    }
}
