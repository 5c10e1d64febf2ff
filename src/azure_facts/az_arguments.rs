//! Arguments that scripts use and azure-cli itself does not have: those of older versions, and those
//! that only the extension aks-preview has. What azure-cli has is in `src/read/az/azure-cli.txt`.

use super::{Source, sources};

/// An argument that azure-cli does not have, or no longer.
#[derive(Debug)]
pub struct Foreign {
    /// The commands that had or have it, such as `aks create`.
    pub commands: &'static [&'static str],
    /// Its spellings.
    pub spellings: &'static [&'static str],
    /// How many values it takes: `0`, `1`, or `+` for one or more.
    pub values: char,
    /// Why azure-cli does not have it.
    pub fate: Fate,
    /// Where that is from. The versions of azure-cli were found by comparing its packages.
    pub source: &'static Source,
}

/// An argument that az takes only together with another.
#[derive(Debug)]
pub struct Lone {
    /// The command.
    pub command: &'static str,
    /// The argument.
    pub name: &'static str,
    /// The arguments of which it needs one.
    pub needs: &'static [&'static str],
}

const fn lone(name: &'static str, needs: &'static [&'static str]) -> Lone {
    Lone { command: "aks create", name, needs }
}

/// Arguments that az refuses alone, where no rule on the plan can see it. From the checks of
/// `managed_cluster_decorator.py` in azure-cli 2.91.0.
pub const LONE: &[Lone] = &[
    lone("--enable-azure-rbac", &["--enable-aad"]),
    lone("--service-principal", &["--client-secret"]),
    lone("--client-secret", &["--service-principal"]),
    lone("--image-cleaner-interval-hours", &["--enable-image-cleaner"]),
    lone("--workspace-resource-id", &["--enable-addons", "--enable-azure-monitor-logs"]),
];

/// Arguments of commands of `az aks` that take a resource id and no name. From `_validators.py` in
/// azure-cli 2.91.0.
pub const TAKE_IDS: &[&str] = &[
    "--vnet-subnet-id",
    "--pod-subnet-id",
    "--apiserver-subnet-id",
    "--node-subnet-id",
    "--system-node-subnet-id",
    "--assign-identity",
    "--assign-kubelet-identity",
    "--ppg",
    "--snapshot-id",
    "--host-group-id",
    "--crg-id",
    "--bootstrap-container-registry-resource-id",
];

/// Arguments whose values az takes in lower case only. From the same file.
pub const TAKE_LOWER_CASE: &[&str] = &["--network-policy"];

/// Why azure-cli does not have an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was taken away.
    Removed {
        /// The first version known to be without it, or to advise against it.
        since: &'static str,
        /// What to write now; empty: nothing takes its place.
        instead: &'static str,
    },
    /// It has another name, and takes the same values.
    Renamed {
        /// The first version known to have the other name.
        since: &'static str,
        /// The other name.
        instead: &'static str,
    },
    /// Only the extension aks-preview has it.
    Preview,
}

use Fate::{Preview, Removed, Renamed};

const CREATE: &[&str] = &["aks create"];
const UPDATE: &[&str] = &["aks update"];
const BOTH: &[&str] = &["aks create", "aks update"];
const ADD: &[&str] = &["aks nodepool add"];
const CREATE_AND_ADD: &[&str] = &["aks create", "aks nodepool add"];
const POOLS: &[&str] = &["aks create", "aks nodepool add", "aks nodepool update"];
const ADDONS: &[&str] = &["aks create", "aks enable-addons"];

const fn az(
    commands: &'static [&'static str],
    spellings: &'static [&'static str],
    values: char,
    fate: Fate,
) -> Foreign {
    Foreign { commands, spellings, values, fate, source: &sources::AZ_RELEASES }
}

const fn extension(
    commands: &'static [&'static str],
    spellings: &'static [&'static str],
    values: char,
    fate: Fate,
) -> Foreign {
    Foreign { commands, spellings, values, fate, source: &sources::AKS_PREVIEW }
}

