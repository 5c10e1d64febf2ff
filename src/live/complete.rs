//! A plan with what exists as it is.

use super::{Ids, Live, Network, Subnet, name_of, network_of, part_of};
use crate::finding::Finding;
use crate::model::{self, Plan};

/// A plan in which what exists is as Azure says, not as somebody typed it or left it out. Places in
/// the typed plan are the same here; what the plan only refers to by its id is added at the end.
#[derive(Debug)]
pub struct Completed {
    /// The plan.
    pub plan: Plan,
    /// Places of what was added, and the places in the typed plan that it was added for.
    added: Vec<(String, String)>,
}

impl Completed {
    /// Completes a plan.
    #[must_use]
    pub fn of(plan: &Plan, live: &Live) -> Self {
        let mut it = Self { plan: plan.clone(), added: Vec::new() };
        let Some(ids) = live.ids(plan) else { return it };
        for at in 0..plan.virtual_networks.len() {
            it.network(at, live, ids);
        }
        it.networks_by_id(plan, live);
        it.route_tables(plan, live, ids);
        it
    }

    /// Puts a finding where the typed plan has what it is about. A change of what was added is none
    /// of the typed plan.
    pub fn place(&self, finding: &mut Finding) {
        self.typed(&mut finding.path);
        for it in &mut finding.related {
            self.typed(&mut it.path);
        }
        finding.fix.take_if(|fix| fix.patch.iter().any(|it| self.is_added(&it.path)));
    }

    /// Whether a place is in what the typed plan does not have.
    #[must_use]
    pub fn is_added(&self, path: &str) -> bool {
        self.added_at(path).is_some()
    }

    fn typed(&self, path: &mut String) {
        while let Some(typed) = self.added_at(path) {
            path.clone_from(typed);
        }
    }

