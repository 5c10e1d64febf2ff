//! Features that came and went: what happened to each on which day, and what took its place.

use super::{Source, sources};
use crate::model::{OsType, choice};
use crate::version::Version;
use jiff::civil::{Date, date};
use macro_rules_attribute::apply;

/// A feature of AKS that changes over time.
#[derive(Debug)]
pub struct Feature {
    /// A short name without spaces.
    pub key: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What happened to it, or will, by day.
    pub events: &'static [Event],
    /// What took its place; empty where nothing did.
    pub replacement: &'static str,
    /// The document that says so.
    pub source: &'static Source,
}

/// What happens to a feature on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// What the feature is from this day on.
    pub status: Status,
    /// The day.
    pub on: Date,
}

/// What a feature is on a day.
#[apply(choice!)]
pub enum Status {
    /// Offered without support, after registering for it.
    Preview = "preview",
    /// Offered with support.
    GenerallyAvailable = "generallyAvailable",
    /// Offered, and its end is announced.
    Deprecated = "deprecated",
    /// It goes on without support.
    Unsupported = "unsupported",
    /// What has it keeps it; nothing new gets it.
    CreationBlocked = "creationBlocked",
    /// It is over.
    Retired = "retired",
    /// Nothing is left of it.
    Removed = "removed",
}

impl Feature {
    /// What it is on a day; `None` before its first event.
    ///
    /// ```
    /// use aksplan::azure_facts::lifecycle::{BASIC_LOAD_BALANCER, Status};
    /// let on = |day: &str| BASIC_LOAD_BALANCER.status(day.parse().unwrap());
    /// assert_eq!(on("2025-03-30"), None);
    /// assert_eq!(on("2025-03-31"), Some(Status::CreationBlocked));
    /// assert_eq!(on("2026-11-23"), Some(Status::Retired));
    /// ```
    #[must_use]
    pub fn status(&self, as_of: Date) -> Option<Status> {
        self.events.iter().rev().find(|it| it.on <= as_of).map(|it| it.status)
    }

    /// The first event that takes something away: support, new ones, or the feature itself.
    #[must_use]
    pub fn end(&self) -> Option<Date> {
        self.events.iter().find(|it| it.status >= Status::Unsupported).map(|it| it.on)
    }

    /// [`end`](Self::end) as text.
    #[must_use]
    pub fn end_day(&self) -> String {
        self.end().map_or_else(|| "a day not named yet".to_string(), |day| day.to_string())
    }

    /// Whether it is offered with support on a day.
    ///
    /// ```
    /// use aksplan::azure_facts::lifecycle::{APP_ROUTING_GATEWAY_API, KUBENET};
    /// assert!(KUBENET.is_supported("2026-11-23".parse().unwrap()));
    /// assert!(!KUBENET.is_supported("2028-03-31".parse().unwrap()));
    /// assert!(!APP_ROUTING_GATEWAY_API.is_supported("2026-04-27".parse().unwrap()));
    /// ```
    #[must_use]
    pub fn is_supported(&self, as_of: Date) -> bool {
        let is_offered =
            |status| (Status::GenerallyAvailable..Status::Unsupported).contains(&status);
        match self.status(as_of) {
            Some(status) => is_offered(status),
            // What has a beginning in the table is not there before; the rest was always there.
            None => self.events.first().is_none_or(|it| it.status > Status::GenerallyAvailable),
        }
    }
}

macro_rules! features {
    ($($NAME:ident = $key:literal, $name:literal,
        [$($Status:ident $year:literal-$month:literal-$day:literal),*],
        $replacement:literal, $SOURCE:ident;)+) => {
        $(
            #[doc = concat!($name, ".")]
            pub static $NAME: Feature = Feature {
                key: $key,
                name: $name,
                events: &[$(Event { status: Status::$Status, on: date($year, $month, $day) }),*],
                replacement: $replacement,
                source: &sources::$SOURCE,
            };
        )+

        /// Every feature.
        pub static FEATURES: &[&Feature] = &[$(&$NAME),+];
    };
}

