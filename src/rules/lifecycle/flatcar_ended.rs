use super::ending;
use crate::azure_facts::lifecycle::FLATCAR;
use crate::model::OsSku;
use crate::rules::{Context, Report, rule};

rule! {
    /// Flatcar Container Linux ended on 2026-06-08.
    ///
    /// It never left preview. Its images were removed on 2026-09-08, so that existing pools can't
    /// grow.
    ///
    /// # Why
    ///
    /// The service refuses new pools, and a node that fails in an old one has no image to come back
    /// from.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, { "osSKU": "Flatcar" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{}, { "osSKU": "AzureLinux" }] }] }
    /// ```
    "flatcar-ended", Error, Lifecycle, OS_VERSIONS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        if !matches!(pool.spec.os_sku, Some(OsSku::Flatcar)) {
            continue;
        }
        let path = pool.at("osSKU");
        if let Some(finding) = ending(cx, report, &FLATCAR, &path, cluster.spec.existing) {
            finding
                .help("take Azure Linux, or Azure Container Linux for an immutable system")
                .fix_set("take Azure Linux", path, OsSku::AzureLinux.as_str());
        }
    }
}
