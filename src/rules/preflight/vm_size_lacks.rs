use super::{Asked, pools};
use crate::live::VmSize;
use crate::model::{OsDiskType, OsType, ScaleSetPriority};
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A virtual machine size can't do what its pool asks for.
    ///
    /// An ephemeral disk for the operating system, encryption on the host, spot machines, Windows:
    /// Azure lists for each size whether it can.
    ///
    /// # Why
    ///
    /// The pool is refused when the cluster is made.
    ///
    /// ```live,fails
    /// {
    ///   "plan": { "clusters": [{ "agentPools": [{ "osDiskType": "Ephemeral" }] }] },
    ///   "live": { "regions": { "westeurope": { "vmSizes": {
    ///     "standard_d4s_v5": { "zones": ["1", "2", "3"], "ephemeralOsDisk": false }
    ///   } } } }
    /// }
    /// ```
    /// ```live,passes
    /// {
    ///   "plan": { "clusters": [{ "agentPools": [{ "osDiskType": "Managed" }] }] },
    ///   "live": { "regions": { "westeurope": { "vmSizes": {
    ///     "standard_d4s_v5": { "zones": ["1", "2", "3"], "ephemeralOsDisk": false }
    ///   } } } }
    /// }
    /// ```
    "vm-size-lacks-capability", Error, Preflight, QUOTAS,
    aliases: ["VMSizeDoesntSupportEphemeralOS"]
}

fn check(cx: &Context, report: &mut Report) {
    for asked in pools(cx).iter().filter(|it| !it.is_there()) {
        let (Some(size), Some(offered)) = (asked.size, asked.offered()) else { continue };
        for (property, what, help) in lacks(asked, offered) {
            let text = format!("size {} {what}", quoted(size));
            report.at(asked.pool.at(property), text).help(help);
        }
    }
}

/// What a pool asks for and the size can't do: property, what is wrong, what to do.
fn lacks(asked: &Asked, offered: &VmSize) -> Vec<(&'static str, &'static str, &'static str)> {
    let spec = asked.pool.spec;
    let all = [
        (
            spec.os_disk_type == Some(OsDiskType::Ephemeral)
                && offered.ephemeral_os_disk == Some(false),
            "osDiskType",
            "holds no ephemeral disk of an operating system",
            "use `Managed`, or a size with a local disk, such as one with a `d` in its name",
        ),
        (
            spec.enable_encryption_at_host && offered.encryption_at_host == Some(false),
            "enableEncryptionAtHost",
            "encrypts no disks on the host",
            "choose a size that does, or leave the encryption out",
        ),
        (
            spec.scale_set_priority == Some(ScaleSetPriority::Spot) && offered.spot == Some(false),
            "scaleSetPriority",
            "is not offered as spot machines",
            "choose another size, or regular machines",
        ),
        (
            asked.pool.os == OsType::Windows
                && offered
                    .architecture
                    .as_deref()
                    .is_some_and(|it| it.eq_ignore_ascii_case("Arm64")),
            "osType",
            "has Arm processors, which Windows nodes can't have",
            "choose a size with x64 processors",
        ),
    ];
    let all = all.into_iter().filter(|it| it.0);
    all.map(|(_, property, what, help)| (property, what, help)).collect()
}
