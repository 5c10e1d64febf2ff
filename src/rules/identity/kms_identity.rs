use super::kms::switch;
use crate::model::IdentityType;
use crate::rules::{Context, Report, rule};

rule! {
    /// Secrets are encrypted with a key of a vault, and the cluster's identity is made with it.
    ///
    /// # Why
    ///
    /// The identity needs access to the key before the cluster is made, so it has to be there: a
    /// user-assigned one, or a service principal.
    ///
    /// ```json,fails
    /// { "clusters": [{ "identity": { "type": "SystemAssigned", "userAssignedIdentity": null },
    ///   "azArguments": ["--enable-azure-keyvault-kms", "--azure-keyvault-kms-key-id", "https://vault.vault.azure.net/keys/key/0123"] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "azArguments": ["--enable-azure-keyvault-kms", "--azure-keyvault-kms-key-id", "https://vault.vault.azure.net/keys/key/0123"] }] }
    /// ```
    "kms-needs-own-identity", Error, Identity, KMS,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let identity = cluster.spec.identity.as_ref();
        let own = identity.is_some_and(|it| {
            it.kind == Some(IdentityType::UserAssigned) || it.user_assigned_identity.is_some()
        });
        if own || cluster.spec.service_principal_profile.is_some() {
            continue;
        }
        if let Some(switch) = switch(cluster) {
            report
                .at(switch.path, "the identity that needs the key is made with the cluster only")
                .help("name a user-assigned identity that may use the key")
                .related(cluster.at("identity"), "the identity");
        }
    }
}
