//! Who lives in which subnet.

use crate::lower::{Cluster, PodAddressing, Pool, SubnetAt};
use crate::rules::Context;
use crate::text::quoted;
use std::collections::BTreeMap;

/// Something that lives in a subnet.
pub(super) struct Use<'c> {
    /// What it is.
    pub kind: Kind,
    pub cluster: &'c Cluster<'c>,
    pool: Option<&'c Pool<'c>>,
}

/// What lives in a subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Nodes(PodAddressing),
    Pods(PodAddressing),
    ApiServer,
    LoadBalancers,
    VirtualNodes,
    ApplicationGateway,
}

impl Kind {
    pub const fn is_nodes(self) -> bool {
        matches!(self, Self::Nodes(_))
    }

    pub const fn is_pods(self) -> bool {
        matches!(self, Self::Pods(_))
    }
}

impl Use<'_> {
    /// Who it is, such as ``the nodes of pool `user` ``.
    pub fn who(&self) -> String {
        let what = match self.kind {
            Kind::Nodes(_) => "the nodes",
            Kind::Pods(_) => "the pods",
            Kind::ApiServer => "the API server",
            Kind::LoadBalancers => "internal load balancers",
            Kind::VirtualNodes => "the virtual nodes",
            Kind::ApplicationGateway => "the Application Gateway",
        };
        match self.pool {
            Some(pool) => format!("{what} of pool {}", quoted(&pool.spec.name)),
            None => format!("{what} of cluster {}", quoted(&self.cluster.spec.name)),
        }
    }

    /// Where the plan says so.
    pub fn path(&self) -> String {
        let property = match self.kind {
            Kind::Nodes(_) => "vnetSubnet",
            Kind::Pods(_) => "podSubnet",
            Kind::ApiServer => "apiServerAccessProfile/subnet",
            Kind::LoadBalancers => "internalLoadBalancers/subnet",
            Kind::VirtualNodes => "addonProfiles/aciConnectorLinux/subnet",
            Kind::ApplicationGateway => "addonProfiles/ingressApplicationGateway/subnet",
        };
        self.pool.map_or_else(|| self.cluster.at(property), |pool| pool.at(property))
    }
}

/// Who lives in each subnet of the plan.
pub(super) fn uses<'c>(cx: &'c Context) -> BTreeMap<SubnetAt, Vec<Use<'c>>> {
    let mut all: BTreeMap<SubnetAt, Vec<Use>> = BTreeMap::new();
    for cluster in &cx.net.clusters {
        let mut add = |at: Option<SubnetAt>, kind, pool| {
            if let Some(at) = at {
                all.entry(at).or_default().push(Use { kind, cluster, pool });
            }
        };
        for pool in &cluster.pools {
            add(pool.node_subnet, Kind::Nodes(pool.addressing), Some(pool));
            if matches!(pool.addressing, PodAddressing::PodSubnet | PodAddressing::StaticBlock) {
                add(pool.pod_subnet, Kind::Pods(pool.addressing), Some(pool));
            }
        }
        let spec = cluster.spec;
        if cluster.has_vnet_integration() {
            add(cluster.api_server_subnet, Kind::ApiServer, None);
        }
        if spec.internal_load_balancers.as_ref().is_some_and(|it| it.subnet.is_some()) {
            add(cluster.load_balancer_subnet, Kind::LoadBalancers, None);
        }
        let addons = &spec.addon_profiles;
        if addons.aci_connector_linux.as_ref().is_some_and(|it| it.enabled) {
            add(cluster.virtual_node_subnet, Kind::VirtualNodes, None);
        }
        if addons.ingress_application_gateway.as_ref().is_some_and(|it| it.enabled) {
            add(cluster.application_gateway_subnet, Kind::ApplicationGateway, None);
        }
    }
    all
}
