//! Agent pools as typed values.

use super::Share;
use super::names::SubnetNames;
use super::network::SubnetAt;
use super::reader::Reader;
use crate::azure_facts::{defaults, regions, sources};
use crate::model::{self, NetworkPlugin, OsType, PodIpAllocationMode, PoolMode, PoolType};
use crate::version::Version;

/// An agent pool, with what Azure takes where the plan says nothing.
#[derive(Debug)]
pub struct Pool<'p> {
    /// As it was typed.
    pub spec: &'p model::AgentPool,
    /// Its position in the cluster.
    pub index: usize,
    /// Its place, as a JSON Pointer.
    pub path: String,
    /// What it runs.
    pub mode: PoolMode,
    /// Operating system.
    pub os: OsType,
    /// Nodes at the start.
    pub start: u32,
    /// Nodes that addresses are reserved for: the autoscaler's maximum where it is on.
    pub nodes: u32,
    /// Extra nodes in an upgrade.
    pub surge: u32,
    /// Most pods on a node.
    pub max_pods: u32,
    /// How its pods get addresses.
    pub addressing: PodAddressing,
    /// Subnet of its nodes, where it is one of the plan: its own, or that of the first pool.
    pub node_subnet: Option<SubnetAt>,
    /// Subnet of its pods, where it is one of the plan.
    pub pod_subnet: Option<SubnetAt>,
    /// Its zones.
    pub zones: Vec<String>,
    /// Kubernetes version, where one is given.
    pub version: Option<Version>,
}

/// How pods get addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PodAddressing {
    /// From the node's subnet, reserved with the node.
    NodeSubnet,
    /// From a pod subnet, in batches of 16.
    PodSubnet,
    /// From a pod subnet, in blocks of 16 with the node.
    StaticBlock,
    /// From the pod CIDR, a /24 a node, by Azure CNI.
    Overlay,
    /// From the pod CIDR, a /24 a node, by routes.
    Kubenet,
    /// By an own CNI.
    OwnCni,
}

impl PodAddressing {
    /// What Azure calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NodeSubnet => "Azure CNI node subnet",
            Self::PodSubnet => "Azure CNI pod subnet (dynamic)",
            Self::StaticBlock => "Azure CNI pod subnet (static block)",
            Self::Overlay => "Azure CNI overlay",
            Self::Kubenet => "kubenet",
            Self::OwnCni => "own CNI",
        }
    }

    /// Whether pods have a CIDR of their own outside the virtual network.
    #[must_use]
    pub const fn has_pod_cidr(self) -> bool {
        matches!(self, Self::Overlay | Self::Kubenet)
    }
}

impl Pool<'_> {
    /// The place of a property.
    #[must_use]
    pub fn at(&self, property: &str) -> String {
        format!("{}/{property}", self.path)
    }
}

/// What a pool needs to know of its cluster.
pub(super) struct PoolContext<'a> {
    pub spec: &'a model::Cluster,
    pub plugin: NetworkPlugin,
    pub overlay: bool,
    pub location: &'a str,
}

