use crate::rules::{Context, Report, rule};
use crate::text::{closest, quoted};
use std::collections::HashSet;

rule! {
    /// Nothing says which resource group something is in.
    ///
    /// Where the plan has one resource group, everything is in that one. With several each thing
    /// names its own, and the plan has that group.
    ///
    /// # Why
    ///
    /// Every resource of Azure is in a group. In the wrong one it has other rights and other
    /// policies, and can only be moved with effort.
    ///
    /// ```json,fails
    /// { "resourceGroups": [] }
    /// ```
    /// ```json,fails
    /// { "resourceGroups": [{}, { "name": "network" }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "resourceGroup": "rgs" }] }
    /// ```
    /// ```json,passes
    /// { "resourceGroups": [{ "name": "rg" }] }
    /// ```
    "resource-group-missing", Error, Reading, REST_SPEC,
    aliases: ["ResourceGroupNotFound"]
}

fn check(cx: &Context, report: &mut Report) {
    let groups: Vec<&str> = cx.plan.resource_groups.iter().map(|it| it.name.as_str()).collect();
    let known: HashSet<String> = groups.iter().map(|it| it.to_ascii_lowercase()).collect();
    for (path, what, name, group) in things(cx) {
        let named = group.as_deref().map(str::trim).filter(|it| !it.is_empty());
        match named {
            Some(group) if known.contains(&group.to_ascii_lowercase()) => {}
            None if groups.len() == 1 => {}
            Some(group) => {
                let message = format!("the plan has no resource group {}", quoted(group));
                let finding = report.at(&path, message);
                match closest(group, &groups) {
                    Some(near) => finding.help(format!("did you mean `{near}`?")).fix_set(
                        format!("use `{near}`"),
                        &path,
                        near,
                    ),
                    None => finding
                        .help("add it to `resourceGroups`; say `\"existing\": true` if it is there")
                        .fix_set(
                            format!("add resource group {}", quoted(group)),
                            "/resourceGroups/-",
                            serde_json::json!({ "name": group }),
                        ),
                };
            }
            None if groups.is_empty() => {
                report
                    .at(
                        "/resourceGroups",
                        format!("{what} {} is in no resource group", quoted(name)),
                    )
                    .help("add the resource group to `resourceGroups`")
                    .related(path, format!("{what} {}", quoted(name)));
                // One group mends them all.
                return;
            }
            None => {
                let message = format!(
                    "the plan has {} resource groups, and {what} {} says not which it is in",
                    groups.len(),
                    quoted(name)
                );
                let some: Vec<&str> = groups.iter().copied().take(10).collect();
                report.at(&path, message).help(format!("one of `{}`", some.join("`, `")));
            }
        }
    }
}

/// What is in a resource group: the property's place, what it is, its name and its group.
fn things<'c>(
    cx: &'c Context,
) -> impl Iterator<Item = (String, &'static str, &'c String, &'c Option<String>)> {
    let plan = cx.plan;
    let clusters = cx.net.clusters.iter();
    let clusters = clusters
        .map(|it| (it.at("resourceGroup"), "cluster", &it.spec.name, &it.spec.resource_group));
    let networks = cx.net.networks.iter().map(|it| {
        let path = format!("{}/resourceGroup", it.path);
        (path, "virtual network", &it.spec.name, &it.spec.resource_group)
    });
    let tables = plan.route_tables.iter().enumerate().map(|(at, it)| {
        (format!("/routeTables/{at}/resourceGroup"), "route table", &it.name, &it.resource_group)
    });
    let gateways = plan.nat_gateways.iter().enumerate().map(|(at, it)| {
        (format!("/natGateways/{at}/resourceGroup"), "NAT gateway", &it.name, &it.resource_group)
    });
    let security = plan.network_security_groups.iter().enumerate().map(|(at, it)| {
        let path = format!("/networkSecurityGroups/{at}/resourceGroup");
        (path, "network security group", &it.name, &it.resource_group)
    });
    let identities = plan.identities.iter().enumerate().map(|(at, it)| {
        (format!("/identities/{at}/resourceGroup"), "identity", &it.name, &it.resource_group)
    });
    clusters.chain(networks).chain(tables).chain(gateways).chain(security).chain(identities)
}