features! {
    KUBENET = "kubenet", "kubenet",
        [Retired 2028-3-31], "Azure CNI overlay", KUBENET_RETIREMENT;
    NPM_LINUX = "npm-linux", "Azure network policy (NPM) for Linux",
        [Retired 2028-9-30], "Cilium", NETWORK_POLICIES;
    NPM_WINDOWS = "npm-windows", "Azure network policy (NPM) for Windows",
        [Retired 2026-9-30], "Calico", NETWORK_POLICIES;
    BASIC_LOAD_BALANCER = "basic-load-balancer", "the basic load balancer",
        [CreationBlocked 2025-3-31, Retired 2025-9-30], "the standard load balancer", CHANGELOG;
    AVAILABILITY_SETS = "availability-sets", "pool type `AvailabilitySet`",
        [Retired 2025-9-30], "scale sets", VIRTUAL_MACHINE_POOLS;
    HTTP_APPLICATION_ROUTING = "http-application-routing", "HTTP application routing",
        [Retired 2025-3-3], "application routing", CHANGELOG;
    APP_ROUTING_NGINX = "application-routing-nginx", "application routing with NGINX",
        [Unsupported 2026-11-30], "application routing with the Gateway API", APP_ROUTING_GATEWAY;
    APP_ROUTING_GATEWAY_API = "application-routing-gateway-api",
        "application routing with the Gateway API",
        [GenerallyAvailable 2026-4-28], "", APP_ROUTING_GATEWAY;
    OPEN_SERVICE_MESH = "open-service-mesh", "Open Service Mesh",
        [Preview 2021-3-29, GenerallyAvailable 2021-10-12, Retired 2027-9-30],
        "the Istio add-on", OSM;
    ISTIO_ADDON = "istio-addon", "the Istio add-on",
        [GenerallyAvailable 2024-2-26], "", ISTIO;
    AUTO_UPGRADE = "auto-upgrade", "automatic cluster upgrade",
        [Preview 2021-1-25, GenerallyAvailable 2021-11-11], "", AUTO_UPGRADE_GA;
    WORKLOAD_IDENTITY = "workload-identity", "workload identity",
        [GenerallyAvailable 2023-4-9], "", CHANGELOG;
    KEDA = "keda", "the KEDA add-on", [GenerallyAvailable 2023-11-5], "", CHANGELOG;
    COST_ANALYSIS = "cost-analysis", "cost analysis",
        [GenerallyAvailable 2024-3-31], "", CHANGELOG;
    STATIC_BLOCK = "static-block", "static block allocation",
        [GenerallyAvailable 2025-7-20], "", CHANGELOG;
    DOCKER_BRIDGE = "docker-bridge", "the Docker bridge address",
        [Removed 2023-4-1], "", CHANGELOG;
    CONTAINER_INSIGHTS_LEGACY = "container-insights-legacy",
        "Container Insights without a managed identity",
        [Retired 2026-9-30], "a managed identity", AZ_AKS;
    POD_SECURITY_POLICY = "pod-security-policy", "pod security policy",
        [Removed 2025-3-1], "pod security admission or Azure Policy", CHANGELOG;
    POD_IDENTITY = "pod-identity", "pod-managed identity",
        [Unsupported 2025-9-30], "workload identity", MANAGED_IDENTITY;
    WASI_POOLS = "wasi-pools", "the WASI node pool", [Retired 2025-5-5], "SpinKube", CHANGELOG;
    CUSTOM_CA_TRUST = "custom-ca-trust", "custom CA trust by feature",
        [Retired 2026-9-14], "custom CA certificates of the cluster", CHANGELOG;
    GPU_SKIP_TAG = "gpu-skip-tag", "the tag `SkipGPUDriverInstall`",
        [Retired 2025-8-14], "`az aks nodepool add --gpu-driver none`", CHANGELOG;
    UBUNTU_2204 = "ubuntu-2204", "Ubuntu 22.04",
        [Retired 2027-6-30, Removed 2028-4-30], "Ubuntu 24.04", OS_VERSIONS;
    AZURE_LINUX_2 = "azure-linux-2", "Azure Linux 2.0",
        [Retired 2025-11-30, Removed 2026-3-31], "Azure Linux 3", OS_VERSIONS;
    WINDOWS_2019 = "windows-2019", "Windows Server 2019",
        [Retired 2026-3-1, Removed 2027-4-1], "Windows Server 2025", OS_VERSIONS;
    WINDOWS_2022 = "windows-2022", "Windows Server 2022",
        [Retired 2028-6-30], "Windows Server 2025", OS_VERSIONS;
    WINDOWS_ANNUAL = "windows-annual", "Windows Server Annual Channel",
        [Retired 2026-5-15], "Windows Server 2025", OS_VERSIONS;
    FLATCAR = "flatcar", "Flatcar Container Linux",
        [Retired 2026-6-8, Removed 2026-9-8], "Azure Linux 3", OS_VERSIONS;
}

