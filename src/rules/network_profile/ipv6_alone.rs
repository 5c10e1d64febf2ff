use crate::model::IpFamily;
use crate::rules::{Context, Report, rule};

rule! {
    /// The cluster should have IPv6 alone, or IPv6 first.
    ///
    /// AKS makes IPv4 and dual-stack clusters. IPv4 comes first; the ranges of pods and services
    /// follow the same order.
    ///
    /// # Why
    ///
    /// The service refuses the cluster. What counts on IPv6 alone has to wait, or runs beside IPv4.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "ipFamilies": ["IPv6"] } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "ipFamilies": ["IPv4"] } }] }
    /// ```
    "ipv6-without-ipv4-first", Error, NetworkProfile, DUAL_STACK,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let families = &cluster.spec.network_profile.ip_families;
        if families.first() == Some(&IpFamily::Ipv6) {
            let path = cluster.network_path("ipFamilies");
            let what =
                if families.len() == 1 { "there is no IPv6-only cluster" } else { "IPv6 is first" };
            report
                .at(&path, format!("{what}: AKS takes IPv4, or IPv4 and then IPv6"))
                .help("use `[\"IPv4\", \"IPv6\"]`")
                .fix_set("use IPv4 and IPv6", path, vec!["IPv4", "IPv6"]);
        }
    }
}
