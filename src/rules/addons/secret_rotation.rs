use crate::rules::{Context, Report, rule};

rule! {
    /// Secrets from Key Vault are read once and not again.
    ///
    /// # Why
    ///
    /// A secret that was changed in the vault reaches a pod only when the pod is made anew, so an
    /// expired one stays in use.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "azureKeyvaultSecretsProvider": { "enabled": true } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "addonProfiles": { "azureKeyvaultSecretsProvider": { "enabled": true, "enableSecretRotation": true } } }] }
    /// ```
    "secret-rotation-off", Info, Addons, SECRETS_STORE,
    aliases: ["Azure.AKS.SecretStoreRotation", "AZR-000034", "CKV_AZURE_172"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let addon = cluster.spec.addon_profiles.azure_keyvault_secrets_provider.as_ref();
        if addon.is_some_and(|it| it.enabled && !it.enable_secret_rotation) {
            let path =
                cluster.at("addonProfiles/azureKeyvaultSecretsProvider/enableSecretRotation");
            report
                .at(&path, "secrets from Key Vault are not read again when they change")
                .help("set `enableSecretRotation`")
                .fix_set("read them again every two minutes", path, true);
        }
    }
}
