//! Clusters and pools as typed values.

use super::names::{Names, SubnetNames};
use super::network::{Network, SubnetAt};
use super::reader::Reader;
use super::{Ranged, Share};
use crate::azure_facts::{defaults, regions, sources};
use crate::model::{
    self, IpFamily, NetworkDataplane, NetworkPlugin, NetworkPluginMode, NetworkPolicy, OsType,
    OutboundType, Plan, PodIpAllocationMode, PoolMode, PoolType, SkuName,
};
use crate::version::Version;
use ipnet::IpNet;
use std::collections::HashSet;
use std::net::IpAddr;

/// A cluster, with what Azure takes where the plan says nothing.
#[derive(Debug)]
pub struct Cluster<'p> {
    /// As it was typed.
    pub spec: &'p model::Cluster,
    /// Its position in the plan.
    pub index: usize,
    /// Its place, as a JSON Pointer.
    pub path: String,
    /// Region, as ARM compares it; empty where the plan names none.
    pub location: String,
    /// Kubernetes version, where one is given.
    pub version: Option<Version>,
    /// Network plugin.
    pub plugin: NetworkPlugin,
    /// Pods are outside the virtual network by Azure CNI.
    pub overlay: bool,
    /// Dataplane.
    pub dataplane: NetworkDataplane,
    /// Network policy engine.
    pub policy: NetworkPolicy,
    /// How traffic leaves.
    pub outbound: OutboundType,
    /// Pods' ranges outside the virtual network; empty where pods are in it.
    pub pod_cidrs: Vec<Ranged>,
    /// Services' ranges.
    pub service_cidrs: Vec<Ranged>,
    /// Address of the DNS service.
    pub dns_service_ip: Option<IpAddr>,
    /// The agent pools, in the plan's order.
    pub pools: Vec<Pool<'p>>,
    /// Position of the virtual network that the first pool with a subnet is in.
    pub network: Option<usize>,
    /// Subnet of the API server, with VNet integration.
    pub api_server_subnet: Option<SubnetAt>,
    /// Subnet of internal load balancers: their own, or that of the first pool.
    pub load_balancer_subnet: Option<SubnetAt>,
    /// Subnet of virtual nodes.
    pub virtual_node_subnet: Option<SubnetAt>,
    /// Subnet of the Application Gateway that the add-on makes.
    pub application_gateway_subnet: Option<SubnetAt>,
    /// Range of the subnet that the Application Gateway add-on makes.
    pub application_gateway_range: Option<Ranged>,
    /// The user-assigned identity, where it is one of the plan.
    pub identity: Option<&'p model::ManagedIdentity>,
    /// The kubelet identity, where it is one of the plan.
    pub kubelet_identity: Option<&'p model::ManagedIdentity>,
}

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

impl Cluster<'_> {
    /// Nodes of all pools, and extra nodes of their upgrades.
    #[must_use]
    pub fn nodes_with_surge(&self) -> u64 {
        self.pools.iter().map(|it| u64::from(it.nodes) + u64::from(it.surge)).sum()
    }

    /// The place of a property of the network profile.
    #[must_use]
    pub fn network_path(&self, property: &str) -> String {
        format!("{}/networkProfile/{property}", self.path)
    }

    /// The place of a property.
    #[must_use]
    pub fn at(&self, property: &str) -> String {
        format!("{}/{property}", self.path)
    }

    /// Whether the API server is reached from the virtual network only.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.spec.api_server_access_profile.as_ref().is_some_and(|it| it.enable_private_cluster)
    }

    /// Whether the API server has its addresses in a subnet of the plan.
    #[must_use]
    pub fn has_vnet_integration(&self) -> bool {
        self.spec.api_server_access_profile.as_ref().is_some_and(|it| it.enable_vnet_integration)
    }

    /// Whether this is AKS Automatic.
    #[must_use]
    pub fn is_automatic(&self) -> bool {
        self.spec.sku.as_ref().is_some_and(|it| it.name == Some(SkuName::Automatic))
    }

    /// Whether it has IPv4 and IPv6 addresses.
    #[must_use]
    pub fn is_dual_stack(&self) -> bool {
        self.spec.network_profile.ip_families.contains(&IpFamily::Ipv6)
    }
}

impl Pool<'_> {
    /// The place of a property.
    #[must_use]
    pub fn at(&self, property: &str) -> String {
        format!("{}/{property}", self.path)
    }
}

pub(super) fn clusters<'p>(
    plan: &'p Plan,
    networks: &[Network],
    reader: &mut Reader,
) -> Vec<Cluster<'p>> {
    let subnets = SubnetNames::of(networks);
    let identities = Names::of("managed identity", plan.identities.iter().map(|it| &*it.name));
    let clusters = plan.clusters.iter().enumerate();
    clusters
        .map(|(index, spec)| cluster(plan, spec, index, &subnets, &identities, reader))
        .collect()
}

