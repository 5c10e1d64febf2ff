use crate::rules::{Context, Report, rule};

rule! {
    /// The driver for secrets from Key Vault is off.
    ///
    /// With the driver pods read secrets from a vault; without it they stand in the cluster, or an
    /// application fetches them itself, which is as good.
    ///
    /// # Why
    ///
    /// Secrets in the cluster are copied into manifests and pipelines, and nobody knows afterwards
    /// who has read them.
    ///
    /// ```json,fails
    /// {}
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "addonProfiles": { "azureKeyvaultSecretsProvider": { "enabled": true, "enableSecretRotation": true } } }] }
    /// ```
    "secret-store-off", Info, Addons, SECRETS_STORE,
    profile: Strict,
    aliases: ["Azure.AKS.SecretStore", "AZR-000033"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters().filter(|it| !it.is_automatic()) {
        let addon = cluster.spec.addon_profiles.azure_keyvault_secrets_provider.as_ref();
        if !addon.is_some_and(|it| it.enabled) {
            let name = &cluster.spec.name;
            report
                .at(
                    cluster.at("addonProfiles/azureKeyvaultSecretsProvider"),
                    format!("pods of cluster `{name}` can't read secrets from a key vault"),
                )
                .help("switch on `addonProfiles.azureKeyvaultSecretsProvider`, with `enableSecretRotation`");
        }
    }
}
