//! Which version each upgrade channel would bring.

use crate::azure_facts::lifecycle::{ContainerRuntime, container_runtime};
use crate::lower::Cluster;
use crate::model::{OsType, UpgradeChannel};
use crate::version::Version;
use serde::Serialize;

/// What an upgrade channel would do to a cluster.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct UpgradeOutlook {
    /// The cluster's name.
    pub cluster: String,
    /// The channel.
    pub channel: UpgradeChannel,
    /// The plan has chosen this channel.
    pub chosen: bool,
    /// The version the cluster starts with: `1.36` starts with the latest `1.36` on offer.
    pub current: String,
    /// The versions it would go through, one after the other; empty: it would stay.
    pub steps: Vec<String>,
    /// Why it goes no further, where it should.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What runs containers on Linux nodes of the version it starts with.
    pub container_runtime: ContainerRuntime,
    /// The same for the version it ends with.
    pub container_runtime_after: ContainerRuntime,
}

/// The versions that a channel would take a cluster through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// The versions, one after the other.
    pub steps: Vec<Version>,
    /// The minor version that is not on offer and can't be skipped, where there is one.
    pub gap: Option<Version>,
}

/// The version that a cluster starts with: one given without its patch starts with the latest on
/// offer.
#[must_use]
pub fn start(version: Version, available: &[Version]) -> Version {
    match version.patch {
        Some(_) => version,
        None => latest(version.major, version.minor, available).unwrap_or(version),
    }
}

/// The versions that a channel would take a cluster through, given those on offer.
///
/// `patch` brings the latest patch of the minor version; `stable` that of the minor version before
/// the latest; `rapid` that of the latest. Minor versions follow each other without a gap.
///
/// ```
/// use aksplan::model::UpgradeChannel;
/// use aksplan::{upgrade::path, version::Version};
/// let version = |text: &str| Version::parse(text).unwrap();
/// let available = ["1.17.9", "1.18.4", "1.18.6", "1.19.1"].map(version);
/// let steps = |channel| {
///     let path = path(version("1.17.7"), channel, &available);
///     path.steps.iter().map(ToString::to_string).collect::<Vec<_>>()
/// };
/// assert_eq!(steps(UpgradeChannel::Patch), ["1.17.9"]);
/// assert_eq!(steps(UpgradeChannel::Stable), ["1.18.6"]);
/// assert_eq!(steps(UpgradeChannel::Rapid), ["1.18.6", "1.19.1"]);
/// assert!(steps(UpgradeChannel::NodeImage).is_empty());
/// ```
#[must_use]
pub fn path(current: Version, channel: UpgradeChannel, available: &[Version]) -> Path {
    let current = start(current, available);
    let newest = available.iter().filter(|it| it.major == current.major).map(|it| it.minor).max();
    let goal = match (channel, newest) {
        (UpgradeChannel::Patch, _) => current.minor,
        (UpgradeChannel::Stable, Some(newest)) => newest.saturating_sub(1),
        (UpgradeChannel::Rapid, Some(newest)) => newest,
        (UpgradeChannel::None | UpgradeChannel::NodeImage, _) | (_, None) => {
            return Path::default();
        }
    };
    let mut path = Path::default();
    if goal == current.minor {
        let best = latest(current.major, current.minor, available);
        path.steps.extend(best.filter(|it| it.patch > current.patch));
    }
    for minor in current.minor.saturating_add(1)..=goal {
        let Some(step) = latest(current.major, minor, available) else {
            path.gap = Some(Version { major: current.major, minor, patch: None });
            break;
        };
        path.steps.push(step);
    }
    path
}

/// The latest patch of a minor version on offer.
fn latest(major: u32, minor: u32, available: &[Version]) -> Option<Version> {
    available.iter().filter(|it| (it.major, it.minor) == (major, minor)).max().copied()
}

