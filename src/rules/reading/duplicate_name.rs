use crate::rules::{Context, Report, rule};
use crate::text::quoted;
use std::collections::HashMap;

rule! {
    /// Two things of one kind have the same name.
    ///
    /// Azure compares names without regard to case. Making the second would change the first.
    /// Networks, clusters and the like may share a name in different resource groups, subnets in
    /// different networks.
    ///
    /// # Why
    ///
    /// What was planned twice would be there once, with the settings of the one that came last.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "Nodes", "addressPrefix": "10.240.8.0/24" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "more", "addressPrefix": "10.240.8.0/24" }] }] }
    /// ```
    "duplicate-name", Error, Reading, NAME_RULES,
    aliases: []
}

/// Names seen: kind, what they are in, name, and where.
type Seen = HashMap<(&'static str, String, String), String>;

fn check(cx: &Context, report: &mut Report) {
    let plan = cx.plan;
    let mut seen = Seen::new();
    let mut once = |what: &'static str, within: Option<&str>, name: &str, path: String| {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        let within = within.unwrap_or_default().to_ascii_lowercase();
        let path = format!("{path}/name");
        if let Some(first) = seen.get(&(what, within.clone(), name.to_ascii_lowercase())) {
            report
                .at(&path, format!("another {what} is called {} already", quoted(name)))
                .help(format!("give one of them another name, or plan this {what} once"))
                .related(first, format!("the first {what} of that name"));
        } else {
            seen.insert((what, within, name.to_ascii_lowercase()), path);
        }
    };
    for (at, it) in plan.resource_groups.iter().enumerate() {
        once("resource group", None, &it.name, format!("/resourceGroups/{at}"));
    }
    for network in &cx.net.networks {
        let spec = network.spec;
        once("virtual network", spec.resource_group.as_deref(), &spec.name, network.path.clone());
        for subnet in &network.subnets {
            once("subnet", Some(&network.path), &subnet.spec.name, subnet.path.clone());
        }
    }
    for (at, it) in plan.route_tables.iter().enumerate() {
        let group = it.resource_group.as_deref();
        once("route table", group, &it.name, format!("/routeTables/{at}"));
    }
    for (at, it) in plan.nat_gateways.iter().enumerate() {
        let group = it.resource_group.as_deref();
        once("NAT gateway", group, &it.name, format!("/natGateways/{at}"));
    }
    for (at, it) in plan.network_security_groups.iter().enumerate() {
        let group = it.resource_group.as_deref();
        once("network security group", group, &it.name, format!("/networkSecurityGroups/{at}"));
    }
    for (at, it) in plan.identities.iter().enumerate() {
        once("identity", it.resource_group.as_deref(), &it.name, format!("/identities/{at}"));
    }
    for cluster in &cx.net.clusters {
        let group = cluster.spec.resource_group.as_deref();
        once("cluster", group, &cluster.spec.name, cluster.path.clone());
    }
}
