use super::kms::{access, switch, vault};
use crate::rules::{Context, Report, rule};

rule! {
    /// The vault for encrypting secrets is private and not named, or named and public.
    ///
    /// The API server reaches a private vault by its resource id. For a public one az and the
    /// service want none.
    ///
    /// # Why
    ///
    /// Without its key the API server can read no secret: the cluster stops with the vault. So the
    /// service checks the way to it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "azArguments": ["--enable-azure-keyvault-kms", "--azure-keyvault-kms-key-id",
    ///   "https://vault.vault.azure.net/keys/key/0123", "--azure-keyvault-kms-key-vault-network-access", "Private"] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "azArguments": ["--enable-azure-keyvault-kms", "--azure-keyvault-kms-key-id",
    ///   "https://vault.vault.azure.net/keys/key/0123", "--azure-keyvault-kms-key-vault-network-access", "Public"] }] }
    /// ```
    "kms-vault-access", Error, Identity, AZ_AKS,
    aliases: ["\"--azure-keyvault-kms-key-vault-resource-id\" is required"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.net.clusters.iter().filter(|it| switch(it).is_some()) {
        let access = access(cluster);
        let is_private = access.as_ref().is_some_and(|it| it.text.eq_ignore_ascii_case("private"));
        match (is_private, access, vault(cluster)) {
            (true, Some(access), None) => {
                report
                    .at(access.path, "the key's vault is private, and its resource id is missing")
                    .help("name the vault by its resource id");
            }
            (false, _, Some(vault)) => {
                report
                    .at(vault.path, "the key's vault is named, which a public one must not be")
                    .help("leave its resource id out, or say that it is private");
            }
            _ => {}
        }
    }
}