fn cluster<'p>(
    plan: &'p Plan,
    spec: &'p model::Cluster,
    index: usize,
    subnets: &SubnetNames,
    identities: &Names,
    reader: &mut Reader,
) -> Cluster<'p> {
    let path = format!("/clusters/{index}");
    let profile = &spec.network_profile;
    let automatic = spec.sku.as_ref().is_some_and(|it| it.name == Some(SkuName::Automatic));
    let location = spec.location.as_ref().or(plan.location.as_ref());
    let location = location.map(|it| regions::normalize(it)).unwrap_or_default();

    let (plugin, overlay) = plugin_and_mode(spec, &path, automatic, reader);
    let (usual_dataplane, usual_policy) = if automatic {
        (NetworkDataplane::Cilium, NetworkPolicy::Cilium)
    } else {
        (NetworkDataplane::Azure, NetworkPolicy::None)
    };
    let dataplane = profile.network_dataplane.unwrap_or(usual_dataplane);
    let policy = profile.network_policy.unwrap_or(usual_policy);
    let outbound = profile.outbound_type.unwrap_or_else(|| {
        let has_subnet = spec.agent_pools.iter().any(|it| it.vnet_subnet.is_some());
        let outbound = if automatic && !has_subnet {
            OutboundType::ManagedNatGateway
        } else {
            OutboundType::LoadBalancer
        };
        let path = format!("{path}/networkProfile/outboundType");
        reader.note_default(path, &outbound, &sources::OUTBOUND_TYPE);
        outbound
    });

    let mut pools: Vec<Pool> = spec
        .agent_pools
        .iter()
        .enumerate()
        .map(|(index, it)| {
            let path = format!("{path}/agentPools/{index}");
            let model = PoolContext { spec, plugin, overlay, location: &location };
            pool(it, index, path, &model, subnets, reader)
        })
        .collect();

    inherit_subnet(&mut pools, reader);
    let in_network = plugin == NetworkPlugin::Azure && !overlay;
    let has_pod_cidr = overlay || plugin == NetworkPlugin::Kubenet;
    let mut pod_cidrs = ranges(profile, &path, &POD_RANGES, has_pod_cidr, reader);
    pod_cidrs.retain(|_| !in_network);
    let service_cidrs = ranges(profile, &path, &SERVICE_RANGES, true, reader);
    let dns_service_ip = dns_service_ip(profile, &path, reader);

    let mut subnet = |field: &str, text: Option<&String>| {
        subnets.find(text?, &format!("{path}/{field}"), reader)
    };
    let api_server_subnet = subnet(
        "apiServerAccessProfile/subnet",
        spec.api_server_access_profile.as_ref().and_then(|it| it.subnet.as_ref()),
    );
    let own_lb_subnet = subnet(
        "internalLoadBalancers/subnet",
        spec.internal_load_balancers.as_ref().and_then(|it| it.subnet.as_ref()),
    );
    let virtual_node_subnet = subnet(
        "addonProfiles/aciConnectorLinux/subnet",
        spec.addon_profiles.aci_connector_linux.as_ref().and_then(|it| it.subnet.as_ref()),
    );
    let application_gateway_subnet = subnet(
        "addonProfiles/ingressApplicationGateway/subnet",
        spec.addon_profiles.ingress_application_gateway.as_ref().and_then(|it| it.subnet.as_ref()),
    );

    let gateway = spec.addon_profiles.ingress_application_gateway.as_ref();
    let gateway_range = gateway.and_then(|it| it.subnet_cidr.as_ref()).and_then(|text| {
        reader.ranged(format!("{path}/addonProfiles/ingressApplicationGateway/subnetCIDR"), text)
    });

    let mut identity = |field: &str, text: Option<&String>| {
        plan.identities.get(identities.find(text?, &format!("{path}/{field}"), reader)?)
    };
    let user_assigned = spec.identity.as_ref().and_then(|it| it.user_assigned_identity.as_ref());
    let kubelet_identity = identity("kubeletIdentity", spec.kubelet_identity.as_ref());
    let identity = identity("identity/userAssignedIdentity", user_assigned);

    let version = spec.kubernetes_version.as_ref();
    let version = version.and_then(|it| reader.version(format!("{path}/kubernetesVersion"), it));

    let first_subnet = pools.iter().find_map(|it| it.node_subnet);
    Cluster {
        spec,
        index,
        location,
        version,
        plugin,
        overlay,
        dataplane,
        policy,
        outbound,
        pod_cidrs,
        service_cidrs,
        dns_service_ip,
        network: first_subnet.map(|it| it.network),
        api_server_subnet,
        load_balancer_subnet: own_lb_subnet.or(first_subnet),
        virtual_node_subnet,
        application_gateway_subnet,
        application_gateway_range: gateway_range,
        identity,
        kubelet_identity,
        pools,
        path,
    }
}

