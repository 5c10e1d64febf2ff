//! Who the cluster is, and what it may do.

mod azure_rbac;
mod azure_rbac_off;
mod entra_group_id;
mod entra_integration;
mod identity_missing;
mod identity_type;
mod kms;
mod kms_identity;
mod kms_key;
mod kms_pair;
mod kms_vault;
mod kubelet_identity;
mod kubernetes_rbac;
mod node_provisioning_principal;
mod principal_and_identity;
mod private_zone;
mod service_principal;
mod service_principal_without_id;
mod system_assigned_own_subnet;
mod workload_identity;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &azure_rbac::RULE,
    &identity_missing::RULE,
    &identity_type::RULE,
    &kubelet_identity::RULE,
    &node_provisioning_principal::RULE,
    &principal_and_identity::RULE,
    &private_zone::RULE,
    &service_principal::RULE,
    &service_principal_without_id::RULE,
    &system_assigned_own_subnet::RULE,
    &workload_identity::RULE,
    &entra_integration::RULE,
    &kubernetes_rbac::RULE,
    &entra_group_id::RULE,
    &azure_rbac_off::RULE,
    &kms_pair::RULE,
    &kms_key::RULE,
    &kms_vault::RULE,
    &kms_identity::RULE,
];
