use crate::model::OsDiskType;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// An ephemeral OS disk is wanted on a size whose name has no local disk.
    ///
    /// An ephemeral disk lies on the host's own disk. In the newer series the letter `d` tells that
    /// there is one: `Standard_D4ds_v5` has it, `Standard_D4s_v5` does not.
    ///
    /// # Why
    ///
    /// The service refuses the pool where the disk does not fit, and the kind of disk can't be
    /// changed afterwards.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "vmSize": "Standard_D4s_v5", "osDiskType": "Ephemeral" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "vmSize": "Standard_D4ds_v5", "osDiskType": "Ephemeral" }] }] }
    /// ```
    "ephemeral-os-disk", Warning, AgentPools, VM_NAMES,
    aliases: [
        "VMCacheSizeTooSmall",
        "VMSizeDoesNotSupportEphemeralOS",
        "VMTemporaryDiskTooSmall",
        "does not support Ephemeral OS disk",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let disk = super::size(pool).and_then(|it| it.has_temporary_disk());
        if pool.spec.os_disk_type == Some(OsDiskType::Ephemeral) && disk == Some(false) {
            let size = quoted(pool.spec.vm_size.as_deref().unwrap_or_default());
            let path = pool.at("osDiskType");
            report
                .at(&path, format!("by its name {size} has no local disk for an ephemeral OS disk"))
                .help("use a size with `d` in its name, or a managed disk")
                .fix_set("use a managed disk", path, "Managed");
        }
    }
}