/// The network plugin, and whether pods are in an overlay. Azure takes the overlay where the plan
/// names no plugin, and the node subnet where it names `azure` alone.
fn plugin_and_mode(
    spec: &model::Cluster,
    path: &str,
    automatic: bool,
    reader: &mut Reader,
) -> (NetworkPlugin, bool) {
    let profile = &spec.network_profile;
    let mode = profile.network_plugin_mode;
    let has_pod_subnet = spec.agent_pools.iter().any(|it| it.pod_subnet.is_some());
    let overlay = match profile.network_plugin {
        Some(NetworkPlugin::Azure) => mode == Some(NetworkPluginMode::Overlay) || automatic,
        Some(_) => false,
        None => !has_pod_subnet,
    };
    let mut assume = |property: &str, value: &str| {
        let path = format!("{path}/networkProfile/{property}");
        reader.note_default(path, &value, &sources::CONFIGURE_OVERLAY);
    };
    if profile.network_plugin.is_none() {
        assume("networkPlugin", NetworkPlugin::Azure.as_str());
        if overlay && mode.is_none() {
            assume("networkPluginMode", NetworkPluginMode::Overlay.as_str());
        }
    }
    (profile.network_plugin.unwrap_or(NetworkPlugin::Azure), overlay)
}

/// A pool that names no subnet is made in that of the first pool.
fn inherit_subnet(pools: &mut [Pool], reader: &mut Reader) {
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

/// What a pool needs to know of its cluster.
struct PoolContext<'a> {
    spec: &'a model::Cluster,
    plugin: NetworkPlugin,
    overlay: bool,
    location: &'a str,
}

fn pool<'p>(
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
    let surge = max_surge.unwrap_or_else(|| {
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

/// Where a cluster's ranges stand and what Azure takes where there are none.
struct RangeProperty {
    single: &'static str,
    several: &'static str,
    ipv4: &'static crate::azure_facts::Fact<&'static str>,
    ipv6: &'static crate::azure_facts::Fact<&'static str>,
}

static POD_RANGES: RangeProperty = RangeProperty {
    single: "podCidr",
    several: "podCidrs",
    ipv4: &defaults::POD_CIDR,
    ipv6: &defaults::POD_CIDR_V6,
};

static SERVICE_RANGES: RangeProperty = RangeProperty {
    single: "serviceCidr",
    several: "serviceCidrs",
    ipv4: &defaults::SERVICE_CIDR,
    ipv6: &defaults::SERVICE_CIDR_V6,
};

/// A cluster's pod or service ranges: those typed, or Azure's defaults where none is and
/// `has_default` holds.
fn ranges(
    profile: &model::NetworkProfile,
    path: &str,
    property: &'static RangeProperty,
    has_default: bool,
    reader: &mut Reader,
) -> Vec<Ranged> {
    let (single, several) = if property.single == "podCidr" {
        (&profile.pod_cidr, &profile.pod_cidrs)
    } else {
        (&profile.service_cidr, &profile.service_cidrs)
    };
    let at = |name: &str| format!("{path}/networkProfile/{name}");
    let typed_single = single.iter().map(|text| (at(property.single), text));
    let typed_several = several.iter().enumerate();
    let typed_several =
        typed_several.map(|(nth, it)| (format!("{}/{nth}", at(property.several)), it));
    // The same range may stand in both properties, as ARM itself returns it.
    let mut seen = HashSet::new();
    let typed = typed_single.chain(typed_several);
    let typed = typed.filter_map(|(path, text)| reader.ranged(path, text));
    let mut found: Vec<Ranged> = typed.filter(|it| seen.insert(it.net)).collect();
    if !has_default || single.is_some() || !several.is_empty() {
        return found;
    }
    let dual_stack = profile.ip_families.contains(&IpFamily::Ipv6);
    for fact in [Some(property.ipv4), dual_stack.then_some(property.ipv6)].into_iter().flatten() {
        if let Ok(net) = fact.value.parse::<IpNet>() {
            let path = at(property.single);
            reader.note_default(path.clone(), &fact.value, fact.source);
            found.push(Ranged { net, path, assumed: true });
        }
    }
    found
}

fn dns_service_ip(
    profile: &model::NetworkProfile,
    path: &str,
    reader: &mut Reader,
) -> Option<IpAddr> {
    let path = format!("{path}/networkProfile/dnsServiceIP");
    if let Some(text) = &profile.dns_service_ip {
        return reader.address(path, text);
    }
    let fact = &defaults::DNS_SERVICE_IP;
    reader.note_default(path, &fact.value, fact.source);
    fact.value.parse().ok()
}
