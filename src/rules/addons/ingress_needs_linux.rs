use super::{has_gateway_routing, has_nginx_routing};
use crate::lower::Pool;
use crate::model::{OsType, PoolMode};
use crate::rules::{Context, Report, rule};

rule! {
    /// Ingress has no Linux node to run on.
    ///
    /// The ingress controller runs on Linux. Where every user pool runs Windows and the system
    /// pools keep everything but the cluster's own parts out, it competes with these for the system
    /// nodes or finds no place.
    ///
    /// # Why
    ///
    /// The controller stays pending, or shares the system nodes with DNS: under load both suffer.
    ///
    /// ```json,fails
    /// { "clusters": [{ "ingressProfile": { "webAppRouting": { "enabled": true } },
    ///   "agentPools": [{}, { "name": "win", "osType": "Windows" }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "ingressProfile": { "webAppRouting": { "enabled": true } },
    ///   "agentPools": [{}, {}, { "name": "win", "osType": "Windows", "vnetSubnet": "nodes" }] }] }
    /// ```
    "ingress-needs-linux-pool", Warning, Addons, APP_ROUTING_GATEWAY,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        let mesh = cluster.spec.service_mesh_profile.as_ref();
        let has_gateways =
            mesh.is_some_and(|it| it.external_ingress_gateway || it.internal_ingress_gateway);
        if !(has_nginx_routing(cluster) || has_gateway_routing(cluster) || has_gateways) {
            continue;
        }
        let takes_ingress = |pool: &Pool| match pool.mode {
            PoolMode::System => {
                !pool.spec.node_taints.iter().any(|it| it.starts_with("CriticalAddonsOnly"))
            }
            PoolMode::User => pool.os == OsType::Linux,
            PoolMode::Gateway => false,
        };
        let windows = cluster.pools.iter().find(|it| it.os == OsType::Windows);
        if let (Some(pool), false) = (windows, cluster.pools.iter().any(takes_ingress)) {
            report
                .at(
                    cluster.at("agentPools"),
                    "ingress runs on Linux, and every user pool runs Windows",
                )
                .related(pool.at("osType"), format!("pool `{}` runs Windows", pool.spec.name))
                .help("add a Linux user pool");
        }
    }
}
