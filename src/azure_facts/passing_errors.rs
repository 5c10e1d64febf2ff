//! Errors of Azure that pass by themselves, though their status says nothing of it.

/// An error that the same request does not get a while later.
#[derive(Clone, Copy, Debug)]
pub struct PassingError {
    /// Azure's code.
    pub code: &'static str,
    /// Why it passes.
    pub why: &'static str,
    /// Where that is from: people met it, and another attempt went well.
    pub source: &'static str,
}

/// All that are known.
pub const PASSING_ERRORS: &[PassingError] = &[
    PassingError {
        code: "PrincipalNotFound",
        why: "a new identity is not known everywhere in the directory at once",
        source: RBAC,
    },
    PassingError {
        code: "AnotherOperationInProgress",
        why: "another part of the same network is being written",
        source: "pulumi/pulumi-azure-native#699, 2021-03-29",
    },
    PassingError {
        code: "RetryableError",
        why: "the network service asks for another attempt",
        source: AZURERM,
    },
    PassingError {
        code: "ReferencedResourceNotProvisioned",
        why: "what it refers to is still being written",
        source: AZURERM,
    },
];

const RBAC: &str = "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting (new \
                    principals, replication delay), read 2026-11-23";
const AZURERM: &str = "hashicorp/terraform-provider-azurerm#30197, 2025-07-10";

/// Those that pass where something is taken away; elsewhere their codes say other things, too.
pub const PASSING_WHEN_DELETING: &[PassingError] = &[PassingError {
    code: "OperationNotAllowed",
    why: "another operation on the cluster or a pool of it is under way",
    source: "https://aka.ms/aks-pending-operation, as Azure names it in the error",
}];

/// Why an error passes, if it does.
#[must_use]
pub fn passes(code: &str, is_deleting: bool) -> Option<&'static str> {
    let more = if is_deleting { PASSING_WHEN_DELETING } else { &[] };
    PASSING_ERRORS.iter().chain(more).find(|it| it.code == code).map(|it| it.why)
}