/// The arguments.
#[rustfmt::skip]
pub static FOREIGN: &[Foreign] = &[
    az(BOTH, &["--uptime-sla"], '0', Removed { since: "azure-cli 2.67.0", instead: "--tier standard" }),
    az(UPDATE, &["--no-uptime-sla"], '0', Removed { since: "azure-cli 2.67.0", instead: "--tier free" }),
    az(CREATE, &["--aad-server-app-id", "--aad-server-app-secret", "--aad-client-app-id"], '1', Removed { since: "azure-cli 2.67.0", instead: "--enable-aad" }),
    az(CREATE, &["--enable-rbac", "-r"], '0', Removed { since: "azure-cli 2.37.0", instead: "" }),
    az(&["aks trustedaccess rolebinding create"], &["-r"], '1', Renamed { since: "azure-cli 2.67.0", instead: "--source-resource-id" }),
    az(&["role assignment create"], &["--resource-group", "-g"], '1', Removed { since: "azure-cli 2.54.0", instead: "--scope" }),
    az(&["network vnet peering create"], &["--remote-vnet-id"], '1', Renamed { since: "azure-cli 2.37.0", instead: "--remote-vnet" }),
    az(&["ad sp credential reset"], &["--name", "-n"], '1', Renamed { since: "azure-cli 2.37.0", instead: "--id" }),
    az(&["ad sp credential reset"], &["--credential-description"], '1', Renamed { since: "azure-cli 2.37.0", instead: "--display-name" }),
    az(&["ad sp credential reset"], &["--password", "-p"], '1', Removed { since: "azure-cli 2.37.0", instead: "" }),

    extension(CREATE_AND_ADD, &["--node-zones"], '+', Renamed { since: "aks-preview 0.5.121", instead: "--zones" }),
    extension(BOTH, &["--enable-azuremonitormetrics"], '0', Renamed { since: "aks-preview 0.5.142", instead: "--enable-azure-monitor-metrics" }),
    extension(UPDATE, &["--disable-azuremonitormetrics"], '0', Renamed { since: "aks-preview 0.5.142", instead: "--disable-azure-monitor-metrics" }),
    extension(CREATE, &["--enable-public-fqdn"], '0', Removed { since: "aks-preview 0.5.27", instead: "" }),
    extension(CREATE, &["--enable-vmss"], '0', Removed { since: "aks-preview 0.5", instead: "--vm-set-type VirtualMachineScaleSets" }),
    extension(CREATE, &["--enable-cilium-dataplane"], '0', Removed { since: "aks-preview 0.5.135", instead: "--network-dataplane cilium" }),
    extension(BOTH, &["--enable-pod-security-policy"], '0', Removed { since: "Kubernetes 1.25", instead: "" }),
    extension(UPDATE, &["--disable-pod-security-policy"], '0', Removed { since: "Kubernetes 1.25", instead: "" }),
    extension(UPDATE, &["--upgrade-settings"], '1', Removed { since: "aks-preview 0.5.154", instead: "--enable-force-upgrade" }),
    extension(ADDONS, &["--appgw-subnet-prefix"], '1', Renamed { since: "aks-preview 0.5", instead: "--appgw-subnet-cidr" }),

    extension(BOTH, &["--enable-pod-identity", "--enable-pod-identity-with-kubenet"], '0', Removed { since: "pod-managed identity ended in September 2025", instead: "--enable-workload-identity" }),
    extension(UPDATE, &["--disable-pod-identity"], '0', Preview),
    extension(ADD, &["--skip-gpu-driver-install"], '0', Preview),
    extension(POOLS, &["--enable-custom-ca-trust"], '0', Preview),
    extension(&["aks nodepool update"], &["--disable-custom-ca-trust"], '0', Preview),
    extension(BOTH, &["--kube-proxy-config"], '1', Preview),
    extension(&["aks create", "aks update", "aks upgrade"], &["--cluster-snapshot-id"], '1', Preview),
    extension(BOTH, &["--enable-node-restriction"], '0', Preview),
    extension(UPDATE, &["--disable-node-restriction"], '0', Preview),
    extension(BOTH, &["--enable-image-integrity"], '0', Preview),
    extension(UPDATE, &["--disable-image-integrity"], '0', Preview),
    extension(BOTH, &["--enable-addon-autoscaling"], '0', Preview),
    extension(UPDATE, &["--disable-addon-autoscaling"], '0', Preview),
    extension(BOTH, &["--enable-network-observability"], '0', Preview),
    extension(UPDATE, &["--disable-network-observability"], '0', Preview),
    extension(&["aks create", "aks update", "aks nodepool add", "aks nodepool update"], &["--ssh-access"], '1', Preview),
    extension(BOTH, &["--nodepool-initialization-taints"], '1', Preview),
    extension(BOTH, &["--cluster-service-load-balancer-health-probe-mode"], '1', Preview),
    extension(BOTH, &["--safeguards-level", "--safeguards-version", "--safeguards-excluded-ns"], '1', Preview),
    extension(BOTH, &["--enable-imds-restriction"], '0', Preview),
    extension(UPDATE, &["--disable-imds-restriction"], '0', Preview),
    extension(BOTH, &["--disk-driver-version"], '1', Preview),
    extension(BOTH, &["--storage-pool-type"], '1', Preview),
    extension(ADDONS, &["--dns-zone-resource-id", "--dns-zone-resource-ids"], '1', Preview),
];

/// Groups and commands that only the extension aks-preview has.
pub const PREVIEW_COMMANDS: &[&str] = &[
    "aks addon",
    "aks app",
    "aks bastion",
    "aks check-network",
    "aks draft",
    "aks kollect",
    "aks operation",
    "aks pod-identity",
];

/// What became of an argument of a command.
///
/// ```
/// use aksplan::azure_facts::az_arguments::{Fate, foreign};
/// let zones = foreign("aks nodepool add", "--node-zones").unwrap();
/// assert_eq!(zones.fate, Fate::Renamed { since: "aks-preview 0.5.121", instead: "--zones" });
/// assert!(foreign("aks create", "--zones").is_none());
/// ```
#[must_use]
pub fn foreign(command: &str, spelling: &str) -> Option<&'static Foreign> {
    FOREIGN.iter().find(|it| it.commands.contains(&command) && it.spellings.contains(&spelling))
}

/// Whether only the extension aks-preview has a command, given as its words.
///
/// ```
/// use aksplan::azure_facts::az_arguments::is_preview_command;
/// assert!(is_preview_command("aks addon list"));
/// assert!(!is_preview_command("aks addons"));
/// ```
#[must_use]
pub fn is_preview_command(words: &str) -> bool {
    PREVIEW_COMMANDS.iter().any(|it| {
        words.strip_prefix(it).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Values that Azure knows, or knew, and that the commands refuse before they ask Azure: the
/// commands, the argument, its values.
pub const REFUSED_VALUES: &[(&[&str], &str, &[&str])] = &[
    (CREATE, "--outbound-type", &["block"]),
    (CREATE_AND_ADD, "--os-sku", &["Flatcar", "WindowsAnnual"]),
    // A cluster's first pool runs Linux.
    (CREATE, "--os-sku", &["Windows2019", "Windows2022", "Windows2025"]),
];

/// Whether a command refuses a value of an argument.
#[must_use]
pub fn is_refused(command: &str, argument: &str, value: &str) -> bool {
    REFUSED_VALUES.iter().any(|(commands, name, values)| {
        commands.contains(&command) && *name == argument && values.contains(&value)
    })
}
