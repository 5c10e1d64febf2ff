use super::ending;
use crate::azure_facts::lifecycle::GPU_SKIP_TAG;
use crate::rules::{Context, Report, rule};

rule! {
    /// The tag `SkipGPUDriverInstall` ended on 2025-08-14.
    ///
    /// A pool without Azure's GPU driver is told so when it is made, by `--gpu-driver none`. The
    /// tag no longer has an effect.
    ///
    /// # Why
    ///
    /// Azure's driver is installed again beside the one that was meant to replace it, such as the
    /// NVIDIA GPU operator's; the two get in each other's way.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{}, { "tags": { "SkipGPUDriverInstall": "true" } }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{}, { "tags": { "team": "vision" } }] }] }
    /// ```
    "gpu-skip-tag-ended", Warning, Lifecycle, CHANGELOG,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for (cluster, pool) in cx.net.pools() {
        for tag in pool.spec.tags.keys() {
            if !tag.eq_ignore_ascii_case("SkipGPUDriverInstall") {
                continue;
            }
            let path = pool.at(&format!("tags/{tag}"));
            if let Some(finding) = ending(cx, report, &GPU_SKIP_TAG, &path, cluster.spec.existing) {
                // The pool is made all the same, with the driver.
                finding
                    .severity(crate::finding::Severity::Warning)
                    .help(format!("take the tag out; {} follows", GPU_SKIP_TAG.replacement))
                    .fix_remove(format!("take out the tag `{tag}`"), path);
            }
        }
    }
}
