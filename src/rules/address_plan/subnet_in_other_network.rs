use crate::lower::SubnetAt;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// A subnet of the cluster is in another network than its nodes.
    ///
    /// Pods, the API server, internal load balancers and the Application Gateway that the add-on
    /// makes are in the network of the nodes. A peered network does not do.
    ///
    /// # Why
    ///
    /// The service refuses it: packets between the parts of a cluster go directly, not through a
    /// peering.
    ///
    /// ```json,fails
    /// { "virtualNetworks": [{}, { "name": "other", "addressPrefixes": ["10.250.0.0/16"],
    ///       "subnets": [{ "name": "pods", "addressPrefix": "10.250.0.0/20" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 30, "podSubnet": "pods" }, { "maxPods": 30, "podSubnet": "pods" }] }] }
    /// ```
    /// ```json,passes
    /// { "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.4.0/22" }] }],
    ///   "clusters": [{ "networkProfile": { "networkPluginMode": null },
    ///                  "agentPools": [{ "maxPods": 30, "podSubnet": "pods" }, { "maxPods": 30, "podSubnet": "pods" }] }] }
    /// ```
    "subnet-in-other-network", Error, AddressPlan, POD_SUBNET,
    aliases: ["SubnetsNotInSameVnet"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let Some(own) = cluster.network else { continue };
        let mut look = |at: Option<SubnetAt>, what: &str, path: String| {
            let Some(at) = at.filter(|it| it.network != own) else { return };
            let name = |at: usize| {
                cx.net.networks.get(at).map(|it| quoted(&it.spec.name)).unwrap_or_default()
            };
            let message = format!(
                "the subnet of {what} is in network {}, and the nodes are in {}",
                name(at.network),
                name(own)
            );
            report.at(path, message).help("choose a subnet of the nodes' network");
        };
        for pool in &cluster.pools {
            let what = format!("the pods of pool {}", quoted(&pool.spec.name));
            look(pool.pod_subnet, &what, pool.at("podSubnet"));
        }
        let path = cluster.at("apiServerAccessProfile/subnet");
        look(cluster.api_server_subnet, "the API server", path);
        let path = cluster.at("internalLoadBalancers/subnet");
        look(cluster.load_balancer_subnet, "internal load balancers", path);
        let path = cluster.at("addonProfiles/ingressApplicationGateway/subnet");
        look(cluster.application_gateway_subnet, "the Application Gateway", path);
    }
}
