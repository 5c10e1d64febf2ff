use crate::rules::{Context, Report, rule};

rule! {
    /// The Azure Policy add-on is off.
    ///
    /// It lets policies of the subscription judge and refuse what is put into a cluster.
    ///
    /// # Why
    ///
    /// Without it, or another engine, nothing stops a privileged container or an image from
    /// anywhere. Where no such policies are assigned, it does nothing.
    ///
    /// ```json,fails
    /// {}
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "addonProfiles": { "azurepolicy": { "enabled": true } } }] }
    /// ```
    "azure-policy-off", Info, Addons, AZURE_POLICY,
    profile: Strict,
    aliases: [
        "Azure.AKS.AzurePolicyAddOn", "AZR-000028", "CKV_AZURE_116", "AZU-0066", "AVD-AZU-0066",
        "26ebaf1f-c70d-4ebd-8641-4b60a0ce0094",
    ]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters().filter(|it| !it.is_automatic()) {
        if !cluster.spec.addon_profiles.azurepolicy.as_ref().is_some_and(|it| it.enabled) {
            let name = &cluster.spec.name;
            report
                .at(
                    cluster.at("addonProfiles/azurepolicy"),
                    format!("policies of the subscription don't reach into cluster `{name}`"),
                )
                .help("switch on `addonProfiles.azurepolicy`");
        }
    }
}
