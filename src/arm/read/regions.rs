//! What a region offers a subscription: sizes of virtual machines, Kubernetes versions, quotas.

use super::super::client::{Client, Host};
use super::super::error::AzureError;
use super::super::request::{Request, segment};
use super::{At, list, within};
use serde::Serialize;
use serde_json::Value;

/// A size of virtual machines.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureVmSize {
    /// Such as `Standard_D4s_v5`.
    pub name: String,
    /// The family that its quota is for, such as `standardDSv5Family`.
    pub family: String,
    /// Virtual processors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub v_cpus: Option<u32>,
    /// Memory in GiB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_gi_b: Option<f64>,
    /// `x64` or `Arm64`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub architecture: Option<String>,
    /// Whether its operating system disk may be on the host.
    pub ephemeral_os_disk: bool,
    /// Whether disks may be encrypted on the host, where that is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encryption_at_host: Option<bool>,
    /// Whether there are spot machines of it, where that is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low_priority: Option<bool>,
    /// Whether network cards may bypass the host's switch.
    pub accelerated_networking: bool,
    /// The zones that have it, restricted or not.
    pub zones: Vec<String>,
    /// AzureRetryReason the subscription can't have it here, where it can't.
    pub restrictions: Vec<AzureRestriction>,
}

/// AzureRetryReason a subscription can't have a size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureRestriction {
    /// Such as `NotAvailableForSubscription`, `QuotaId`.
    pub reason: String,
    /// The zones it is about; empty: the whole region.
    pub zones: Vec<String>,
}

/// A minor version of Kubernetes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureKubernetesVersion {
    /// Such as `1.35`.
    pub version: String,
    /// Such as `KubernetesOfficial`, `AKSLongTermSupport`.
    pub support_plans: Vec<String>,
    /// Whether it is taken where none is asked for.
    pub is_default: bool,
    /// Whether it is a preview.
    pub is_preview: bool,
    /// Its patch versions, as Azure lists them.
    pub patch_versions: Vec<AzurePatchVersion>,
}

/// A version of Kubernetes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzurePatchVersion {
    /// Such as `1.35.2`.
    pub version: String,
    /// The versions that it can be upgraded to.
    pub upgrades: Vec<String>,
}

/// A quota and how much of it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct AzureUsage {
    /// Such as `cores`, `standardDSv5Family`, `PublicIPAddresses`.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// How much is used.
    pub current: i64,
    /// How much may be used; less than 0: as much as wanted.
    pub limit: i64,
    /// Whose quota it is: `Microsoft.Compute` or `Microsoft.Network`.
    pub provider: String,
}

/// The sizes of virtual machines in a region.
///
/// # Errors
/// What Azure answered instead.
pub async fn vm_sizes(
    client: &Client<impl Host>,
    subscription: &str,
    location: &str,
) -> Result<Vec<AzureVmSize>, AzureError> {
    let path = within(subscription, None, "/providers/Microsoft.Compute/skus");
    // A quote in a filter is written twice.
    let filter = format!("location eq '{}'", location.replace('\'', "''"));
    let request = Request::get("Microsoft.Compute/skus", &path).with("$filter", &filter);
    let sizes = list(client, request, |it| {
        let is_size = it.word("/resourceType").eq_ignore_ascii_case("virtualMachines");
        is_size.then(|| vm_size(it, location))
    });
    Ok(sizes.await?.into_iter().flatten().collect())
}

fn vm_size(it: At<'_>, location: &str) -> AzureVmSize {
    let capability = |name: &str| {
        let mut all = it.all("/capabilities");
        let found = all.find(|it| it.word("/name").eq_ignore_ascii_case(name))?;
        found.text("/value")
    };
    let truth = |name: &str| capability(name).map(|it| it.eq_ignore_ascii_case("true"));
    let is_true = |name: &str| truth(name) == Some(true);
    let is_here = |it: &At<'_>| it.word("/location").eq_ignore_ascii_case(location);
    let mut zones: Vec<String> =
        it.all("/locationInfo").filter(is_here).flat_map(|it| it.texts("/zones")).collect();
    zones.sort();
    AzureVmSize {
        name: it.word("/name"),
        family: it.word("/family"),
        v_cpus: capability("vCPUs").and_then(|it| it.parse().ok()),
        memory_gi_b: capability("MemoryGB").and_then(|it| it.parse().ok()),
        architecture: capability("CpuArchitectureType"),
        ephemeral_os_disk: is_true("EphemeralOSDiskSupported"),
        encryption_at_host: truth("EncryptionAtHostSupported"),
        low_priority: truth("LowPriorityCapable"),
        accelerated_networking: is_true("AcceleratedNetworkingEnabled"),
        zones,
        restrictions: it.all("/restrictions").map(restriction).collect(),
    }
}

fn restriction(it: At<'_>) -> AzureRestriction {
    let is_of_zones = it.word("/type").eq_ignore_ascii_case("Zone");
    let mut zones = if is_of_zones { it.texts("/restrictionInfo/zones") } else { Vec::new() };
    zones.sort();
    AzureRestriction { reason: it.word("/reasonCode"), zones }
}

/// The versions of Kubernetes in a region.
///
/// # Errors
/// What Azure answered instead.
pub async fn kubernetes_versions(
    client: &Client<impl Host>,
    subscription: &str,
    location: &str,
) -> Result<Vec<AzureKubernetesVersion>, AzureError> {
    let kind = "Microsoft.ContainerService/locations/kubernetesVersions";
    let rest = format!(
        "/providers/Microsoft.ContainerService/locations/{}/kubernetesVersions",
        segment(location)
    );
    list(client, Request::get(kind, &within(subscription, None, &rest)), |it| {
        let patches = it.at("/patchVersions").and_then(Value::as_object);
        AzureKubernetesVersion {
            version: it.word("/version"),
            support_plans: it.texts("/capabilities/supportPlan"),
            is_default: it.truth("/isDefault") == Some(true),
            is_preview: it.truth("/isPreview") == Some(true),
            patch_versions: patches
                .into_iter()
                .flatten()
                .map(|(version, patch)| AzurePatchVersion {
                    version: version.clone(),
                    upgrades: At(patch).texts("/upgrades"),
                })
                .collect(),
        }
    })
    .await
}

/// The quotas of a region: of processors, and of networks.
///
/// # Errors
/// What Azure answered instead.
pub async fn usages(
    client: &Client<impl Host>,
    subscription: &str,
    location: &str,
) -> Result<Vec<AzureUsage>, AzureError> {
    let mut all = usages_of(client, subscription, location, "Microsoft.Compute").await?;
    all.extend(usages_of(client, subscription, location, "Microsoft.Network").await?);
    Ok(all)
}

/// The quotas of a region that a provider keeps.
///
/// # Errors
/// What Azure answered instead.
pub async fn usages_of(
    client: &Client<impl Host>,
    subscription: &str,
    location: &str,
    provider: &str,
) -> Result<Vec<AzureUsage>, AzureError> {
    let rest = format!("/providers/{provider}/locations/{}/usages", segment(location));
    let kind = format!("{provider}/locations/usages");
    let request = Request::get(&kind, &within(subscription, None, &rest));
    let number = |it: Option<&Value>| it.and_then(Value::as_i64).unwrap_or_default();
    list(client, request, |it| AzureUsage {
        name: it.word("/name/value"),
        title: it.word("/name/localizedValue"),
        current: number(it.at("/currentValue")),
        limit: number(it.at("/limit")),
        provider: provider.to_string(),
    })
    .await
}