/// Preview features by the name they are registered under, and what became of each.
pub static PREVIEW_FEATURES: &[(&str, &Feature)] = &[
    ("AutoUpgradePreview", &AUTO_UPGRADE),
    ("AKS-OpenServiceMesh", &OPEN_SERVICE_MESH),
    ("EnableWorkloadIdentityPreview", &WORKLOAD_IDENTITY),
    ("AKS-KedaPreview", &KEDA),
    ("AzureServiceMeshPreview", &ISTIO_ADDON),
    ("ClusterCostAnalysis", &COST_ANALYSIS),
    ("AzureVnetScalePreview", &STATIC_BLOCK),
    ("PodSecurityPolicyPreview", &POD_SECURITY_POLICY),
    ("EnablePodIdentityPreview", &POD_IDENTITY),
    ("WasmNodePoolPreview", &WASI_POOLS),
    ("CustomCATrustPreview", &CUSTOM_CA_TRUST),
];

/// The feature that a preview feature became, by its name with or without its provider.
#[must_use]
pub fn preview_feature(name: &str) -> Option<&'static Feature> {
    let name = name.rsplit('/').next().unwrap_or(name).trim();
    let found = PREVIEW_FEATURES.iter().find(|(flag, _)| flag.eq_ignore_ascii_case(name));
    found.map(|(_, feature)| *feature)
}

/// Revisions of the Istio add-on, by minor version of Istio 1, and when about each ends.
pub static ISTIO_REVISIONS: super::Fact<&[(u32, Date)]> = super::Fact::new(
    &[(28, date(2026, 8, 31)), (29, date(2026, 9, 30)), (30, date(2026, 12, 31))],
    &sources::ISTIO,
);

/// What runs containers on a node.
#[apply(choice!)]
pub enum ContainerRuntime {
    /// Docker, by dockershim.
    Docker = "docker",
    /// containerd.
    Containerd = "containerd",
}

/// The first Kubernetes version, of major version 1, whose nodes run containerd.
const CONTAINERD_SINCE: [(OsType, u32); 2] = [(OsType::Linux, 19), (OsType::Windows, 23)];

/// What runs containers on nodes of a Kubernetes version.
///
/// ```
/// use aksplan::azure_facts::lifecycle::{ContainerRuntime, container_runtime};
/// use aksplan::{model::OsType, version::Version};
/// let runtime = |text, os| container_runtime(Version::parse(text).unwrap(), os);
/// assert_eq!(runtime("1.18.6", OsType::Linux), ContainerRuntime::Docker);
/// assert_eq!(runtime("1.19", OsType::Linux), ContainerRuntime::Containerd);
/// assert_eq!(runtime("1.22.4", OsType::Windows), ContainerRuntime::Docker);
/// ```
#[must_use]
pub fn container_runtime(version: Version, os: OsType) -> ContainerRuntime {
    let since = CONTAINERD_SINCE.iter().find(|(it, _)| *it == os).map_or(0, |(_, minor)| *minor);
    if version.at_least(1, since) { ContainerRuntime::Containerd } else { ContainerRuntime::Docker }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn events_come_in_order_and_keys_once() {
        let mut keys = BTreeSet::new();
        for feature in FEATURES {
            assert!(keys.insert(feature.key), "{} stands twice", feature.key);
            assert!(!feature.events.is_empty(), "{} has no event", feature.key);
            let pairs = feature.events.iter().zip(feature.events.iter().skip(1));
            for (before, after) in pairs {
                assert!(before.on < after.on, "{}", feature.key);
                assert!(before.status < after.status, "{}", feature.key);
            }
        }
    }

    #[test]
    fn what_ends_names_what_follows() {
        for feature in FEATURES.iter().filter(|it| it.end().is_some()) {
            let without = feature.key == DOCKER_BRIDGE.key;
            assert_eq!(feature.replacement.is_empty(), without, "{}", feature.key);
        }
    }

    #[test]
    fn preview_features_are_known_with_and_without_provider() {
        for name in ["AutoUpgradePreview", "Microsoft.ContainerService/autoupgradepreview"] {
            assert_eq!(preview_feature(name).map(|it| it.key), Some("auto-upgrade"));
        }
        assert!(preview_feature("SomethingElse").is_none());
    }
}
