use super::kms::key;
use crate::finding::Severity;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The key for encrypting secrets is no key of a vault.
    ///
    /// A key's identifier is `https://VAULT.vault.azure.net/keys/NAME/VERSION`. az wants the
    /// version; newer ways of encryption go without, so that alone is a warning.
    ///
    /// # Why
    ///
    /// The API server reads every secret with that key. With none that it can find, it does not
    /// start.
    ///
    /// ```json,fails
    /// { "clusters": [{ "identity": {}, "azArguments": ["--enable-azure-keyvault-kms", "--azure-keyvault-kms-key-id", "vault/key"] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "azArguments": ["--enable-azure-keyvault-kms", "--azure-keyvault-kms-key-id", "https://vault.vault.azure.net/keys/key/0123"] }] }
    /// ```
    "kms-key-id", Error, Identity, AZ_AKS,
    aliases: ["--azure-keyvault-kms-key-id is not a valid Key Vault key ID"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(key) = key(cluster) else { continue };
        let parts = key.text.trim().strip_prefix("https://").map(|it| it.split('/'));
        let parts: Vec<&str> = parts.into_iter().flatten().filter(|it| !it.is_empty()).collect();
        let severity = match parts.as_slice() {
            [_, "keys", _, _] => continue,
            [_, "keys", _] => Severity::Warning,
            _ => Severity::Error,
        };
        let what =
            if severity == Severity::Error { "is no key of a vault" } else { "names no version" };
        report
            .at(key.path, format!("{} {what}", quoted(&key.text)))
            .severity(severity)
            .help("write it as `https://VAULT.vault.azure.net/keys/NAME/VERSION`");
    }
}
