//! Clusters and pools as typed values.

use super::Ranged;
use super::names::{Names, SubnetNames};
use super::network::{Network, SubnetAt};
use super::pool::{Pool, PoolContext, inherit_subnet, pool};
use super::ranges::{POD_RANGES, SERVICE_RANGES, dns_service_ip, ranges};
use super::reader::Reader;
use crate::azure_facts::{regions, sources};
use crate::model::{
    self, IpFamily, NetworkDataplane, NetworkPlugin, NetworkPluginMode, NetworkPolicy,
    OutboundType, Plan, SkuName,
};
use crate::version::Version;
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
    // A region that is not known is none that another could differ from.
    let location = location.filter(|it| !it.contains("${"));
    let location = location.map(|it| regions::normalize(it)).unwrap_or_default();

    let (plugin, overlay) = plugin_and_mode(spec, &path, automatic, reader);
    let (usual_dataplane, usual_policy) = if automatic {
        (NetworkDataplane::Cilium, NetworkPolicy::Cilium)
    } else {
        (NetworkDataplane::Azure, NetworkPolicy::None)
    };
    let dataplane = profile.network_dataplane.unwrap_or(usual_dataplane);
    let policy = profile.network_policy.unwrap_or(usual_policy);
    let outbound = outbound_type(spec, &path, automatic, reader);

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

/// How traffic leaves. What previews name `managedNATGatewayV2` is a managed NAT gateway.
fn outbound_type(
    spec: &model::Cluster,
    path: &str,
    automatic: bool,
    reader: &mut Reader,
) -> OutboundType {
    match spec.network_profile.outbound_type {
        Some(OutboundType::ManagedNatGatewayV2) => OutboundType::ManagedNatGateway,
        Some(typed) => typed,
        None => {
            let has_subnet = spec.agent_pools.iter().any(|it| it.vnet_subnet.is_some());
            let outbound = if automatic && !has_subnet {
                OutboundType::ManagedNatGateway
            } else {
                OutboundType::LoadBalancer
            };
            let path = format!("{path}/networkProfile/outboundType");
            reader.note_default(path, &outbound, &sources::OUTBOUND_TYPE);
            outbound
        }
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
