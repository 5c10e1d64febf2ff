use crate::finding::Severity;
use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};

rule! {
    /// A dual-stack cluster is not in overlay mode.
    ///
    /// Pods get IPv4 and IPv6 addresses in Azure CNI overlay. Node subnet and pod subnet have IPv4
    /// alone; with kubenet dual stack goes when kubenet does.
    ///
    /// # Why
    ///
    /// The service refuses the cluster: pods would have no IPv6 address.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "networkPluginMode": null, "ipFamilies": ["IPv4", "IPv6"] } }] }
    /// ```
    /// ```json,passes
    /// {
    ///   "virtualNetworks": [{
    ///     "addressPrefixes": ["10.240.0.0/16", "fd00:db8::/48"],
    ///     "subnets": [{ "addressPrefix": null, "addressPrefixes": ["10.240.0.0/22", "fd00:db8::/64"] }]
    ///   }],
    ///   "clusters": [{ "networkProfile": { "ipFamilies": ["IPv4", "IPv6"] } }]
    /// }
    /// ```
    "dual-stack-needs-overlay", Error, NetworkProfile, CONFIGURE_OVERLAY,
    aliases: ["UnsupportedDualStackNetworkPlugin"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| it.is_dual_stack()) {
        let Some(pool) = cluster.pools.first() else { continue };
        let (severity, why) = match pool.addressing {
            PodAddressing::Overlay | PodAddressing::OwnCni => continue,
            PodAddressing::Kubenet => (Severity::Warning, "which ends with kubenet on 2028-03-31"),
            _ => (Severity::Error, "which has IPv4 alone"),
        };
        report
            .at(
                cluster.network_path("ipFamilies"),
                format!("dual stack needs overlay; this is {}, {why}", pool.addressing.name()),
            )
            .severity(severity)
            .help("use plugin `azure` with mode `overlay`, or leave `ipFamilies` out");
    }
}
