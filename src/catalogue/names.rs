//! Whose name for a rule an alias is, and where its owner writes about it.

/// Who gave a rule another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Service,
    Az,
    PsRule,
    Checkov,
    Trivy,
    Resiliency,
    Azqr,
    Kics,
}

impl Owner {
    /// What its names are called in a list.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Service => "Error codes of Azure",
            Self::Az => "Words of errors",
            Self::PsRule => "PSRule for Azure",
            Self::Checkov => "checkov",
            Self::Trivy => "Trivy",
            Self::Resiliency => "Azure Proactive Resiliency Library",
            Self::Azqr => "Azure Quick Review",
            Self::Kics => "KICS",
        }
    }

    /// Whose name an alias is. Each tool's names have a form of their own.
    pub(super) fn of(alias: &str) -> Self {
        let is_hexadecimal = |it: &str| it.chars().all(|it| it.is_ascii_hexdigit());
        let first = alias.split('-').next().unwrap_or_default();
        if alias.starts_with("AZR-") || alias.starts_with("Azure.") {
            Self::PsRule
        } else if alias.starts_with("CKV_") {
            Self::Checkov
        } else if alias.starts_with("AVD-") || alias.starts_with("AZU-") {
            Self::Trivy
        } else if alias.starts_with("aks-") {
            Self::Azqr
        } else if alias == "599318f2" {
            Self::Kics
        } else if first.len() == 8 && is_hexadecimal(first) {
            Self::Resiliency
        } else if is_code(alias) {
            Self::Service
        } else {
            Self::Az
        }
    }
}

/// Whether a name is written as error codes are: `InsufficientSubnetSize`.
fn is_code(alias: &str) -> bool {
    alias.starts_with(|it: char| it.is_ascii_uppercase())
        && alias.chars().all(|it| it.is_ascii_alphanumeric())
}

/// Error codes that Azure has a page on, below its pages on troubleshooting AKS.
const PAGES: &[(&str, &str)] = &[
    (
        "CustomPrivateDNSZoneMissingPermissionError",
        "create-upgrade-delete/error-code-customprivatednszonemissingpermissionerror",
    ),
    (
        "DnsServiceIpOutOfServiceCidr",
        "create-upgrade-delete/error-code-dnsserviceipoutofservicecidr",
    ),
    ("InsufficientSubnetSize", "connectivity/insufficientsubnetsize-error-advanced-networking"),
    (
        "InvalidLoadBalancerProfileAllocatedOutboundPorts",
        "create-upgrade-delete/error-code-invalidloadbalancerprofileallocatedoutboundports",
    ),
    ("InvalidParameter", "create-upgrade-delete/error-code-invalidparameter"),
    ("InvalidResourceReference", "create-upgrade-delete/error-code-invalidresourcereference"),
    ("NodePoolMcVersionIncompatible", "create-upgrade-delete/nodepoolmcversionincompatible-error"),
    ("ReservedResourceName", "create-upgrade-delete/error-code-reservedresourcename"),
    (
        "ServiceCidrOverlapExistingSubnetsCidr",
        "create-upgrade-delete/error-code-servicecidroverlapexistingsubnetscidr",
    ),
    ("SubnetIsFull", "create-upgrade-delete/error-code-subnetisfull-upgrade"),
];

/// The public page on a name, where there is one.
pub(super) fn page(alias: &str) -> Option<String> {
    match Owner::of(alias) {
        Owner::Service => {
            let (_, page) = PAGES.iter().find(|(code, _)| *code == alias)?;
            let folder = "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes";
            Some(format!("{folder}/{page}"))
        }
        Owner::PsRule if alias.starts_with("Azure.") => {
            Some(format!("https://azure.github.io/PSRule.Rules.Azure/en/rules/{alias}/"))
        }
        Owner::Checkov => {
            Some("https://www.checkov.io/5.Policy%20Index/terraform.html".to_string())
        }
        Owner::Trivy if alias.starts_with("AVD-") => {
            Some(format!("https://avd.aquasec.com/misconfig/{}", alias.to_lowercase()))
        }
        Owner::Resiliency => Some(
            "https://azure.github.io/Azure-Proactive-Resiliency-Library-v2/azure-resources/ContainerService/managedClusters/"
                .to_string(),
        ),
        Owner::Azqr => Some("https://azure.github.io/azqr/docs/recommendations/".to_string()),
        Owner::Kics => Some("https://docs.kics.io/latest/queries/all-queries/".to_string()),
        Owner::PsRule | Owner::Trivy | Owner::Az => None,
    }
}