pub(super) fn pool<'p>(
    spec: &'p model::AgentPool,
    index: usize,
    path: String,
    cluster: &PoolContext,
    subnets: &SubnetNames,
    reader: &mut Reader,
) -> Pool<'p> {
    let at = |property: &str| format!("{path}/{property}");
    let mode = spec.mode.unwrap_or_else(|| {
        let is_first = index == 0 && !cluster.spec.existing;
        let mode = if is_first { PoolMode::System } else { PoolMode::User };
        reader.note_default(at("mode"), &mode, &sources::SYSTEM_POOLS);
        mode
    });
    let start = spec.count.unwrap_or_else(|| match (spec.enable_auto_scaling, spec.min_count) {
        (true, Some(min)) => min,
        _ => reader.assume(at("count"), &defaults::NODE_COUNT),
    });
    let nodes = if spec.enable_auto_scaling { spec.max_count.unwrap_or(start) } else { start };

    let settings = spec.upgrade_settings.as_ref();
    let max_surge = settings.and_then(|it| it.max_surge.as_ref());
    let max_surge = max_surge.and_then(|text| reader.share(at("upgradeSettings/maxSurge"), text));
    if let Some(text) = settings.and_then(|it| it.max_unavailable.as_ref()) {
        reader.share(at("upgradeSettings/maxUnavailable"), text);
    }
    let is_spot = spec.scale_set_priority == Some(model::ScaleSetPriority::Spot);
    let surge = max_surge.filter(|_| !is_spot).unwrap_or_else(|| {
        // A spot pool is upgraded without surge nodes, and takes no setting of theirs.
        if is_spot {
            return Share::Count(0);
        }
        let percent = defaults::MAX_SURGE_PERCENT;
        reader.note_default(
            at("upgradeSettings/maxSurge"),
            &format!("{}%", percent.value),
            percent.source,
        );
        Share::Percent(percent.value)
    });

    let node_subnet = spec.vnet_subnet.as_ref();
    let node_subnet = node_subnet.and_then(|text| subnets.find(text, &at("vnetSubnet"), reader));
    let pod_subnet = spec.pod_subnet.as_ref();
    let pod_subnet = pod_subnet.and_then(|text| subnets.find(text, &at("podSubnet"), reader));

    let addressing = match (cluster.plugin, cluster.overlay, &spec.pod_subnet) {
        (NetworkPlugin::None, ..) => PodAddressing::OwnCni,
        (NetworkPlugin::Kubenet, ..) => PodAddressing::Kubenet,
        (NetworkPlugin::Azure, true, _) => PodAddressing::Overlay,
        (NetworkPlugin::Azure, false, None) => PodAddressing::NodeSubnet,
        (NetworkPlugin::Azure, false, Some(_)) => match spec.pod_ip_allocation_mode {
            Some(PodIpAllocationMode::StaticBlock) => PodAddressing::StaticBlock,
            _ => PodAddressing::PodSubnet,
        },
    };
    let max_pods = spec.max_pods.unwrap_or_else(|| {
        let fact = match addressing {
            PodAddressing::NodeSubnet => &defaults::MAX_PODS_NODE_SUBNET,
            PodAddressing::PodSubnet | PodAddressing::StaticBlock => &defaults::MAX_PODS_POD_SUBNET,
            PodAddressing::Overlay => &defaults::MAX_PODS_OVERLAY,
            PodAddressing::Kubenet => &defaults::MAX_PODS_KUBENET,
            PodAddressing::OwnCni => &defaults::MAX_PODS_OWN_CNI,
        };
        reader.assume(at("maxPods"), fact)
    });

    // Zones need a scale set.
    let of_cluster = cluster.spec.availability_zones.as_ref();
    let in_scale_set =
        !matches!(spec.pool_type, Some(PoolType::AvailabilitySet | PoolType::VirtualMachines));
    let zones = spec.availability_zones.as_ref().or(of_cluster.filter(|_| in_scale_set));
    let zones = zones.cloned().unwrap_or_else(|| {
        if !in_scale_set {
            return Vec::new();
        }
        let all = regions::zones(cluster.location).unwrap_or_default();
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        reader.note_default(at("availabilityZones"), &all, regions::WITH_ZONES.source);
        all
    });
    let version = spec.orchestrator_version.as_ref();
    let version = version.and_then(|text| reader.version(at("orchestratorVersion"), text));

    Pool {
        spec,
        index,
        mode,
        os: spec.os_type.unwrap_or(OsType::Linux),
        start,
        nodes,
        surge: surge.of(nodes),
        max_pods,
        addressing,
        node_subnet,
        pod_subnet,
        zones,
        version,
        path,
    }
}

/// A pool that names no subnet is made in that of the first pool.
pub(super) fn inherit_subnet(pools: &mut [Pool], reader: &mut Reader) {
    let Some((first, others)) = pools.split_first_mut() else { return };
    for pool in others {
        if let (Some(at), None, Some(name)) =
            (first.node_subnet, &pool.spec.vnet_subnet, &first.spec.vnet_subnet)
        {
            pool.node_subnet = Some(at);
            reader.note_default(pool.at("vnetSubnet"), name, &sources::NODE_SUBNETS);
        }
    }
}
