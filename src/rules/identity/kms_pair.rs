use super::kms::{key, switch};
use crate::rules::{Context, Report, rule};

rule! {
    /// Encryption with a key of a vault is on without a key, or a key is named and it is off.
    ///
    /// az and the service want both or neither.
    ///
    /// # Why
    ///
    /// Half of a setting would leave secrets unencrypted while the plan looks as if they were not.
    ///
    /// ```json,fails
    /// { "clusters": [{ "azArguments": ["--enable-azure-keyvault-kms"] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "azArguments": ["--enable-azure-keyvault-kms", "--azure-keyvault-kms-key-id", "https://vault.vault.azure.net/keys/key/0123"] }] }
    /// ```
    "kms-key-missing", Error, Identity, AZ_AKS,
    aliases: ["\"--azure-keyvault-kms-key-id\" requires \"--enable-azure-keyvault-kms\""]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        match (switch(cluster), key(cluster)) {
            (Some(switch), None) => {
                report
                    .at(
                        switch.path,
                        "secrets are to be encrypted with a key of a vault, and no key is named",
                    )
                    .help("name the key, or leave the encryption out");
            }
            (None, Some(key)) => {
                report
                    .at(
                        key.path,
                        "a key for encrypting secrets is named, and the encryption is off",
                    )
                    .help("switch the encryption on, or leave the key out");
            }
            _ => {}
        }
    }
}