    /// What the innermost added thing at a place was added for.
    fn added_at(&self, path: &str) -> Option<&String> {
        let within = |it: &&(String, String)| {
            let rest = path.strip_prefix(it.0.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.added.iter().rev().find(within).map(|(_, typed)| typed)
    }

    fn network(&mut self, at: usize, live: &Live, ids: Ids) {
        let Some(network) = self.plan.virtual_networks.get_mut(at) else { return };
        let Some(there) = ids.network(network).and_then(|id| live.network(&id)) else { return };
        if network.existing {
            if !there.address_prefixes.is_empty() {
                network.address_prefixes.clone_from(&there.address_prefixes);
            }
            network.location = Some(there.location.clone()).filter(|it| !it.is_empty());
        }
        for subnet in &mut network.subnets {
            let Some(there) = there.subnet(&subnet.name) else { continue };
            subnet.other_addresses = subnet.other_addresses.max(there.used);
            if subnet.existing {
                fill(subnet, there);
            }
        }
    }

    /// Networks that clusters refer to by the ids of subnets.
    fn networks_by_id(&mut self, plan: &Plan, live: &Live) {
        for (path, id) in subnet_ids(plan) {
            let Some(there) = network_of(id).and_then(|it| live.network(it)) else { continue };
            let Some(subnet) = there.subnet(name_of(id)) else { continue };
            let is_same =
                |it: &model::VirtualNetwork| it.name.eq_ignore_ascii_case(name_of(&there.id));
            let at = match self.plan.virtual_networks.iter().position(is_same) {
                // One of the same name that the plan has: the id refers to that.
                Some(at) if at < plan.virtual_networks.len() => continue,
                Some(at) => at,
                None => {
                    let at = self.plan.virtual_networks.len();
                    self.added.push((format!("/virtualNetworks/{at}"), path.clone()));
                    self.plan.virtual_networks.push(network_there(there));
                    at
                }
            };
            let Some(network) = self.plan.virtual_networks.get_mut(at) else { continue };
            if network.subnets.iter().any(|it| it.name.eq_ignore_ascii_case(name_of(id))) {
                continue;
            }
            let nth = network.subnets.len();
            self.added.push((format!("/virtualNetworks/{at}/subnets/{nth}"), path));
            let mut it = model::Subnet {
                name: name_of(id).to_string(),
                existing: true,
                other_addresses: subnet.used,
                ..model::Subnet::default()
            };
            fill(&mut it, subnet);
            network.subnets.push(it);
        }
    }

    /// Route tables: those of the plan that exist have their routes, others are added.
    fn route_tables(&mut self, plan: &Plan, live: &Live, ids: Ids) {
        let kind = "Microsoft.Network/routeTables";
        for table in self.plan.route_tables.iter_mut().filter(|it| it.existing) {
            let id = ids.of(kind, table.resource_group.as_deref(), &table.name);
            let there = id
                .and_then(|id| live.route_tables.iter().find(|it| it.id.eq_ignore_ascii_case(&id)));
            if let Some(there) = there {
                table.routes.clone_from(&there.routes);
            }
        }
        for network in 0..self.plan.virtual_networks.len() {
            let subnets = self.plan.virtual_networks.get(network).map_or(0, |it| it.subnets.len());
            for subnet in 0..subnets {
                self.route_table(plan, live, ids, (network, subnet));
            }
        }
    }

    fn route_table(&mut self, plan: &Plan, live: &Live, ids: Ids, at: (usize, usize)) {
        let kind = "Microsoft.Network/routeTables";
        let networks = &mut self.plan.virtual_networks;
        let Some(subnet) = networks.get_mut(at.0).and_then(|it| it.subnets.get_mut(at.1)) else {
            return;
        };
        let Some(id) = subnet.route_table.as_mut().filter(|it| it.starts_with('/')) else { return };
        let is_it = |it: &model::RouteTable| {
            let own = ids.of(kind, it.resource_group.as_deref(), &it.name);
            own.is_some_and(|own| own.eq_ignore_ascii_case(id))
        };
        if let Some(table) = plan.route_tables.iter().find(|it| is_it(it)) {
            id.clone_from(&table.name);
            return;
        }
        let is_named = |it: &model::RouteTable| it.name.eq_ignore_ascii_case(name_of(id));
        let there = live.route_tables.iter().find(|it| it.id.eq_ignore_ascii_case(id));
        let Some(there) = there.filter(|_| !self.plan.route_tables.iter().any(is_named)) else {
            return;
        };
        let table = model::RouteTable {
            name: name_of(id).to_string(),
            resource_group: part_of(id, "resourceGroups").map(str::to_string),
            existing: true,
            routes: there.routes.clone(),
            ..model::RouteTable::default()
        };
        id.clone_from(&table.name);
        let place = format!("/routeTables/{}", self.plan.route_tables.len());
        self.added.push((place, format!("/virtualNetworks/{}/subnets/{}", at.0, at.1)));
        self.plan.route_tables.push(table);
    }
}

fn network_there(there: &Network) -> model::VirtualNetwork {
    model::VirtualNetwork {
        name: name_of(&there.id).to_string(),
        resource_group: part_of(&there.id, "resourceGroups").map(str::to_string),
        location: Some(there.location.clone()).filter(|it| !it.is_empty()),
        existing: true,
        address_prefixes: there.address_prefixes.clone(),
        ..model::VirtualNetwork::default()
    }
}

/// What exists is as it is.
fn fill(subnet: &mut model::Subnet, there: &Subnet) {
    match there.address_prefixes.as_slice() {
        [] => {}
        [only] => {
            subnet.address_prefix = Some(only.clone());
            subnet.address_prefixes.clear();
        }
        several => {
            subnet.address_prefix = None;
            subnet.address_prefixes = several.to_vec();
        }
    }
    subnet.delegation.clone_from(&there.delegation);
    // A name of the plan's stays: it is what the subnet has, or a rule says that it differs.
    for (own, there) in [
        (&mut subnet.route_table, &there.route_table),
        (&mut subnet.nat_gateway, &there.nat_gateway),
        (&mut subnet.network_security_group, &there.network_security_group),
    ] {
        let is_same = own
            .as_deref()
            .zip(there.as_deref())
            .is_some_and(|(own, there)| name_of(own).eq_ignore_ascii_case(name_of(there)));
        if !is_same {
            own.clone_from(there);
        }
    }
}

/// The subnets that clusters refer to by their ids, with the places that do.
pub(crate) fn subnet_ids(plan: &Plan) -> Vec<(String, &str)> {
    let mut all = Vec::new();
    for (at, cluster) in plan.clusters.iter().enumerate() {
        let at = format!("/clusters/{at}");
        for (nth, pool) in cluster.agent_pools.iter().enumerate() {
            all.push((format!("{at}/agentPools/{nth}/vnetSubnet"), pool.vnet_subnet.as_deref()));
            all.push((format!("{at}/agentPools/{nth}/podSubnet"), pool.pod_subnet.as_deref()));
        }
        let api_server = cluster.api_server_access_profile.as_ref();
        let api_server = api_server.and_then(|it| it.subnet.as_deref());
        all.push((format!("{at}/apiServerAccessProfile/subnet"), api_server));
    }
    let is_id = |it: &&str| it.starts_with('/') && network_of(it).is_some();
    all.into_iter().filter_map(|(path, it)| Some((path, it.filter(is_id)?))).collect()
}
