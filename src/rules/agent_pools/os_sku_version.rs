use crate::azure_facts::os_skus;
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool's edition does not go with the Kubernetes version.
    ///
    /// Editions of a certain release come with some Kubernetes versions only. `Ubuntu` and
    /// `AzureLinux` stand for the release that goes with the version.
    ///
    /// # Why
    ///
    /// The service refuses the pool or the upgrade. A pool that is bound to an edition blocks the
    /// cluster's way to the next version.
    ///
    /// ```json,fails
    /// { "clusters": [{ "kubernetesVersion": "1.37", "agentPools": [{ "osSKU": "Ubuntu2204" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "kubernetesVersion": "1.36", "agentPools": [{ "osSKU": "Ubuntu2404" }] }] }
    /// ```
    "os-sku-version", Error, AgentPools, OS_VERSIONS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        let (Some(sku), Some(version)) = (pool.spec.os_sku, pool.version.or(cluster.version))
        else {
            continue;
        };
        let (first, last) = os_skus::kubernetes_versions(sku);
        let text = match (first, last) {
            (Some(first), _) if version.major == 1 && version.minor < first => {
                format!("`{sku}` is for Kubernetes 1.{first} and later, not {version}")
            }
            (_, Some(last)) if version.major == 1 && version.minor > last => {
                format!("`{sku}` is for Kubernetes 1.{last} and earlier, not {version}")
            }
            _ => continue,
        };
        let path = pool.at("osSKU");
        report
            .at(&path, text)
            .help("leave `osSKU` out to take what goes with the version, or choose another")
            .fix_remove("take what goes with the version", path);
    }
}
