use crate::rules::{Context, Report, rule};

rule! {
    /// People sign in to a cluster without Microsoft Entra.
    ///
    /// With the integration they sign in as themselves, groups decide who may do what, and access
    /// ends with the account. It can be added later, and not taken away again.
    ///
    /// # Why
    ///
    /// Without it everybody signs in with the same certificate: nobody knows who did what, and
    /// access does not end when someone leaves.
    ///
    /// ```json,fails
    /// {}
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "aadProfile": { "adminGroupObjectIDs": ["11111111-1111-1111-1111-111111111111"] } }] }
    /// ```
    "entra-integration-missing", Info, Identity, IDENTITY_CONCEPTS,
    aliases: ["Azure.AKS.ManagedAAD", "AZR-000029", "aks-007"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters().filter(|it| !it.is_automatic()) {
        if cluster.spec.aad_profile.is_none() {
            let name = &cluster.spec.name;
            report
                .at(cluster.at("aadProfile"), format!("cluster `{name}` knows no Entra accounts"))
                .help("add `aadProfile` with a group of administrators");
        }
    }
}
