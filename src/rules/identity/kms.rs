//! Encryption of Kubernetes secrets with a key of an own vault.

use crate::lower::Cluster;
use crate::rules::carried::{Carried, setting};

const PROPERTY: &str = "securityProfile/azureKeyVaultKms";

fn part(cluster: &Cluster, argument: &str, property: &str) -> Option<Carried> {
    let found = setting(cluster, argument, &format!("{PROPERTY}/{property}"))?;
    (!found.text.trim().is_empty()).then_some(found)
}

/// Where it is switched on.
pub(super) fn switch(cluster: &Cluster) -> Option<Carried> {
    part(cluster, "--enable-azure-keyvault-kms", "enabled").filter(|it| it.text == "true")
}

/// The key, by its identifier.
pub(super) fn key(cluster: &Cluster) -> Option<Carried> {
    part(cluster, "--azure-keyvault-kms-key-id", "keyId")
}

/// Whether the vault is reached publicly or privately.
pub(super) fn access(cluster: &Cluster) -> Option<Carried> {
    part(cluster, "--azure-keyvault-kms-key-vault-network-access", "keyVaultNetworkAccess")
}

/// The vault, by its resource id.
pub(super) fn vault(cluster: &Cluster) -> Option<Carried> {
    part(cluster, "--azure-keyvault-kms-key-vault-resource-id", "keyVaultResourceId")
}
