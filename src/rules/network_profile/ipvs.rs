use crate::model::{KubeProxyMode, NetworkPolicy};
use crate::rules::{Context, Report, rule};

rule! {
    /// kube-proxy's IPVS settings do not fit its mode, or each other.
    ///
    /// `ipvsConfig` belongs to mode `IPVS`; timeouts are above 0; and Azure Network Policy Manager
    /// does not work with IPVS.
    ///
    /// # Why
    ///
    /// kube-proxy would not start, and services have no addresses on any node. The service refuses
    /// it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "kubeProxyConfig": { "mode": "IPTABLES", "ipvsConfig": { "scheduler": "RoundRobin" } } } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": {
    ///   "networkPolicy": "azure",
    ///   "kubeProxyConfig": { "mode": "IPVS", "ipvsConfig": { "tcpTimeoutSeconds": 0 } }
    /// } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "kubeProxyConfig": { "mode": "IPVS", "ipvsConfig": { "tcpTimeoutSeconds": 900 } } } }] }
    /// ```
    "ipvs-config-invalid", Error, NetworkProfile, KUBE_PROXY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(proxy) = &cluster.spec.network_profile.kube_proxy_config else { continue };
        let at = |it: &str| cluster.network_path(&format!("kubeProxyConfig/{it}"));
        let is_ipvs = proxy.mode == Some(KubeProxyMode::Ipvs);
        if is_ipvs && cluster.policy == NetworkPolicy::Azure {
            report
                .at(at("mode"), "network policy `azure` does not work with IPVS")
                .help("use mode `NFTABLES`, or another network policy engine");
        }
        let Some(ipvs) = &proxy.ipvs_config else { continue };
        if !is_ipvs {
            let path = at("ipvsConfig");
            let mode = proxy.mode.unwrap_or(KubeProxyMode::Iptables);
            report
                .at(&path, format!("`ipvsConfig` has no meaning in mode `{mode}`"))
                .help("use mode `IPVS`, or leave `ipvsConfig` out")
                .fix_remove("leave `ipvsConfig` out", path);
        }
        for (property, seconds) in [
            ("tcpTimeoutSeconds", ipvs.tcp_timeout_seconds),
            ("tcpFinTimeoutSeconds", ipvs.tcp_fin_timeout_seconds),
            ("udpTimeoutSeconds", ipvs.udp_timeout_seconds),
        ] {
            if seconds == Some(0) {
                let path = at(&format!("ipvsConfig/{property}"));
                report
                    .at(&path, "a timeout must be above 0 seconds")
                    .help("give the seconds, or leave it out for the default")
                    .fix_remove(format!("leave `{property}` out"), path);
            }
        }
    }
}
