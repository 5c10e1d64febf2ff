use crate::lower::Cluster;
use crate::rules::carried::{property_at, values, word};
use crate::rules::{Context, Report, rule};
use crate::text::{closest, listed, number, quoted};

rule! {
    /// A setting of the cluster autoscaler is unknown, or has a value that it does not take.
    ///
    /// Switches are `true` or `false`; times a number with a unit, such as `10m`; the utilization
    /// threshold is from 0 to 1, the share of unready nodes from 0 to 100. az looks at the names
    /// alone, so the rest fails at the service.
    ///
    /// # Why
    ///
    /// A pool that never shrinks, or shrinks while pods work, is seldom traced back to a profile
    /// that was taken half.
    ///
    /// ```json,fails
    /// { "clusters": [{ "azArguments": ["--cluster-autoscaler-profile", "scan-interval=30s", "expander=cheapest"] }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "armProperties": { "autoScalerProfile": { "scale-down-utilization-threshold": "50" } } }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "azArguments": ["--cluster-autoscaler-profile", "scan-interval=30s", "expander=least-waste"] }] }
    /// ```
    "autoscaler-profile", Error, AgentPools, REST_SPEC,
    aliases: ["is an invalid key for cluster-autoscaler-profile"]
}

/// What a setting takes.
enum Takes {
    Switch,
    Count,
    Time,
    /// A number from 0 to so much.
    UpTo(u32),
    OneOf(&'static [&'static str]),
}

use Takes::{Count, OneOf, Switch, Time, UpTo};

const KNOWN: &[(&str, Takes)] = &[
    ("balance-similar-node-groups", Switch),
    ("daemonset-eviction-for-empty-nodes", Switch),
    ("daemonset-eviction-for-occupied-nodes", Switch),
    ("ignore-daemonsets-utilization", Switch),
    ("expander", OneOf(&["least-waste", "most-pods", "priority", "random"])),
    ("max-empty-bulk-delete", Count),
    ("max-graceful-termination-sec", Count),
    ("max-node-provision-time", Time),
    ("max-total-unready-percentage", UpTo(100)),
    ("new-pod-scale-up-delay", Time),
    ("ok-total-unready-count", Count),
    ("scan-interval", Time),
    ("scale-down-delay-after-add", Time),
    ("scale-down-delay-after-delete", Time),
    ("scale-down-delay-after-failure", Time),
    ("scale-down-unneeded-time", Time),
    ("scale-down-unready-time", Time),
    ("scale-down-utilization-threshold", UpTo(1)),
    ("skip-nodes-with-local-storage", Switch),
    ("skip-nodes-with-system-pods", Switch),
];

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        for (path, name, value) in settings(cluster) {
            let Some((_, takes)) = KNOWN.iter().find(|(it, _)| plain(it) == plain(&name)) else {
                let names: Vec<&str> = KNOWN.iter().map(|(it, _)| *it).collect();
                let message = format!("the cluster autoscaler has no setting {}", quoted(&name));
                let near = closest(&name, &names).map(|it| format!("did you mean `{it}`?"));
                report.at(path, message).help(near.unwrap_or_else(|| "take it out".to_string()));
                continue;
            };
            if let Some(wanted) = takes.problem(value.trim()) {
                let message = format!(
                    "{} of the cluster autoscaler can't be {}",
                    quoted(&name),
                    quoted(&value)
                );
                report.at(path, message).help(format!("use {wanted}"));
            }
        }
    }
}

/// Names with and without hyphens are the same: the API has both.
fn plain(name: &str) -> String {
    name.trim().replace('-', "").to_ascii_lowercase()
}

/// The settings with their places: from az as `name=value`, from ARM as an object.
fn settings(cluster: &Cluster) -> Vec<(String, String, String)> {
    let (_, words) = values(cluster, "--cluster-autoscaler-profile").unwrap_or_default();
    let by_az = words.into_iter().flat_map(|(path, text)| {
        let pairs: Vec<_> = text
            .split([',', ' '])
            .filter_map(|it| it.split_once('='))
            .map(|(name, value)| (path.clone(), name.to_string(), value.to_string()))
            .collect();
        pairs
    });
    let profile = property_at(cluster, "autoScalerProfile");
    let by_arm = profile.and_then(|(path, it)| Some((path, it.as_object()?)));
    let by_arm = by_arm.into_iter().flat_map(|(path, it)| {
        it.iter().filter_map(move |(name, value)| {
            Some((format!("{path}/{name}"), name.clone(), word(value)?))
        })
    });
    by_az.chain(by_arm).collect()
}

impl Takes {
    /// What it takes instead of a value that it does not take.
    fn problem(&self, value: &str) -> Option<String> {
        let is_count = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        let (fits, wanted) = match self {
            Switch => {
                let is_switch = ["true", "false"].iter().any(|it| it.eq_ignore_ascii_case(value));
                (is_switch, "`true` or `false`".to_string())
            }
            Count => (is_count(value), "a number".to_string()),
            Time => {
                // `10` and `1m30s` too.
                let mut parts = value.split_inclusive(['h', 'm', 's']);
                let fits = parts.all(|it| is_count(it.trim_end_matches(['h', 'm', 's'])));
                (fits && !value.is_empty(), "a number with a unit, such as `10m`".to_string())
            }
            UpTo(most) => {
                let fits = number(value).is_some_and(|it| (0.0..=f64::from(*most)).contains(&it));
                (fits, format!("a number from 0 to {most}"))
            }
            OneOf(words) => {
                let quoted: Vec<String> = words.iter().map(|it| quoted(it)).collect();
                let fits = value.split(',').all(|it| words.contains(&it.trim()));
                (fits, format!("one of {}", listed(&quoted)))
            }
        };
        (!fits).then_some(wanted)
    }
}
