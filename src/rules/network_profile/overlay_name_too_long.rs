use crate::azure_facts::limits;
use crate::lower::Lowered;
use crate::rules::{Context, Report, rule};
use std::collections::BTreeSet;

rule! {
    /// With overlay in an own subnet a name of the network is too long for a node label.
    ///
    /// AKS puts the names of the subnet, its network and the network's resource group on every node
    /// as labels. A label holds 63 characters, while these resources may have longer names.
    ///
    /// # Why
    ///
    /// Nodes can't register with such a label, so none becomes ready. The service refuses the
    /// cluster, and none of these can be renamed.
    ///
    /// ```json,fails
    /// {
    ///   "virtualNetworks": [{ "subnets": [{ "name": "a-subnet-with-a-name-that-is-longer-than-sixty-three-characters-is" }] }],
    ///   "clusters": [{ "agentPools": [
    ///     { "vnetSubnet": "a-subnet-with-a-name-that-is-longer-than-sixty-three-characters-is" },
    ///     { "vnetSubnet": "a-subnet-with-a-name-that-is-longer-than-sixty-three-characters-is" }
    ///   ] }]
    /// }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{ "name": "nodes" }] }] }
    /// ```
    "overlay-name-too-long", Error, NetworkProfile, CNI_OVERLAY,
    aliases: ["used in subnet ID"]
}

fn check(cx: &Context, report: &mut Report) {
    let limit = limits::OVERLAY_NAME.value as usize;
    let mut told = BTreeSet::new();
    for cluster in cx.clusters_with_network().filter(|it| it.overlay) {
        for pool in &cluster.pools {
            for (what, name, path) in names(cx.net, pool) {
                let length = name.chars().count();
                if length > limit && told.insert(path.clone()) {
                    report
                        .at(
                            path,
                            format!(
                                "the name of {what} `{name}` has {length} characters; with overlay \
                                 it becomes a node label, which holds {limit}"
                            ),
                        )
                        .help("use a shorter name")
                        .related(pool.at("vnetSubnet"), "an overlay pool is in it");
                }
            }
        }
    }
}

/// The names around a pool's subnet, each with what it names and where it stands.
fn names<'p>(
    net: &'p Lowered<'p>,
    pool: &crate::lower::Pool<'p>,
) -> Vec<(&'static str, &'p str, String)> {
    let own =
        pool.node_subnet.and_then(|at| Some((net.networks.get(at.network)?, net.subnet(at)?)));
    if let Some((network, subnet)) = own {
        let group = match (&network.spec.resource_group, net.plan.resource_groups.first()) {
            (Some(name), _) => Some((name.as_str(), format!("{}/resourceGroup", network.path))),
            (None, Some(only)) => Some((only.name.as_str(), "/resourceGroups/0/name".to_string())),
            (None, None) => None,
        };
        let mut found = vec![
            ("subnet", subnet.spec.name.as_str(), format!("{}/name", subnet.path)),
            ("network", network.spec.name.as_str(), format!("{}/name", network.path)),
        ];
        found.extend(group.map(|(name, path)| ("resource group", name, path)));
        return found;
    }
    // A subnet outside the plan: its id holds the names.
    let id = pool.spec.vnet_subnet.as_deref().unwrap_or_default();
    let parts: Vec<&str> = id.split('/').collect();
    let after = |what, word: &str| {
        let at = parts.iter().position(|it| it.eq_ignore_ascii_case(word))?;
        // One finding a name, though all stand in one property.
        Some((what, *parts.get(at + 1)?, pool.at("vnetSubnet")))
    };
    let all = [
        after("subnet", "subnets"),
        after("network", "virtualNetworks"),
        after("resource group", "resourceGroups"),
    ];
    all.into_iter().flatten().collect()
}
