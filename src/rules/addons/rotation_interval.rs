use crate::rules::{Context, Report, rule};

rule! {
    /// The interval of secret rotation is no duration.
    ///
    /// Durations are numbers with units, such as `2m`, `90s` or `1h30m`.
    ///
    /// # Why
    ///
    /// The driver does not start with an interval that it can't read, and pods that mount secrets
    /// wait for it.
    ///
    /// ```json,fails
    /// { "clusters": [{ "addonProfiles": { "azureKeyvaultSecretsProvider": {
    ///   "enabled": true, "enableSecretRotation": true, "rotationPollInterval": "2 minutes" } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "addonProfiles": { "azureKeyvaultSecretsProvider": {
    ///   "enabled": true, "enableSecretRotation": true, "rotationPollInterval": "1h30m" } } }] }
    /// ```
    "rotation-interval-format", Error, Addons, AZ_AKS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let addon = cluster.spec.addon_profiles.azure_keyvault_secrets_provider.as_ref();
        let text = addon.and_then(|it| it.rotation_poll_interval.as_ref());
        let Some(text) = text.filter(|it| !is_duration(it)) else { continue };
        let path = cluster.at("addonProfiles/azureKeyvaultSecretsProvider/rotationPollInterval");
        report.at(path, format!("`{text}` is no duration")).help("write it as `2m` or `1h30m`");
    }
}

/// Whether a text is numbers each with a unit of hours, minutes or seconds, and not nothing.
fn is_duration(text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let after_number = rest.trim_start_matches(|it: char| it.is_ascii_digit() || it == '.');
        let number = rest.strip_suffix(after_number).unwrap_or_default();
        let Some(after_unit) = after_number.strip_prefix(['h', 'm', 's']) else { return false };
        if !number.contains(|it: char| it.is_ascii_digit()) || number.matches('.').count() > 1 {
            return false;
        }
        rest = after_unit;
    }
    !text.is_empty()
}
