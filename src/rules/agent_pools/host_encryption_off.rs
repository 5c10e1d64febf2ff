use crate::rules::{Context, Report, rule};

rule! {
    /// Disks of a pool are not encrypted on the host.
    ///
    /// Azure encrypts disks where they are stored in any case. Encryption on the host adds caches
    /// and temporary disks; the subscription needs the feature `EncryptionAtHost` for it, and it
    /// can't be changed once the pool is made.
    ///
    /// # Why
    ///
    /// Caches hold what pods read and write, in the clear, on a machine that others share.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ "enableEncryptionAtHost": true }, { "enableEncryptionAtHost": false }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ "enableEncryptionAtHost": true }, { "enableEncryptionAtHost": true }] }] }
    /// ```
    "host-encryption-off", Info, AgentPools, HOST_ENCRYPTION,
    profile: Strict,
    aliases: ["CKV_AZURE_227"]
}

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools().filter(|(_, it)| !it.spec.enable_encryption_at_host) {
        let path = pool.at("enableEncryptionAtHost");
        let name = super::quoted_name(pool);
        report
            .at(&path, format!("disks of pool {name} are not encrypted on the host"))
            .help("set `enableEncryptionAtHost`")
            .fix_set("encrypt them on the host", path, true);
    }
}
