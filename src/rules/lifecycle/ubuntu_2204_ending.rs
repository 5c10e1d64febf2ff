use super::ending;
use crate::azure_facts::lifecycle::UBUNTU_2204;
use crate::model::OsSku;
use crate::rules::{Context, Report, rule};

rule! {
    /// Ubuntu 22.04 ends on 2027-06-30.
    ///
    /// From then on there are no new node images, and on 2028-04-30 the old ones are removed.
    /// Ubuntu 24.04 is offered from Kubernetes 1.32 on, and is what `Ubuntu` means from 1.35 on.
    ///
    /// # Why
    ///
    /// Nodes without updates gather known holes, and a pool whose images are gone can't grow.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, { "osSKU": "Ubuntu2204" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{}, { "osSKU": "Ubuntu2404" }] }] }
    /// ```
    "ubuntu-2204-ending", Warning, Lifecycle, OS_VERSIONS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        if !matches!(pool.spec.os_sku, Some(OsSku::Ubuntu2204)) {
            continue;
        }
        let path = pool.at("osSKU");
        if let Some(finding) = ending(cx, report, &UBUNTU_2204, &path, cluster.spec.existing) {
            finding.help("take `Ubuntu2404`, which needs Kubernetes 1.32 or later");
            if pool.version.or(cluster.version).is_none_or(|it| it.at_least(1, 32)) {
                finding.fix_set("take Ubuntu 24.04", path, OsSku::Ubuntu2404.as_str());
            }
        }
    }
}
