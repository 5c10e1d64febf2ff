use crate::model::OsDiskType;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A pool's OS disks are in storage though its machines have a local disk.
    ///
    /// # Why
    ///
    /// An ephemeral disk is faster, costs nothing and makes upgrades and scaling quicker; what is
    /// on it is not kept, which nodes need not. Where the plan says nothing, Azure takes it if it
    /// fits.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "vmSize": "Standard_D4ds_v5", "osDiskType": "Managed" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "vmSize": "Standard_D4ds_v5", "osDiskType": "Ephemeral" }] }] }
    /// ```
    "managed-os-disk", Info, AgentPools, AZ_NODEPOOL,
    aliases: [
        "Azure.AKS.EphemeralOSDisk", "AZR-000287", "CKV_AZURE_226",
        "a7bfcc18-b0d8-4d37-81f3-8131ed8bead5",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        let disk = super::size(pool).and_then(|it| it.has_temporary_disk());
        if pool.spec.os_disk_type == Some(OsDiskType::Managed) && disk == Some(true) {
            let size = quoted(pool.spec.vm_size.as_deref().unwrap_or_default());
            let message = format!("{size} has a local disk, and the OS disk is in storage");
            report
                .at(pool.at("osDiskType"), message)
                .help("leave `osDiskType` out, and Azure takes an ephemeral disk where it fits");
        }
    }
}
