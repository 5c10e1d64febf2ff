//! What regions offer, and what is switched on in the subscription.

use super::super::client::Host;
use super::super::error::AzureError;
use super::super::read::{
    AzureKubernetesVersion, AzureUsage, AzureVmSize, feature, kubernetes_versions, providers,
    usages_of, vm_sizes,
};
use super::ask::Desk;
use crate::azure_facts::providers as needed;
use crate::live::{KubernetesVersion, Live, Quota, Region, VmSize};
use crate::lower::Lowered;
use crate::steps::{Operation, steps};
use futures_util::future::{try_join, try_join_all, try_join4};
use std::collections::{BTreeMap, BTreeSet};

type States = BTreeMap<String, String>;

/// Regions, and states of providers and features.
pub(super) async fn read(
    desk: &Desk<'_, impl Host>,
    live: &Live,
    net: &Lowered<'_>,
) -> Result<(BTreeMap<String, Region>, States, States), AzureError> {
    let subscription = live.subscription.as_ref().map(|it| it.id.as_str()).unwrap_or_default();
    let locations: BTreeSet<&str> = net.clusters.iter().map(|it| it.location.as_str()).collect();
    let locations = locations.into_iter().filter(|it| !it.is_empty());
    let regions = try_join_all(locations.map(async |it| {
        let region = region(desk, subscription, it).await?;
        Ok::<_, AzureError>((it.to_string(), region))
    }));
    let switches = try_join(states(desk, subscription, net), features(desk, subscription, net));
    let (regions, (providers, features)) = try_join(regions, switches).await?;
    Ok((regions.into_iter().collect(), providers, features))
}

async fn region(
    desk: &Desk<'_, impl Host>,
    subscription: &str,
    location: &str,
) -> Result<Region, AzureError> {
    let client = desk.client;
    let what = |it: &str| format!("{it} in {location}");
    let (sizes, versions, compute, network) = (
        what("sizes of virtual machines"),
        what("versions of Kubernetes"),
        what("quotas of processors"),
        what("quotas of networks"),
    );
    let (sizes, versions, compute, network) = try_join4(
        desk.ask(&sizes, vm_sizes(client, subscription, location)),
        desk.ask(&versions, kubernetes_versions(client, subscription, location)),
        desk.ask(&compute, usages_of(client, subscription, location, "Microsoft.Compute")),
        desk.ask(&network, usages_of(client, subscription, location, "Microsoft.Network")),
    )
    .await?;
    let quotas = |it: Vec<AzureUsage>| {
        let quota = |it: AzureUsage| (it.name, Quota { used: it.current, limit: it.limit });
        it.into_iter().map(quota).collect::<BTreeMap<_, _>>()
    };
    Ok(Region {
        vm_sizes: sizes.map(|all| all.into_iter().map(vm_size).collect()),
        kubernetes_versions: versions.map(|all| all.into_iter().map(version).collect()),
        compute_quotas: compute.map(quotas),
        network_quotas: network.map(quotas),
    })
}

fn vm_size(it: AzureVmSize) -> (String, VmSize) {
    let whole = it.restrictions.iter().find(|it| it.zones.is_empty());
    let zones = it.restrictions.iter().flat_map(|it| &it.zones);
    let size = VmSize {
        restricted: whole.map(|it| it.reason.clone()),
        restricted_zones: zones.cloned().collect(),
        family: it.family,
        v_cpus: it.v_cpus,
        zones: it.zones,
        architecture: it.architecture,
        ephemeral_os_disk: Some(it.ephemeral_os_disk),
        encryption_at_host: it.encryption_at_host,
        spot: it.low_priority,
        ultra_disk_zones: None,
    };
    (it.name.to_lowercase(), size)
}

fn version(it: AzureKubernetesVersion) -> (String, KubernetesVersion) {
    let version = KubernetesVersion {
        support_plans: it.support_plans,
        is_preview: it.is_preview,
        patches: it.patch_versions.into_iter().map(|it| it.version).collect(),
    };
    (it.version, version)
}

/// The states of the providers that the plan needs.
async fn states(
    desk: &Desk<'_, impl Host>,
    subscription: &str,
    net: &Lowered<'_>,
) -> Result<States, AzureError> {
    let all = desk.ask("the resource providers", providers(desk.client, subscription)).await?;
    let steps = steps(net);
    let made = steps.steps.iter().filter_map(|it| match &it.operation {
        Operation::Make(resource) => Some(needed::of(resource)),
        _ => None,
    });
    let wanted: BTreeSet<&str> = made.flatten().collect();
    let all = all.into_iter().flatten();
    let wanted = all.filter(|it| wanted.iter().any(|want| it.namespace.eq_ignore_ascii_case(want)));
    Ok(wanted.map(|it| (it.namespace, it.state)).collect())
}

/// The states of the features that the plan registers.
async fn features(
    desk: &Desk<'_, impl Host>,
    subscription: &str,
    net: &Lowered<'_>,
) -> Result<States, AzureError> {
    let steps = steps(net);
    let wanted = steps.steps.iter().filter_map(|it| match &it.operation {
        Operation::Feature { namespace, name } => Some((namespace.clone(), name.clone())),
        _ => None,
    });
    let found = try_join_all(wanted.map(async |(namespace, name)| {
        let what = format!("preview feature {namespace}/{name}");
        let state = desk.ask(&what, feature(desk.client, subscription, &namespace, &name)).await?;
        Ok::<_, AzureError>(state.map(|it| (format!("{namespace}/{name}"), it.state)))
    }));
    Ok(found.await?.into_iter().flatten().collect())
}
