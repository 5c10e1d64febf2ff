use crate::rules::{Context, Report, rule};

rule! {
    /// Something has no name.
    ///
    /// Azure makes nothing without a name, and subnets and identities are referred to by theirs.
    ///
    /// # Why
    ///
    /// What refers to it has nothing to refer to, so everything that hangs on it can't be judged
    /// either.
    ///
    /// ```json,fails
    /// { "clusters": [{ "name": null }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{}, { "addressPrefix": "10.240.8.0/24" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "name": "prod" }] }
    /// ```
    "name-missing", Error, Reading, NAME_RULES,
    aliases: ["InvalidResourceName", "MissingRequiredParameter"]
}

fn check(cx: &Context, report: &mut Report) {
    let plan = cx.plan;
    let mut named = |what: &str, path: String, name: &str| {
        if name.trim().is_empty() {
            report
                .at(format!("{path}/name"), format!("this {what} has no name"))
                .help(format!("give the {what} a name"));
        }
    };
    for (at, it) in plan.resource_groups.iter().enumerate() {
        named("resource group", format!("/resourceGroups/{at}"), &it.name);
    }
    for network in &cx.net.networks {
        named("virtual network", network.path.clone(), &network.spec.name);
        for subnet in &network.subnets {
            named("subnet", subnet.path.clone(), &subnet.spec.name);
        }
    }
    for (at, it) in plan.route_tables.iter().enumerate() {
        named("route table", format!("/routeTables/{at}"), &it.name);
        for (nth, route) in it.routes.iter().enumerate() {
            named("route", format!("/routeTables/{at}/routes/{nth}"), &route.name);
        }
    }
    for (at, it) in plan.nat_gateways.iter().enumerate() {
        named("NAT gateway", format!("/natGateways/{at}"), &it.name);
    }
    for (at, it) in plan.network_security_groups.iter().enumerate() {
        named("network security group", format!("/networkSecurityGroups/{at}"), &it.name);
        for (nth, rule) in it.security_rules.iter().enumerate() {
            let path = format!("/networkSecurityGroups/{at}/securityRules/{nth}");
            named("security rule", path, &rule.name);
        }
    }
    for (at, it) in plan.identities.iter().enumerate() {
        named("identity", format!("/identities/{at}"), &it.name);
    }
    for cluster in &cx.net.clusters {
        named("cluster", cluster.path.clone(), &cluster.spec.name);
        for pool in &cluster.pools {
            named("agent pool", pool.path.clone(), &pool.spec.name);
        }
    }
}