/// What each channel would do to a cluster; nothing where the plan names no version.
pub(crate) fn outlooks(cluster: &Cluster, available: &[Version]) -> Vec<UpgradeOutlook> {
    let Some(version) = cluster.version else { return Vec::new() };
    let current = start(version, available);
    let profile = cluster.spec.auto_upgrade_profile.as_ref();
    let chosen = profile.and_then(|it| it.upgrade_channel).unwrap_or(UpgradeChannel::None);
    let outlooks = UpgradeChannel::ALL.iter().map(|channel| {
        let Path { steps, gap } = path(current, *channel, available);
        let last = steps.last().copied().unwrap_or(current);
        UpgradeOutlook {
            cluster: cluster.spec.name.clone(),
            channel: *channel,
            chosen: *channel == chosen,
            current: current.to_string(),
            note: gap
                .map(|gap| format!("{gap} is not on offer, and minor versions can't be skipped")),
            container_runtime: container_runtime(current, OsType::Linux),
            container_runtime_after: container_runtime(last, OsType::Linux),
            steps: steps.iter().map(ToString::to_string).collect(),
        }
    });
    outlooks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::UpgradeChannel::{NodeImage, None as ByHand, Patch, Rapid, Stable};
    use serde_json::json;

    fn steps(current: &str, channel: UpgradeChannel, available: &[&str]) -> (Vec<String>, String) {
        let version = |text: &&str| Version::parse(text).unwrap();
        let available: Vec<Version> = available.iter().map(version).collect();
        let path = path(version(&current), channel, &available);
        let gap = path.gap.map(|it| it.to_string()).unwrap_or_default();
        (path.steps.iter().map(ToString::to_string).collect(), gap)
    }

    #[test]
    fn each_channel_goes_its_way() {
        type Row<'r> = (&'r str, UpgradeChannel, &'r [&'r str], &'r [&'r str], &'r str);
        let offer = &["1.17.9", "1.18.4", "1.18.6", "1.19.1"];
        let table: &[Row] = &[
            ("1.17.7", ByHand, offer, &[], ""),
            ("1.17.7", NodeImage, offer, &[], ""),
            ("1.17.7", Patch, offer, &["1.17.9"], ""),
            ("1.17.7", Stable, offer, &["1.18.6"], ""),
            ("1.17.7", Rapid, offer, &["1.18.6", "1.19.1"], ""),
            // Where the goal is reached already.
            ("1.17.9", Patch, offer, &[], ""),
            ("1.18.4", Stable, offer, &["1.18.6"], ""),
            ("1.18.6", Stable, offer, &[], ""),
            ("1.19.0", Rapid, offer, &["1.19.1"], ""),
            // Never down, and past the goal nothing happens.
            ("1.19.0", Stable, offer, &[], ""),
            ("1.20.0", Rapid, offer, &[], ""),
            ("1.19.5", Patch, offer, &[], ""),
            // Without a patch, a cluster starts with the latest.
            ("1.17", Patch, offer, &[], ""),
            ("1.17", Rapid, offer, &["1.18.6", "1.19.1"], ""),
            ("1.16", Stable, offer, &["1.17.9", "1.18.6"], ""),
            // No minor version is skipped.
            ("1.17.7", Rapid, &["1.17.9", "1.19.1"], &[], "1.18"),
            ("1.15.0", Stable, offer, &[], "1.16"),
            // Nothing on offer, or one version only.
            ("1.17.7", Rapid, &[], &[], ""),
            ("1.17.7", Patch, &[], &[], ""),
            ("1.17.7", Stable, &["1.17.9"], &[], ""),
            ("1.17.7", Rapid, &["1.17.9"], &["1.17.9"], ""),
            // Numbers, not texts.
            ("1.17.9", Patch, &["1.17.10", "1.17.2"], &["1.17.10"], ""),
        ];
        for (current, channel, available, expected, gap) in table {
            let expected = expected.iter().map(ToString::to_string).collect();
            let found = steps(current, *channel, available);
            assert_eq!(found, (expected, gap.to_string()), "{current} {channel} {available:?}");
        }
    }

    #[test]
    fn a_plan_with_versions_on_offer_has_an_outlook() {
        let plan = crate::example::over_base(&json!({
            "kubernetesVersions": ["1.17.7", "1.17.9", "1.18.4", "1.18.6", "1.19.1", "nonsense"],
            "clusters": [{
                "kubernetesVersion": "1.17.7",
                "autoUpgradeProfile": { "upgradeChannel": "rapid" },
            }],
        }));
        let layout = crate::check_value(&plan, crate::example::AS_OF).layout;
        assert_eq!(layout.upgrades.len(), UpgradeChannel::ALL.len());
        let chosen: Vec<_> = layout.upgrades.iter().filter(|it| it.chosen).collect();
        assert_eq!(chosen.len(), 1);
        assert_eq!(chosen[0].steps, ["1.18.6", "1.19.1"]);
        assert_eq!(chosen[0].container_runtime, ContainerRuntime::Docker);
        assert_eq!(chosen[0].container_runtime_after, ContainerRuntime::Containerd);
    }

    #[test]
    fn without_versions_on_offer_or_a_version_there_is_no_outlook() {
        for example in [
            json!({ "clusters": [{ "kubernetesVersion": "1.36" }] }),
            json!({ "kubernetesVersions": ["1.36.0"] }),
        ] {
            let plan = crate::example::over_base(&example);
            assert_eq!(crate::check_value(&plan, crate::example::AS_OF).layout.upgrades, []);
        }
    }

    proptest::proptest! {
        /// Whatever is on offer, steps go up, and from minor version to minor version.
        #[test]
        fn no_minor_version_is_skipped(
            current in (10u32..40, 0u32..20),
            available in proptest::collection::vec((10u32..40, 0u32..20), 0..40),
        ) {
            let version = |(minor, patch)| Version { major: 1, minor, patch: Some(patch) };
            let available: Vec<Version> = available.into_iter().map(version).collect();
            for channel in UpgradeChannel::ALL {
                let mut before = version(current);
                for step in path(before, *channel, &available).steps {
                    assert!(available.contains(&step));
                    assert!(step > before && step.minor - before.minor <= 1);
                    before = step;
                }
            }
        }
    }
}
