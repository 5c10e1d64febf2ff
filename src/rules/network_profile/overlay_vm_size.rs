use crate::lower::PodAddressing;
use crate::rules::{Context, Report, rule};

rule! {
    /// A pool of DCsv2 machines is in an overlay cluster.
    ///
    /// Azure CNI overlay does not support the DCsv2 series. Its successors, such as DCasv5, can be
    /// used.
    ///
    /// # Why
    ///
    /// The service refuses the pool. The network mode is the cluster's, so the machines have to
    /// give way.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, { "vmSize": "Standard_DC4s_v2" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{}, { "vmSize": "Standard_DC4as_v5" }] }] }
    /// ```
    "overlay-excludes-dcsv2", Error, NetworkProfile, CNI_OVERLAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        let known = cluster.spec.network_profile.network_plugin.is_some() || !cluster.spec.existing;
        let Some(size) = &pool.spec.vm_size else { continue };
        if known && pool.addressing == PodAddressing::Overlay && is_dcsv2(size) {
            report
                .at(
                    pool.at("vmSize"),
                    format!("size `{size}` is of series DCsv2, which overlay does not support"),
                )
                .help("use a newer confidential size, such as `Standard_DC4as_v5`");
        }
    }
}

/// `Standard_DC1s_v2`, `DC2s_v2`, `DC4s_v2` and `DC8_v2`.
fn is_dcsv2(size: &str) -> bool {
    let size = size.to_ascii_lowercase();
    let size = size.strip_prefix("standard_").unwrap_or(&size);
    let middle = size.strip_prefix("dc").and_then(|it| it.strip_suffix("_v2"));
    middle.is_some_and(|it| {
        let digits = it.strip_suffix('s').unwrap_or(it);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}
